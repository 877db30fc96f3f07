#include "commands/built_from.h"

#include "commands/commands.h"
#include "whole_file.h"

namespace out_of_step {

namespace {

namespace fs = std::filesystem;

// Those of the program, and of the modules that are made of the same source.
void remove_objects(const fs::path& folder, const std::string& target) {
    std::error_code error;
    for (const auto& of_target : fs::directory_iterator(folder / "CMakeFiles", error)) {
        const std::string name = of_target.path().filename().string();
        if (!name.starts_with(target + ".") || !name.ends_with(".dir")) continue;
        for (const auto& file : fs::recursive_directory_iterator(of_target, error)) {
            const bool object = file.path().filename().string().starts_with("server.cpp.");
            std::error_code not_there;
            if (object) fs::remove(file, not_there);
        }
    }
}

}  // namespace

BuiltFrom::BuiltFrom(const Lab& lab, const fs::path& source)
    : source_(lab.root / source),
      note_(lab.build / source.parent_path() / "server.built_from.cpp"),
      text_(read_whole_file(source_)) {
    if (is_in_doubt()) {
        const fs::path kind = source.parent_path().parent_path();  // lessons, solutions
        Lesson lesson;
        lesson.slug = source.parent_path().filename().string();
        const std::string target = target_of(lesson, kind == "solutions");
        // CMake keeps them where the target is described.
        for (const fs::path& folder : {lab.build, lab.build / kind}) remove_objects(folder, target);
    }
    // Until this build has ended nothing is known.
    write_whole_file(note_, "");
}

// Where there has never been a note, nothing speaks against what was built.
bool BuiltFrom::is_in_doubt() const {
    std::error_code error;
    const auto noted_at = fs::last_write_time(note_, error);
    if (error) return false;
    const auto noted = read_whole_file(note_);
    if (noted == "") return true;
    return noted != text_ && fs::last_write_time(source_, error) <= noted_at;
}

void BuiltFrom::note() const {
    if (text_ && text_ == read_whole_file(source_)) write_whole_file(note_, *text_);
}

}  // namespace out_of_step
