#include "commands/live_print.h"

#include <algorithm>

#include <fmt/format.h>

#include "stage/crash_report.h"
#include "text.h"

namespace out_of_step {

namespace {

constexpr int most_lines_for_an_act = 8;
constexpr std::size_t longest_line = 400;
constexpr std::size_t indent = 10;

void row(std::string_view who, std::string_view what) {
    const std::string line = fmt::format("  {:<{}}{}", who, indent - 2, what);
    say(wrapped(line, columns, indent) + "\n");
}

std::string observed(const Finding& finding) {
    const std::string& who = finding.client;
    switch (finding.kind) {
        case Finding::Kind::byte_unread:
            return fmt::format("(has {} of {} that it never reads)", bytes(finding.unread), who);
        case Finding::Kind::spin: return "(uses the processor without end)";
        case Finding::Kind::byte_printed_wrong:
            return fmt::format("(has read what {} said, and printed something else)", who);
        case Finding::Kind::never_answered: return fmt::format("(never answers {})", who);
        case Finding::Kind::bytes_lost:
            return fmt::format("(answers {} with something else than was said)", who);
        case Finding::Kind::memory_grows:
            return fmt::format("(needs {} MB more than before {} came)",
                               finding.grown_by / 1'000'000, who);
        case Finding::Kind::never_released:
        case Finding::Kind::never_let_go: return fmt::format("(never closes its side for {})", who);
        case Finding::Kind::never_accepted: return fmt::format("(never accepts {})", who);
        case Finding::Kind::never_listened:
            return fmt::format("(does not listen on port {})", finding.port);
        case Finding::Kind::never_ended: return "(does not end)";
        case Finding::Kind::misreported: return "(has ended, and says that it has failed)";
        case Finding::Kind::ended: break;
    }
    return "(has ended)";
}

// What is to come of an act.
std::string effect_of(const Act& act) {
    switch (act.deed) {
        case Act::Deed::connects: return fmt::format("the server to accept {}", act.client);
        case Act::Deed::says: return fmt::format("the server to print what {} said", act.client);
        case Act::Deed::asks: return fmt::format("what {} said to come back", act.client);
        case Act::Deed::sends: return fmt::format("the server to take what {} sends", act.client);
        case Act::Deed::holds_on: return fmt::format("{} seconds to pass", act.count);
        case Act::Deed::leaves:
        case Act::Deed::vanishes:
        case Act::Deed::is_let_go:
            return fmt::format("the server to close its side for {}", act.client);
        case Act::Deed::told_to_stop: return "the server to end";
        default: return "what the server prints now";
    }
}

}  // namespace

void LivePrint::act_begins(const Act& act) {
    finish();
    act_ = act;
    lines_since_act_ = 0;
    switch (act.deed) {
        case Act::Deed::connects: return row(act.client, "connects");
        case Act::Deed::says: return row(act.client, fmt::format("says \"{}\"", act.text));
        case Act::Deed::asks: return row(act.client, fmt::format("asks \"{}\"", act.text));
        case Act::Deed::stops_reading: return row(act.client, "stops reading");
        case Act::Deed::sends: return row(act.client, fmt::format("sends {}", bytes(act.count)));
        case Act::Deed::reads_on: return row(act.client, "reads on");
        case Act::Deed::holds_on:
            return row(act.client, fmt::format("holds on for {} seconds", act.count));
        case Act::Deed::is_let_go: return row(act.client, "waits to be let go");
        case Act::Deed::leaves: return row(act.client, "leaves");
        case Act::Deed::vanishes: return row(act.client, "vanishes, without a word");
        case Act::Deed::words_held_back:
            return row("stage", "holds the server's words back: its next printf will wait");
        case Act::Deed::words_let_go: return row("stage", "lets the server's words go");
        case Act::Deed::told_to_stop: return row("stage", "tells the server to stop: Ctrl-C");
    }
}

void LivePrint::act_had_effect(const Act& act) {
    switch (act.deed) {
        case Act::Deed::asks:
            finish();
            return row("server", fmt::format("(answers {})", act.client));
        case Act::Deed::leaves:
        case Act::Deed::vanishes:
        case Act::Deed::is_let_go:
            finish();
            return row("server", fmt::format("(has closed its side for {})", act.client));
        case Act::Deed::told_to_stop:
            finish();
            return row("server", "(has ended, with exit code 0)");
        default: return;
    }
}

void LivePrint::server_prints(std::string_view printed) {
    for (const char byte : printed) {
        if (byte == '\n') {
            server_line();
        } else if (line_.size() < longest_line && byte != '\r') {
            line_ += byte;
        }
    }
}

void LivePrint::server_line() {
    ++lines_since_act_;
    if (lines_since_act_ <= most_lines_for_an_act) row("server", printable(line_));
    if (lines_since_act_ == most_lines_for_an_act + 1) row("server", "... (and it goes on)");
    line_.clear();
}

void LivePrint::found(const Finding& finding) {
    finish();
    row("server", observed(finding));
}

void LivePrint::awaits(Awaited awaited) {
    switch (awaited) {
        case Awaited::listening: return say_waiting("the server to begin to listen");
        case Awaited::effect: return say_waiting(effect_of(act_));
        case Awaited::rest: return say_waiting("the server to come to rest");
    }
}

bool LivePrint::show_errors(const std::string& errors) {
    const auto report = crash_report_in(errors, "");
    const std::string_view own =
        std::string_view(errors).substr(0, report ? report->begin : errors.size());
    int shown = 0;
    for (std::size_t begin = 0; begin < own.size();) {
        const std::size_t end = std::min(own.find('\n', begin), own.size());
        if (++shown > most_lines_for_an_act) {
            row("stderr", "... (and it goes on)");
            return false;
        }
        row("stderr", printable(own.substr(begin, std::min(end - begin, longest_line))));
        begin = end + 1;
    }
    if (report) row("stderr", fmt::format("(a report of {})", report->tool));
    return !report;
}

void LivePrint::finish() {
    if (!line_.empty()) server_line();
}

}  // namespace out_of_step
