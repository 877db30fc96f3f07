#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pages {

/// Which file of the project becomes which page. A page is named by its label.
class Labels {
public:
    /// `insides`: the READMEs that become pages under "Inside", named from the root.
    explicit Labels(std::vector<std::string> insides) : insides_(std::move(insides)) {}

    /// Of the page that a file or a folder, named from the root, is shown on; "" if there is none.
    std::string of(const std::string& path) const;

private:
    std::vector<std::string> insides_;
};

/// The label of a lesson's page, and of its solution's.
std::string lesson_label(const std::string& slug);
std::string solution_label(const std::string& slug);

}  // namespace pages
