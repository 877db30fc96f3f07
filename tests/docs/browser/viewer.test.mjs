// The trace viewer on each lesson's and each solution's page, driven by mouse and keys. What it
// shows is compared with the judge's own recording of the execution whose replay string stands
// beside it: another document than the one in the page, written by another part of the judge.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { lessons, pageOf, site, solutions, startBrowser, visitor } from './site.mjs';
import { build, compare, lineAt, overlaps, recorded, shown, walk } from './viewer.mjs';

const scratch = mkdtempSync(join(build, 'docs/viewer-test-'));
let browser;
before(async () => { browser = await startBrowser(); });
after(async () => {
    rmSync(scratch, { recursive: true });
    await browser?.close();
});

async function opened(name, options = {}) {
    const visit = await visitor(browser, { width: 1440, ...options });
    const page = await visit.open(name);
    await page.locator('trace-viewer .bar').waitFor();
    const command = await page.getByText('./lab replay').innerText();
    return { page, visit, recordings: recorded(name.split('#')[0], command.split(' ').pop(), scratch) };
}

for (const name of [...lessons(), ...solutions()]) {
    test(`${name}: each step is the judge's`, async t => {
        const { page, visit, recordings } = await opened(name);
        const drawn = await page.waitForFunction(() => performance.getEntriesByName('trace-viewer draws')[0]?.toJSON());
        const { startTime, duration } = await drawn.jsonValue();
        t.diagnostic(`${name}: the first step is drawn ${Math.round(startTime + duration)} ms after navigation began, ` +
            `${Math.round(duration)} ms after the viewer did`);
        assert.equal(await page.locator('trace-viewer .pane').count(), recordings.length);
        await page.locator('trace-viewer').getByRole('button', { name: 'One step back' }).focus();
        for (const [key, step] of [['ArrowRight', 2], ['ArrowRight', 3], ['ArrowLeft', 2], ['ArrowLeft', 1]]) {
            await page.keyboard.press(key);
            assert.equal((await shown(page)).panes[0].number, step, key);
        }
        for (const [label, step] of [['Next step', 2], ['One step back', 1]]) {
            await page.locator('trace-viewer').getByRole('button', { name: label, exact: true }).click();
            assert.equal((await shown(page)).panes[0].number, step, label);
        }
        const rows = page.locator('trace-viewer .lanes').first().locator('tbody tr');
        await rows.nth(4).click();
        assert.equal((await shown(page)).panes[0].number, 5, 'a click on the fifth step');
        await rows.first().click();
        const last = Number(await page.locator('trace-viewer input').getAttribute('max'));
        const walked = await walk(page, last);
        walked.forEach((now, place) => {
            assert.equal(now.slider, place);
            now.panes.forEach((pane, which) => {
                // At the end, and at the unlucky moment, one of them stands still and is shown as it was.
                const before = walked.slice(0, place).map(one => one.panes[which])
                    .findLast(one => one.number !== pane.number);
                compare(pane, recordings[which], name, before);
            });
            assert.equal(now.line, lineAt(recordings[0], now.panes[0].number), `${name}, step ${now.panes[0].number}`);
        });
        const seen = new Set(walked.map(now => now.panes[0].number));
        const end = walked.at(-1);
        end.panes.forEach((pane, which) => assert.equal(pane.number, recordings[which].steps.length));
        for (const { detail } of recordings[0].findings) {
            const words = detail.slice(1, 30); // without the letter that begins a sentence
            assert.ok(end.panes[0].notes.some(note => note.includes(words)), `${name}: ${detail}`);
        }
        // What is shown of a long one is told from what is not.
        const gaps = await page.locator('trace-viewer .pane').first().locator('.gap').count();
        if (gaps === 0) assert.equal(seen.size, recordings[0].steps.length);
        else assert.ok(recordings[0].steps.length > 160);
        const special = recordings[0].steps.flatMap((step, place) => step.deviation || step.findings ? [place + 1] : []);
        for (const number of special) assert.ok(seen.has(number), `${name}: step ${number} is out of the ordinary`);
        assert.deepEqual(visit.problems, []);
        await visit.close();
    });
}

describe('lesson 04', () => {
    const name = pageOf('lesson', '04');
    let page, visit, recordings;
    before(async () => { ({ page, visit, recordings } = await opened(name)); });
    after(() => visit.close());
    const button = label => page.locator('trace-viewer').getByRole('button', { name: label, exact: true });
    const at = async () => (await shown(page)).panes.map(pane => pane.number);

    test('the buttons', async () => {
        await button('Last step').click();
        assert.deepEqual(await at(), recordings.map(recording => recording.steps.length));
        assert.equal(await button('Next step').getAttribute('aria-disabled'), 'true');
        await button('First step').click();
        assert.equal(await button('One step back').getAttribute('aria-disabled'), 'true');
        assert.deepEqual(await at(), [1, 1]);
        await button('Next step').click();
        await button('Next step').click();
        assert.deepEqual(await at(), [3, 3]);
        await button('To the trouble: the next unlucky moment, or what goes wrong next').click();
        const unlucky = recordings[0].steps.findIndex(step => step.deviation) + 1;
        assert.deepEqual(await at(), [unlucky, unlucky - 1], 'the other one waits while the moment happens');
    });

    test('the slider, by mouse and by keys', async () => {
        const slider = page.getByRole('slider', { name: 'Step' });
        const box = await slider.boundingBox();
        await page.mouse.click(box.x + 1, box.y + box.height / 2);
        assert.deepEqual(await at(), [1, 1]);
        await slider.press('End');
        assert.equal((await at())[1], recordings[1].steps.length);
        await slider.press('Home');
        await slider.press('ArrowRight');
        assert.deepEqual(await at(), [2, 2]);
        assert.equal(await slider.getAttribute('aria-valuetext'), 'Step 2');
    });

    test('a click on a step, in either execution', async () => {
        const lanes = which => page.locator('trace-viewer .lanes').nth(which);
        await lanes(0).getByRole('button', { name: 'Step 9', exact: true }).click();
        assert.deepEqual(await at(), [9, 9]);
        await lanes(1).locator('tbody tr').nth(10).locator('td').nth(2).click();
        assert.deepEqual(await at(), [11, 11]);
    });

    test('keys in the list of steps', async () => {
        await page.locator('trace-viewer .lanes').first().focus();
        for (const [key, numbers] of [['Home', [1, 1]], ['ArrowDown', [2, 2]], ['ArrowUp', [1, 1]], ['ArrowRight', [2, 2]]]) {
            await page.keyboard.press(key);
            assert.deepEqual(await at(), numbers, key);
        }
        await page.keyboard.press('End');
        assert.equal((await at())[1], recordings[1].steps.length);
    });

    test('the window is marked in both, in words, around the same two calls', async () => {
        for (const [which, recording] of recordings.entries()) {
            const rows = page.locator('trace-viewer .pane').nth(which).locator('tr.window');
            const words = await rows.locator('.margin').allInnerTexts();
            assert.ok(words.length >= 2 && words.every(text => text.includes('window')), `${words}`);
            const numbers = (await rows.locator('button').allInnerTexts()).map(Number);
            assert.equal(recording.steps[numbers[0] - 1].call, 'WSAEnumNetworkEvents');
            assert.equal(recording.steps[numbers.at(-1) - 1].call, 'WSAResetEvent');
        }
        assert.match(await page.locator('trace-viewer tr.unlucky .margin').innerText(), /unlucky/);
    });

    test('the one that passes can be put away', async () => {
        const twin = button('The one that passes');
        assert.equal(await twin.getAttribute('aria-pressed'), 'true');
        await twin.click();
        assert.equal(await twin.getAttribute('aria-pressed'), 'false');
        assert.equal((await at()).length, 1);
        await button('First step').click();
        await button('Last step').click();
        assert.deepEqual(await at(), [recordings[0].steps.length]);
        await twin.click();
        assert.equal((await at()).length, 2);
    });

    test('a link to a step leads there', async () => {
        await button('First step').click();
        for (let i = 0; i < 6; ++i) await button('Next step').click();
        await page.locator('trace-viewer').getByRole('link', { name: 'Link to this step' }).click();
        assert.match(page.url(), /#step-7$/);
        const other = await visit.open(`${name}#step-7`);
        await other.locator('trace-viewer .bar').waitFor();
        assert.equal((await shown(other)).panes[0].number, 7);
        assert.ok(await other.locator('trace-viewer .said').first().evaluate(said => {
            const { top, bottom } = said.getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight;
        }), 'it can be seen');
    });

    test('the line leads to where the program is explained', async () => {
        await button('To the trouble: the next unlucky moment, or what goes wrong next').click();
        const line = (await shown(page)).line;
        const link = page.locator('trace-viewer .where a');
        const id = (await link.getAttribute('href')).slice(1);
        const [first, last] = await page.locator(`.listing[data-first="${id.replace('line-', '')}"]`)
            .evaluate(one => [Number(one.dataset.first), Number(one.dataset.last)]);
        assert.ok(first <= line && line <= last, `${first} <= ${line} <= ${last}`);
        assert.equal(await page.locator(`#${id}`).count(), 1);
        await link.focus();
        for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowRight']) await page.keyboard.press(key);
        assert.equal((await shown(page)).line, line, 'arrow keys go on from the link');
        assert.ok(await link.evaluate(one => one === document.activeElement), 'which keeps the focus');
    });
});

test('of a program that ends before its first call there stays the list, with the end', async () => {
    const visit = await visitor(browser);
    const page = await visit.open(pageOf('lesson', '04'));
    await page.evaluate(() => {
        const data = { file: '', source: '', executions: [{ passes: false, steps: [] }] };
        const viewer = document.createElement('trace-viewer');
        viewer.innerHTML = `<p>The end: it crashes.</p><script type="application/json">${JSON.stringify(data)}</script>`;
        document.querySelector('trace-viewer').replaceWith(viewer);
    });
    assert.ok(await page.getByText('The end: it crashes.').isVisible());
    assert.deepEqual(visit.problems, []);
    await visit.close();
});

test('without scripts there are the steps, in words', async () => {
    for (const name of lessons()) {
        const data = JSON.parse(readFileSync(join(build, 'docs/witnesses',
            name.replace(/^lesson_(.*)\.html$/, '$1.lesson.json')), 'utf8'));
        const context = await browser.newContext({ javaScriptEnabled: false });
        const page = await context.newPage();
        await page.goto(`file://${join(site, name)}`);
        const items = await page.locator('trace-viewer > ol > li').allInnerTexts();
        const sentences = data.executions.flatMap(execution => execution.steps.map(step => step.sentence));
        assert.equal(items.length, sentences.length);
        const plain = text => text.replace(/\s+/g, ' ');
        items.forEach((item, place) => assert.ok(plain(item).startsWith(plain(sentences[place])), item));
        assert.ok(await page.locator('trace-viewer > ol').first().isVisible());
        await context.close();
    }
});

// Where the headings have no room each step of one of several threads says which of them acts.
async function expectThreadsNamed(page, name) {
    const { heads, steps, shown } = await page.locator('trace-viewer .pane:not([hidden]) .lanes').first().evaluate(lanes => ({
        shown: getComputedStyle(lanes.querySelector('thead')).display !== 'none',
        heads: [...lanes.querySelectorAll('thead th')].slice(3).map(head => head.textContent),
        steps: [...lanes.querySelectorAll('tbody tr')].flatMap(row => {
            const threads = [...row.querySelectorAll('.thread')];
            const acts = threads.findIndex(cell => cell.textContent !== '');
            if (threads.length < 2 || acts < 0) return [];
            const before = getComputedStyle(threads[acts], '::before').content;
            return [{ acts, says: (before === 'none' ? '' : JSON.parse(before)) + threads[acts].textContent }];
        }),
    }));
    assert.equal(shown, false, name);
    for (const { acts, says } of steps) assert.match(says, new RegExp(`^${heads[acts]}:? `), `${name}: ${says}`);
    return steps.length;
}

test('side by side each step of several threads says whose it is, and has room', async () => {
    let steps = 0;
    for (const name of ['19', '20', '21', '22'].map(number => pageOf('lesson', number))) {  // chapter D
        const { page, visit } = await opened(name);
        const lanes = page.locator('trace-viewer.two .pane:not([hidden]) .lanes.threads');
        for (let i = 0; i < await lanes.count(); ++i) {
            const narrow = await lanes.nth(i).locator('.thread:not(:empty)').evaluateAll(
                cells => cells.map(cell => cell.clientWidth).filter(width => width < 200));
            assert.deepEqual(narrow, [], name);
        }
        if (await lanes.count()) steps += await expectThreadsNamed(page, name);
        await visit.close();
    }
    assert.ok(steps > 0, 'there is a lesson with several threads and two executions');
});

test('on a phone the viewer stays within the page, one execution first', async () => {
    for (const name of lessons()) {
        const { page, visit } = await opened(name, { width: 390, height: 800 });
        assert.equal((await shown(page)).panes.length, 1);
        const twin = page.locator('trace-viewer .twin');
        if (await twin.count()) await twin.click();
        assert.deepEqual(await overlaps(page), [], name);
        await expectThreadsNamed(page, name);
        assert.ok(await page.locator('trace-viewer').evaluate(
            viewer => viewer.getBoundingClientRect().right <= innerWidth && viewer.scrollWidth <= viewer.clientWidth), name);
        await visit.close();
    }
});
