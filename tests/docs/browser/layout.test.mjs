// What is too wide: in a window as on a desk no line of code is wider than its frame, and on a phone
// a page is never moved sideways.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { api, lessons, measurements, pages, rules, solutions, start, startBrowser, visitor } from './site.mjs';

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser?.close());

describe('at 1280 px', () => {
    let someone;
    before(async () => { someone = await visitor(browser, { width: 1280 }); });
    after(() => someone?.close());

    for (const name of [...lessons(), ...solutions()]) {
        test(`${name}: every line of code fits its frame`, async () => {
            await someone.open(name);
            const frames = await someone.page.evaluate(() => {
                for (const folded of document.querySelectorAll('details')) folded.open = true;
                return [...document.querySelectorAll('div.fragment, pre, div.frame')].map(frame => {
                    const lines = (frame.innerText ?? '').split('\n');
                    return {
                        content: frame.scrollWidth,
                        width: frame.clientWidth,
                        longest: lines.reduce((one, other) => (other.length > one.length ? other : one), ''),
                    };
                });
            });
            assert.ok(frames.length > 0, 'there is no code');
            assert.ok(frames.every(frame => frame.width > 0), 'a frame is not shown');
            assert.deepEqual(frames.filter(frame => frame.content > frame.width), []);
        });
    }
});

describe('at 390 px', () => {
    let someone;
    before(async () => { someone = await visitor(browser, { width: 390, height: 844 }); });
    after(() => someone?.close());

    for (const name of [start, rules, api, ...lessons(), ...solutions(), ...measurements(), ...pages(/^inside_.*(?<!_8md)\.html$/)]) {
        test(`${name}: nothing moves it sideways`, async () => {
            await someone.open(name);
            // Doxygen's pages are scrolled in #doc-content, or as a whole.
            const tooWide = await someone.page.evaluate(() =>
                [document.scrollingElement, document.body, document.querySelector('#doc-content')]
                    .filter(element => element.scrollWidth > element.clientWidth)
                    .map(element => {
                        const edge = element.getBoundingClientRect().left + element.clientWidth;
                        const widest = [...element.querySelectorAll('*')]
                            .filter(inner => inner.getBoundingClientRect().right > edge + 1)
                            .slice(0, 5).map(inner => inner.outerHTML.slice(0, 80));
                        return `${element.scrollWidth} px in ${element.clientWidth} px: ${widest.join(' ... ')}`;
                    }));
            assert.deepEqual(tooWide, []);
        });
    }
});
