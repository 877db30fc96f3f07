#include "sim/execution.h"

#include <cstdlib>
#include <iostream>
#include <streambuf>
#include <string>
#include <vector>

#include "sim/detectors/detectors.h"
#include "sim/program_memory.h"
#include "sim/program_thread.h"

namespace winsock::sim {

namespace {

/// What the program writes to std::cout and std::cerr is printed in the world.
class PrintBuffer : public std::streambuf {
protected:
    std::streamsize xsputn(const char* text, std::streamsize size) override {
        World::current().print({text, static_cast<std::size_t>(size)});
        return size;
    }
    int overflow(int byte) override {
        const char letter = static_cast<char>(byte);
        if (byte != traits_type::eof()) World::current().print({&letter, 1});
        return 0;
    }
};

/// While it lives, C++'s standard streams print in the world.
class StreamsInTheWorld {
public:
    StreamsInTheWorld()
        : out_(std::cout.rdbuf(&buffer())),
          error_(std::cerr.rdbuf(&buffer())),
          log_(std::clog.rdbuf(&buffer())) {
        // Another execution may have left them in hexadecimal.
        for (std::ostream* const stream : {&std::cout, &std::cerr, &std::clog}) {
            stream->exceptions(std::ios::goodbit);
            stream->flags(std::ios::dec | std::ios::skipws);
            stream->precision(6);
            stream->width(0);
            stream->fill(' ');
        }
    }
    ~StreamsInTheWorld() {
        std::cout.rdbuf(out_);
        std::cerr.rdbuf(error_);
        std::clog.rdbuf(log_);
    }
    StreamsInTheWorld(const StreamsInTheWorld&) = delete;
    StreamsInTheWorld& operator=(const StreamsInTheWorld&) = delete;

private:
    static PrintBuffer& buffer() {
        static PrintBuffer buffer;
        return buffer;
    }
    std::streambuf* out_;
    std::streambuf* error_;
    std::streambuf* log_;
};

void run_main(World& world, const Module& module, const Scenario& scenario) {
    std::vector<std::string> texts{module.program_name(), std::to_string(scenario.port)};
    texts.insert(texts.end(), scenario.arguments.begin(), scenario.arguments.end());
    std::vector<char*> arguments;
    for (std::string& text : texts) arguments.push_back(text.data());
    arguments.push_back(nullptr);
    run_program_code([&] {
        world.exit_code = module.run_main(static_cast<int>(texts.size()), arguments.data());
        world.end(Ending::returned);
    });
}

/// What the compiler fills the local variables of the program's twin with: -ftrivial-auto-var-init.
#if defined(__clang__)
constexpr unsigned char garbage_byte = 0xAA;
#else
constexpr unsigned char garbage_byte = 0xFE;
#endif

}  // namespace

void program_exits(int code) {
    // Somebody else's exit(): a module's static initialisers may call it, too.
    if (!runs_program_code()) std::exit(code);
    World& world = World::current();
    if (!world.is_over()) world.exit_code = code;
    world.end(Ending::exited);
    leave_program_code();
    std::abort();  // not reached
}

void Execution::run(const Scenario& scenario, RuleSet rules, std::span<const Deviation> deviations,
                    Choices::Visitor* visitor, Recorder* recorder) const {
    World& world = World::current();
    world.begin(&scenario, rules);
    world.choices.begin(deviations, visitor);
    world.recorder = recorder;
    const Module* module = &module_;
    if (garbage_ != nullptr && world.unlucky(Misfortune::garbage_on_the_stack)) module = garbage_;
    module->put_back();
    world.module = module;
    const bool is_twin = module == garbage_;
    if (is_twin) world.garbage = garbage_byte;
    ProgramMemory::instance().begin_execution(is_twin ? garbage_byte : 0);
    if (!world.is_over()) {
        const StreamsInTheWorld streams;
        run_main(world, *module, scenario);
    }
    world.scheduler.unwind();
    world.recorder = nullptr;
    const bool by_itself = world.ending() == Ending::returned || world.ending() == Ending::exited;
    if (by_itself) judge_the_exit(world);
    ProgramMemory::instance().end_execution();
}

}  // namespace winsock::sim
