#pragma once

namespace winsock::sim {

/// Where the sources disagree about Winsock: see the table in docs/pages/how_it_behaves.md.
enum class RuleSet { windows, documented, lenient };

inline constexpr RuleSet all_rule_sets[] = {RuleSet::windows, RuleSet::documented,
                                            RuleSet::lenient};

const char* name_of(RuleSet rules);

/// The rows of that table, as questions that the simulated sockets ask.
class Rules {
public:
    explicit Rules(RuleSet set = RuleSet::windows) : set_(set) {}

    RuleSet set() const { return set_; }

    /// New data or a new connection, after an enumeration and without recv or accept since, is told
    /// again.
    bool tells_again_without_recv() const { return set_ == RuleSet::windows; }
    /// FD_CLOSE waits until everything before the FIN has been read.
    bool close_waits_for_data() const { return set_ == RuleSet::lenient; }
    /// The status of FD_CLOSE after a reset.
    int reset_status() const;
    /// After a reset unread bytes can still be read, and recv then gives 0 instead of an error.
    bool reset_leaves_data() const { return set_ == RuleSet::lenient; }
    /// A nonblocking send that is larger than the space.
    enum class LargeSend { whole, maybe_partial, partial };
    LargeSend large_send() const;
    /// accept fails with 10054 when the connection was reset while it waited.
    bool accept_tells_of_reset() const { return set_ == RuleSet::documented; }
    /// WSAEventSelect records data and connections that are there, though they were told before.
    bool select_looks_again() const { return set_ == RuleSet::documented; }

private:
    RuleSet set_;
};

}  // namespace winsock::sim
