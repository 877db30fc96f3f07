// The trace viewer as a person reads it, and what should stand there by the judge's own recording.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { project, site } from './site.mjs';

export const build = join(site, '../..');
const course = JSON.parse(readFileSync(join(project, 'lessons/course.json'), 'utf8'));

// The recordings of what a page shows: of the execution, and of the nearest that passes, if any.
export function recorded(name, replay, scratch) {
    const [, kind, slug] = /^(lesson|solution)_(.*)\.html$/.exec(name);
    const folder = join(scratch, `${kind}_${slug}`);
    const judge = join(build, 'tests/lessons', `judge_${slug}`);
    const program = course.lessons.find(lesson => lesson.slug === slug).program ?? 'server';
    const command = ['--module', join(build, `${kind}s`, slug, `${program}.zero.so`),
        '--source', join(project, `${kind}s`, slug, `${program}.cpp`), '--replay', replay, '--traces', folder];
    try {
        execFileSync(judge, command, { stdio: ['ignore', 'ignore', 'pipe'] });
    } catch (error) {
        assert.equal(error.status, 1, `${judge} ${command.join(' ')}\n${error.stderr}`); // a promise is broken
    }
    return ['replay.json', 'replay.passing.json'].map(file => join(folder, file)).filter(existsSync)
        .map(file => JSON.parse(readFileSync(file, 'utf8')));
}

// What stands in the viewer, as a person reads it; at first and, if they are to be pressed, behind
// each of so many arrow keys.
export const walk = (page, keys) => page.locator('trace-viewer').evaluate((viewer, keys) => {
    const texts = (inside, selector) => [...inside.querySelectorAll(selector)].map(one => one.textContent);
    const read = () => ({
        line: Number(viewer.querySelector('.line.present .number')?.textContent ?? 0),
        slider: Number(viewer.querySelector('input').value),
        panes: [...viewer.querySelectorAll('.pane:not([hidden])')].map(pane => ({
            said: pane.querySelector('.said').textContent,
            number: Number(/^Step (\d+) of/.exec(pane.querySelector('.said').textContent)[1]),
            all: Number(/ of (\d+)\./.exec(pane.querySelector('.said').textContent)[1]),
            notes: texts(pane, '.notes li'),
            slots: [...pane.querySelectorAll('.slots li')].map(slot => texts(slot, 'span').slice(1)),
            total: / is (-?\d+)$/.exec(pane.querySelector('.slots h3')?.textContent ?? '')?.[1],
            sockets: [...pane.querySelectorAll('.sockets tbody tr')].map(row => texts(row, 'th, td')),
            more: Number(/\d+/.exec(pane.querySelector('.sockets > .more')?.textContent ?? '0')),
            lone: pane.querySelector('.lone')?.textContent.replace(/^.*: /, '').split('; ') ?? [],
            marked: [...pane.querySelectorAll('.slots li, .sockets tbody tr')].map(one => texts(one, '.changed')),
            clients: texts(pane, '.clients li'),
            row: pane.querySelector('.lanes [aria-current=step] button').textContent,
        })),
    });
    const seen = [read()];
    for (let i = 0; i < keys; ++i) {
        viewer.querySelector('.bar button').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
        seen.push(read());
    }
    return seen;
}, keys);
export const shown = async page => (await walk(page, 0))[0];

// The same, from the recording.
function expected(recording, number) {
    const { state } = recording.steps[number - 1];
    const signal = name => {
        const event = state.events.find(one => one.name === name);
        return !event ? '' : event.closed ? 'closed' : event.signalled ? 'signalled' : 'not signalled';
    };
    const record = socket => (socket.record || 'empty').replaceAll('|', ' ') +
        Object.entries(socket.status).map(([bit, status]) => ` (${bit}: ${status})`).join('');
    return {
        slots: (state.arrays?.slots ?? []).map(slot => [slot.socket || 'none', slot.belongs ? '=' : '!=', slot.event || 'none']),
        total: state.arrays?.total?.toString(),
        sockets: state.sockets.filter(socket => socket.open).map(socket => [
            socket.name, socket.accepted ? record(socket) : 'waits in the backlog',
            (socket.mask || 'empty').replaceAll('|', ' '), socket.event || 'none', signal(socket.event), String(socket.unread)]),
        lone: state.events.map(event => event.name)
            .filter(name => signal(name) !== 'closed' && !state.sockets.some(socket => socket.open && socket.event === name))
            .map(name => `${name}, ${signal(name)}`),
    };
}

// What differs from what was shown before: in each slot and in each row of those sockets. What comes anew is
// marked in the arrays, and not in the table.
function differences(wanted, before, names) {
    const different = (now, old) => now.filter((text, column) => text !== old[column]);
    const slots = wanted.slots.map(([socket, , event], index) => {
        const [oldSocket, , oldEvent] = before.slots[index] ?? [];
        return different([socket, event], [oldSocket, oldEvent]);
    });
    const row = (sockets, name) => sockets.find(([one]) => one === name);
    return [...slots, ...names.map(name =>
        different(row(wanted.sockets, name), row(before.sockets, name) ?? row(wanted.sockets, name)))];
}

export function compare(pane, recording, place, before) {
    const wanted = expected(recording, pane.number);
    const where = `${place}, step ${pane.number}`;
    assert.equal(pane.all, recording.steps.length, where);
    assert.equal(pane.row, String(pane.number), where);
    assert.deepEqual(pane.slots, wanted.slots, where);
    assert.deepEqual(pane.lone, wanted.lone, where);
    assert.equal(pane.total, wanted.total, where);
    assert.equal(pane.sockets.length + pane.more, wanted.sockets.length, where);
    const known = before ? expected(recording, before.number) : { slots: [], sockets: [] };
    assert.deepEqual(pane.marked, differences(wanted, known, pane.sockets.map(([name]) => name)), where);
    for (const row of pane.sockets) {
        assert.deepEqual(row, wanted.sockets.find(([name]) => name === row[0]), where);
    }
    const clients = recording.steps[pane.number - 1].state.clients.filter(client => client.connection).slice(-6);
    assert.deepEqual(pane.clients.map(text => /^(\S+): .*, has said (\d+) and received (\d+) bytes$/.exec(text)?.slice(1)),
        clients.map(({ name, said, received }) => [name, String(said), String(received)]), where);
    const step = recording.steps[pane.number - 1];
    if (step.call) assert.ok(pane.said.includes(step.call), `${where}: ${pane.said}`);
    if (step.kind === 'acts') assert.ok(pane.said.includes(step.deed.slice(0, 10)), `${where}: ${pane.said}`);
    if (step.deviation) assert.ok(pane.notes.some(note => note.includes('unlucky moment')), where);
}

// The line in which the program stands: that of the last call.
export const lineAt = (recording, number) => recording.steps.slice(0, number).findLast(step => step.line)?.line ?? 0;

// Where, in a list of steps, a text runs into the next one.
export const overlaps = page => page.locator('trace-viewer').evaluate(viewer => {
    const extent = cell => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return range.getBoundingClientRect();
    };
    return [...viewer.querySelectorAll('.pane:not([hidden]) .lanes tbody tr')].flatMap(row => {
        const cells = [...row.children].filter(cell => cell.textContent !== '').map(extent);
        return cells.some((cell, index) => index > 0 && cell.left < cells[index - 1].right) ? [row.textContent] : [];
    });
});
