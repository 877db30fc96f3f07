#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace course {

/// Answers of earlier runs. A judge says the same each time, so what has been judged and has not
/// changed since need not be judged again: like a file that a build has made.
class KeptVerdicts {
public:
    explicit KeptVerdicts(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// What `command` answered, if none of the files that it depends on has changed since.
    std::optional<nlohmann::json> find(const std::vector<std::string>& command,
                                       const std::vector<std::filesystem::path>& files) const;
    /// Keeps an answer in place of an older one. `files` as they were *before* the command ran. A
    /// folder that cannot be written is no failure: nothing is kept then.
    void keep(const std::vector<std::string>& command, const std::string& state_of_files,
              const nlohmann::json& answer) const;

    /// Names, sizes and times of last writing.
    static std::string state_of(const std::vector<std::filesystem::path>& files);

private:
    std::filesystem::path file_of(const std::vector<std::string>& command) const;

    std::filesystem::path folder_;
};

}  // namespace course
