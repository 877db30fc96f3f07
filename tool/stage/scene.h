#pragma once

#include <string>
#include <vector>

namespace out_of_step {

/// One sentence of a scene. The language is exactly this:
///
///     X connects
///     X says TEXT                       to a server that prints what it hears
///     X asks TEXT                       to a server that answers: waits until it has come back,
///                                       and all that X has said before
///     X stops reading                   what the server sends piles up
///     X reads on
///     X sends N bytes                   as many of them as the server takes
///     X holds on for N seconds          the server's memory is watched meanwhile
///     X leaves                          sends a FIN, then waits until the server closes too
///     X vanishes                        sends a RST
///     X is let go                       with something still to be sent, waits until the server
///                                       closes the connection by itself
///     the server's words are held back  the server's next printf blocks (on Linux)
///     the server's words are let go
///     the server is told to stop        by Ctrl-C (SIGINT); the last act. The server
///                                       ends by itself, with exit code 0, and every client sees
///                                       its connection closed
struct Act {
    enum class Deed {
        connects,
        says,
        asks,
        stops_reading,
        sends,
        reads_on,
        holds_on,
        leaves,
        vanishes,
        is_let_go,
        words_held_back,
        words_let_go,
        told_to_stop
    };

    Deed deed;
    std::string client;     ///< a letter, then letters or digits; empty where nobody acts
    std::string text;       ///< what is said, one line, as written
    std::string written;    ///< the whole sentence
    std::size_t count = 0;  ///< bytes, or seconds
};

using Scene = std::vector<Act>;

/// Throws StageError if the sentence is not one of the language.
Act parse_act(const std::string& sentence);

/// Throws StageError, too, if nobody could play this: who speaks must be there, and words that are
/// held back must be let go.
Scene parse_scene(const std::vector<std::string>& sentences);

}  // namespace out_of_step
