#include "links.h"

#include <regex>

#include <fmt/format.h>

#include "markdown.h"
#include "measured_plot.h"
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
        Emphasis emphasis;
        for (const Part& part : parts_of(markdown)) {
            switch (part.kind) {
                case Part::text: add_text(emphasis.with_tags(part.markdown)); break;
                case Part::code: done_ += code_span(part.markdown); break;
                case Part::block: done_ += part.markdown; break;
            }
        }
        return std::move(done_);
    }

private:
    void add_text(const std::string& text) {
        static const std::regex relative("\\]\\(([A-Za-z0-9_./-]+)(#[A-Za-z0-9_-]+)?\\)");
        std::string rest = text;
        for (std::smatch found; std::regex_search(rest, found, relative);) {
            done_ += found.prefix();
            add_target({found[1], found[2]});
            rest = found.suffix();
        }
        done_ += rest;
    }

    // An image that is a plot of ours becomes a part of the page.
    bool add_plot(const Target& target) {
        const std::size_t opening = done_.rfind("![");
        if (opening == std::string::npos || done_.find(']', opening) != std::string::npos ||
            !target.path.ends_with(".svg"))
            return false;
        done_.resize(opening);
        done_ +=
            plot_in_page(root_, (fs::path(file_).parent_path() / target.path).lexically_normal());
        return true;
    }

    void add_target(const Target& target) {
        if (add_plot(target)) return;
        const std::string label = label_of(target);
        if (!label.empty()) {
            done_ += fmt::format("](@ref {})", label);
        } else if (const std::size_t opening = done_.rfind('['); opening != std::string::npos) {
            done_.erase(opening, 1);  // no page: its text stands without a link
        }
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
