// What the tests of this folder share: where the site is, which pages it has, one Chromium for a
// test file, and pages in it that note whatever goes wrong and reach nothing outside the site.
import { existsSync, readdirSync } from 'node:fs';
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
export const lessons = () => pages(/^lesson_\d\d_(?!.*_8md)/);
export const solutions = () => pages(/^solution_\d\d_(?!.*_8md)/);

// Debian's Chromium, or the program that OUT_OF_STEP_CHROMIUM names.
export async function startBrowser() {
    return chromium.launch({
        executablePath: process.env.OUT_OF_STEP_CHROMIUM ?? '/usr/bin/chromium',
        // As root, where containers run, Chromium has no sandbox to offer.
        args: ['--no-sandbox', '--hide-scrollbars', '--font-render-hinting=none'],
        timeout: deadline,
    });
}

// A visitor with a theme and a window of its own; nothing that another one stored is seen. The
// theme is what the system prefers: the site's switch follows that until it is clicked.
export async function visitor(browser, { theme = 'light', width = 1280, height = 900, base = file } = {}) {
    const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: theme,
        reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(deadline);
    // What is not below the site is not fetched, and noted.
    const outside = [];
    await context.route(
        url => !url.href.startsWith(base) && !['data:', 'blob:'].includes(url.protocol),
        route => {
            outside.push(route.request().url());
            return route.abort();
        });
    return {
        close: () => context.close(),
        // Opens a page of the site. `page.problems` is empty as long as all is well.
        async open(name) {
            const page = await context.newPage();
            page.problems = [];
            page.on('console', message => {
                if (['error', 'warning'].includes(message.type())) {
                    page.problems.push(`console ${message.type()}: ${message.text()}`);
                }
            });
            page.on('pageerror', error => page.problems.push(`page error: ${error.message}`));
            page.on('requestfailed', request => page.problems.push(
                outside.includes(request.url())
                    ? `request outside the site: ${request.url()}`
                    : `request failed: ${request.url()} ${request.failure()?.errorText}`));
            page.on('response', response => {
                if (response.status() >= 400) page.problems.push(`status ${response.status()}: ${response.url()}`);
            });
            await page.goto(addressOf(name, base));
            return page;
        },
    };
}

const types = {
    '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json',
    '.svg': 'image/svg+xml', '.png': 'image/png',
};

// The site over HTTP, on this machine alone. `base` is its address.
export async function serve() {
    const server = createServer(async (request, response) => {
        try {
            const path = join(site, decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname));
            if (!path.startsWith(site + sep)) throw new Error('outside');
            const content = await readFile(path);
            response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' }).end(content);
        } catch {
            response.writeHead(404).end();
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
