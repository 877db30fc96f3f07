// The tools that look at a program while it runs.
import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { read, root } from "./course.mjs";
import { bare, must } from "./programs.mjs";
import { sanitizerReports, valgrindReports } from "./reports.mjs";
import { play, scenes } from "./scenes.mjs";

const building = ["cmake", "ninja"];

// ThreadSanitizer is not here: these servers have one thread. Nor is MemorySanitizer: what the C++ library,
// which is not built for it, has written into the port's std::map it takes for uninitialised, and stops the
// repaired server.
export const dynamicTools = {
    "asan-ubsan": {
        title: "ASan, UBSan",
        programs: ["g++", ...building],
        compiler: "g++",
        flags: "-g -O0 -fno-omit-frame-pointer -fsanitize=address,undefined",
        ending: ["docs/tools/report_at_end.cpp"],
        // Both write to stderr; what they have for a log file takes only a part of it.
        before: (folder) => ["sh", "-c", 'exec 2>"$0"; exec "$@"', `${folder}/report`],
        reports: sanitizerReports,
    },
    valgrind: {
        title: "Valgrind",
        programs: ["valgrind", "g++", ...building],
        compiler: "g++",
        flags: "-g -O0",
        before: (folder) => ["valgrind", "--leak-check=full", "--track-fds=yes", `--log-file=${folder}/report`],
        options: "--leak-check=full --track-fds=yes",
        reports: valgrindReports,
    },
};

// built(tree, target, options): the target of the project's own build, in a tree of its own; once.
const trees = new Map();
function built(tree, target, options) {
    const folder = join(root, "build/tools", tree);
    if (!trees.has(tree)) {
        trees.set(tree, (async () => {
            await must(["cmake", "-S", root, "-B", folder, "-G", "Ninja", "-D", "OUT_OF_STEP_SIMULATOR=OFF", ...options]);
            await must(["cmake", "--build", folder, "--target", target], { seconds: 1200 });
            return folder;
        })());
    }
    return trees.get(tree);
}

async function buildProgram(tool, lesson, which, folder) {
    const { compiler, flags, ending = [] } = dynamicTools[tool];
    const port = await built(tool, "winsock_posix", [`-DCMAKE_CXX_COMPILER=${compiler}`, `-DCMAKE_CXX_FLAGS=${flags}`]);
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(root, lesson.files[which]), join(folder, `${lesson.program}.cpp`));
    await must([compiler, "-std=c++20", ...flags.split(" "), `-I${root}/winsock/include`, `${lesson.program}.cpp`,
                ...ending.map((file) => join(root, file)), join(port, "winsock/libwinsock_posix.a"), "-pthread",
                "-o", lesson.program], { cwd: folder });
    return join(folder, lesson.program);
}

// playCourse(lesson, promise, command, env): one of the scenes of lessons/course.json.
async function playCourse(lesson, promise, command, env) {
    const stage = await built("stage", "play_scene", ["-DCMAKE_BUILD_TYPE=Release"]);
    const { stdout } = await must([join(stage, "tests/live/play_scene"), join(root, "lessons/course.json"),
                                   lesson.number, promise, ...command], { env });
    return JSON.parse(stdout).found;
}

// measureDynamic(tool, lesson, folder): for each scene that leads to the mistake, what the tool reports
// of the lesson, and what of the repaired program.
export async function measureDynamic(tool, lesson, folder) {
    const own = Object.entries(scenes[lesson.number] ?? {});
    const { before, reports } = dynamicTools[tool];
    const played = [...lesson.promises.map((promise) => [promise, null]), ...own]
        .map(([promise, scene]) => ({ scene: promise, found: {}, lesson: [], repaired: [], act: scene }));
    for (const which of ["lesson", "repaired"]) {
        const program = await buildProgram(tool, lesson, which, join(folder, which));
        const lines = read(lesson.files[which]).split("\n");
        for (const scene of played) {
            const into = join(folder, which, scene.scene);
            rmSync(into, { recursive: true, force: true });
            mkdirSync(into, { recursive: true });
            const command = [...before(into), program];
            scene.found[which] = scene.act ? await play(scene.act, command, bare)
                                           : await playCourse(lesson, scene.scene, command, bare);
            scene[which] = reports(readFileSync(join(into, "report"), "utf8"), lines);
        }
    }
    const shown = (reports) => reports.map(({ line, text, code }) => ({ line, text, code }));
    return {
        names: namesIn(played),
        scenes: played.map(({ scene, found, lesson, repaired }) =>
            ({ scene, found, lesson: shown(lesson), repaired: shown(repaired) })),
    };
}

// What the lesson's run is reported for more often than the repaired program's in the same scene; and how
// often each.
function namesIn(played) {
    const names = new Map();
    for (const { scene, lesson, repaired } of played) {
        const times = (reports, kind) => reports.filter((report) => report.kind === kind).length;
        for (const report of lesson) {
            const counts = { lesson: times(lesson, report.kind), repaired: times(repaired, report.kind) };
            if (counts.lesson > counts.repaired && !names.has(report.kind)) {
                const { line, text, code } = report;
                names.set(report.kind, { scene, line, text, code, times: counts });
            }
        }
    }
    return [...names.values()];
}
