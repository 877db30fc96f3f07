#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stage/error.h"
#include "stage/finding.h"
#include "stage/scene.h"

namespace out_of_step {

/// What the stage waits for: a server that listens, the effect of an act, or that the program comes
/// to rest after it.
enum class Awaited { listening, effect, rest };

/// Somebody who watches a scene while it is played.
class Audience {
public:
    Audience() = default;
    virtual ~Audience() = default;
    Audience(const Audience&) = delete;
    Audience& operator=(const Audience&) = delete;

    virtual void act_begins(const Act& act) = 0;

    /// What was to come of it has come.
    virtual void act_had_effect(const Act& act) = 0;

    virtual void program_prints(std::string_view printed) = 0;

    virtual void found(const Finding& finding) = 0;

    /// Called about a hundred times a second while the stage waits.
    virtual void awaits(Awaited) {}
};

struct Staging {
    /// How the program is started; its port is appended, and then these arguments.
    std::vector<std::string> command;
    std::vector<std::string> arguments = {};
    /// Where the server listens, whoever that is; a free port is chosen if there is none.
    std::optional<int> port;
    /// Adds some random characters to what is said, so that no server can print it unread. For a
    /// client, puts others of them in the place of what it is to tell.
    bool mark_what_is_said = false;
    /// Under Wine a server's thread also sleeps while another process works for it, so that it
    /// takes longer to tell that it has settled.
    bool under_wine = false;
    /// The end of the path of the program's source: if it crashes, the line in there is named.
    std::string source = "server.cpp";
    /// Asks the program to end when the scene is over, and waits until it has: a tool around it may
    /// have something to say then.
    bool end_gently = false;
    Audience* audience = nullptr;
};

struct Outcome {
    /// In the order in which they were found, each with its client; empty if every promise is kept.
    std::vector<Finding> findings;
    /// The end of what the program printed, for messages.
    std::string printed;
    /// What it wrote to stderr; if that is very much, the beginning and the end of it.
    std::string errors;
};

/// Starts the program, plays its peers around it and ends it again: clients around a server, or, if
/// the scene says so (is_for_a_client), the server of a client.
///
/// After each act it waits until the act has had its effect, or until the operating system proves
/// that it never will: all threads have been asleep for longer than any timeout of the server, or
/// the server has used half a second of processor time for nothing. It stops at a server that
/// spins or has ended, since whatever comes later would be found for no reason of its own.
///
/// Throws StageError if the scene cannot be played: the port is taken, the program is missing.
Outcome play(const Scene& scene, const Staging& staging);

}  // namespace out_of_step
