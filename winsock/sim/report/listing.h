#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/report/fold.h"
#include "sim/report/lanes.h"
#include "sim/report/trace.h"
#include "sim/report/words.h"

namespace winsock::sim {

/// The steps of an execution, each on a line in the column of its actor.
class Listing {
public:
    Listing(const Trace& trace, std::size_t width, Ink ink);

    /// Briefly: without how the server begins.
    std::string text(bool briefly = false);

private:
    /// What one step says, before it is laid out.
    struct Entry {
        const Step* step;
        std::string text;                ///< of the event itself
        std::vector<std::string> slots;  ///< the arrays, if they are to be shown
        std::vector<std::string> wrong;  ///< what was noticed in it
        std::string key() const;
    };

    std::vector<Entry> entries() const;
    Entry entry_of(const Step& step, const Step* before) const;
    void put(const Entry& entry);
    void put_text(const std::string& margin, std::size_t column, const std::string& text);
    void put_lines(const std::string& margin, std::size_t column,
                   const std::vector<std::string>& lines);
    void put(const std::vector<Entry>& list, const Fold& fold);
    void put(const std::vector<Entry>& list, const std::vector<Fold>& folds, std::size_t first);
    std::size_t leave_out_beginning(const std::vector<Entry>& list, const std::vector<Fold>& folds);
    static std::string difference(const std::vector<Entry>& list, const Fold& fold);
    void put_repetition(const Entry* begin, std::size_t length, std::uint64_t times,
                        const std::string& addition);
    void name_thread(const std::string& actor);

    const Trace& trace_;
    const std::size_t width_;
    const Ink ink_;
    const Lanes lanes_;
    std::string thread_;  // whose lines come
    std::string result_;
};

}  // namespace winsock::sim
