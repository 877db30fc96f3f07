// Byte printed wrong. The rule:
//
//   Whole. What was heard of each client is printed, every byte of it, in order, a 0 byte as well.
//     What one recv gave may be printed in pieces: cut behind or before the end of a line, where
//     another recv began, or anywhere if no piece is shorter than 4 bytes; and a server may keep it
//     and print it later, together with what comes next.
//   Nothing else of its kind. Around it a server may print what it likes, as long as that is text:
//     "Received: hello". It is wrong if it is no text (what the memory held behind the text); if it
//     goes on behind a client's bytes as an earlier recv's bytes did (the rest of what the buffer
//     held before); and if it holds, as a word, what was heard already (printed again), unless
//     that is a word of its own, which it had printed before.
//
// Each recv opens a window of the output, which the next one closes. A server that prints at once
// prints into its own window, so that is where a client's bytes are looked for first.

#include "sim/detectors/printed.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "sim/detectors/text.h"
#include "sim/detectors/words.h"
#include "sim/world.h"

namespace winsock::sim {

namespace {

constexpr std::size_t short_piece = 4;

/// What was heard of a client and not been printed yet.
struct Pending {
    std::string bytes;
    std::vector<std::size_t> cuts;  // where another recv began

    void add(std::string_view heard) {
        if (!bytes.empty()) cuts.push_back(bytes.size());
        bytes += heard;
    }
    bool may_cut_at(std::size_t size) const {
        if (size == bytes.size()) return true;
        if (bytes[size - 1] == '\n' || bytes[size] == '\n') return true;
        if (std::find(cuts.begin(), cuts.end(), size) != cuts.end()) return true;
        return size >= short_piece && bytes.size() - size >= short_piece;
    }
    void drop(std::size_t size) {
        bytes.erase(0, size);
        std::vector<std::size_t> left;
        for (const std::size_t cut : cuts) {
            if (cut > size) left.push_back(cut - size);
        }
        cuts = std::move(left);
    }
};

/// A part of the output, and which of its bytes are a client's.
class Window {
public:
    explicit Window(std::string_view text) : text_(text), taken_(text.size(), 0) {}

    /// Takes as much of `pending` out of the window as stands in it, in order.
    void take(Pending& pending) {
        std::size_t from = 0;
        while (!pending.bytes.empty()) {
            const Piece piece = longest_piece(pending, from);
            if (piece.size == 0) return;
            std::fill_n(taken_.begin() + static_cast<std::ptrdiff_t>(piece.place), piece.size, 1);
            ends_.push_back({piece.place + piece.size, piece.size});
            pending.drop(piece.size);
            from = piece.place + piece.size;
        }
    }

    /// What is wrong with the rest; "" if nothing is. `heard` are the bytes of each recv so far,
    /// but for those that are words of the server's own.
    std::string what_is_wrong(const std::vector<std::string_view>& heard) const {
        for (const End& end : ends_) {
            std::string stale = stale_bytes_at(end, heard);
            if (!stale.empty()) return stale;
        }
        for (std::size_t begin = 0; begin < text_.size();) {
            std::size_t end = begin;
            while (end < text_.size() && taken_[end] == 0) ++end;
            std::string wrong = what_is_wrong_in(text_.substr(begin, end - begin), heard);
            if (!wrong.empty()) return wrong;
            begin = end + 1;
        }
        return "";
    }

private:
    struct Piece {
        std::size_t place = 0;
        std::size_t size = 0;
    };
    struct End {
        std::size_t place;
        std::size_t size;  // of the piece that ends here
    };

    Piece longest_piece(const Pending& pending, std::size_t from) const;
    std::size_t common(const Pending& pending, std::size_t place) const;
    std::string stale_bytes_at(const End& end, const std::vector<std::string_view>& heard) const;
    static std::string what_is_wrong_in(std::string_view rest,
                                        const std::vector<std::string_view>& heard);

    std::string_view text_;
    std::vector<char> taken_;
    std::vector<End> ends_;
};

// How many bytes of `pending` stand at `place`, cut where they may be.
std::size_t Window::common(const Pending& pending, std::size_t place) const {
    std::size_t size = 0;
    while (size < pending.bytes.size() && place + size < text_.size() &&
           taken_[place + size] == 0 && text_[place + size] == pending.bytes[size]) {
        ++size;
    }
    while (size > 0 && !pending.may_cut_at(size)) --size;
    return size;
}

// The longest; of several one that stands by itself, as a word does: "Received: eve" holds "eve"
// twice.
Window::Piece Window::longest_piece(const Pending& pending, std::size_t from) const {
    Piece best;
    bool best_is_word = false;
    for (std::size_t place = from; place < text_.size(); ++place) {
        if (text_[place] != pending.bytes[0]) continue;
        const std::size_t size = common(pending, place);
        const bool is_word = size > 0 && stands_alone(text_, place, size);
        if (size > best.size || (size == best.size && is_word && !best_is_word)) {
            best = {place, size};
            best_is_word = is_word;
        }
    }
    return best;
}

// A buffer that held "sunday" before and now holds "hi" reads "hinday", or, if something ends the
// text, "hi day".
std::string Window::stale_bytes_at(const End& end,
                                   const std::vector<std::string_view>& heard) const {
    for (const std::string_view earlier : heard) {
        for (std::size_t skipped = 0; skipped <= 1; ++skipped) {
            const std::size_t begin = end.size + skipped;
            if (begin >= earlier.size()) continue;
            const std::string_view stale = earlier.substr(begin);
            if (visible_letters(stale) < 2) continue;
            const std::size_t place = end.place + skipped;
            if (place > text_.size() || !text_.substr(place).starts_with(stale)) continue;
            if (std::find(taken_.begin() + static_cast<std::ptrdiff_t>(place),
                          taken_.begin() + static_cast<std::ptrdiff_t>(place + stale.size()), 1) !=
                taken_.begin() + static_cast<std::ptrdiff_t>(place + stale.size())) {
                continue;
            }
            return in_quotes(stale) + " is printed behind it, which came before";
        }
    }
    return "";
}

std::string Window::what_is_wrong_in(std::string_view rest,
                                     const std::vector<std::string_view>& heard) {
    if (const std::string_view garbage = no_text_in(rest); !garbage.empty()) {
        return in_quotes(garbage) + " is printed, which nobody has said";
    }
    for (const std::string_view said : heard) {
        if (visible_letters(said) < 3) continue;
        if (holds_word(rest, said)) return in_quotes(said) + " is printed again";
    }
    return "";
}

/// Goes through the output, window by window.
class Reading {
public:
    explicit Reading(World& world) : world_(world), pending_(world.clients().size()) {}

    void run() {
        const std::vector<Heard>& heard = world_.notes.heard;
        const std::string_view output = world_.output();
        look(output.substr(0, heard.empty() ? output.size() : heard[0].printed), nullptr);
        for (std::size_t i = 0; i < heard.size() && !wrong_; ++i) {
            const Client& client = *world_.clients()[heard[i].client];
            const std::string_view bytes =
                std::string_view(client.said()).substr(heard[i].begin, heard[i].size);
            pending_[heard[i].client].add(bytes);
            const bool is_own_word = holds_word(output.substr(0, heard[i].printed), bytes);
            if (!is_own_word || is_known(bytes)) so_far_.push_back(bytes);
            const std::size_t end = i + 1 < heard.size() ? heard[i + 1].printed : output.size();
            look(output.substr(heard[i].printed, end - heard[i].printed), &client);
        }
        if (!wrong_) look_for_what_is_missing();
    }

private:
    /// `client` is the one whose bytes were read just before.
    void look(std::string_view text, const Client* client) {
        if (text.empty()) return;
        Window window(text);
        if (client != nullptr) window.take(pending_[client->index()]);
        for (Pending& pending : pending_) window.take(pending);
        const std::string wrong = window.what_is_wrong(so_far_);
        if (wrong.empty()) return;
        wrong_ = true;
        world_.find_at_end(Detector::byte_printed_wrong, client != nullptr ? client->name() : "",
                           wrong);
    }

    bool is_known(std::string_view bytes) const {
        return std::find(so_far_.begin(), so_far_.end(), bytes) != so_far_.end();
    }

    void look_for_what_is_missing() {
        for (const auto& client : world_.clients()) {
            const std::string& missing = pending_[client->index()].bytes;
            if (missing.empty()) continue;
            world_.find_at_end(Detector::byte_printed_wrong, client->name(),
                               in_quotes(missing) + " is read from " + client->name() +
                                   ", and not printed as it came");
        }
    }

    World& world_;
    std::vector<Pending> pending_;
    std::vector<std::string_view> so_far_;
    bool wrong_ = false;
};

}  // namespace

void judge_what_is_printed(World& world) { Reading(world).run(); }

}  // namespace winsock::sim
