// Each test runs the fixture, a module as a lesson is one, and looks at it from inside a call that
// the fixture makes. DEBUG_INFO_FIXTURES names one module for each compiler and setting, with ':'
// between them.
#include "sim/debug/debug_info.h"

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <functional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "fixtures/stop.h"

namespace {

using namespace winsock::sim;

std::function<void(const Stop&, std::uintptr_t return_address)> at_stop;

std::uintptr_t number_of(const void* pointer) { return reinterpret_cast<std::uintptr_t>(pointer); }

template <typename Value>
Value value_at(std::uintptr_t address) {
    Value value{};
    std::memcpy(&value, reinterpret_cast<const void*>(address), sizeof(value));
    return value;
}

/// The fixture, loaded.
class Module {
public:
    explicit Module(const std::string& path) : handle_(dlopen(path.c_str(), RTLD_NOW)) {
        if (handle_ == nullptr) throw std::runtime_error(dlerror());
        main_ = reinterpret_cast<int (*)()>(dlsym(handle_, "main"));
        Dl_info where{};
        dladdr(reinterpret_cast<const void*>(main_), &where);
        load_base_ = number_of(where.dli_fbase);
    }
    ~Module() { dlclose(handle_); }
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    std::uintptr_t load_base() const { return load_base_; }
    int run() const { return main_(); }
    std::uintptr_t address_of(const char* symbol) const {
        return number_of(dlsym(handle_, symbol));
    }

private:
    void* handle_;
    int (*main_)() = nullptr;
    std::uintptr_t load_base_ = 0;
};

class DebugInfoTest : public testing::TestWithParam<std::string> {
protected:
    Module module{GetParam()};
    DebugInfo info{GetParam(), module.load_base()};

    /// Runs the fixture and calls `look(stop, return_address)` at each place.
    template <typename Look>
    void at_each_stop(Look look) {
        at_stop = look;
        module.run();
        at_stop = nullptr;
    }

    /// Runs the fixture and calls `look(stop)` at `place`.
    template <typename Look>
    void at(const std::string& place, Look look) {
        int times = 0;
        at_each_stop([&](const Stop& stop, std::uintptr_t) {
            if (stop.place != place) return;
            ++times;
            look(stop);
        });
        EXPECT_EQ(times, 1) << place;
    }

    /// At `place`, `name` means the variable that the fixture says.
    void expect_found(const std::string& place, const std::string& function,
                      const std::string& name, std::size_t element_size, std::size_t count) {
        at(place, [&](const Stop& stop) {
            const std::optional<Located> found = info.locate(function, name);
            ASSERT_TRUE(found) << place;
            EXPECT_EQ(found->address, number_of(stop.variable)) << place;
            EXPECT_EQ(found->element_size, element_size) << place;
            EXPECT_EQ(found->count, count) << place;
        });
    }
};

// The first test is the tutorial: main() of a module is in a call, and we look at its variables.
TEST_P(DebugInfoTest, Tutorial) {
    at_each_stop([&](const Stop& stop, std::uintptr_t return_address) {
        if (std::string(stop.place) != "total") return;

        const std::optional<SourceLine> line = info.line_of(return_address);
        ASSERT_TRUE(line);
        EXPECT_EQ(line->line, stop.line);

        const std::optional<Located> total = info.locate("main", "total");
        ASSERT_TRUE(total);
        EXPECT_EQ(total->size(), sizeof(int));
        EXPECT_EQ(value_at<int>(total->address), 6);

        const std::optional<Located> sockets = info.locate("main", "sockets");
        ASSERT_TRUE(sockets);
        EXPECT_EQ(sockets->count, 64u);
        EXPECT_EQ(value_at<unsigned long long>(sockets->address + 5 * sockets->element_size), 5u);

        const std::optional<Located> events = info.locate("main", "events");
        ASSERT_TRUE(events);
        EXPECT_EQ(value_at<std::uintptr_t>(events->address + 5 * events->element_size),
                  total->address);
    });
}

TEST_P(DebugInfoTest, EveryCallHasTheLineWhereItBegins) {
    std::set<std::string> places;
    at_each_stop([&](const Stop& stop, std::uintptr_t return_address) {
        const std::optional<SourceLine> line = info.line_of(return_address);
        ASSERT_TRUE(line) << stop.place;
        EXPECT_EQ(line->line, stop.line) << stop.place;
        EXPECT_EQ(line->file, stop.file) << stop.place;
        places.insert(stop.place);
    });
    EXPECT_GE(places.size(), 25u);
}

TEST_P(DebugInfoTest, AnAddressElsewhereHasNoLine) {
    EXPECT_FALSE(info.line_of(0));
    EXPECT_FALSE(info.line_of(module.load_base()));
    EXPECT_FALSE(info.line_of(number_of(reinterpret_cast<const void*>(&std::strlen))));
}

TEST_P(DebugInfoTest, LocalVariables) {
    expect_found("events", "main", "events", sizeof(void*), 64);
    expect_found("sockets", "main", "sockets", 8, 64);
    expect_found("total", "main", "total", 4, 1);
    expect_found("parameter", "serve", "parameter", 4, 1);
}

TEST_P(DebugInfoTest, ElementsAreStructuresOrLieInSeveralDimensions) {
    expect_found("clients", "main", "clients", 24, 8);
    expect_found("table", "main", "table", 4, 12);
}

TEST_P(DebugInfoTest, VariablesOutsideOfFunctions) {
    expect_found("hidden", "main", "hidden", 4, 1);
    expect_found("shared", "main", "shared", 4, 1);
    expect_found("rooms", "main", "rooms", 2, 6);
    expect_found("rooms", "", "rooms", 2, 6);
    expect_found("static local", "serve", "served", 4, 1);
}

TEST_P(DebugInfoTest, ReferencesAreFollowed) {
    expect_found("referred", "close_slot", "total", 4, 1);
    expect_found("referred array", "close_slot", "sockets", 8, 64);
    at("referred", [&](const Stop& stop) {
        EXPECT_EQ(value_at<int>(info.locate("close_slot", "total")->address), 6);
        EXPECT_EQ(info.locate("main", "total")->address, number_of(stop.variable));
        EXPECT_TRUE(info.variable("close_slot", "total")->is_reference);
        EXPECT_FALSE(info.variable("main", "total")->is_reference);
    });
}

TEST_P(DebugInfoTest, OfSeveralBlocksItIsTheOpenOne) {
    expect_found("first index", "blocks", "index", 4, 1);
    expect_found("second index", "blocks", "index", 4, 1);
    at("no index", [&](const Stop&) { EXPECT_FALSE(info.locate("blocks", "index")); });
}

TEST_P(DebugInfoTest, ANameMeansWhatIsDeclaredAbove) {
    expect_found("outer value", "blocks", "value", 4, 1);
    expect_found("inner value", "blocks", "value", 4, 1);
    expect_found("below hidden", "blocks", "hidden", 4, 1);
    expect_found("hides hidden", "blocks", "hidden", 8, 1);
}

TEST_P(DebugInfoTest, OfSeveralFramesItIsTheInnermost) {
    expect_found("deepest", "descend", "own", 4, 1);
    at("deepest", [&](const Stop&) {
        EXPECT_EQ(value_at<int>(info.locate("descend", "level")->address), 0);
        EXPECT_LT(*info.cfa_of("descend"), *info.cfa_of("main"));
    });
}

TEST_P(DebugInfoTest, BlocksAreToldApartByTheirCode) {
    const std::vector<Variable> all = info.variables("blocks", "index");
    ASSERT_EQ(all.size(), 2u);
    EXPECT_LT(all[0].declared.line, all[1].declared.line);
    at_each_stop([&](const Stop& stop, std::uintptr_t return_address) {
        const std::string place = stop.place;
        if (place != "first index" && place != "second index" && place != "no index") return;
        for (std::size_t i = 0; i < all.size(); ++i) {
            ASSERT_FALSE(all[i].scope.empty());
            bool is_open = false;
            for (const CodeRange& range : all[i].scope) {
                is_open = is_open || range.contains(return_address - 1);
            }
            EXPECT_EQ(is_open, place == (i == 0 ? "first index" : "second index")) << place;
        }
    });
}

TEST_P(DebugInfoTest, ALocalVariableLiesAtItsOffsetFromTheCfa) {
    const std::string module_name = std::filesystem::path(GetParam()).stem().string();
    // Where arrays move to AddressSanitizer's frames, and where clang counts from the stack
    // pointer, there is no such offset.
    const bool is_plain = module_name.find("asan") == std::string::npos &&
                          module_name.find("without_frame_pointer") == std::string::npos;
    for (const std::string name : {"events", "sockets", "total"}) {
        at(name, [&](const Stop& stop) {
            const std::optional<Variable> variable = info.variable("main", name);
            ASSERT_TRUE(variable) << name;
            EXPECT_FALSE(variable->address) << name;
            EXPECT_TRUE(variable->cfa_offset || !is_plain) << name;
            if (!variable->cfa_offset) return;
            const std::uintptr_t cfa = info.cfa_of("main").value();
            const auto offset = static_cast<std::uintptr_t>(*variable->cfa_offset);
            EXPECT_EQ(cfa + offset, number_of(stop.variable)) << name;
        });
    }
}

TEST_P(DebugInfoTest, AboveTheFrameAddressStandsTheReturnAddress) {
    at("events", [&](const Stop&) {
        // main() was called by Module::run(), in this executable.
        const auto back = value_at<std::uintptr_t>(info.cfa_of("main").value() - sizeof(void*));
        Dl_info mine{};
        Dl_info caller{};
        ASSERT_NE(dladdr(reinterpret_cast<const void*>(&stop), &mine), 0);
        ASSERT_NE(dladdr(reinterpret_cast<const void*>(back), &caller), 0);
        EXPECT_EQ(caller.dli_fbase, mine.dli_fbase);
    });
}

TEST_P(DebugInfoTest, AStaticHasAnAddressWithoutAnyFrame) {
    EXPECT_EQ(info.variable("", "shared")->address, module.address_of("shared"));
    EXPECT_TRUE(info.variable("serve", "served")->address);
    EXPECT_EQ(info.locate("main", "shared")->address, module.address_of("shared"));
}

TEST_P(DebugInfoTest, WhatDoesNotRunHasNoFrame) {
    EXPECT_FALSE(info.locate("main", "events"));
    EXPECT_FALSE(info.cfa_of("main"));
    at("events", [&](const Stop&) {
        EXPECT_FALSE(info.cfa_of("descend"));
        std::thread([&] { EXPECT_FALSE(info.cfa_of("main")); }).join();
    });
}

TEST_P(DebugInfoTest, UnknownNames) {
    at("events", [&](const Stop&) {
        EXPECT_FALSE(info.locate("main", "nothing"));
        EXPECT_FALSE(info.locate("nobody", "events"));
        EXPECT_FALSE(info.cfa_of("nobody"));
        EXPECT_TRUE(info.variables("main", "nothing").empty());
    });
}

TEST_P(DebugInfoTest, AModuleWithoutDebugInformationIsUnknown) {
    const std::string bare = testing::TempDir() + "no_such_module.so";
    for (const std::string& path : {bare, std::string("/dev/null"), std::string("/")}) {
        DebugInfo nothing(path, module.load_base());
        at_each_stop([&](const Stop&, std::uintptr_t return_address) {
            EXPECT_FALSE(nothing.line_of(return_address));
            EXPECT_FALSE(nothing.locate("main", "events"));
            EXPECT_FALSE(nothing.variable("main", "events"));
            EXPECT_FALSE(nothing.cfa_of("main"));
        });
    }
}

std::vector<std::string> modules() {
    std::vector<std::string> paths;
    std::istringstream all(DEBUG_INFO_FIXTURES);
    for (std::string path; std::getline(all, path, ':');) paths.push_back(path);
    return paths;
}

INSTANTIATE_TEST_SUITE_P(, DebugInfoTest, testing::ValuesIn(modules()), [](const auto& tested) {
    return std::filesystem::path(tested.param).stem().string();
});

}  // namespace

extern "C" int stop(const Stop& here, int, int) {
    if (at_stop) at_stop(here, number_of(__builtin_return_address(0)));
    return 0;
}
