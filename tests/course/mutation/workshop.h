#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace course::mutation {

/// A folder below the build tree, of this process alone. It goes away again.
class Folder {
public:
    explicit Folder(const std::string& name);
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    /// Relative to the build tree.
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// The commands that make the two modules of a solution, as the build tree has them.
class Recipe {
public:
    /// Of solutions/<slug>. Throws std::runtime_error if the build tree has none.
    explicit Recipe(const std::string& slug);

    /// The same for the file mutant.cpp in `folder`, which lies below the build tree and is
    /// relative to it. A shell runs it there; it ends with `does_not_compile` if the compiler
    /// refuses the file.
    std::string script_for(const std::filesystem::path& folder) const;

    static constexpr int does_not_compile = 77;

private:
    /// Of one module: the commands, and what has to be replaced in them.
    struct Module {
        std::string compile;
        std::string link;
        std::string source;
        std::string object;
        std::string module;
    };
    static Module module_of(const std::string& slug, const std::string& contents);

    Module zero_;
    Module garbage_;
};

/// What a judge says of a mutant. An endless one has too many executions for us to wait for.
enum class Judgement { kept, broken, endless };

/// Where a thread makes one mutant after the other, and has it judged.
class Workshop {
public:
    explicit Workshop(unsigned number);

    /// Makes both modules of this program. False if it does not compile. Throws std::runtime_error.
    bool make(const Recipe& recipe, const std::string& source) const;

    /// What the judge of lesson `slug` says of what was made last, in up to so many unlucky moments
    /// or in as many as its promises say. Throws std::runtime_error if it cannot judge.
    Judgement judged_by(const std::string& slug, std::optional<unsigned> deviations) const;

private:
    Folder folder_;
    std::filesystem::path log_;
};

}  // namespace course::mutation
