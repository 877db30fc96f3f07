#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <system_error>

/// A folder of a test's own, in which nothing is shared with the project or another test. Gone when
/// the object is.
class TestFolder {
public:
    TestFolder()
        : root_(std::filesystem::canonical(std::filesystem::temp_directory_path()) /
                ("out-of-step-" + std::to_string(std::random_device()()) + "-test")) {
        std::filesystem::create_directories(root_);
    }
    ~TestFolder() {
        std::error_code error;
        std::filesystem::remove_all(root_, error);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    const std::filesystem::path& root() const { return root_; }

    /// Writes a file, by its path from the root, in a folder that is made if need be.
    void write(const std::string& path, const std::string& text) const {
        std::filesystem::create_directories((root_ / path).parent_path());
        std::ofstream file(root_ / path, std::ios::binary);
        file << text;
        file.close();
        if (!file) throw std::runtime_error("cannot write " + path);
    }

    /// "" if there is no such file.
    std::string read(const std::string& path) const {
        std::ifstream file(root_ / path, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    }

private:
    std::filesystem::path root_;
};
