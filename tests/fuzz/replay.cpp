// Shows every file of some folders to what is fuzzed: for compilers that have no fuzzer.

#include <algorithm>
#include <csignal>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "packets.h"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

void show(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(in), {}};
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int argc, char** argv) try {
    // What is wrong has been said by then, and CTest takes every abort for a failure.
    std::signal(SIGABRT, [](int) { std::_Exit(1); });
    std::size_t shown = 0;
    for (int i = 1; i < argc; ++i) {
        for (const fs::path& file : files_in(argv[i])) {
            show(file);
            ++shown;
        }
    }
    std::printf("%zu streams are read as they should be.\n", shown);
    return shown > 0 ? 0 : 1;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
