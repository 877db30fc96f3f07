#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pages {

/// What the search lists: a text, and where it leads.
struct Found {
    struct Place {
        std::string link;   ///< named from the folder of the pages: "page.html#anchor"
        std::string scope;  ///< what stands beside the text to say where that is; may be ""
    };
    std::string text;
    std::vector<Place> places;  ///< several are listed below the text when it is chosen
};

/// The section "all" of the search that Doxygen 1.9.4 makes, in `output`/html/search: of each first
/// character that somebody may type there is a script with what it finds and a frame that shows it.
class SearchIndex {
public:
    /// Reads it. Throws WrongPage if it does not look as that version writes it.
    explicit SearchIndex(std::filesystem::path output);

    /// Whoever types how `beginning` begins finds it. The first character is a letter, a digit or
    /// _.
    void add(std::string_view beginning, const Found& found);

    /// Writes all of it. Throws WrongPage.
    void write();

private:
    struct Entry {
        std::string key;    // what is compared with what was typed, see search_key
        std::string value;  // as JavaScript
        char letter;        // which script it is in
    };
    std::string read(const std::string& name) const;
    void read_entries(char letter, const std::string& name);

    std::filesystem::path output_;
    std::string data_;   // searchdata.js around the letters
    std::string frame_;  // of the first letter
    std::size_t letters_at_ = 0;
    std::vector<Entry> entries_;
};

/// Text as the search compares it, which is what convertToId in Doxygen's search.js makes of it:
/// "lost_20signal".
std::string search_key(std::string_view text);

}  // namespace pages
