// Every page loads, and the search finds: from the folder, as ./lab docs leaves it, and from a server.
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { api, lessons, pageOf, pages, rules, search, serve, site, start, startBrowser, visitor } from './site.mjs';

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser?.close());

// What is typed, and what a result says: of Doxygen's own index, and of what docs/writer adds to it.
const searched = {
    'WSAEnum': 'WSAEnumNetworkEvents',
    'zombie': '06 Zombie',
    'lost signal': '04 Lost signal',
    'record': 'network-event record',
    'manual reset': 'manual-reset event',
    'manual-reset': 'manual-reset event',
    'rule 5': 'Rule 5: WSAEnumNetworkEvents(s, e, out)',
};

// What is typed into the search box gives this result first, which leads to its page and to its place there.
async function searchFinds(someone, typed, text, excused = /^$/) {
    await someone.open(start);
    const results = await search(someone.page, typed);
    const link = results.locator('.SRResult:visible a.SRSymbol').first();
    assert.equal(await link.textContent(), text);
    const expected = new URL(await link.getAttribute('href'), new URL('search/', someone.page.url()));
    await link.click();
    await someone.page.waitForURL(expected.href);
    assert.equal(await someone.page.locator('.headertitle .title').count(), 1, 'the result leads to no page');
    const place = expected.hash.slice(1);
    if (place) assert.equal(await someone.page.locator(`[id="${place}"]`).count(), 1, `the page has no ${place}`);
    assert.deepEqual(someone.problems.filter(problem => !excused.test(problem)), []);
    return expected;
}

describe('from the folder', () => {
    let someone;
    before(async () => { someone = await visitor(browser); });
    after(() => someone.close());

    for (const name of pages()) {
        test(`${name} loads`, async t => {
            await someone.open(name);
            assert.deepEqual(someone.problems, []);
            if (!lessons().includes(name)) return;
            const loaded = await someone.page.evaluate(
                () => performance.getEntriesByType('navigation')[0].domContentLoadedEventStart);
            t.diagnostic(`${name}: ${statSync(join(site, name)).size} bytes, there after ${Math.round(loaded)} ms`);
        });
    }

    for (const [typed, text] of Object.entries(searched)) {
        test(`the search finds ${typed}`, async () => {
            // A click on a result leads on and, besides, closes the list in the page around it, which to a browser is
            // another file that the list has no business with.
            const found = await searchFinds(
                someone, typed, text, /^error: .*'searchBox' from 'Window': Blocked a frame with origin "null"/);
            assert.ok(existsSync(fileURLToPath(found.href.replace(/#.*$/, ''))), found.href);
        });
    }
});

describe('from a server', () => {
    let server, someone;
    before(async () => {
        server = await serve();
        someone = await visitor(browser, { base: server.base });
    });
    after(async () => {
        await someone?.close();
        await server?.close();
    });

    for (const name of [start, pageOf('lesson', '03'), pageOf('solution', '03'), rules, api]) {
        test(`${name} loads`, async () => {
            await someone.open(name);
            assert.deepEqual(someone.problems, []);
        });
    }

    for (const [typed, text] of Object.entries(searched)) {
        test(`the search finds ${typed}`, () => searchFinds(someone, typed, text));
    }

    test('the switch for light and dark is remembered', async () => {
        const theme = () => someone.page.evaluate(() => document.documentElement.className);
        await someone.open(start);
        assert.match(await theme(), /light-mode/);
        await someone.page.getByRole('button', { name: 'Dark mode' }).press('Enter');
        assert.match(await theme(), /dark-mode/);
        await someone.open(rules);
        assert.match(await theme(), /dark-mode/);
        await someone.page.getByRole('button', { name: 'Dark mode', pressed: true }).press(' ');
        assert.match(await theme(), /light-mode/);
    });

    test('the copy button copies, by key as well', async () => {
        await someone.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await someone.open(pageOf('lesson', '03'));
        await someone.page.getByRole('button', { name: 'Copy to clipboard' }).first().press('Enter');
        await someone.page.locator('doxygen-awesome-fragment-copy-button.success').waitFor();
        assert.match(await someone.page.evaluate(() => navigator.clipboard.readText()), /^\$ \.\/lab run 03\n/);
    });
});
