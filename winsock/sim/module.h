#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/program_memory.h"

namespace winsock::sim {

/// The module cannot be loaded; the text is a sentence that says why.
class ModuleError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A lesson, a solution or an attempt, built as a loadable module. Stays loaded until the process
/// ends, so a process loads it once.
class Module {
public:
    /// Loads it. Throws ModuleError, also if it is loaded already.
    explicit Module(const std::string& path);

    int run_main(int argc, char** argv) const { return main_(argc, argv); }

    /// Puts globals and statics, and what they hold on the heap, back to what they were when it was
    /// loaded.
    void put_back() const;

    /// Whether any of its functions could catch an exception.
    bool has_handlers() const { return has_handlers_; }

    /// Whether this is the address of a global or a static.
    bool has_data_at(const void* address) const;

    const std::string& path() const { return path_; }
    /// "client", of client.zero.so: as what the program would be started.
    const std::string& program_name() const { return program_name_; }
    std::uintptr_t base() const { return base_; }
    /// A hash of the file: replay strings carry it.
    std::uint64_t hash() const { return hash_; }

private:
    struct Saved {
        unsigned char* place;
        std::vector<unsigned char> bytes;
    };
    using Main = int (*)(int, char**);

    void save_writable_data();
    void save(std::uintptr_t begin, std::uintptr_t end);

    std::string path_;
    std::string program_name_;
    std::uintptr_t base_ = 0;
    std::uint64_t hash_ = 0;
    bool has_handlers_ = true;
    Main main_ = nullptr;
    std::vector<Saved> saved_;
    std::vector<ProgramMemory::Image> heap_;
};

}  // namespace winsock::sim
