// The tools that read a program and do not run it.
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { changedLines, read, root } from "./course.mjs";
import { must } from "./programs.mjs";

const language = ["-std=c++20", `-I${root}/winsock/include`];
const warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow"];
const checks = "-*,bugprone-*,cert-*,clang-analyzer-*,cppcoreguidelines-*,misc-*,performance-*,readability-*";

// Each option is tried with each of these levels; what any of them says counts.
const compiler = (program, flags, levels = ["-O0", "-O2"]) => ({
    programs: [program],
    flags: [...flags, levels.join(" and ")].join(" "),
    commands: (file) => levels.map((level) => [program, ...language, ...flags, level, "-c", file, "-o", `${file}.o`]),
});

export const staticTools = {
    gcc: { title: "GCC", ...compiler("g++", warnings) },
    "gcc-analyzer": { title: "GCC -fanalyzer", ...compiler("g++", ["-fanalyzer"]) },
    clang: { title: "Clang", ...compiler("clang++", warnings) },
    "clang-everything": { title: "Clang -Weverything", ...compiler("clang++", ["-Weverything"]) },
    "clang-tidy": {
        title: "clang-tidy",
        programs: ["clang-tidy"],
        flags: `--checks=${checks}`,
        commands: (file) => [["clang-tidy", "--quiet", "--config={}", `--checks=${checks}`, file, "--", ...language]],
    },
    cppcheck: {
        title: "cppcheck",
        programs: ["cppcheck"],
        flags: "--enable=all --inconclusive",
        commands: (file) => [["cppcheck", "--enable=all", "--inconclusive", "--quiet", "--language=c++", "--std=c++20",
                              `-I${root}/winsock/include`,
                              "--template={file}:{line}:{column}: {severity}: {message} [{id}]", file]],
    },
};

// "server.cpp:83:12: warning: text [-Wcheck]". Notes only explain the message before them.
const message = /^(?:.*\/)?(?:server|client)\.cpp:(\d+):\d+: (?:fatal )?(\w+): (.*?)(?: \[([^\][]+)\])?$/;

async function messagesOf(tool, file, folder, lines) {
    const found = new Map();
    for (const command of staticTools[tool].commands(file)) {
        const ended = await must(command, { cwd: folder });
        for (const line of `${ended.stdout}\n${ended.stderr}`.split("\n")) {
            const [, number, kind, text, check = ""] = message.exec(line) ?? [];
            if (text === undefined || kind === "note") continue;
            const said = { line: Number(number), check, text, code: lines[number - 1].trim() };
            found.set(JSON.stringify(said), said);
        }
    }
    return [...found.values()].sort((a, b) => a.line - b.line || compare(a.check, b.check) || compare(a.text, b.text));
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// A message without numbers and without names, but for those of types: what is left says what kind of
// message it is.
const name = /(?<!\b(?:type|from|to|aka) )'[^']*'/g;
const kindOf = (said) => `${said.check}: ${said.text.replace(name, "''").replace(/\b\d+/g, "0")}`;

// measureStatic(tool, lesson, folder): what the tool says of the lines that the repair changes, in the
// lesson and in the repaired program; and how much it says of the repaired program in all, by check.
export async function measureStatic(tool, lesson, folder) {
    const said = {};
    for (const [which, file] of Object.entries(lesson.files)) {
        mkdirSync(join(folder, which), { recursive: true });
        const copy = `${lesson.program}.cpp`;
        copyFileSync(join(root, file), join(folder, which, copy));
        said[which] = await messagesOf(tool, copy, join(folder, which), read(file).split("\n"));
    }
    const changed = changedLines(read(lesson.files.lesson), read(lesson.files.repaired));
    const kinds = new Set(said.repaired.map(kindOf));
    const at = (which) => said[which].filter((one) => changed[which].has(one.line));
    const noise = {};
    for (const { check } of said.repaired) noise[check] = (noise[check] ?? 0) + 1;
    return {
        names: at("lesson").filter((one) => !kinds.has(kindOf(one))),
        lesson: at("lesson"),
        repaired: at("repaired"),
        elsewhere: said.lesson.filter((one) => !changed.lesson.has(one.line) && !kinds.has(kindOf(one))),
        noise,
    };
}
