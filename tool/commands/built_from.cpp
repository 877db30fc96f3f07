#include "commands/built_from.h"

#include <algorithm>

#include "commands/commands.h"
#include "whole_file.h"

namespace out_of_step {

namespace {

namespace fs = std::filesystem;

// Those of the program, and of the modules that are made of the same source.
std::vector<fs::path> objects_in(const fs::path& folder, const std::string& target,
                                 const std::string& source) {
    std::vector<fs::path> objects;
    std::error_code error;
    for (const auto& of_target : fs::directory_iterator(folder / "CMakeFiles", error)) {
        const std::string name = of_target.path().filename().string();
        if (!name.starts_with(target + ".") || !name.ends_with(".dir")) continue;
        for (const auto& file : fs::recursive_directory_iterator(of_target, error)) {
            const bool object = file.path().filename().string().starts_with(source + ".");
            if (object) objects.push_back(file.path());
        }
    }
    return objects;
}

std::vector<fs::path> objects_of(const Lab& lab, const fs::path& source) {
    const fs::path kind = source.parent_path().parent_path();  // lessons, solutions
    Lesson lesson;
    lesson.slug = source.parent_path().filename().string();
    const std::string target = target_of(lesson, kind == "solutions");
    const std::string file = source.filename().string();
    // CMake keeps them where the target is described.
    std::vector<fs::path> objects = objects_in(lab.build, target, file);
    const std::vector<fs::path> below = objects_in(lab.build / kind, target, file);
    objects.insert(objects.end(), below.begin(), below.end());
    return objects;
}

}  // namespace

BuiltFrom::BuiltFrom(const Lab& lab, const fs::path& source)
    : source_(lab.root / source),
      note_((lab.build / source).replace_extension(".built_from.cpp")),
      text_(read_whole_file(source_)) {
    const std::vector<fs::path> objects = objects_of(lab, source);
    std::error_code error;
    if (is_in_doubt(objects)) {
        for (const fs::path& object : objects) fs::remove(object, error);
    }
    // Until this build has ended nothing is known.
    write_whole_file(note_, "");
}

// Where there has never been a note, nothing speaks against what was built.
bool BuiltFrom::is_in_doubt(const std::vector<fs::path>& objects) const {
    std::error_code error;
    const auto noted_at = fs::last_write_time(note_, error);
    if (error) return false;
    if (read_whole_file(note_) != text_) return true;
    return std::any_of(objects.begin(), objects.end(), [&](const fs::path& object) {
        return fs::last_write_time(object, error) > noted_at;
    });
}

std::optional<std::string> BuiltFrom::note() const {
    if (!text_ || text_ != read_whole_file(source_)) return std::nullopt;
    write_whole_file(note_, *text_);
    return text_;
}

}  // namespace out_of_step
