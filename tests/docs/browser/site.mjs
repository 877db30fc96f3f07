// What the tests of this folder share: where the site is, which pages it has, one Chromium for a
// test file, and pages in it that note whatever goes wrong and reach nothing outside the site.
import { EventEmitter, once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

// How long a page may take for anything at all: a deadline, not a measure.
const deadline = 20_000;

export const project = fileURLToPath(new URL('../../..', import.meta.url));
export const site = siteFolder();
// A page below `base`, which is `file` or the address of a server.
const file = pathToFileURL(site + sep).href;
export const addressOf = (page, base = file) => new URL(page, base).href;

function siteFolder() {
    const folder = process.env.OUT_OF_STEP_SITE;
    const todo = './lab docs builds the site and says where it is; ./lab test --only docs builds and tests it.';
    if (!folder) throw new Error(`OUT_OF_STEP_SITE does not name the folder of the built site. ${todo}`);
    const absolute = resolve(project, folder);
    if (!existsSync(join(absolute, 'index.html'))) {
        throw new Error(`OUT_OF_STEP_SITE: there is no index.html in ${absolute}. ${todo}`);
    }
    return absolute;
}

// The pages, by name; without the frames that show search results.
export function pages(pattern = /./) {
    const found = readdirSync(site).filter(name => name.endsWith('.html') && pattern.test(name)).sort();
    if (found.length === 0) throw new Error(`no page of ${site} is like ${pattern}`);
    return found;
}

// The page of a lesson or a solution by its number: pageOf('lesson', '03').
export function pageOf(kind, number) {
    return pages(new RegExp(`^${kind}_${number}_(?!.*_8md)`))[0];
}

export const start = 'index.html';
export const rules = 'how_it_behaves.html';
export const api = 'winsock2_8h.html';
// Those that have a program, and so an execution to step through.
export const lessons = () => pages(/^lesson_\d\d_(?!.*_8md)/).filter(name => !measures(name));
export const solutions = () => pages(/^solution_\d\d_(?!.*_8md)/).filter(name => !measures(name));
// The pages of lessons that measure, and of what came out.
export const measurements = () => pages(/^(lesson|solution)_\d\d_(?!.*_8md)/).filter(measures);

function measures(name) {
    const { lessons: all } = JSON.parse(readFileSync(join(project, 'lessons/course.json'), 'utf8'));
    return all.some(lesson => lesson.kind === 'measure' && name.endsWith(`_${lesson.slug}.html`));
}

// Debian's Chromium, or the program that OUT_OF_STEP_CHROMIUM names. It finds no host but this
// machine, so that nothing outside the site is fetched.
export async function startBrowser() {
    return chromium.launch({
        executablePath: process.env.OUT_OF_STEP_CHROMIUM ?? '/usr/bin/chromium',
        args: [
            '--no-sandbox',  // as root, where containers run, Chromium has none to offer
            '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
            '--hide-scrollbars',
            '--font-render-hinting=none',
        ],
        timeout: deadline,
    });
}

// A visitor with a theme and a window of its own, who sees nothing that another one has stored. The
// theme is what the system prefers: the site's switch follows that until it is clicked.
export async function visitor(browser, { theme = 'light', width = 1280, height = 900, base = file } = {}) {
    const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: theme,
        reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(deadline);
    const page = await context.newPage();
    const problems = [];
    const pending = new Set();
    const requests = new EventEmitter();
    page.on('console', message => {
        if (['error', 'warning'].includes(message.type())) problems.push(`console: ${message.text()}`);
    });
    page.on('pageerror', error => problems.push(`error: ${error.message}`));
    page.on('request', request => {
        pending.add(request);
        const url = request.url();
        if (url !== 'about:blank' && !url.startsWith(base) && !/^(data|blob):/.test(url)) problems.push(`request outside the site: ${url}`);
    });
    for (const end of ['requestfinished', 'requestfailed']) {
        page.on(end, request => {
            pending.delete(request);
            requests.emit('ended');
        });
    }
    page.on('requestfailed', request =>
        problems.push(`request failed: ${request.url()}: ${request.failure()?.errorText}`));
    page.on('response', response => {
        if (response.status() >= 400) problems.push(`request failed: ${response.url()}: ${response.status()}`);
    });
    return {
        page,
        problems,  // of the page that was opened last; empty as long as all is well
        async open(name) {
            // What the page before still asked for ends here, and is none of the next one's problems.
            await page.goto('about:blank');
            await page.setViewportSize({ width, height });
            problems.length = 0;
            pending.clear();
            await page.goto(addressOf(name, base));
            // The sidebar loads its parts one after the other, when all else is there.
            do {
                while (pending.size > 0) await once(requests, 'ended', { signal: AbortSignal.timeout(deadline) });
                await settled(page);
            } while (pending.size > 0);
            return page;
        },
        // The viewer's frames as high as what is in them; its headings do not stick.
        async unrollViewer() {
            await page.addStyleTag({ content: `
                trace-viewer :is(pre, .lanes) { height: auto !important; max-height: none !important; }
                trace-viewer .lanes thead th { position: static !important; }` });
        },
        // The window as high as what is in it: all of the page is on screen, and nothing scrolls.
        async unroll() {
            const hidden = await page.evaluate(hiddenBelow);
            await page.setViewportSize({ width, height: height + hidden });
            // Doxygen's own script lays out anew when it hears of that.
            await page.waitForFunction(`(${hiddenBelow})() <= 1`, undefined, { timeout: deadline });
            await settled(page);
        },
        close: () => context.close(),
    };
}

// How many pixels of the page are not on screen: of whatever scrolls, the most.
function hiddenBelow() {
    const scrolled = [document.scrollingElement, ...document.querySelectorAll('#doc-content, #nav-tree')];
    return Math.max(...scrolled.map(element => element.scrollHeight - element.clientHeight));
}

// All that moves is at its end, and what was changed has been drawn.
export async function settled(page) {
    await page.evaluate(async () => {
        document.getAnimations().forEach(animation => animation.finish());
        await document.fonts.ready;
        await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        document.getAnimations().forEach(animation => animation.finish());
    });
}

// Types a word into the search box; gives the frame with its results once there is one.
export async function search(page, word) {
    await page.locator('#MSearchField').click();
    await page.keyboard.type(word);
    const results = page.frameLocator('#MSearchResults');
    await results.locator('.SRResult:visible').first().waitFor();
    return results;
}

const types = {
    '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json',
    '.svg': 'image/svg+xml', '.png': 'image/png',
};

// The site over HTTP, on this machine alone. `base` is its address.
export async function serve() {
    const server = createServer(async (request, response) => {
        const { pathname } = new URL(request.url, 'http://127.0.0.1');
        // A browser asks for that by itself, whether a page has one or not.
        if (pathname === '/favicon.ico') return response.writeHead(204).end();
        try {
            const path = join(site, decodeURIComponent(pathname));
            if (!path.startsWith(site + sep)) throw new Error('outside');
            const content = await readFile(path);
            return response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' })
                .end(content);
        } catch {
            return response.writeHead(404).end();
        }
    });
    await new Promise((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done));
    return {
        base: `http://127.0.0.1:${server.address().port}/`,
        close() {
            server.closeAllConnections();
            return new Promise(done => server.close(done));
        },
    };
}
