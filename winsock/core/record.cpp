#include "core/record.h"

#include <bit>

namespace winsock {

void NetworkEventRecord::arrive(int bit, int status) {
    const std::int32_t place = 1 << bit;
    active_ |= place;
    failed_ &= ~place;
    if (status != 0) {
        failed_ |= place;
        status_[static_cast<std::size_t>(bit)] = static_cast<std::uint16_t>(status);
    }
    if ((mask_ & place) != 0) event_->set();
}

void NetworkEventRecord::select(std::shared_ptr<Event> event, long mask) {
    event_ = mask != 0 ? std::move(event) : nullptr;
    mask_ = static_cast<std::int32_t>(mask);
    if (pending() != 0) event_->set();
}

void NetworkEventRecord::enumerate(Event* to_reset, WSANETWORKEVENTS& out) {
    if (to_reset != nullptr) to_reset->reset();
    out.lNetworkEvents = pending();
    for (auto left = static_cast<unsigned long>(pending()); left != 0; left &= left - 1) {
        const int bit = std::countr_zero(left);
        const bool failed = (failed_ >> bit & 1) != 0;
        out.iErrorCode[bit] = failed ? status_[static_cast<std::size_t>(bit)] : 0;
    }
    clear(out.lNetworkEvents);
}

void NetworkEventRecord::inherit(const NetworkEventRecord& listener) {
    event_ = listener.event_;
    mask_ = listener.mask_;
}

void NetworkEventRecord::dissociate() {
    event_ = nullptr;
    mask_ = 0;
}

}  // namespace winsock
