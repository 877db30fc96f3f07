#include "differences.h"

#include <set>

#include "contract.h"

namespace contract {
namespace {

std::set<const Row*>& rows_looked_at() {
    static std::set<const Row*> rows;
    return rows;
}

const Row* find_row(Difference difference) {
    for (const Row& row : differences) {
        if (row.difference == difference && row.platform == platform()) {
            rows_looked_at().insert(&row);
            return &row;
        }
    }
    return nullptr;
}

/// Winsock for the whole run; at its end, the rows that nobody looked at.
class Run : public testing::Environment {
    void SetUp() override {
        WSADATA data;
        ASSERT_EQ(0, WSAStartup(MAKEWORD(2, 2), &data));
    }

    void TearDown() override {
        const bool whole_suite = testing::UnitTest::GetInstance()->test_to_run_count() ==
                                 testing::UnitTest::GetInstance()->total_test_count();
        for (const Row& row : differences) {
            if (whole_suite && row.platform == platform() && !rows_looked_at().contains(&row))
                ADD_FAILURE() << "no case looks at this difference: " << row.where;
        }
        WSACleanup();
    }
};

const auto* const run = testing::AddGlobalTestEnvironment(new Run);

}  // namespace

Platform platform() {
#ifdef _WIN32
    static const bool is_wine = [] {
        const HMODULE ntdll = GetModuleHandleA("ntdll.dll");
        return ntdll && GetProcAddress(ntdll, "wine_get_version");
    }();
    return is_wine ? Platform::wine : Platform::windows;
#elif defined(OUT_OF_STEP_OVER_POLL)
    return Platform::port_over_poll;
#else
    return Platform::port;
#endif
}

long as_listed(Difference difference, long windows) {
    const Row* row = find_row(difference);
    return row ? row->value : windows;
}

void expect_as_listed(Difference difference, long windows, long actual) {
    const Row* row = find_row(difference);
    if (!row) {
        EXPECT_EQ(windows, actual);
    } else if (row->value == not_decidable) {
        return;
    } else if (actual == windows) {
        ADD_FAILURE() << "stale difference, this platform behaves as Windows now: " << row->where;
    } else {
        EXPECT_EQ(row->value, actual) << "listed difference: " << row->where;
    }
}

}  // namespace contract
