// Pictures of the pages, for people to look at: in the folder that OUT_OF_STEP_SCREENSHOTS names, or in
// build/screenshots. What cannot be drawn fails.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { api, pageOf, project, rules, start, startBrowser, visitor } from './site.mjs';

const folder = resolve(project, process.env.OUT_OF_STEP_SCREENSHOTS ?? 'build/screenshots');
const drawn = [
    start, ...['01', '03', '04', '13'].map(number => pageOf('lesson', number)), pageOf('solution', '03'), rules, api,
];

let browser;
before(async () => {
    mkdirSync(folder, { recursive: true });
    browser = await startBrowser();
});
after(() => browser?.close());

for (const theme of ['light', 'dark']) {
    for (const [width, height] of [[1440, 900], [1024, 768], [390, 844]]) {
        describe(`${theme}, ${width} px`, () => {
            let someone;
            before(async () => { someone = await visitor(browser, { theme, width, height }); });
            after(() => someone?.close());

            for (const name of drawn) {
                test(name, async () => {
                    await someone.open(name);
                    // The viewer where it has something to show.
                    const trouble = someone.page.getByRole('button', { name: /^To the trouble/ });
                    if (await trouble.count() > 0) await trouble.click();
                    await someone.unroll();
                    const picture = await someone.page.screenshot({
                        path: join(folder, `${basename(name, '.html')}-${width}-${theme}.png`),
                        animations: 'disabled',
                        caret: 'hide',
                    });
                    assert.equal(picture.readUInt32BE(16), width, 'the width that the PNG itself names');
                    assert.deepEqual(someone.problems, []);
                });
            }
        });
    }
}
