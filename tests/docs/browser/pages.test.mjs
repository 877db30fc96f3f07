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

// A word of the search box, and the page that it leads to.
async function searchFindsAPage(someone, excused = /^$/) {
    await someone.open(start);
    const results = await search(someone.page, 'WSAEnum');
    const link = results.locator('.SRResult:visible a').first();
    const expected = new URL(await link.getAttribute('href'), new URL('search/', someone.page.url()));
    await link.click();
    await someone.page.waitForURL(expected.href);
    assert.equal(await someone.page.locator('.headertitle .title').count(), 1, 'the result leads to no page');
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

    test('the search finds a page', async () => {
        // A click on a result leads on and, besides, closes the list in the page around it, which to a browser is
        // another file that the list has no business with.
        const found = await searchFindsAPage(
            someone, /^error: .*'searchBox' from 'Window': Blocked a frame with origin "null"/);
        assert.ok(existsSync(fileURLToPath(found)), found.href);
    });
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

    test('the search finds a page', () => searchFindsAPage(someone));

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
