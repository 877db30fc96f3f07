#pragma once

#include <filesystem>
#include <string>

#include "stage/child.h"

/// A project with one lesson, in a folder of its own that is gone when the object is.
class SmallProject {
public:
    SmallProject();
    ~SmallProject();
    SmallProject(const SmallProject&) = delete;
    SmallProject& operator=(const SmallProject&) = delete;

    const std::filesystem::path& root() const { return root_; }
    void write(const std::string& file, const std::string& text) const;
    /// Runs page_writer on it.
    out_of_step::Finished make_pages() const;
    /// A page that it has made, from the folder `output`.
    std::string made(const std::string& file) const;

private:
    std::filesystem::path root_;
};
