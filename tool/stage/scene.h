#pragma once

#include <string>
#include <vector>

namespace out_of_step {

/// One sentence of a scene. The language is exactly this, where the program is a server:
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
///
/// And where it is a client, which a scene is about whose first sentence is one of the first two;
/// S is the server, and TEXT has the escapes of sim/scenario_text.h:
///
///     S accepts                         listens, waits until the program connects, and takes it in
///     S refuses                         nobody listens; all that S ever does
///     S says TEXT
///     S awaits TEXT                     these bytes come next from the program, and no other
///     S awaits N bytes                  so many come next, whatever they are
///     S waits N ms
///     S stops reading
///     S reads on
///     S leaves                          sends a FIN, then waits until the program closes too
///     S vanishes                        sends a RST
///     the client tells TEXT             it prints that, as a word of its own, behind what it has
///                                       told before
///     the client never tells TEXT       not before this scene is over
///     the client ends well              by itself, with exit code zero
///     the client ends badly             by itself, with another one
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
        told_to_stop,
        accepts,
        refuses,
        awaits,
        awaits_count,
        waits,
        tells,
        never_tells,
        ends_well,
        ends_badly
    };

    Deed deed;
    std::string client;      ///< the peer: a letter, then letters or digits; or empty
    std::string text;        ///< what is said, one line, as written
    std::string written;     ///< the whole sentence
    std::size_t count = 0;   ///< bytes, seconds or milliseconds
    std::string bytes = {};  ///< what `text` stands for, where the program is a client
};

using Scene = std::vector<Act>;

/// Throws StageError if nobody could play this: a sentence is not one of the language, somebody
/// speaks who is not there, words are held back and never let go.
Scene parse_scene(const std::vector<std::string>& sentences);

/// Whether the program on the stage is a client, and the scene is its server's.
bool is_for_a_client(const Scene& scene);

}  // namespace out_of_step
