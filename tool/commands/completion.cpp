// The scripts are whole: a shell that completes a word starts nothing. So they know the commands
// and the lessons of the day when they were made.
#include "commands/completion.h"

#include <fmt/format.h>

#include "commands/commands.h"
#include "text.h"

namespace out_of_step {

namespace {

using Commands = std::vector<CompletedCommand>;
using Words = std::vector<CompletedWord>;

// One word, for each of the three shells. A description's first sentence is enough.
std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char byte : text.substr(0, text.find(". "))) {
        if (byte == '\'')
            result += "'\\''";
        else
            result += byte == '\n' ? ' ' : byte;
    }
    return result + "'";
}

Words names_of(const Commands& commands) {
    Words names;
    for (const CompletedCommand& command : commands) names.push_back(command.name);
    return names;
}

Words lessons_of(const Course& course) {
    Words lessons;
    for (const Lesson& lesson : course.lessons) lessons.push_back({lesson.number, lesson.title});
    return lessons;
}

// "list run judge"
std::string only_words(const Words& words) {
    std::string result;
    for (const CompletedWord& word : words) result += (result.empty() ? "" : " ") + word.word;
    return result;
}

// 'list: All lessons' 'run: Play a lesson'
std::string with_descriptions(const Words& words, const std::string& between) {
    std::string result;
    for (const CompletedWord& word : words) {
        result += (result.empty() ? "" : " ") + quoted(word.word + between + word.what);
    }
    return result;
}

// The options behind which no shell has anything to offer.
std::string options_with_values(const Commands& commands) {
    Words options;
    for (const CompletedCommand& command : commands) {
        for (const CompletedWord& option : command.options) {
            if (option.wants_value) options.push_back(option);
        }
    }
    return only_words(options);
}

// Bash shows no descriptions. Where it lists and types nothing (COMP_TYPE 63, the second Tab), a
// lesson's title can stand behind its number.
constexpr const char* bash_script = R"(# Completes ./lab in bash. Made by: ./lab completion bash
_lab() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}}
    local titles=({titles})
    local valued='{valued}'
    local i command='' taken='' lessons='' subjects='' options='--help'
    for ((i = 1; i < COMP_CWORD; i++)); do
        if [[ ${{COMP_WORDS[i]}} == -* ]]; then continue; fi
        if [[ -z $command ]]; then command=${{COMP_WORDS[i]}}
        elif [[ " $valued " != *" ${{COMP_WORDS[i - 1]}} "* ]]; then taken=yes; fi
    done
    case $command in
        '') subjects='{commands}' ;;
{cases}        *) options='' ;;
    esac
    COMPREPLY=()
    if [[ " $valued " == *" $before "* ]]; then return; fi
    if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$word"))
    elif [[ -z $taken && -n $lessons ]]; then
        for i in "${{titles[@]}}"; do
            if [[ $i != "$word"* ]]; then continue; fi
            if [[ $COMP_TYPE != 63 ]]; then i=${{i%% *}}; fi
            COMPREPLY+=("$i")
        done
    elif [[ -z $taken ]]; then
        COMPREPLY=($(compgen -W "$subjects" -- "$word"))
    fi
}}
complete -F _lab lab
)";

std::string for_bash(const Commands& commands, const Course& course) {
    std::string cases;
    for (const CompletedCommand& command : commands) {
        cases += fmt::format("        {}) options='{}' lessons={} subjects='{}' ;;\n",
                             command.name.word, only_words(command.options),
                             command.takes_lesson ? "yes" : "''", fmt::join(command.subjects, " "));
    }
    return fmt::format(bash_script, fmt::arg("titles", with_descriptions(lessons_of(course), "  ")),
                       fmt::arg("valued", options_with_values(commands)),
                       fmt::arg("commands", only_words(names_of(commands))),
                       fmt::arg("cases", cases));
}

// Sourced it announces itself; as the file _lab in a folder of $fpath it is the function's body.
constexpr const char* zsh_script = R"(#compdef lab
# Completes ./lab in zsh. Made by: ./lab completion zsh
_lab() {{
    local -a titles commands options subjects
    titles=({titles})
    commands=({commands})
    options=('--help:Show this')
    local i command='' taken='' lessons='' valued='{valued}'
    for ((i = 2; i < CURRENT; i++)); do
        if [[ $words[i] == -* ]]; then continue; fi
        if [[ -z $command ]]; then command=$words[i]
        elif [[ " $valued " != *" $words[i-1] "* ]]; then taken=yes; fi
    done
    case $command in
        '') ;;
{cases}        *) options=() ;;
    esac
    if [[ " $valued " == *" $words[CURRENT-1] "* ]]; then return 1; fi
    if [[ $PREFIX == -* ]]; then _describe -o option options
    elif [[ -n $taken ]]; then return 1
    elif [[ -n $lessons ]]; then _describe lesson titles
    elif [[ -z $command ]]; then _describe command commands
    else _describe word subjects; fi
}}
if [[ $funcstack[1] == _lab ]]; then _lab "$@"; else compdef _lab lab; fi
)";

std::string for_zsh(const Commands& commands, const Course& course) {
    std::string cases;
    for (const CompletedCommand& command : commands) {
        cases += fmt::format("        {}) options=({}) lessons={} subjects=({}) ;;\n",
                             command.name.word, with_descriptions(command.options, ":"),
                             command.takes_lesson ? "yes" : "''", fmt::join(command.subjects, " "));
    }
    return fmt::format(zsh_script, fmt::arg("titles", with_descriptions(lessons_of(course), ":")),
                       fmt::arg("commands", with_descriptions(names_of(commands), ":")),
                       fmt::arg("valued", options_with_values(commands)), fmt::arg("cases", cases));
}

constexpr const char* fish_script = R"(# Completes ./lab in fish. Made by: ./lab completion fish
# Whether the word at the cursor is the one behind one of these commands.
function __lab_behind
    set -l words (commandline -opc | string match -v -- '-*')
    test (count $words) -eq 2; and contains -- $words[2] $argv
end
complete -c lab -f
complete -c lab -l help -d 'Show this'
)";

std::string for_fish(const Commands& commands, const Course& course) {
    std::string script = fish_script;
    std::string with_lesson;
    for (const CompletedCommand& command : commands) {
        const std::string& name = command.name.word;
        script += fmt::format("complete -c lab -n __fish_use_subcommand -a {} -d {}\n", name,
                              quoted(command.name.what));
        for (const CompletedWord& option : command.options) {
            if (option.word == "--help") continue;  // every command's
            script += fmt::format(
                "complete -c lab -n '__fish_seen_subcommand_from {}' -l {}{} -d {}\n", name,
                option.word.substr(2), option.wants_value ? " -x" : "", quoted(option.what));
        }
        if (command.takes_lesson) with_lesson += " " + name;
        for (const std::string& subject : command.subjects) {
            script += fmt::format("complete -c lab -n '__lab_behind {}' -a {}\n", name, subject);
        }
    }
    for (const CompletedWord& lesson : lessons_of(course)) {
        script += fmt::format("complete -c lab -n '__lab_behind{}' -a {} -d {}\n", with_lesson,
                              lesson.word, quoted(lesson.what));
    }
    return script;
}

}  // namespace

const std::vector<std::string>& completed_shells() {
    static const std::vector<std::string> shells{"bash", "zsh", "fish"};
    return shells;
}

int print_completion(const std::string& shell, const std::vector<CompletedCommand>& commands,
                     const Course& course) {
    if (shell == "bash")
        say(for_bash(commands, course));
    else if (shell == "zsh")
        say(for_zsh(commands, course));
    else if (shell == "fish")
        say(for_fish(commands, course));
    else if (shell.empty())
        throw Refused("Which shell? bash, zsh or fish. For example: ./lab completion bash");
    else
        throw Refused(fmt::format(
            "There is no completion for the shell \"{}\". There is one for bash, zsh and fish.",
            printable(shell)));
    return exit_kept;
}

std::vector<CompletedCommand> launcher_commands() {
    const CompletedWord help{"--help", "Show this"};
    return {{{"test", "Run every test there is"},
             {help,
              {"--all", "Each sanitizer, poll and Wine as well"},
              {"--only", "One part alone", true}}},
            {{"docs", "Build the pages, say where"}, {help}},
            {{"doctor", "What is installed, what not"}, {help}}};
}

}  // namespace out_of_step
