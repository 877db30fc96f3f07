// Reads what sanitizers and Valgrind report while a program runs.
//
// A report is {line, text, code, kind}: the innermost line of server.cpp or client.cpp in its stack and what stands
// there, 0 and nothing if there is none. `kind` has neither addresses nor numbers in it, so that reports
// of two programs can be compared: the same complaint about the same line of code.

const inProgram = /(?:server|client)\.cpp:(\d+)/;

function report(heading, stack, lines) {
    const line = Number(inProgram.exec(stack)?.[1] ?? 0);
    const code = line > 0 ? lines[line - 1].trim() : "";
    const text = heading
        .replace(/0x[0-9a-f]+/gi, "0x...")
        .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:port")
        .trim();
    return { line, text, code, kind: `${text.replace(/\d[\d,]*/g, "0")} | ${code}` };
}

export function sanitizerReports(text, lines) {
    const reports = [];
    const blocks = text.split(/^(?=.*(?:ERROR: AddressSanitizer|runtime error:|(?:Direct|Indirect) leak of))/m);
    for (const block of blocks) {
        const first = block.split("\n", 1)[0];
        const undefined_ = /(?:server|client)\.cpp:\d+:\d+: runtime error: (.*)/.exec(first);
        const leak = /((?:Direct|Indirect) leak of .*) allocated from:/.exec(first);
        const error = /ERROR: (AddressSanitizer: [^ ]+)/.exec(first);
        if (undefined_) reports.push(report(`runtime error: ${undefined_[1]}`, first, lines));
        else if (leak) reports.push(report(leak[1], block, lines));
        else if (error) reports.push(report(error[1], stackOf(block), lines));
    }
    return reports;
}

// Behind the first empty line other stacks follow: where the memory came from.
const stackOf = (block) => block.split(/\n\s*\n/, 1)[0];

// What Valgrind writes besides errors.
const notAnError = /^(Memcheck,|Copyright|Using Valgrind|Command:|Parent PID|HEAP SUMMARY|LEAK SUMMARY|FILE DESCRIPTORS|Process terminating|For (lists|counts)|ERROR SUMMARY|Rerun with|Reachable blocks|Use --track|All heap blocks|To see them)/;

export function valgrindReports(text, lines) {
    const reports = [];
    const plain = text.replace(/^(?:==|--)\d+(?:==|--) ?/gm, "");
    // The first descriptor follows its heading without an empty line.
    for (const block of plain.split(/\n\s*\n|\n(?=Open )/)) {
        const rows = block.split("\n").filter((row) => row.trim() !== "");
        if (rows.length === 0 || notAnError.test(rows[0].trim())) continue;
        if (/<inherited from parent>/.test(block)) continue;
        // A stack, or it is no report.
        const at = rows.findIndex((row) => /^\s+(at|by) 0x/.test(row));
        if (at > 0) reports.push(report(rows[at - 1], rows.slice(at).join("\n"), lines));
    }
    return reports;
}
