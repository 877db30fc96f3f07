// Every kind of page under the rules of axe-core, as a desk shows it in light and in dark, and a phone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import {
    api, lessons, rules, search, serve, settled, solutions, start, startBrowser, visitor,
} from './site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
const kinds = [
    start, rules, 'solutions.html', 'inside.html', 'inside_winsock_sim.html', 'inside_tests_live.html',
    api, 'structWSANETWORKEVENTS.html', 'files.html', 'globals.html', 'globals_w.html',
    ...lessons(), ...solutions(),
];

// What axe-core finds in a page or a frame, a line for each element.
async function findings(frame) {
    await frame.evaluate(axe);
    const { violations, incomplete } = await frame.evaluate(
        runOnly => window.axe.run(document, { runOnly, resultTypes: ['violations', 'incomplete'] }), tags);
    const lines = (results, wanted) => results.flatMap(({ id, nodes }) => nodes.flatMap(node => {
        const checks = [...node.any, ...node.all, ...node.none];
        return checks.every(check => wanted(check.data?.messageKey))
            ? `${id}: ${node.target.join(' ')}: ${checks.map(check => check.message).join('; ')}`
            : [];
    }));
    return [...lines(violations, () => true), ...lines(incomplete, key => !undecided.has(key))];
}
const undecided = new Set();

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser?.close());

for (const { theme, width, height } of [
    { theme: 'light', width: 1280, height: 900 },
    { theme: 'dark', width: 1280, height: 900 },
    { theme: 'light', width: 390, height: 844 },
]) {
    describe(`${theme}, ${width} px`, () => {
        let someone;
        before(async () => { someone = await visitor(browser, { theme, width, height }); });
        after(() => someone?.close());

        for (const name of kinds) {
            test(name, async () => {
                await someone.open(name);
                await someone.unroll();
                assert.deepEqual(await findings(someone.page), []);
            });
        }
    });
}
