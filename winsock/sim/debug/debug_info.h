#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace winsock::sim {

/// A line of a source file.
struct SourceLine {
    std::string file;  ///< as the compiler was given it, made absolute with its working directory
    int line = 0;      ///< from 1
};

/// Machine code from `begin` to before `end`: addresses of this process.
struct CodeRange {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;

    bool contains(std::uintptr_t pc) const { return begin <= pc && pc < end; }
};

/// What is known of a variable without looking at the stack.
struct Variable {
    std::string name;
    SourceLine declared;
    /// The code in which the name is this variable's: its block's, or its function's. A block can
    /// lie in several pieces. Empty for a variable outside of all functions.
    std::vector<CodeRange> scope;
    /// Of a local variable that lies at a fixed place in its frame: address minus CFA, in bytes.
    /// Absent for statics, and where the compiler names another register (AddressSanitizer).
    std::optional<std::ptrdiff_t> cfa_offset;
    /// Of a global or a static: its address in this process.
    std::optional<std::uintptr_t> address;
    /// In bytes. For an array that of one element, of the innermost kind if it has dimensions.
    std::size_t element_size = 0;
    /// Elements of an array, of all its dimensions together; 1 for everything else.
    std::size_t count = 1;
    /// At cfa_offset or address lies a reference; element_size and count are of what it refers to.
    bool is_reference = false;

    std::size_t size() const { return element_size * count; }
};

/// Where a variable is right now. A reference has been followed.
struct Located {
    std::uintptr_t address = 0;
    std::size_t element_size = 0;  ///< bytes
    std::size_t count = 0;         ///< elements; 1 if it is no array

    std::size_t size() const { return element_size * count; }
};

/// A variable, or a part of one: a member, an array, an element that is a structure.
struct Part {
    std::string name;  ///< "login", "login.code", "logins[2].code"
    std::uintptr_t address = 0;
    std::size_t size = 0;          ///< bytes
    std::size_t element_size = 0;  ///< of an array, of its innermost elements; 0: it is none
    bool is_text = false;          ///< an array of characters

    std::uintptr_t end() const { return address + size; }
};

/// A variable, and where it is right now.
struct NamedPlace {
    std::string name;
    std::uintptr_t address = 0;
    std::size_t size = 0;  ///< bytes
    /// The variable, and its parts that hold the address, one within the other. Of a union that is
    /// the first member that does.
    std::vector<Part> parts{};
};

/// What the compiler wrote down about one loaded module: where its calls stand in the source, and
/// where its variables lie. For modules compiled with -g at -O0, by gcc or clang, with or without
/// sanitizers.
///
/// Parses when it is first asked, then remembers. Where there is no debug information, or no libdw
/// (debug_info_none.cpp), it knows nothing: every answer is empty, nothing throws for that reason.
/// Not thread-safe: to be asked by one thread at a time.
///
/// Functions are named without namespace, class and parameters. Where several bear a name, all are
/// looked at.
class DebugInfo {
public:
    /// `load_base` is dlpi_addr of dl_iterate_phdr(), or dli_fbase of dladdr(), which is the same
    /// for a shared object. The file is opened at once, so that a later build does not replace it.
    DebugInfo(const std::string& path, std::uintptr_t load_base);
    ~DebugInfo();
    DebugInfo(DebugInfo&&) noexcept;
    DebugInfo& operator=(DebugInfo&&) noexcept;

    /// The line of the call that returns to `return_address`; nothing if that is not in the module.
    ///
    /// Of a call whose arguments stand on several lines it is the line of the callee's name: where
    /// the call begins, not where the statement begins (`index =` may stand on a line above). The
    /// exception: for a call that is itself an argument of another, gcc writes down the line where
    /// the outer call begins, clang that of the call itself. And a macro's calls are on the line
    /// where the macro is used.
    std::optional<SourceLine> line_of(std::uintptr_t return_address);

    /// Every variable that `name` can mean in `function`: parameters, locals and statics, the outer
    /// blocks first, then what is declared outside of functions. An empty `function` asks for the
    /// latter alone.
    std::vector<Variable> variables(const std::string& function, const std::string& name);

    /// The first of variables().
    std::optional<Variable> variable(const std::string& function, const std::string& name);

    /// The canonical frame address (what the stack pointer was before the call) of the innermost
    /// frame of `function` on the calling thread's stack; nothing if the function is not running.
    std::optional<std::uintptr_t> cfa_of(const std::string& function);

    /// Where the variable is that `name` means in `function` now, at the call which the innermost
    /// frame of the function is in: declared in a block that is open, above the call; the innermost
    /// such. Otherwise a variable outside of functions. Nothing if there is none, or if its size is
    /// not a constant.
    ///
    /// To be asked on the thread that runs the function. The address stays right until the block
    /// ends, and may be read by other threads.
    std::optional<Located> locate(const std::string& function, const std::string& name);

    /// The variable whose memory holds this address: of a function that is running, the innermost
    /// first, in a block that is open and declared above the call; else one outside of functions.
    /// Nothing for what is no variable: the heap, temporaries, what a reference refers to.
    ///
    /// To be asked on the thread whose variable it may be.
    std::optional<NamedPlace> variable_around(std::uintptr_t address);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace winsock::sim
