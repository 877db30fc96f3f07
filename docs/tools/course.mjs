// What is measured: each lesson as it was in the beginning, and its repaired twin.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

export const read = (path) => readFileSync(join(root, path), "utf8");

// A learner edits lessons/; the untouched copies are tool/originals/.
export function lessons() {
    const withProgram = JSON.parse(read("lessons/course.json")).lessons.filter((lesson) => lesson.kind !== "measure");
    return withProgram.map((lesson) => {
        const lessonFile = `tool/originals/${lesson.slug}.cpp`;
        const program = lesson.program ?? "server";
        const repairedFile = `solutions/${lesson.slug}/${program}.cpp`;
        return {
            number: lesson.number,
            slug: lesson.slug,
            title: lesson.title,
            program,
            promises: lesson.live.filter((promise) => promise.symptom).map((promise) => promise.promise),
            symptoms: Object.fromEntries(
                lesson.live.filter((promise) => promise.symptom).map((promise) => [promise.promise, promise.symptom])),
            files: { lesson: lessonFile, repaired: repairedFile },
            sha256: { lesson: sha256(read(lessonFile)), repaired: sha256(read(repairedFile)) },
        };
    });
}

export const sha256 = (text) => createHash("sha256").update(text).digest("hex");

// The lines that are code, as {number, text}: comments in these programs are lines of their own.
function codeOf(text) {
    return text
        .split("\n")
        .map((line, index) => ({ number: index + 1, text: line.trim() }))
        .filter((line) => line.text !== "" && !line.text.startsWith("//"));
}

// changedLines(lesson, repaired): the numbers of the lines of each that the repair changes, comments
// and indentation left out. Where lines are only inserted, the line before and the line after count:
// that is where a tool would have to point at what is missing.
export function changedLines(lesson, repaired) {
    const [a, b] = [codeOf(lesson), codeOf(repaired)];
    const common = longestCommon(a, b);
    const changed = { lesson: new Set(), repaired: new Set() };
    for (let k = 1; k < common.length; ++k) {
        const [from, to] = [common[k - 1], common[k]];
        take(a, from[0], to[0], b, from[1], to[1], changed.lesson);
        take(b, from[1], to[1], a, from[0], to[0], changed.repaired);
    }
    return changed;
}

// Of `mine`, what lies between two common lines; `theirs` says whether anything differs there.
function take(mine, from, to, theirs, theirFrom, theirTo, into) {
    for (let i = from + 1; i < to; ++i) into.add(mine[i].number);
    if (to === from + 1 && theirTo > theirFrom + 1) {
        for (const i of [from, to]) if (mine[i]) into.add(mine[i].number);
    }
}

// The pairs of indices of a longest common subsequence, between two that stand for both ends.
function longestCommon(a, b) {
    const length = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
    for (let i = a.length - 1; i >= 0; --i) {
        for (let j = b.length - 1; j >= 0; --j) {
            length[i][j] = a[i].text === b[j].text ? length[i + 1][j + 1] + 1
                                                   : Math.max(length[i + 1][j], length[i][j + 1]);
        }
    }
    const pairs = [[-1, -1]];
    for (let i = 0, j = 0; i < a.length && j < b.length;) {
        if (a[i].text === b[j].text) pairs.push([i++, j++]);
        else if (length[i + 1][j] >= length[i][j + 1]) ++i;
        else ++j;
    }
    pairs.push([a.length, b.length]);
    return pairs;
}
