// Scripted servers: the program is the client, and its peers accept, refuse, speak and leave.

#include <functional>

#include "detected.h"

namespace detected {
namespace {

const std::string login = bytes_of("{1}{23}{1:2}A1B2") + std::string(17, '\0');

/// The whole of it: what the client sends, shows and ends with.
Scenario served(const std::vector<std::string>& sentences, std::vector<std::string> tells,
                ExitCode exit_code) {
    Scenario scene = scenario(sentences);
    scene.arguments = {"A1B2"};
    scene.tells = std::move(tells);
    scene.ends = Ends::must;
    scene.exit_code = exit_code;
    if (sentences.front() == "S accepts") scene.expects = login;
    return scene;
}

const Scenario welcome = served(
    {"S accepts", "S awaits 31 bytes", "S says {2}{4}{1}", "S says {3}{6}Gate 7", "S leaves"},
    {"Accepted", "Gate 7", "Closed"}, ExitCode::zero);
const Scenario refusal =
    served({"S accepts", "S awaits 31 bytes", "S says {2}{4}{7}"}, {"Refused"}, ExitCode::nonzero);
const Scenario nobody = served({"S refuses"}, {"Not connected"}, ExitCode::nonzero);
const Scenario silence = served({"S accepts", "S awaits 31 bytes", "S waits 60000 ms"},
                                {"No answer"}, ExitCode::nonzero);
const Scenario in_pieces =
    served({"S accepts", "S awaits 31 bytes", "S says \\0\\0\\0", "S says \\x02{4}",
            "S says {1}{3}{6}Gate", "S says  7", "S leaves"},
           {"Accepted", "Gate 7"}, ExitCode::zero);

std::string refused(const std::vector<std::string>& sentences) {
    try {
        scenario(sentences);
    } catch (const ScenarioError& error) {
        return error.what();
    }
    return "";
}

TEST(ScenarioText, Tutorial) {
    EXPECT_EQ(bytes_of("{2}{4:2}{1:1}"), std::string("\0\0\0\2\0\4\1", 7));
    EXPECT_EQ(bytes_of("\\x41\\xfF\\{1}\\n\\0\\\\"), std::string("A\xFF{1}\n\0\\", 8));
    EXPECT_EQ(bytes_of("{4294967295}{65535:2}{255:1}"), std::string(7, '\xFF'));
    EXPECT_EQ(bytes_of("a } alone"), "a } alone");
}

TEST(ScenarioText, RefusesWhatMeansNothing) {
    const std::string braces =
        "\"S says {x}\": a { begins a number, as in {5}, {5:2} or {5:1}; the brace itself is \\{";
    EXPECT_EQ(refused({"S accepts", "S says {x}"}), braces);
    for (const char* const text :
         {"{", "{}", "{5", "{5:3}", "{5:}", "{-1}", "{ 5}", "{0x5}", "{99999999999999999999}"}) {
        EXPECT_NE(
            refused({"A connects", std::string("A says ") + text}).find("a { begins a number"),
            std::string::npos)
            << text;
    }
    EXPECT_EQ(refused({"S accepts", "S awaits {65536:2}"}),
              "\"S awaits {65536:2}\": {65536:2}: 2 bytes have no room for that number");
    EXPECT_EQ(refused({"S accepts", "S says {256:1}"}),
              "\"S says {256:1}\": {256:1}: 1 byte has no room for that number");
    for (const char* const text : {"\\q", "a \\"}) {
        EXPECT_NE(refused({"A connects", std::string("A says ") + text}).find("a backslash begins"),
                  std::string::npos)
            << text;
    }
    for (const char* const text : {"\\x", "\\x4", "\\xg0", "\\x 1"}) {
        EXPECT_NE(refused({"A connects", std::string("A says ") + text}).find("hexadecimal"),
                  std::string::npos)
            << text;
    }
}

TEST(ScenarioText, RefusesWhatNobodyCanPlay) {
    EXPECT_NE(refused({"S says a"}), "");
    EXPECT_NE(refused({"S says a", "S accepts"}), "");
    EXPECT_EQ(refused({"S accepts", "S accepts"}),
              "\"S accepts\": that can only be its first sentence");
    EXPECT_EQ(refused({"S refuses", "S says a"}),
              "\"S refuses\": nobody listens, so this is the only sentence of its scenario");
    EXPECT_NE(refused({"S accepts", "T refuses"}), "");
    EXPECT_EQ(refused({"S accepts", "A connects"}),
              "\"A connects\": a scenario has clients or servers, never both: there is one port");
    EXPECT_NE(refused({"S accept"}).find("accepts, refuses"), std::string::npos);
}

TEST(ScriptedServer, Tutorial) {
    for (const Scenario& scene : {welcome, refusal, nobody, silence, in_pieces}) {
        expect_nothing("logs_in", scene);
        if (scene.hash() == silence.hash()) continue;  // it has no patience to lose
        Scenario blocking = scene;
        blocking.tells.erase(std::remove(blocking.tells.begin(), blocking.tells.end(), "Closed"),
                             blocking.tells.end());
        expect_nothing("logs_in_blocking", blocking);
    }
}

TEST(ScriptedServer, GivesNamesToTheProgramsHandles) {
    const Scenario scene = scenario_with({"S accepts", "S leaves"},
                                         [](Scenario& changed) { changed.ends = Ends::may; });
    EXPECT_EQ(lines(findings_of("logs_in_and_leaks", scene)),
              "handle leaked | eS |  | eS is open when the program ends\n"
              "handle leaked | sS |  | sS is open when the program ends");
}

TEST(ScriptedServer, IsNeverConnectedTo) {
    EXPECT_EQ(lines(findings_of("never_connects", scenario({"S accepts"}))),
              "never answered | S |  | S is never connected to");
    EXPECT_EQ(lines(findings_of("never_connects", scenario({"S refuses"}))),
              "never answered | S |  | S is never connected to");
}

// Until the server has taken the connection there is none.
TEST(ScriptedServer, TakesItsTime) {
    EXPECT_EQ(lines(findings_of("logs_in_too_soon", welcome)),
              "never answered | S |  | S waits for 31 bytes in vain\n"
              "misreported |  |  | \"Accepted\" is never told\n"
              "bytes sent wrong | S |  | S gets 0 bytes instead of 31; the next would be \\x00");
}

TEST(ScriptedServer, IsMissed) {
    EXPECT_EQ(lines(findings_of("logs_in_blindly", nobody)),
              "misreported |  |  | \"Not connected\" is never told");
}

TEST(ScriptedServer, WaitsForTheProgramToEnd) {
    Scenario scene = welcome;
    scene.ends = Ends::must_not;
    EXPECT_EQ(lines(findings_of("logs_in", scene)),
              "exits early |  |  | the program ends, with exit code 0");
    EXPECT_EQ(lines(findings_of("logs_in_and_runs", welcome)),
              "exits early |  |  | the program ends, with exit code 0, before S has said all\n"
              "misreported |  |  | \"Gate 7\" is never told");
    EXPECT_EQ(lines(findings_of("never_connects", nobody)),
              "never answered | S |  | S is never connected to\n"
              "misreported |  |  | \"Not connected\" is never told\n"
              "never answered |  |  | there is nothing left to do for the program, and it does not "
              "end");
}

TEST(ScriptedServer, IsOneOfSeveral) {
    Scenario scene = scenario({"S accepts", "T accepts", "S awaits 1", "T awaits 2"});
    scene.ends = Ends::must;
    scene.exit_code = ExitCode::zero;
    scene.tells = {"3: 10061"};
    expect_nothing("connects_to_two", scene);
}

TEST(ScriptedServer, IsHeardUntilTheProgramCloses) {
    Scenario scene = refusal;
    scene.actions = scenario({"S accepts", "S awaits 31 bytes", "S says {2}{4}{7}", "S waits 10 ms",
                              "S says more", "S leaves"})
                        .actions;
    EXPECT_EQ(lines(findings_of("logs_in", scene)), "");
}

TEST(ScriptedServer, MayBeAnsweredLate) {
    Scenario scene = welcome;
    scene.answer_within = 1;
    expect_nothing("logs_in", scene);
}

// A client that cannot even begin says so; more is not asked of it.
TEST(ScriptedServer, CannotBeReached) {
    Scenario scene = welcome;
    scene.misfortunes = {Misfortune::create_event_fails, Misfortune::socket_fails};
    expect_nothing("logs_in", scene, 1);
}

TEST(ScriptedServer, VanishesOrSendsBitByBit) {
    Scenario scene = welcome;
    scene.misfortunes = {Misfortune::short_read};
    expect_nothing("logs_in", scene, 2);
    expect_nothing("logs_in",
                   served({"S accepts", "S awaits 31 bytes", "S vanishes"}, {}, ExitCode::nonzero));
}

// What is left out of a search has been seen: with and without, the same is found.
TEST(ScriptedServer, IsSearchedCompletely) {
    for (const char* const client : {"logs_in", "logs_in_whole", "logs_in_too_soon"}) {
        const Execution execution(module_of(client));
        const auto search = [&](bool reduce) {
            SearchOptions options;
            options.deviations = 2;
            options.judged = all_detectors();
            options.reduce = reduce;
            return Search(execution, in_pieces, RuleSet::windows, options).run();
        };
        const SearchResult reduced = search(true);
        const SearchResult whole = search(false);
        ASSERT_EQ(reduced.failure.has_value(), whole.failure.has_value()) << client;
        if (!whole.failure) continue;
        EXPECT_EQ(lines(reduced.failure->findings), lines(whole.failure->findings)) << client;
        EXPECT_EQ(reduced.failure->deviations.size(), whole.failure->deviations.size()) << client;
    }
}

TEST(ScenarioHash, HoldsWhatIsAskedOfAClient) {
    const std::uint64_t plain = scenario({"S accepts"}).hash();
    std::set<std::uint64_t> hashes{plain};
    const auto differs = [&](const std::function<void(Scenario&)>& change) {
        Scenario changed = scenario({"S accepts"});
        change(changed);
        return hashes.insert(changed.hash()).second;
    };
    EXPECT_TRUE(differs([](Scenario& scene) { scene.arguments = {"a"}; }));
    EXPECT_TRUE(differs([](Scenario& scene) { scene.arguments = {"", "a"}; }));
    EXPECT_TRUE(differs([](Scenario& scene) { scene.tells = {"a"}; }));
    EXPECT_TRUE(differs([](Scenario& scene) { scene.never_tells = {"a"}; }));
    EXPECT_TRUE(differs([](Scenario& scene) { scene.expects = ""; }));
    EXPECT_TRUE(differs([](Scenario& scene) { scene.expects = "a"; }));
    EXPECT_TRUE(differs([](Scenario& scene) { scene.ends = Ends::may; }));
    EXPECT_TRUE(differs([](Scenario& scene) { scene.ends = Ends::must; }));
    EXPECT_TRUE(differs([](Scenario& scene) { scene.exit_code = ExitCode::zero; }));
    EXPECT_TRUE(differs([](Scenario& scene) { scene.exit_code = ExitCode::nonzero; }));
}

}  // namespace
}  // namespace detected
