#pragma once

#include <string>
#include <vector>

#include "../test_folder.h"
#include "progress.h"
#include "stage/child.h"

namespace out_of_step {

/// A small course, so that no test touches the real lessons, their build or anybody's progress.
///
/// Its lessons: 01_first, whose server never reads; 02_second, a detour with two promises.
class FixtureTree : public TestFolder {
public:
    FixtureTree();

    /// Makes lessons/`slug`/server.cpp (or solutions/...) a server of this mode; the modes are
    /// those of tests/live/fixtures/misbehaving_server.cpp.
    void write_server(const std::string& folder, const std::string& mode) const;

    /// Makes it a client, client.cpp; its modes are those of
    /// tests/live/fixtures/misbehaving_client.cpp.
    void write_client(const std::string& folder, const std::string& mode) const;

    /// Makes the lesson's judge a program that says "The judge: " and this, and does it.
    void write_judge(const std::string& slug, const std::string& statement) const;

    /// As if this had been seen of the lesson as it is now.
    void note(const std::string& slug, Progress::Seen seen) const;

    /// Prepares the build folder, as the launcher does.
    void configure(const std::string& compiler_flags = "") const;

    /// Runs the lab command as the launcher does.
    Finished lab(const std::vector<std::string>& arguments) const;

    /// How the launcher calls it.
    std::vector<std::string> lab_command(const std::vector<std::string>& arguments) const;
};

/// A command for a shell.
std::string for_shell(const std::vector<std::string>& command);

}  // namespace out_of_step
