#pragma once

#include <string>
#include <vector>

namespace out_of_step {

/// One sentence of a scene. The language is exactly this:
///
///     X connects
///     X says TEXT
///     X leaves                          sends a FIN, then waits until the server closes too
///     X vanishes                        sends a RST
///     the server's words are held back  the server's next printf blocks (on Linux)
///     the server's words are let go
struct Act {
    enum class Deed { connects, says, leaves, vanishes, words_held_back, words_let_go };

    Deed deed;
    std::string client;   ///< a letter, then letters or digits; empty where nobody acts
    std::string text;     ///< what is said, one line, as written
    std::string written;  ///< the whole sentence
};

using Scene = std::vector<Act>;

/// Throws StageError if the sentence is not one of the language.
Act parse_act(const std::string& sentence);

/// Throws StageError, too, if nobody could play this: who speaks must be there, and words that are
/// held back must be let go.
Scene parse_scene(const std::vector<std::string>& sentences);

}  // namespace out_of_step
