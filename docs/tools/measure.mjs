// What ordinary tools say about the lessons' mistakes, measured: docs/tools/measured.json, from which the
// page docs/pages/tools.md is made.
//
//     node docs/tools/measure.mjs                 measure everything, write measured.json
//     node docs/tools/measure.mjs --check         measure everything, say what is not as it was
//     --lesson 03, --tool cppcheck                only that; the rest of measured.json stays
//
// Exit code: 0 measured, and with --check the same; 1 something differs; 2 it could not be measured.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { arch, platform, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { lessons, read, root } from "./course.mjs";
import { dynamicTools, measureDynamic } from "./dynamic_tools.mjs";
import { CannotMeasure, must, versionsOf } from "./programs.mjs";
import { measureStatic, staticTools } from "./static_tools.mjs";

const kept = "docs/tools/measured.json";
const tools = { ...staticTools, ...dynamicTools };

function chosen() {
    const { values } = parseArgs({
        options: { lesson: { type: "string" }, tool: { type: "string" }, check: { type: "boolean" } },
    });
    const all = lessons();
    const meant = all.filter(({ number }) => !values.lesson || number === values.lesson.padStart(2, "0"));
    if (meant.length === 0) {
        throw new CannotMeasure(`there is no lesson ${values.lesson}; there are ${all.map((l) => l.number).join(", ")}`);
    }
    if (values.tool && !tools[values.tool]) {
        throw new CannotMeasure(`there is no tool ${values.tool}; there are ${Object.keys(tools).join(", ")}`);
    }
    return { all, meant, names: values.tool ? [values.tool] : Object.keys(tools), check: values.check ?? false };
}

const before = () => (existsSync(join(root, kept)) ? JSON.parse(read(kept)) : { tools: [], lessons: {} });

const described = (name, versions) => ({
    name,
    title: tools[name].title,
    kind: name in staticTools ? "reads" : "runs",
    flags: [tools[name].flags, tools[name].options].filter(Boolean).join("; "),
    programs: Object.fromEntries(
        tools[name].programs.filter((program) => !["cmake", "ninja"].includes(program)).map((program) => [program, versions[program]])),
});

// Two at a time: scenes wait most of the time.
async function measureAll(meant, names) {
    const results = Object.fromEntries(meant.map(({ slug }) => [slug, {}]));
    const work = mkdtempSync(join(tmpdir(), "out_of_step_tools_"));
    const todo = names.flatMap((name) => meant.map((lesson) => ({ name, lesson })));
    const worker = async () => {
        for (let next = todo.shift(); next; next = todo.shift()) {
            const { name, lesson } = next;
            process.stderr.write(`${lesson.number} ${name}\n`);
            const folder = join(work, lesson.number, name);
            mkdirSync(folder, { recursive: true });
            const measureWith = name in staticTools ? measureStatic : measureDynamic;
            results[lesson.slug][name] = await measureWith(name, lesson, folder);
        }
    };
    try {
        await Promise.all([worker(), worker()]);
    } finally {
        rmSync(work, { recursive: true, force: true });
    }
    return results;
}

async function measure({ all, meant, names }) {
    const versions = versionsOf([...new Set(names.flatMap((name) => tools[name].programs))]);
    const old = before();
    const measured = {
        date: new Date().toISOString().slice(0, 10),
        platform: `${platform()} ${arch()}, ${(await must(["sh", "-c", ". /etc/os-release && echo $PRETTY_NAME"])).stdout.trim()}`,
        tools: Object.keys(tools)
            .map((name) => (names.includes(name) ? described(name, versions)
                                                 : old.tools.find((tool) => tool.name === name)))
            .filter(Boolean),
        lessons: {},
    };
    const results = await measureAll(meant, names);
    for (const { number, slug, title, program, sha256 } of all) {
        const said = { ...old.lessons[slug]?.tools, ...results[slug] };
        // What was measured of other texts is not taken over as if it were of these.
        const whole = Object.keys(results[slug] ?? {}).length === Object.keys(tools).length;
        const files = whole ? sha256 : old.lessons[slug]?.sha256 ?? sha256;
        const ordered = Object.keys(tools).filter((name) => said[name]).map((name) => [name, said[name]]);
        const named = program === "server" ? { number, title } : { number, title, program };
        if (ordered.length > 0) measured.lessons[slug] = { ...named, sha256: files, tools: Object.fromEntries(ordered) };
    }
    return measured;
}

// differences(a, b, where): the places where two measurements are not the same.
function differences(a, b, where = "") {
    if (a === null || b === null || typeof a !== "object" || typeof b !== "object") {
        return a === b ? [] : [`${where}: ${JSON.stringify(a)} is now ${JSON.stringify(b)}`];
    }
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => differences(a[key] ?? null, b[key] ?? null, `${where}/${key}`));
}

try {
    const wanted = chosen();
    const measured = await measure(wanted);
    if (wanted.check) {
        const { date, ...then } = before();
        const { date: today, ...now } = measured;
        const found = differences(then, now);
        for (const line of found) console.log(line);
        console.log(found.length === 0 ? `All is as it was on ${date}.` : `${found.length} differences from ${date}.`);
        process.exitCode = found.length === 0 ? 0 : 1;
    } else {
        writeFileSync(join(root, kept), `${JSON.stringify(measured, null, 1)}\n`);
        console.log(`${kept} is written.`);
    }
} catch (error) {
    if (!(error instanceof CannotMeasure) && !error.code?.startsWith("ERR_PARSE_ARGS")) throw error;
    console.error(`measure: ${error.message}`);
    process.exitCode = 2;
}
