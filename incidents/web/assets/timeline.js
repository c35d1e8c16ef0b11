/* The timeline: stacked bars, a brush that sets the dates, and a player (see player.js). What the
   page says goes into text nodes. Days are read by their letters: no time zone can shift them. */
const DAY = 86_400_000;
const TALL = 100; // units of the bars' drawing
const LEAST = 2; // units: what is there is seen, however few
const WIDEST = 64; // pixels of a bar
const PATIENCE = 700; // milliseconds without a key before the dates are set
const STILL = 4; // pixels that a press may move and still mean one bar
const SVG = "http://www.w3.org/2000/svg";
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December"];
const timelines = new WeakMap();

export default function ({ parentElement, data, setTriggerValue }) {
  const box = parentElement.querySelector(".timeline");
  if (!timelines.has(box)) timelines.set(box, new Timeline(box));
  timelines.get(box).show(data, setTriggerValue);
}

class Timeline {
  constructor(box) {
    this.box = box;
    this.undone = []; // the dates before each change, to go back to
    this.player = new Player(this);
    const chart = this.part(".chart");
    chart.onpointerdown = (event) => this.press(event);
    chart.onpointermove = (event) => (this.held ? this.drag(event) : this.point(event));
    chart.onpointerup = (event) => this.release(event);
    chart.onpointercancel = () => this.letGo();
    chart.onpointerleave = () => { this.part(".tip").hidden = true; };
    for (const edge of ["since", "until"]) {
      this.part(`.${edge}`).onkeydown = (event) => this.key(event, edge);
      this.part(`.${edge}`).onblur = () => this.settle();
    }
    this.part(".undo").onclick = () => this.back();
    this.part(".all").onclick = () => this.choose({ since: null, until: null });
    this.part("details").ontoggle = () => this.table();
    new ResizeObserver(() => this.data && (this.bars(), this.mark())).observe(chart);
  }

  part(selector) {
    return this.box.querySelector(selector);
  }

  show(data, tell) {
    const before = this.data;
    this.tell = tell;
    const other = !before || before.query !== data.query || before.since !== data.since
      || before.until !== data.until;
    this.data = data;
    this.starts = data.starts.map(dayOf);
    this.ends = [...this.starts.slice(1), dayOf(data.end) + 1];
    this.sums = data.starts.map(() => 0);
    for (const [at, , count] of data.bars) this.sums[at] += count;
    if (other) {
      this.player.halt();
      clearTimeout(this.timer);
      if (!this.held) this.range = { since: data.since, until: data.until };
    }
    this.bars();
    this.axis();
    this.told();
    this.table();
    this.mark();
  }

  /* Where a day lies, in stretches from the left; a stretch may be shown in part. */
  at(day) {
    if (day <= this.starts[0]) return 0;
    const after = this.ends.findIndex((end) => day < end);
    if (after < 0) return this.starts.length;
    return after + (day - this.starts[after]) / (this.ends[after] - this.starts[after]);
  }

  /* The first and the last stretch that the dates touch. */
  get touched() {
    const { since, until } = this.range;
    const last = this.starts.length - 1;
    const from = since ? Math.min(last, Math.floor(this.at(dayOf(since)))) : 0;
    const to = until ? Math.max(0, Math.ceil(this.at(dayOf(until) + 1)) - 1) : last;
    return [from, Math.max(from, to)];
  }

  /* The dates that stretches stand for. */
  dates(from, to) {
    return { since: isoOf(this.starts[from]), until: isoOf(this.ends[to] - 1) };
  }

  bars() {
    const { bars, kinds, dark, cover } = this.data;
    const count = this.starts.length;
    const most = Math.max(1, ...this.sums);
    const room = (this.part(".chart").clientWidth || 900) / count;
    const wide = Math.min(room > 4 ? 0.88 : 1, WIDEST / room);
    const tops = this.sums.map(() => TALL);
    const paths = kinds.map(() => "");
    for (const [at, kind, n] of bars) {
      const high = Math.max(LEAST, (TALL * n) / most);
      tops[at] -= high;
      paths[kind] += `M${at + (1 - wide) / 2} ${tops[at]}h${wide}v${high}h${-wide}z`;
    }
    const drawn = kinds.map(({ colour }, kind) => drawing("path", { d: paths[kind],
      fill: dark ? `color-mix(in srgb, ${colour} 72%, white)` : colour }));
    const svg = this.part(".bars");
    svg.setAttribute("viewBox", `0 0 ${count} ${TALL}`);
    svg.setAttribute("aria-label", this.data.sentence);
    svg.replaceChildren(...drawn);
    this.part(".most").textContent = this.data.bars.length ? most.toLocaleString("en") : "";
    const widest = Math.max(1, ...cover);
    const fringe = this.part(".fringe");
    fringe.setAttribute("viewBox", `0 0 ${count} 1`);
    fringe.replaceChildren(...cover.map((n, x) => drawing("rect", { x, y: 0, width: 1, height: 1,
      opacity: n ? 0.15 + (0.4 * n) / widest : 0 })));
  }

  axis() {
    const last = this.starts.length - 1;
    const marks = [...new Set([0, 0.25, 0.5, 0.75, 1].map((part) => Math.round(part * last)))];
    this.part(".axis").replaceChildren(...marks.map((at, place) => {
      const made = element("span", "", short(this.data.starts[at], this.data.step));
      const ends = place === 0 ? 0 : 1;
      const edge = place === 0 || place === marks.length - 1;
      made.style.left = `${100 * (edge ? ends : (at + 0.5) / (last + 1))}%`;
      if (last === 0) Object.assign(made.style, { left: "50%", transform: "translateX(-50%)" });
      return made;
    }));
  }

  told() {
    const { unsure, undrawn } = this.data;
    const strip = unsure && [element("span", "swatch"), `In the strip, in no bar: ${unsure}. `];
    this.part(".told").replaceChildren(...(strip || []), undrawn ? `Not drawn: ${undrawn}.` : "");
  }

  /* The dates that are chosen, and what says so. */
  mark() {
    const { since, until } = this.range;
    const chosen = Boolean(since || until);
    const count = this.starts.length;
    const left = since ? (100 * this.at(dayOf(since))) / count : 0;
    const right = until ? (100 * this.at(dayOf(until) + 1)) / count : 100;
    this.box.classList.toggle("chosen", chosen);
    place(this.part(".before"), 0, left);
    place(this.part(".after"), right, 100);
    place(this.part(".frame"), left, right);
    this.part(".since").style.left = `${left}%`;
    this.part(".until").style.left = `${right}%`;
    const room = ((right - left) / 100) * this.part(".chart").clientWidth;
    const apart = Math.max(0, (this.part(".until").offsetWidth - room) / 2);
    this.part(".chart").style.setProperty("--apart", `${apart}px`);
    const [from, to] = this.touched;
    this.slider("since", from, since ? named(since) : "the earliest");
    this.slider("until", to, until ? named(until) : "the latest");
    const words = chosen ? between(since, until) : `All dates, by ${this.data.step}`;
    if (this.part(".when").textContent !== words) this.part(".when").textContent = words;
    this.part(".all").classList.toggle("on", chosen);
    this.part(".undo").classList.toggle("on", this.undone.length > 0);
  }

  slider(edge, at, words) {
    const handle = this.part(`.${edge}`);
    const told = { valuemin: 0, valuemax: this.starts.length - 1, valuenow: at, valuetext: words };
    for (const [name, value] of Object.entries(told)) handle.setAttribute(`aria-${name}`, value);
  }

  press(event) {
    if (event.button !== 0) return;
    this.player.halt();
    const edge = ["since", "until"].find((name) => event.target === this.part(`.${name}`));
    const [from, to] = this.touched;
    const inside = event.target === this.part(".frame");
    const start = this.stretchAt(event);
    this.held = { x: event.clientX, start, from, to, before: this.range,
      how: edge || (inside ? "move" : "new") };
    this.part(".chart").setPointerCapture(event.pointerId);
    this.part(".tip").hidden = true;
    if (edge) this.part(`.${edge}`).focus({ preventScroll: true });
    event.preventDefault();
  }

  drag(event) {
    const { x, start, from, to, how, before } = this.held;
    if (!this.held.moved && Math.abs(event.clientX - x) < STILL) return;
    this.held.moved = true;
    const at = this.stretchAt(event);
    if (how === "since" || how === "until") this.range = this.moved(before, how, at);
    else if (how === "new") this.range = this.dates(Math.min(start, at), Math.max(start, at));
    else {
      const by = Math.max(-from, Math.min(this.starts.length - 1 - to, at - start));
      this.range = this.dates(from + by, to + by);
    }
    this.mark();
  }

  release(event) {
    if (!this.held) return;
    const { moved, how, before } = this.held;
    const at = this.stretchAt(event);
    this.held = null;
    const wanted = moved ? this.range : this.dates(at, at);
    this.range = before;
    if (moved || how === "new" || how === "move") this.choose(wanted);
  }

  letGo() {
    if (this.held) this.range = this.held.before;
    this.held = null;
    this.mark();
  }

  stretchAt({ clientX }) {
    const { left, width } = this.part(".chart").getBoundingClientRect();
    const count = this.starts.length;
    return Math.max(0, Math.min(count - 1, Math.floor(((clientX - left) / width) * count)));
  }

  /* The dates with one edge at that stretch; the edges do not pass each other. */
  moved(dates, edge, at) {
    const { since, until } = dates;
    if (edge === "since") {
      const first = Math.min(this.starts[at], until ? dayOf(until) : Infinity);
      return { since: isoOf(first), until };
    }
    const last = Math.max(this.ends[at] - 1, since ? dayOf(since) : -Infinity);
    return { since, until: isoOf(last) };
  }

  key(event, edge) {
    if (event.key === "Escape" && this.waiting) {
      clearTimeout(this.timer);
      this.range = this.waiting;
      this.waiting = null;
      this.mark();
      return;
    }
    const page = Math.max(2, Math.round(this.starts.length / 10));
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: page,
      PageDown: -page, Home: -Infinity, End: Infinity };
    if (!(event.key in steps)) return;
    event.preventDefault();
    this.player.halt();
    const now = this.touched[edge === "since" ? 0 : 1];
    const to = Math.max(0, Math.min(this.starts.length - 1, now + steps[event.key]));
    this.later(this.moved(this.range, edge, to));
  }

  /* Shows these dates now and sets them once nothing more is pressed. */
  later(dates) {
    this.waiting = this.waiting || this.range;
    this.range = dates;
    this.mark();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), PATIENCE);
  }

  settle() {
    clearTimeout(this.timer);
    if (!this.waiting) return;
    const wanted = this.range;
    this.range = this.waiting;
    this.waiting = null;
    this.choose(wanted);
  }

  /* Sets the dates: the page's filters follow. */
  choose(dates, remembered = true) {
    this.player.halt();
    const before = this.range;
    this.range = dates;
    if (before.since !== dates.since || before.until !== dates.until) {
      if (remembered) this.undone.push(before);
      this.tell("dates", [dates.since || "", dates.until || ""]);
    }
    this.mark();
  }

  back() {
    const before = this.undone.pop();
    if (before) this.choose(before, false);
    if (!this.undone.length) this.part(".play").focus(); // the button goes, the keyboard stays here
  }

  /* What lies under the pointer. */
  point(event) {
    const at = this.stretchAt(event);
    const tip = this.part(".tip");
    const lines = this.data.bars.filter(([one]) => one === at).map(([, kind, n]) => {
      const { label, colour } = this.data.kinds[kind];
      const mark = element("i");
      mark.style.background = colour;
      return element("div", "", mark, `${label} ${n.toLocaleString("en")}`);
    });
    const cover = this.data.cover[at];
    if (cover) lines.push(element("div", "", `${cover.toLocaleString("en")} less exact`));
    const name = stretch(this.data.starts[at], this.data.step);
    const count = this.sums[at];
    tip.replaceChildren(element("b", "", `${name}: ${count.toLocaleString("en")}`), ...lines);
    tip.hidden = false;
    const right = at >= this.starts.length / 2;
    const share = (100 * at) / this.starts.length;
    tip.style.left = right ? "auto" : `calc(${share}% + 24px)`;
    tip.style.right = right ? `calc(${100 - share}% + 12px)` : "auto";
  }

  /* The counts as a table, made when somebody opens it. */
  table() {
    if (!this.part("details").open) return;
    const rows = this.data.starts.map((start, at) => [start, at]).filter(([, at]) => (
      this.sums[at] || this.data.cover[at]));
    const made = rows.map(([start, at]) => {
      const kinds = this.data.bars.filter(([one]) => one === at)
        .map(([, kind, n]) => `${this.data.kinds[kind].label} ${n.toLocaleString("en")}`);
      const cover = this.data.cover[at];
      if (cover) kinds.push(`${cover.toLocaleString("en")} less exact`);
      return element("tr", "", element("th", "", stretch(start, this.data.step)),
        element("td", "", this.sums[at].toLocaleString("en")), element("td", "", kinds.join(", ")));
    });
    const head = element("thead", "", element("tr", "", ...["When", "Incidents", "Kinds"].map(
      (name) => element("th", "", name))));
    this.part(".table").replaceChildren(
      element("table", "", head, element("tbody", "", ...made)));
  }
}

function place(part, from, to) {
  Object.assign(part.style, { left: `${from}%`, width: `${Math.max(0, to - from)}%` });
}
