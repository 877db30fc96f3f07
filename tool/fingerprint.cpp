#include "fingerprint.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "sim/lasting_hash.h"
#include "whole_file.h"

namespace out_of_step {

namespace {

namespace fs = std::filesystem;

// What the judges of several lessons include.
std::vector<fs::path> shared_headers(const fs::path& judges) {
    std::vector<fs::path> headers;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(judges, error)) {
        if (entry.path().extension() == ".h") headers.push_back(entry.path());
    }
    std::sort(headers.begin(), headers.end());
    return headers;
}

}  // namespace

std::string fingerprint(const std::vector<std::string_view>& texts) {
    std::uint64_t hash = texts.size();
    for (const std::string_view text : texts) {
        hash = winsock::sim::mix_for_good(hash, winsock::sim::hash_of(text));
    }
    return fmt::format("{:016x}", hash);
}

std::string fingerprint_of(const fs::path& root, const Lesson& lesson, std::string_view server) {
    const fs::path judges = root / "tests" / "lessons";
    std::vector<fs::path> files = shared_headers(judges);
    files.push_back(judges / (lesson.slug + ".cpp"));
    std::vector<std::string> contents{lesson.scenes};
    for (const fs::path& file : files) contents.push_back(read_whole_file(file).value_or(""));
    std::vector<std::string_view> texts(contents.begin(), contents.end());
    texts.push_back(server);
    return fingerprint(texts);
}

std::string fingerprint_of(const fs::path& root, const Lesson& lesson) {
    const fs::path server = root / source_of(lesson, false);
    return fingerprint_of(root, lesson, read_whole_file(server).value_or(""));
}

}  // namespace out_of_step
