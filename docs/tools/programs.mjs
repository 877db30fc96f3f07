// Starts other programs: the tools, the compilers, the servers.
import { execFile, spawn, spawnSync } from "node:child_process";

// Something cannot be measured here; the text says what is wrong and what to do.
export class CannotMeasure extends Error {}

// Messages in English, and quotes that are ASCII.
const environment = { ...process.env, LC_ALL: "C" };

// A server that reads what it has never written finds what was left on its stack: the same in each run only
// if its environment is the same.
export const bare = { PATH: process.env.PATH, LC_ALL: "C" };

// run(command, options): ends when it has ended, or has been ended after `seconds`.
export function run(command, { cwd, seconds = 300, env = environment } = {}) {
    return new Promise((resolve, reject) => {
        const options = { cwd, env, timeout: seconds * 1000,
                          killSignal: "SIGTERM", maxBuffer: 1 << 28 };
        execFile(command[0], command.slice(1), options, (error, stdout, stderr) => {
            if (error && typeof error.code === "string") {
                reject(new CannotMeasure(`${command.join(" ")}\n${error.message}`));
            }
            const status = error ? error.code ?? `signal ${error.signal}` : 0;
            resolve({ status, stdout, stderr });
        });
    });
}

// must(command, options): the same, and it must end well.
export async function must(command, options) {
    const ended = await run(command, options);
    if (ended.status !== 0) {
        throw new CannotMeasure(`${command.join(" ")}\nended with ${ended.status}:\n${ended.stdout}${ended.stderr}`);
    }
    return ended;
}

export function start(command, env) {
    return spawn(command[0], command.slice(1), { env, stdio: ["ignore", "pipe", "ignore"] });
}

const needs = {
    "g++": { debian: "g++", version: /\) (\S+)/ },
    "clang++": { debian: "clang", version: /version (\S+)/ },
    "clang-tidy": { debian: "clang-tidy", version: /LLVM version (\S+)/ },
    cppcheck: { debian: "cppcheck", version: /Cppcheck (\S+)/ },
    valgrind: { debian: "valgrind", version: /valgrind-(\S+)/ },
    cmake: { debian: "cmake", version: /version (\S+)/ },
    ninja: { debian: "ninja-build", version: /(\S+)/ },
};

// versionsOf(programs): what each says of itself. All that are missing are named at once.
export function versionsOf(programs) {
    const versions = {};
    const missing = [];
    for (const program of programs) {
        const asked = spawnSync(program, ["--version"], { env: environment, encoding: "utf8" });
        if (asked.error) missing.push(program);
        else versions[program] = needs[program].version.exec(asked.stdout)?.[1] ?? asked.stdout.trim();
    }
    if (missing.length > 0) {
        throw new CannotMeasure(
            `missing: ${missing.join(", ")}. To install, as root:\n    apt-get install ` +
            `--no-install-recommends ${missing.map((program) => needs[program].debian).join(" ")}`);
    }
    return versions;
}
