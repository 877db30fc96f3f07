#pragma once

#include <iosfwd>
#include <string>

#include "sim/judge/judge.h"
#include "sim/judge/witness.h"
#include "sim/report/terminal.h"

namespace winsock::sim {

/// What is seen of a promise that is broken.
Witness witness_of(const Lesson& lesson, const Judged& judged, const Promise& promise,
                   const Breach& breach);

/// What is seen of an execution that a replay string names. Throws ReplayError if the string does
/// not fit the program.
Witness witness_again(const Lesson& lesson, const Judged& judged, const Seen& seen);

/// The program's source: the file that we were told, or else the one that the recording names.
/// Empty if it is not there.
std::string source_of(const Judged& judged, const Trace& trace);

/// Makes the folder for recordings. Throws std::runtime_error if it cannot be.
void make_folder(const std::string& folder);

/// Writes what was seen into the folder: NAME.json, NAME.pcap and, if there is such an execution,
/// NAME.passing.json. Returns how many files that were. Throws std::runtime_error, naming the file.
std::size_t write_recordings(const Witness& witness, const std::string& folder,
                             const std::string& name);

/// Writes the recordings of every breach, as PROMISE.RULES, and takes away those of what is kept
/// now.
std::size_t write_recordings(const Lesson& lesson, const Judged& judged, const Verdict& verdict,
                             const std::string& folder);

/// Prints a verdict: the certificate of each promise that is kept; of the first that is broken,
/// under its first rule set, the execution; of others the symptoms. Briefly: of what is kept the
/// name, and of what is broken no comparison, so that the execution to think about stands last.
void show(std::ostream& out, const Lesson& lesson, const Judged& judged, const Verdict& verdict,
          const TerminalOptions& terminal);

/// The execution that a replay string names. Throws ReplayError if the string is none, or belongs
/// to another program or another lesson.
Seen named_by(const std::string& replay, const Lesson& lesson, const Judged& judged);

/// Judges one execution, prints it, and returns whether it fails. Writes its recordings as "replay"
/// if there is a folder for them. Throws ReplayError if the string does not fit the program.
bool show_again(std::ostream& out, const Lesson& lesson, const Judged& judged, const Seen& seen,
                const TerminalOptions& terminal, const std::string& folder);

}  // namespace winsock::sim
