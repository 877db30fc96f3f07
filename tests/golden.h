#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

/// `text` is what GOLDEN_FOLDER/`name` holds. With UPDATE_GOLDEN in the environment the file is
/// written anew instead, after a change that was meant.
inline void expect_golden(const std::string& name, const std::string& text) {
    const std::string path = std::string(GOLDEN_FOLDER "/") + name;
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path, std::ios::binary) << text;
        return;
    }
    std::ifstream file(path, std::ios::binary);
    ASSERT_TRUE(file) << "there is no " << path << ": UPDATE_GOLDEN=1 writes it";
    const std::string golden((std::istreambuf_iterator<char>(file)), {});
    std::istringstream lines(text);
    std::istringstream golden_lines(golden);
    for (int number = 1; lines && golden_lines; ++number) {
        std::string line;
        std::string golden_line;
        std::getline(lines, line);
        std::getline(golden_lines, golden_line);
        ASSERT_EQ(line, golden_line)
            << path << ":" << number << " If that is meant: UPDATE_GOLDEN=1";
    }
    EXPECT_TRUE(text == golden);
}
