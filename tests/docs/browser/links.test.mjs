// Everything that a page, the sidebar, the menu, the search or a style sheet points to is there.
// Without a browser: the files are read.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { parse } from 'parse5';
import { pages, site } from './site.mjs';

const files = folder => readdirSync(join(site, folder)).sort().map(name => join(folder, name));
const read = name => readFileSync(join(site, name), 'utf8');
// What an element's attribute points to.
const pointers = { href: /./, src: /./, poster: /^video$/, data: /^object$/, action: /^form$/ };

// What can be pointed to in a page, and what it points to: { ids, links }.
const parsed = new Map();
function parts(name) {
    if (parsed.has(name)) return parsed.get(name);
    const found = { ids: [], links: [] };
    const visit = node => {
        const own = new Set();
        for (const { name: attribute, value } of node.attrs ?? []) {
            if (attribute === 'id' || (attribute === 'name' && node.tagName === 'a')) own.add(value);
            if (pointers[attribute]?.test(node.tagName)) found.links.push(value);
            if (attribute === 'srcset') found.links.push(...value.split(',').map(part => part.trim().split(' ')[0]));
        }
        found.ids.push(...own);
        (node.content ?? node).childNodes?.forEach(visit);
    };
    visit(parse(read(name)));
    parsed.set(name, found);
    return found;
}

// Why a link of the page `from` leads nowhere; nothing if it leads somewhere.
function whyNot(link, from) {
    // Doxygen's frame for search results is empty until somebody searches.
    if (link === 'javascript:void(0)') return undefined;
    const url = new URL(link, pathToFileURL(join(site, from)));
    // Other sites cannot be asked from here: a link to them is at least a secure one. No page fetches
    // anything from there, which pages.test.mjs watches.
    if (url.protocol === 'https:') return undefined;
    if (url.protocol !== 'file:') return `${link}: neither a file of the site nor https`;
    const target = fileURLToPath(url.href.replace(/[?#].*$/, ''));
    if (target !== site && !target.startsWith(site + sep)) return `${link}: outside the site`;
    if (!existsSync(target) || !statSync(target).isFile()) return `${link}: no such file`;
    const id = decodeURIComponent(url.hash.slice(1));
    if (id && !parts(relative(site, target)).ids.includes(id)) return `${link}: no such place in that page`;
    return undefined;
}

function allLead(links, from) {
    assert.ok(links.length > 0, `${from} has no links at all`);
    assert.deepEqual([...new Set(links)].map(link => whyNot(link, from)).filter(Boolean), []);
}

// What a script of data says: the value of a variable once these files have run.
function valueOf(variable, ...names) {
    const context = createContext({});
    for (const name of names) runInContext(read(name), context, { filename: name });
    return JSON.parse(runInContext(`JSON.stringify(${variable})`, context));
}

for (const name of pages()) {
    test(`${name}: what it points to is there`, () => allLead(parts(name).links, name));
    test(`${name}: no two places have one name`, () => {
        const ids = parts(name).ids;
        assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at), []);
    });
}

// Doxygen 1.9.4 describes a type alias of a namespace on the namespace's page, and in the sidebar looks for it
// on its header's page as well. Such a link leads to that page, though not to the place in it.
function forgotten(link) {
    const [page, id] = link.split('#');
    return page === 'winsock2_8h.html' && id && parts('namespacewinsock__types.html').ids.includes(id) &&
        !parts(page).ids.includes(id);
}

test('the sidebar leads somewhere', () => {
    const links = [];
    const visit = ([, link, below]) => {
        if (link) links.push(link);
        if (typeof below === 'string') valueOf(below, `${below}.js`).forEach(visit);
        else below?.forEach(visit);
    };
    valueOf('NAVTREE', 'navtreedata.js').forEach(visit);
    allLead(links.filter(link => !forgotten(link)), 'index.html');
    assert.ok(links.some(forgotten), 'what `forgotten` excuses is no more: take it away');
});

test('the menu leads somewhere', () => {
    const links = [];
    const visit = ({ url, children }) => {
        if (url) links.push(url.replace(/^\^/, ''));
        children?.forEach(visit);
    };
    visit(valueOf('menudata', 'menudata.js'));
    allLead(links, 'index.html');
});

test('every letter that can be searched has its results', () => {
    const letters = valueOf('indexSectionsWithContent', 'search/searchdata.js');
    const names = valueOf('indexSectionNames', 'search/searchdata.js');
    const frames = Object.entries(letters).flatMap(([section, known]) =>
        [...known].map((_, at) => `${names[section]}_${at.toString(16)}.html`));
    allLead(frames, join('search', 'searchdata.js'));
});

for (const name of files('search')) {
    if (name.endsWith('.html')) {
        test(`${name}: what it points to is there`, () => allLead(parts(name).links, name));
    }
    if (!/_[0-9a-f]+\.js$/.test(name)) continue;
    test(`${name}: what is found is there`, () => {
        // [id, [text, [link, ...], [link, ...]]]: one link for each place of that name.
        allLead(valueOf('searchData', name).flatMap(([, [, ...places]]) => places.map(([link]) => link)), name);
    });
}

for (const name of [...files('.'), ...files('search')].filter(file => file.endsWith('.css'))) {
    test(`${name}: what it points to is there`, () => {
        const text = read(name).replace(/\/\*[\s\S]*?\*\//g, '');
        const links = [...text.matchAll(/url\(\s*(['"]?)(.*?)\1\s*\)/g)].map(match => match[2]);
        assert.deepEqual(
            links.filter(link => !link.startsWith('data:')).map(link => whyNot(link, name)).filter(Boolean), []);
    });
}
