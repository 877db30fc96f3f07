// The plot of lesson 23 on its page: every line can be told from the others without colour, nothing
// overlaps, and all of it is seen in light and in dark.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pageOf, startBrowser, visitor } from './site.mjs';

const lesson = pageOf('lesson', '23');
const solution = pageOf('solution', '23');
const models = ['lesson 22', 'asks every event', 'epoll', 'poll', 'epoll, 1 thread', 'poll, 1 thread',
                'libevent', 'libuv', 'Asio', 'a thread each'];

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser?.close());

// A plot of a page, the first of it or the last: its texts with their boxes, its markers by model, its
// colours. A lesson ends with the course's own plot; the solution begins with it, and one of Wine follows.
async function plotOn(someone, name, place = -1) {
    await someone.open(name);
    return someone.page.evaluate(place => {
        for (const folded of document.querySelectorAll('details')) folded.open = true;
        const svg = [...document.querySelectorAll('svg.plot')].at(place);
        const box = element => {
            const { left, top, right, bottom } = element.getBoundingClientRect();
            return { left, top, right, bottom };
        };
        const style = getComputedStyle(svg);
        return {
            box: box(svg),
            text: style.color,
            background: style.backgroundColor,
            names: [...svg.querySelectorAll('text.name')].map(text => ({ text: text.textContent, ...box(text) })),
            numbers: [...svg.querySelectorAll('text.x, text.y, text.title')].map(text => ({ text: text.textContent, ...box(text) })),
            lines: [...svg.querySelectorAll('g.line')].filter(line => line.querySelector('.way')).map(line => ({
                name: line.querySelector('title').textContent.replace(/: .*/, ''),
                marker: line.querySelector('.marker').getAttribute('d'),
                colour: getComputedStyle(line).stroke,
                hollow: getComputedStyle(line.querySelector('.marker')).fill === 'none',
            })),
        };
    }, place);
}

const channels = colour => colour.match(/\d+(\.\d+)?/g).slice(0, 3).map(Number);

function luminance(colour) {
    const [red, green, blue] = channels(colour).map(value => {
        const part = value / 255;
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
    const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
}

const overlap = (one, other) => one.left < other.right - 1 && other.left < one.right - 1 &&
    one.top < other.bottom - 2 && other.top < one.bottom - 2;

for (const theme of ['light', 'dark']) {
    describe(`in ${theme}`, () => {
        let someone, plot;
        before(async () => {
            someone = await visitor(browser, { theme });
            plot = await plotOn(someone, lesson);
        });
        after(() => someone?.close());

        test('it is on the page, and nothing went wrong', () => {
            assert.deepEqual(someone.problems, []);
            assert.ok(plot.box.right - plot.box.left > 700, JSON.stringify(plot.box));
            assert.equal(luminance(plot.background) < 0.5, theme === 'dark', plot.background);
        });

        test('every server is named in each of the four diagrams', () => {
            for (const model of models) {
                assert.equal(plot.names.filter(name => name.text === model).length, 4, model);
                assert.equal(plot.lines.filter(line => line.name === model).length, 4, model);
            }
        });

        test('no two servers have the same marker', () => {
            const looks = new Map(plot.lines.map(line => [`${line.marker} ${line.hollow}`, line.name]));
            assert.equal(looks.size, models.length);
        });

        test('words and lines stand out from the background', () => {
            assert.ok(contrast(plot.text, plot.background) >= 7, `${plot.text} on ${plot.background}`);
            for (const line of plot.lines) {
                assert.ok(contrast(line.colour, plot.background) >= 3, `${line.name}: ${line.colour} on ${plot.background}`);
            }
        });

        test('no words overlap, and none is cut off', () => {
            const words = [...plot.names, ...plot.numbers];
            words.forEach((one, i) => words.slice(i + 1).forEach(other =>
                assert.ok(!overlap(one, other), `${JSON.stringify(one)} and ${JSON.stringify(other)}`)));
            for (const word of words) {
                assert.ok(word.left >= plot.box.left && word.right <= plot.box.right, JSON.stringify([word, plot.box]));
            }
        });

        test('the solution shows the same plot', async () => {
            assert.deepEqual((await plotOn(someone, solution, 0)).lines, plot.lines);
        });

        test('and another one of Wine, with its own servers', async () => {
            const wine = await plotOn(someone, solution);
            const names = [...new Set(wine.names.map(name => name.text))];
            assert.deepEqual(names.sort(), ['IOCP, 1 thread', 'WSAPoll', 'asks every event', 'lesson 22']);
        });
    });
}

test('on a phone it scrolls in a frame that the keyboard reaches', async () => {
    const someone = await visitor(browser, { width: 390, height: 844 });
    await someone.open(solution);
    const frame = await someone.page.locator('.plot-frame').last().evaluate(element => ({
        scrolls: element.scrollWidth > element.clientWidth,
        reached: element.tabIndex === 0,
    }));
    assert.deepEqual(frame, { scrolls: true, reached: true });
    await someone.close();
});
