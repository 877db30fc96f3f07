// Every kind of page under the rules of axe-core, as a desk shows it in light and in dark, and a phone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { api, lessons, measurements, rules, search, serve, solutions, start, startBrowser, visitor } from './site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// In dark nothing but the colours is another.
const tags = {
    light: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
    dark: ['color-contrast'],
};
const kinds = [
    start, rules, 'glossary.html', 'tools.html', 'matrix.html', 'solutions.html', 'inside.html', 'inside_winsock_sim.html', 'inside_tests_live.html',
    api, 'structWSANETWORKEVENTS.html', 'files.html', 'globals.html', 'globals_w.html',
    ...lessons(), ...solutions(), ...measurements(),
];

// axe-core leaves texts of one character, symbols, and what has a pseudo-element undecided. Here it decides:
// a lonely B is a text, and so is Doxygen's arrow; the theme's pseudo-elements lie below no text.
const contrast = {
    id: 'color-contrast',
    options: {
        ignoreUnicode: false, ignoreLength: true, ignorePseudo: true,
        boldValue: 700, boldTextPt: 14, largeTextPt: 18,
        contrastRatio: { normal: { expected: 4.5 }, large: { expected: 3 } },
        pseudoSizeThreshold: 0.25, shadowOutlineEmMax: 0.2, textStrokeEmMin: 0.03,
    },
};

// What axe-core finds, a line for each element; of what is well it has nothing to tell. What it
// cannot decide is a finding as well, unless `undecided` has the reason that it gives.
async function findings(page, { theme, frames = false, undecided = [] }) {
    for (const frame of frames ? page.frames() : [page.mainFrame()]) {
        await frame.evaluate(`${axe}; axe.configure({ checks: [${JSON.stringify(contrast)}] });`);
    }
    const { violations, incomplete } = await page.evaluate(
        options => window.axe.run(document, options),
        { runOnly: tags[theme], iframes: frames, resultTypes: ['violations', 'incomplete'] });
    const lines = (results, meant) => results.flatMap(({ id, nodes }) => nodes.flatMap(node => {
        const checks = [...node.any, ...node.all, ...node.none];
        return checks.every(check => meant(check.data?.messageKey))
            ? [`${id}: ${node.target.join(' ')}: ${checks.map(check => check.message).join('; ')}`]
            : [];
    }));
    return [...lines(violations, () => true), ...lines(incomplete, reason => !undecided.includes(reason))];
}

// On a phone a line of code is cut by the frame in which it is scrolled, and what is cut has no colour for
// axe-core. The colours are those of the wide window, where each is decided.
const cut = ['elmPartiallyObscured', 'elmPartiallyObscuring', 'bgOverlap'];

// What is drawn has no background that axe-core could see; the same stands below the matrix as text, and
// plot.test.mjs asks for the colours of a plot.
const drawn = ['imgNode', 'bgOverlap'];

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
                await someone.unrollViewer();
                await someone.unroll();
                const undecided = [
                    ...(width < 768 ? cut : []),
                    ...(name === 'matrix.html' || measurements().includes(name) ? drawn : []),
                ];
                assert.deepEqual(await findings(someone.page, { theme, undecided }), []);
            });
        }

        // From a server: a page and a frame of two files do not know each other.
        test('search results', async () => {
            const server = await serve();
            const searching = await visitor(browser, { theme, width, height, base: server.base });
            try {
                await searching.open(start);
                await search(searching.page, 'WSA');
                await searching.unroll();
                // The list lies above a part of the page, which is seen without it in the tests before.
                assert.deepEqual(await findings(searching.page, { theme, frames: true, undecided: cut }), []);
            } finally {
                await searching.close();
                await server.close();
            }
        });
    });
}
