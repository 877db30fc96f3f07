#include "workshop.h"

#include <unistd.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "files.h"
#include "judging.h"
#include "list.h"
#include "process.h"

namespace course::mutation {

namespace fs = std::filesystem;

namespace {

/// A solution takes its judge some seconds, and a minute on a busy machine.
constexpr std::chrono::seconds patience{300};

/// The word behind `option`: "-o solutions/.../server.zero.so".
std::string word_behind(const std::string& option, const std::string& command) {
    const std::size_t place = command.find(" " + option + " ");
    if (place == std::string::npos)
        throw std::runtime_error("No " + option + " in: " + command.substr(0, 200));
    std::istringstream rest(command.substr(place + option.size() + 2));
    std::string word;
    rest >> word;
    return word;
}

std::string replaced(std::string text, const std::string& old, const std::string& by) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find(old, at)) != std::string::npos; ++count) {
        text.replace(at, old.size(), by);
        at += by.size();
    }
    if (count == 0) throw std::runtime_error("No " + old + " in: " + text.substr(0, 200));
    return text;
}

}  // namespace

// Two of these programs may run at once.
Folder::Folder(const std::string& name)
    : path_(fs::path("tests/course/mutation/work") / (std::to_string(getpid()) + "_" + name)) {
    fs::create_directories(build() / path_);
}

Folder::~Folder() {
    std::error_code error;
    fs::remove_all(build() / path_, error);
}

Recipe::Recipe(const std::string& slug)
    : zero_(module_of(slug, "zero")), garbage_(module_of(slug, "garbage")) {}

Recipe::Module Recipe::module_of(const std::string& slug, const std::string& contents) {
    const std::string target = "solution_" + slug + "." + contents;
    const Folder folder("recipe");
    const fs::path log = build() / folder.path() / "commands.txt";
    if (run({OUT_OF_STEP_NINJA, "-C", build().string(), "-t", "commands", target}, log) != 0) {
        throw std::runtime_error("ninja does not know how " + target + " is made:\n" + read(log));
    }
    Module module;
    module.source = lesson_named(slug).solution.string();
    for (const Line& line : lines_of(log)) {
        const bool compiles = line.text.find(" -c ") != std::string::npos;
        const bool is_its = line.text.find(module.source) != std::string::npos;
        if (compiles && is_its) module.compile = line.text;
        if (!compiles) module.link = line.text;  // the last one is the target's own
    }
    module.object = word_behind("-o", module.compile);
    module.module = word_behind("-o", module.link);
    return module;
}

std::string Recipe::script_for(const fs::path& folder) const {
    std::string script = "exec 2>&1; cd \"$0\" || exit 1\n";
    for (const auto* const module : {&zero_, &garbage_}) {
        const std::string contents = module == &zero_ ? "zero" : "garbage";
        const std::string object = (folder / (contents + ".o")).string();
        const std::string made = (folder / ("mutant." + contents + ".so")).string();
        std::string compile =
            replaced(module->compile, module->source, (folder / "mutant.cpp").string());
        compile = replaced(compile, module->object, object);
        std::string link = replaced(module->link, module->object, object);
        link = replaced(link, module->module, made);
        script += "{ " + compile + "; } || exit " + std::to_string(does_not_compile) + "\n";
        script += "{ " + link + "; } || exit 1\n";
    }
    return script;
}

Workshop::Workshop(unsigned number)
    : folder_(std::to_string(number)), log_(build() / folder_.path() / "log.txt") {}

bool Workshop::make(const Recipe& recipe, const std::string& source) const {
    std::ofstream(build() / folder_.path() / "mutant.cpp", std::ios::binary) << source;
    const int code = run({"sh", "-c", recipe.script_for(folder_.path()), build().string()}, log_);
    if (code != 0 && code != Recipe::does_not_compile) {
        throw std::runtime_error("A module cannot be made:\n" + read(log_));
    }
    return code == 0;
}

// The first promise that is broken is enough.
Judgement Workshop::judged_by(const std::string& slug, std::optional<unsigned> deviations) const {
    std::vector<std::string> command = {(build() / "tests/lessons" / ("judge_" + slug)).string(),
                                        "--brief", "--module",
                                        (build() / folder_.path() / "mutant.zero.so").string()};
    if (deviations) {
        command.insert(command.end(), {"--deviations", std::to_string(*deviations)});
    }
    const int code = run(command, log_, patience);
    if (code == out_of_time) return Judgement::endless;
    if (code != 0 && code != 1) {
        throw std::runtime_error("judge_" + slug + " ends with " + std::to_string(code) + ":\n" +
                                 read(log_));
    }
    return code == 1 ? Judgement::broken : Judgement::kept;
}

}  // namespace course::mutation
