#include "links.h"

#include <regex>

#include <fmt/format.h>

#include "escape.h"
#include "text_file.h"
#include "wrong_page.h"

namespace pages {

namespace {

namespace fs = std::filesystem;

struct Target {
    std::string path;
    std::string anchor;
};

class References {
public:
    References(const fs::path& root, const Labels& labels, std::string file)
        : root_(root), labels_(labels), file_(std::move(file)) {}

    std::string in(const std::string& markdown) {
        for (const std::string& line : lines_of(markdown)) {
            add(line);
            done_ += '\n';
        }
        return std::move(done_);
    }

private:
    void add(const std::string& line) {
        const std::size_t first = line.find_first_not_of(' ');
        if (first == std::string::npos) span_ = 0;  // a paragraph ends, and its code with it
        if (first != std::string::npos && line.compare(first, 3, "```") == 0) {
            block_ = !block_;
            done_ += line;
        } else if (block_) {
            done_ += line;
        } else {
            add_prose(line);
        }
    }

    void add_prose(const std::string& line) {
        for (std::size_t at = 0; at < line.size();) {
            std::size_t length = 1;
            if (line[at] == '`') {
                length = std::min(line.find_first_not_of('`', at), line.size()) - at;
                if (span_ == 0) {
                    span_ = length;
                    quoted_ = false;
                } else if (span_ == length) {
                    span_ = 0;
                }
            } else if (span_ == 0 && line.compare(at, 2, "](") == 0) {
                length = add_target(line, at);
            }
            if (length == 1 && span_ > 0) {
                done_ += in_code_span(line[at], quoted_);
            } else if (length > 0) {
                done_ += line.substr(at, length);
            }
            at += length > 0 ? length : line.find(')', at) + 1 - at;
        }
    }

    // At "](": the rest of the link, if it is relative. Returns how much is left to be added: 0 if
    // the whole link has been.
    std::size_t add_target(const std::string& line, std::size_t at) {
        static const std::regex relative("\\]\\(([A-Za-z0-9_./-]+)(#[A-Za-z0-9_-]+)?\\)");
        std::smatch found;
        if (!std::regex_search(line.begin() + static_cast<std::ptrdiff_t>(at), line.end(), found,
                               relative, std::regex_constants::match_continuous)) {
            return 2;
        }
        const std::string label = label_of({found[1], found[2]});
        if (!label.empty()) {
            done_ += fmt::format("](@ref {})", label);
        } else if (const std::size_t opening = done_.rfind('['); opening != std::string::npos) {
            done_.erase(opening, 1);  // no page: its text stands without a link
        }
        return 0;
    }

    std::string label_of(const Target& target) {
        const fs::path folder = fs::path(file_).parent_path();
        std::string path = (folder / target.path).lexically_normal().generic_string();
        if (path == ".") path.clear();
        if (!path.empty() && path.back() == '/') path.pop_back();
        if (!fs::exists(root_ / path)) {
            throw WrongPage(fmt::format("{}: the link to {} leads nowhere", file_, target.path));
        }
        // A heading of a written page has a label of its own.
        if (!target.anchor.empty() && path.ends_with(".md") &&
            read_text(root_, path).find("{" + target.anchor + "}") != std::string::npos) {
            return target.anchor.substr(1);
        }
        return labels_.of(path);
    }

    const fs::path& root_;
    const Labels& labels_;
    std::string file_;
    std::string done_;
    bool block_ = false;
    std::size_t span_ = 0;  // how many backquotes will end the code that we are in; 0: in none
    bool quoted_ = false;   // between double quotes in that code
};

}  // namespace

std::string with_references(const fs::path& root, const Labels& labels, const std::string& file,
                            const std::string& markdown) {
    return References(root, labels, file).in(markdown);
}

Page read_page(const fs::path& root, const Labels& labels, const std::string& file) {
    const std::string markdown = read_text(root, file);
    static const std::regex heading("^# ([^\n]+?) *(\\{#[A-Za-z0-9_]*\\})?\r?(\n|$)");
    std::smatch found;
    if (!std::regex_search(markdown, found, heading, std::regex_constants::match_continuous)) {
        throw WrongPage(fmt::format("{} does not begin with a title, such as \"# A title\"", file));
    }
    return {found[1], with_references(root, labels, file, found.suffix())};
}

std::string with_title(const Page& page, const std::string& label) {
    return fmt::format("# {} {{#{}}}\n{}", page.title, label, page.text);
}

}  // namespace pages
