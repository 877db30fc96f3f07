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

/// At the end of a run of the whole suite: nothing was left out, and every row was looked at.
class Completeness : public testing::Environment {
    void TearDown() override {
        const testing::UnitTest& suite = *testing::UnitTest::GetInstance();
        if (suite.test_to_run_count() != suite.total_test_count()) return;
        EXPECT_EQ(0, suite.skipped_test_count());
        for (const Row& row : differences) {
            if (row.platform == platform() && !rows_looked_at().contains(&row))
                ADD_FAILURE() << "no case looks at this difference: " << row.where;
        }
    }
};

const auto* const completeness = testing::AddGlobalTestEnvironment(new Completeness);

}  // namespace

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
