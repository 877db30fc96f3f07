#include "sim/execution.h"

#include <csetjmp>
#include <cstdio>
#include <iostream>
#include <streambuf>

#include "sim/detectors.h"

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
    StreamsInTheWorld() : out_(std::cout.rdbuf(&buffer())), error_(std::cerr.rdbuf(&buffer())) {}
    ~StreamsInTheWorld() {
        std::cout.rdbuf(out_);
        std::cerr.rdbuf(error_);
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
};

// exit() does not unwind: automatic objects are not destroyed, as in a real process.
std::jmp_buf exit_of_main;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void run_main(World& world, const Module& module, const Scenario& scenario) {
    char name[] = "server";
    char port[8];
    std::snprintf(port, sizeof port, "%d", scenario.port);
    char* arguments[] = {name, port, nullptr};
    if (setjmp(exit_of_main) != 0) return;  // NOLINT(cert-err52-cpp): see above
    try {
        world.exit_code = module.run_main(2, arguments);
        if (!world.is_over()) world.end(Ending::returned, false);
    } catch (const EndOfExecution&) {
        // Its frames have been left: that is all.
    } catch (...) {
        if (!world.is_over()) {
            world.find_at_end(Detector::crash, "", "an exception leaves main()");
            world.end(Ending::found, false);
        }
    }
}

}  // namespace

void program_exits(int code) {
    World& world = World::current();
    world.exit_code = code;
    world.end(Ending::exited, false);
    std::longjmp(exit_of_main, 1);  // NOLINT(cert-err52-cpp): see above
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
    if (!world.is_over()) {
        const StreamsInTheWorld streams;
        run_main(world, *module, scenario);
    }
    world.scheduler.unwind();
    world.recorder = nullptr;
    switch (world.ending()) {
        case Ending::quiescent: judge_the_end(world); break;
        case Ending::returned:
        case Ending::exited: judge_the_exit(world); break;
        default: break;
    }
}

}  // namespace winsock::sim
