// <trace-viewer>: an execution of a server, step by step, and beside it the nearest one that passes.
//
// Its content is a list of the steps, which stands there where no script runs, and the judge's own
// account of them: <script type="application/json">, described in docs/pages/trace_format.md. The
// viewer replaces the list by what can be moved through. It needs nothing else, and asks nobody.

const MOST_LANES = 6; // clients with a column of their own
const MOST_SOCKETS = 8; // rows in the table of sockets

/** An element: its name, its attributes (functions are listeners), what it holds. */
function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...content.flat().filter((one) => one !== null && one !== undefined && one !== ""));
  return made;
}

/** Changes `document` as a JSON Patch (RFC 6902) says; the judge uses three of its operations. */
function patched(document, operations) {
  for (const { op, path, value } of operations) {
    const keys = path.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = keys.pop();
    const place = keys.reduce((inner, key) => inner[key], document);
    const copy = typeof value === "object" ? structuredClone(value) : value;
    if (!Array.isArray(place)) op === "remove" ? delete place[last] : (place[last] = copy);
    else if (op === "add") place.splice(last === "-" ? place.length : Number(last), 0, copy);
    else if (op === "remove") place.splice(Number(last), 1);
    else place[Number(last)] = copy;
  }
  return document;
}

/** With half its indentation: the frame is narrow, and the programs go deep. */
const narrower = (line) => line.replace(/^ +/, (blanks) => blanks.slice(blanks.length / 2));

/** What there is behind the step at `place`; before the first step nothing. */
function stateAt(execution, place) {
  if (place < 0) return { sockets: [], events: [], clients: [] };
  const state = structuredClone(execution.steps[0].state);
  for (const step of execution.steps.slice(1, place + 1)) patched(state, step.changes ?? []);
  return state;
}

/** For each moment of the failing execution the places of both: what they have in common stands
 *  side by side, while the unlucky moment happens the other one waits, then both go on. */
function moments(failing, passing) {
  const ours = failing.steps, theirs = passing.steps;
  let common = 0;
  const alike = (one, other) => one?.number === other?.number && one?.sentence === other?.sentence;
  while (common < ours.length && alike(ours[common], theirs[common])) ++common;
  let moment = 0;
  while (ours[common + moment]?.unlucky) ++moment;
  const count = Math.max(ours.length, theirs.length + moment);
  return Array.from({ length: count }, (_, here) => [
    Math.min(here, ours.length - 1),
    Math.min(here < common ? here : Math.max(0, common - 1, here - moment), theirs.length - 1),
  ]);
}

const IS_CALL = new Set(["call", "sleeps", "wakes", "dies"]);
const isSpecial = (step) => Boolean(step.unlucky || step.wrong || step.parts);

/** A cell or a word that is marked if it is not what it was in the step before. */
function changing(name, text, before) {
  return element(name, { class: before !== undefined && before !== text ? "changed" : false }, text);
}

// --- What is shown of a state ------------------------------------------------------------------

function slotsOf(execution, now, before) {
  if (!now.arrays) return null;
  const { slots, total } = now.arrays;
  const boxes = slots.map((slot, index) => {
    const old = before.arrays?.slots[index];
    const outside = total !== undefined && index >= total;
    return element("li", { class: [outside ? "outside" : "", slot.belongs ? "" : "apart"].join(" ") },
      element("span", { class: "index" }, outside ? `${index} outside` : String(index)),
      changing("span", slot.socket || "none", old ? old.socket || "none" : ""),
      element("span", { class: "sign" }, slot.belongs ? "=" : "!="),
      changing("span", slot.event || "none", old ? old.event || "none" : ""));
  });
  const { sockets, events, total: count } = execution.arrays;
  const inUse = total === undefined ? "" : `; ${count} is ${total}`;
  return element("section", { class: "slots" },
    element("h3", {}, `${sockets} and ${events}, slot by slot${inUse}`),
    slots.length > 0 ? element("ol", {}, boxes) : element("p", {}, "Both are empty."));
}

function signalOf(state, name) {
  const event = state.events.find((one) => one.name === name);
  if (!event) return "";
  return event.closed ? "closed" : event.signalled ? "signalled" : "not signalled";
}

function recordOf(socket) {
  if (!socket.accepted) return "waits in the backlog";
  const statuses = Object.entries(socket.status).map(([bit, status]) => ` (${bit}: ${status})`);
  return (socket.record || "empty").replaceAll("|", " ") + statuses.join("");
}

/** The sockets, those first that the step is about, that have changed, or that wait for something. */
function socketsOf(step, now, before) {
  const open = now.sockets.filter((socket) => socket.open);
  const old = (name) => before.sockets.find((one) => one.name === name);
  const named = new Set(step.short.split(/\W+/));
  const rank = (socket) => {
    if (named.has(socket.name) || named.has(socket.event)) return 0;
    if (JSON.stringify(socket) !== JSON.stringify(old(socket.name))) return 1;
    return socket.record || socket.unread || !socket.accepted ? 2 : 3;
  };
  const shown = open.length <= MOST_SOCKETS ? open
    : open.toSorted((one, other) => rank(one) - rank(other)).slice(0, MOST_SOCKETS);
  const rows = shown.map((socket) => {
    const was = old(socket.name);
    return element("tr", {},
      element("th", { scope: "row" }, socket.name),
      changing("td", recordOf(socket), was && recordOf(was)),
      changing("td", (socket.mask || "empty").replaceAll("|", " "), was && (was.mask || "empty").replaceAll("|", " ")),
      changing("td", socket.event || "none", was && (was.event || "none")),
      changing("td", signalOf(now, socket.event), was && signalOf(before, was.event)),
      changing("td", String(socket.unread), was && String(was.unread)));
  });
  const heads = ["socket", "record", "mask", "event", "event is", "unread"];
  const rest = open.length - shown.length;
  const lone = now.events.filter(({ name, closed }) => !closed && !open.some((socket) => socket.event === name));
  return element("section", { class: "sockets" },
    element("h3", {}, "Sockets, what is recorded and selected, and their events"),
    open.length === 0 ? element("p", {}, "There is no socket.") : element("table", {},
      element("thead", {}, element("tr", {}, heads.map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, rows)),
    rest > 0 ? element("p", { class: "more" }, `and ${rest} more, not shown here`) : null,
    lone.length === 0 ? null : element("p", { class: "lone" }, "Open events that are selected for no open socket: ",
      lone.map(({ name }) => `${name}, ${signalOf(now, name)}`).join("; ")));
}

function clientsOf(execution, now) {
  const isServed = !execution.servers;  // else the program is the client
  const lines = now.clients.filter((client) => client.connection || client.gone).map((client) => {
    const end = client.gone || { open: "connected", ended: "hears no more", reset: "cut off" }[client.connection];
    const paused = client.paused ? ", does not read now" : "";
    const bytes = `has said ${client.said} and received ${client.received} bytes`;
    return element("li", {}, `${client.name}: ${end}${paused}, ${bytes}`);
  });
  const shown = lines.slice(-MOST_LANES);
  return element("section", { class: "clients" },
    element("h3", {}, isServed ? "Clients" : "The other end"),
    lines.length === 0 ? element("p", {}, isServed ? "Nobody has come yet." : "There is no connection yet.") : element("ul", {}, shown),
    lines.length > shown.length ? element("p", {}, `and ${lines.length - shown.length} more, not shown here`) : null);
}

// --- The lanes: who does what, from top to bottom ------------------------------------------------

class Lanes {
  constructor(execution, go) {
    this.rows = [];
    const clients = execution.clients.length <= MOST_LANES ? execution.clients : ["clients"];
    const lanes = [...execution.threads, ...clients];
    const laneOf = (actor) => (lanes.includes(actor) ? lanes.indexOf(actor) : execution.threads.length);
    const severalThreads = execution.threads.length > 1;
    const body = element("tbody");
    const [from, to] = execution.window ?? [Infinity, -Infinity];
    execution.steps.forEach((step, place) => {
      const inWindow = step.number >= from && step.number <= to;
      const marks = { unlucky: step.unlucky, wrong: step.wrong, apart: step.parts, window: inWindow };
      const words = Object.keys(marks).filter((word) => marks[word]);
      const acting = laneOf(step.actor);
      // Where there are no headings a step of one of several threads says whose it is.
      const who = severalThreads && !step.short.startsWith(`${step.actor} `) ? step.actor : undefined;
      const cells = lanes.map((name, lane) =>
        element("td", execution.threads.includes(name) ? { class: "thread", "data-who": who } : { class: "client" },
          lane !== acting ? "" : name === "clients" ? `${step.actor}: ${step.short}` : step.short));
      const row = element("tr", { class: words.join(" "), click: () => go(place) },
        element("th", { scope: "row" },
          element("button", { type: "button", tabindex: "-1", "aria-label": `Step ${step.number}` },
            String(step.number))),
        element("td", { class: "margin" }, words.join(" ")),
        element("td", {}, IS_CALL.has(step.kind) && step.line ? String(step.line) : ""), cells);
      this.rows.push(row);
      body.append(row);
      if (!step.left_out) return;
      body.append(element("tr", { class: "gap" }, element("td", { colspan: String(lanes.length + 3) }, step.left_out)));
    });
    const unseen = element("span", { class: "unseen" }, "mark");
    const heads = ["step", unseen, "line", ...lanes].map((head) => element("th", { scope: "col" }, head));
    const label = `All steps of the execution that ${execution.passes ? "passes" : "fails"}, by who acts`;
    this.frame = element("div", { class: severalThreads ? "lanes threads" : "lanes", tabindex: "0", role: "region", "aria-label": label },
      element("table", {}, element("thead", {}, element("tr", {}, heads)), body));
  }

  show(place) {
    this.present?.removeAttribute("aria-current");
    this.present = this.rows[place];
    this.present.setAttribute("aria-current", "step");
  }

  reveal() {
    this.frame.scrollTop = this.present.offsetTop - this.frame.clientHeight / 2;
  }
}

// --- One execution ------------------------------------------------------------------------------

class Pane {
  constructor(execution, go, speaks = true) {
    this.execution = execution;
    this.said = element("p", { class: "said" });
    this.notes = element("ul", { class: "notes" });
    this.state = element("div", { class: "state" });
    this.lanes = new Lanes(execution, go);
    this.frame = element("div", { class: execution.passes ? "pane passes" : "pane fails" },
      element("h2", {}, execution.passes ? "This execution passes" : "This execution fails"),
      element("div", { class: "words", "aria-live": speaks ? "polite" : "off" }, this.said, this.notes),
      this.state, this.lanes.frame);
  }

  show(place) {
    const { steps, findings, ending, steps_in_all: all } = this.execution;
    const step = steps[place];
    const isLast = place === steps.length - 1;
    this.said.replaceChildren(element("strong", {}, `Step ${step.number} of ${all}.`), ` ${step.sentence}`);
    const end = isLast ? [`The end: ${ending}`, ...findings] : [];
    const notes = [...(step.notes ?? []), ...end];
    this.notes.replaceChildren(...notes.map((note) => element("li", {}, note)));
    const now = stateAt(this.execution, place), before = stateAt(this.execution, place - 1);
    const parts = [slotsOf(this.execution, now, before), socketsOf(step, now, before), clientsOf(this.execution, now)];
    this.state.replaceChildren(...parts.filter(Boolean));
    this.lanes.show(place);
  }
}

// --- The program, with the lines in which it stands -------------------------------------------------

class Program {
  constructor(data) {
    this.lines = data.source.replace(/\n$/, "").split("\n").map((text, index) =>
      element("span", { class: "line" }, element("span", { class: "mark" }),
        element("span", { class: "number" }, String(index + 1).padStart(3)), ` ${narrower(text)}\n`));
    this.text = element("pre", { tabindex: "0", role: "region", "aria-label": `The program, ${data.file}` },
      element("code", {}, this.lines));
    this.explained = element("a");
    this.where = element("p", { class: "where" });
    this.frame = element("div", { class: "program" }, this.where, this.text);
  }

  show(line, other) {
    for (const marked of this.text.querySelectorAll(".present, .other")) {
      marked.className = "line";
      marked.firstChild.textContent = "";
    }
    for (const [number, name, mark] of [[other, "other", "\u25b7"], [line, "present", "\u25b6"]]) {
      const found = this.lines[number - 1];
      if (!found) continue;
      found.className = `line ${name}`;
      found.firstChild.textContent = mark;
    }
    this.present = this.lines[line - 1] ?? this.lines[0];
    const pair = [...document.querySelectorAll(".listing[data-first]")]
      .find(({ dataset }) => line >= Number(dataset.first) && line <= Number(dataset.last));
    if (!pair) return this.where.replaceChildren(line ? `Line ${line}` : "");
    // The same link each time: it may have the focus, from which arrow keys go on.
    this.explained.textContent = `Line ${line}, explained`;
    this.explained.href = `#line-${pair.dataset.first}`;
    if (!this.explained.isConnected) this.where.replaceChildren(this.explained);
  }

  reveal() {
    this.text.scrollTop = this.present.offsetTop - this.text.clientHeight / 2;
  }
}

// --- The element -----------------------------------------------------------------------------------

class TraceViewer extends HTMLElement {
  connectedCallback() {
    const script = this.querySelector("script[type='application/json']");
    if (this.bar || !script) return;
    performance.mark("trace-viewer begins");
    const data = JSON.parse(script.textContent);
    const [first, twin] = data.executions;
    if (first.steps.length === 0) return; // it ended before its first call, as the list says
    this.panes = [new Pane(first, (place) => this.go(place))];
    this.alone = first.steps.map((_, place) => [place]);
    if (twin) {
      this.beside = moments(first, twin);
      this.panes.push(new Pane(twin, (place) => this.go(this.beside.findIndex((pair) => pair[1] === place)), false));
    }
    this.program = new Program(data);
    this.tabIndex = -1; // arrow keys go on from wherever one has clicked in it
    this.replaceChildren(this.makeBar(), this.program.frame, ...this.panes.map((pane) => pane.frame));
    this.setTwin(Boolean(twin) && matchMedia("(min-width: 1100px)").matches);
    this.addEventListener("keydown", (event) => this.obey(event));
    window.addEventListener("hashchange", () => this.followHash());
    if (!this.followHash()) this.go(0);
    requestAnimationFrame(() => performance.measure("trace-viewer draws", "trace-viewer begins"));
  }

  get steps() { return this.panes[0].execution.steps; }
  get moments() { return this.hasTwin ? this.beside : this.alone; }

  makeBar() {
    const button = (text, label, act) =>
      element("button", { type: "button", "aria-label": label, title: label, click: act }, text);
    this.slider = element("input", { type: "range", min: "0", value: "0", "aria-label": "Step",
      input: () => this.go(Number(this.slider.value)) });
    this.link = element("a", { class: "link" }, "Link to this step");
    const change = () => {
      this.setTwin(!this.hasTwin);
      this.go(this.place);
    };
    this.twin = this.panes[1] && element("button", { type: "button", class: "twin", click: change },
      "The one that passes");
    this.bar = element("div", { class: "bar", role: "group", "aria-label": "Move through the steps" },
      ...(this.toBegin = [button("First", "First step", () => this.go(0)),
        button("\u25c0 Back", "One step back", () => this.go(this.place - 1))]),
      ...(this.toEnd = [button("Next \u25b6", "Next step", () => this.go(this.place + 1)),
        button("Last", "Last step", () => this.go(Infinity))]),
      this.slider,
      button("To the trouble", "To the trouble: the next unlucky moment, or what goes wrong next",
        () => this.goToSpecial()),
      this.twin, this.link);
    return this.bar;
  }

  setTwin(shown) {
    this.hasTwin = shown;
    this.classList.toggle("two", shown);
    if (!this.twin) return;
    this.twin.setAttribute("aria-pressed", String(shown));
    this.panes[1].frame.hidden = !shown;
  }

  go(place) {
    this.place = Math.min(Math.max(place, 0), this.moments.length - 1);
    const places = this.moments[this.place];
    places.forEach((one, index) => this.panes[index].show(one));
    const lines = places.map((one, index) => this.panes[index].execution.steps[one].line);
    this.program.show(lines[0], lines[1] === lines[0] ? undefined : lines[1]);
    const { number } = this.steps[places[0]];
    this.slider.max = String(this.moments.length - 1);
    this.slider.value = String(this.place);
    this.slider.setAttribute("aria-valuetext", `Step ${number}`);
    this.link.href = `#step-${number}`;
    if (/^#step-/.test(location.hash)) history.replaceState(null, "", this.link.href); // where we are now
    for (const each of this.toBegin) each.setAttribute("aria-disabled", this.place === 0);
    for (const each of this.toEnd) each.setAttribute("aria-disabled", this.place === this.moments.length - 1);
    // Where things stand is asked once all of them do: each answer costs a layout of the page.
    this.revealing ??= requestAnimationFrame(() => {
      this.revealing = undefined;
      this.program.reveal();
      for (const pane of this.panes) if (!pane.frame.hidden) pane.lanes.reveal();
    });
  }

  goToSpecial() {
    const [present] = this.moments[this.place];
    const next = this.moments.findIndex(([one]) => one > present && isSpecial(this.steps[one]));
    this.go(next < 0 ? Infinity : next);
  }

  followHash() {
    const number = /^#step-(\d+)$/.exec(location.hash)?.[1];
    if (number === undefined) return false;
    const place = this.steps.findIndex((step) => step.number >= Number(number));
    this.go(place < 0 ? Infinity : place); // the next one that is shown
    this.focus({ preventScroll: true });
    this.scrollIntoView();
    return true;
  }

  obey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target === this.slider) return;
    const inLanes = Boolean(event.target.closest(".lanes"));
    const step = { ArrowLeft: -1, ArrowRight: 1, ...(inLanes && { ArrowUp: -1, ArrowDown: 1 }) }[event.key];
    const end = inLanes && { Home: 0, End: Infinity }[event.key];
    if (step === undefined && typeof end !== "number") return;
    // What is wider than its frame is scrolled sideways by these keys.
    const { scrollWidth, clientWidth } = event.target;
    if (/Left|Right/.test(event.key) && event.target.matches("pre, .lanes") && scrollWidth > clientWidth) return;
    event.preventDefault();
    this.go(step === undefined ? end : this.place + step);
  }
}

customElements.define("trace-viewer", TraceViewer);
