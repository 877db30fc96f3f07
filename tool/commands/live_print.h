#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "stage/stage.h"

namespace out_of_step {

/// Prints a scene while it is played: a line for each thing that happens, a column for who did it.
class LivePrint : public Audience {
public:
    /// `program` is what plays: "server" or "client".
    explicit LivePrint(std::string program) : program_(std::move(program)) {}

    void act_begins(const Act& act) override;
    void act_had_effect(const Act& act) override;
    void program_prints(std::string_view printed) override;
    void found(const Finding& finding) override;
    void awaits(Awaited awaited) override;

    /// Shows what the program printed last, if its line has no end.
    void finish();
    /// Shows what it wrote to stderr, if anything: the beginning, and of a sanitizer's report only
    /// that there is one. Returns whether that was all of it.
    bool show_errors(const std::string& errors);

private:
    void line_of_program();

    std::string program_;
    std::string line_;  // what it has printed of its current line
    int lines_since_act_ = 0;
    Act act_{Act::Deed::connects, "", "", ""};  // the latest
};

}  // namespace out_of_step
