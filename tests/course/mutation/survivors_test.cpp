#include "survivors.h"

#include <gtest/gtest.h>

#include "files.h"
#include "list.h"

namespace {

using namespace course::mutation;
using nlohmann::json;

const std::string server = "if (n > 0) {\n    total++;\n}\nif (n > 0) {\n    total--;\n}\n";

json listed(const json& mutants) {
    return {
        {"survivors",
         {{{"reason", "It is the same."}, {"from", "01"}, {"to", "03"}, {"mutants", mutants}}}}};
}

json decrement() { return {{"line", "total--;"}, {"token", "--"}, {"becomes", "++"}}; }

std::vector<std::string> said(const json& mutants, const std::string& solution = "02") {
    return about_listed(survivors_from(listed(mutants)), solution, mutants_of(server));
}

using Sentences = std::vector<std::string>;
/// A list of one in braces would be taken for the one.
using List = std::vector<json>;

TEST(Survivors, Tutorial) {
    const auto all = survivors_from(listed(List{decrement()}));
    ASSERT_EQ(all.size(), 1U);
    for (const Mutant& mutant : mutants_of(server)) {
        EXPECT_EQ(may_survive(all, "01", mutant), mutant.token == "--");
        EXPECT_FALSE(may_survive(all, "04", mutant));
    }
    EXPECT_EQ(said(List{decrement()}), Sentences{});
}

TEST(Survivors, WhatIsNoMutantMustNotBeListed) {
    json gone = decrement();
    gone["becomes"] = {"++", "+"};
    const Sentences complaints = said(List{gone});
    ASSERT_EQ(complaints.size(), 1U);
    EXPECT_EQ(
        complaints[0],
        "survivors.json: `--` becomes `+`, in: total--;\n    solution 02 has no such mutant.");
    EXPECT_EQ(said(List{gone}, "04"), Sentences{});
}

TEST(Survivors, ItIsClearWhichIsMeant) {
    json one = {{"line", "if (n > 0) {"}, {"token", ">"}, {"becomes", ">="}};
    ASSERT_EQ(said(List{one}).size(), 1U);
    EXPECT_NE(said(List{one})[0].find("more than one"), std::string::npos);
    one["after"] = "}";
    EXPECT_EQ(said(List{one}), Sentences{});
    one["nth"] = 2;
    EXPECT_EQ(said(List{one}).size(), 1U);
}

TEST(Survivors, EveryOneHasAReason) {
    json list = listed(List{decrement()});
    list["survivors"][0]["reason"] = "";
    EXPECT_THROW(survivors_from(list), std::runtime_error);
    list["survivors"][0].erase("reason");
    EXPECT_THROW(survivors_from(list), std::runtime_error);
    EXPECT_THROW(survivors_from(json(nullptr)), std::runtime_error);
}

TEST(Survivors, TheListedOnesAreMutants) {
    for (const course::Lesson& lesson : course::lessons()) {
        EXPECT_EQ(
            about_listed(survivors(), lesson.number, mutants_of(course::read(lesson.solution))),
            Sentences{});
    }
}

}  // namespace
