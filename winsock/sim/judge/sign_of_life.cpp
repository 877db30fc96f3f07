#include "sim/judge/sign_of_life.h"

#include <fmt/format.h>

#include <ostream>

namespace winsock::sim {

namespace {
constexpr std::chrono::seconds first{4};
constexpr std::chrono::milliseconds between{500};
constexpr const char* erased = "\r\x1b[K";
}  // namespace

SignOfLife::SignOfLife(const Lesson& lesson, std::ostream* terminal)
    : lesson_(lesson), terminal_(terminal), next_(Clock::now() + first) {}

SignOfLife::~SignOfLife() {
    if (said_) *terminal_ << erased << std::flush;
}

void SignOfLife::tell(const Progress& progress, Clock::time_point now) {
    if (terminal_ == nullptr || now < next_) return;
    next_ = now + between;
    said_ = true;
    // A narrow terminal would break a longer line, and then it could not be erased.
    *terminal_ << erased
               << fmt::format("{:.79}", fmt::format("{}: {} executions, {} of {} scenarios done",
                                                    lesson_.promises[progress.promise].name,
                                                    progress.executions, progress.searches,
                                                    progress.all_searches))
               << std::flush;
}

}  // namespace winsock::sim
