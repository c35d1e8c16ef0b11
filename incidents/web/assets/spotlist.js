/* A list of any length: only the rows in sight are here, and pages of it are fetched as they come
   into sight. All that a report says goes into text nodes. */
const ROW = 70; // pixels of a row
const PAGE = 40; // rows fetched at once; the first come with the list
const PAGES = 60; // kept; those fetched longest ago are forgotten
const SPARE = 5; // rows drawn above and below what is in sight
const MOST = 100_000; // rows; a browser cannot scroll through millions, the table can
const NARROW = "(max-width: 640px)";
const SVG = "http://www.w3.org/2000/svg";
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December"];
const ORDERS = { date: "Newest first", oldest: "Oldest first" };
const lists = new WeakMap();

export default function ({ parentElement, data, setTriggerValue }) {
  const box = parentElement.querySelector(".spot");
  if (!lists.has(box)) lists.set(box, new List(box));
  lists.get(box).show(data, setTriggerValue);
}

class List {
  constructor(box) {
    this.box = box;
    this.rows = box.querySelector(".rows");
    this.space = box.querySelector(".space");
    this.told = box.querySelector(".told");
    this.order = "date";
    this.chosen = new Set(); // kinds; none means all
    this.rows.onscroll = () => this.draw();
    this.rows.onkeydown = (event) => this.key(event);
    box.querySelector(".close").onclick = () => this.tell("closed", true);
    box.querySelector(".order").onclick = () => {
      this.order = this.order === "date" ? "oldest" : "date";
      this.anew();
    };
  }

  show(data, tell) {
    const before = this.data;
    this.data = data;
    this.tell = tell;
    this.kinds = new Map(data.kinds.map((kind) => [kind.id, kind]));
    this.box.querySelector("strong").textContent = data.heading;
    this.box.querySelector(".where").textContent = data.where;
    const height = data.selected ? "min(32vh, 290px)" : "min(58vh, 560px)";
    this.rows.style.maxHeight = height;
    this.box.classList.toggle("short", Boolean(data.selected));
    const other = !before || before.spots !== data.spots;
    if (other) {
      this.chosen.clear();
      this.anew();
      if (before || data.pressed) this.welcome();
    } else if (before.query !== data.query) {
      this.anew(this.rows.scrollTop, this.active); // the filters or the data changed under it
    } else {
      this.tools();
      this.draw();
    }
    if (!before && data.position !== null) this.goTo(data.position);
    else if (before && data.selected && before.selected !== data.selected) this.keepInSight();
  }

  /* After a press on the map: the keyboard is here, and on a phone so is the view. */
  welcome() {
    this.rows.focus({ preventScroll: true });
    if (window.matchMedia(NARROW).matches) this.box.scrollIntoView({ block: "start" });
  }

  /* The list anew, with the kinds and the order that are chosen now. */
  anew(scrolled = 0, active = 0) {
    if (this.control) this.control.abort();
    this.control = new AbortController();
    this.pages = new Map();
    for (const id of this.chosen) if (!this.kinds.has(id)) this.chosen.delete(id);
    if (this.order === "date" && !this.chosen.size) this.pages.set(0, this.data.first);
    const counts = this.data.kinds.filter(({ id }) => !this.chosen.size || this.chosen.has(id));
    this.count = counts.reduce((sum, { count }) => sum + count, 0);
    this.length = Math.min(this.count, MOST);
    this.space.style.height = `${this.length * ROW}px`;
    this.active = Math.max(0, Math.min(active, this.length - 1));
    this.rows.scrollTop = scrolled;
    this.say();
    this.tools();
    this.draw();
  }

  say() {
    const rest = `The first ${MOST.toLocaleString("en")}; the table lists all.`;
    this.told.replaceChildren(...(this.count > MOST ? [rest] : []));
  }

  tools() {
    const several = this.data.kinds.length > 1;
    this.box.querySelector(".tools").classList.toggle("several", several);
    const key = JSON.stringify([this.data.kinds, [...this.chosen], this.data.dark]);
    if (key !== this.toolsKey) {
      this.toolsKey = key;
      this.box.querySelector(".kinds").replaceChildren(
        ...this.data.kinds.map((kind) => this.toggle(kind)));
    }
    const order = this.box.querySelector(".order");
    order.textContent = `${ORDERS[this.order]} ${this.order === "date" ? "↓" : "↑"}`;
    order.title = `Sorted by day. Press for the ${this.order === "date" ? "oldest" : "newest"} first.`;
    order.hidden = this.length < 2;
  }

  toggle({ id, label, count }) {
    const button = element("button", "", this.icon(id), `${label} ${count.toLocaleString("en")}`);
    button.type = "button";
    button.setAttribute("aria-pressed", this.chosen.has(id));
    button.onclick = () => {
      if (!this.chosen.delete(id)) this.chosen.add(id);
      this.anew();
      const at = this.data.kinds.findIndex((kind) => kind.id === id);
      this.box.querySelectorAll(".kinds button")[at].focus();
    };
    return button;
  }

  icon(id) {
    const { colour = "#888", shape = "" } = this.kinds.get(id) || {};
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", shape);
    path.setAttribute("fill-rule", "evenodd");
    path.style.fill = this.data.dark ? `color-mix(in srgb, ${colour} 72%, white)` : colour;
    svg.append(path);
    return svg;
  }

  /* Draws the rows in sight and asks for the pages that they are on. */
  draw() {
    const seen = this.rows.clientHeight || 600; // before it is laid out
    const first = Math.max(0, Math.floor(this.rows.scrollTop / ROW) - SPARE);
    const last = Math.min(this.length, Math.ceil((this.rows.scrollTop + seen) / ROW) + SPARE);
    const numbers = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
    for (const page of new Set(numbers.map((number) => Math.floor(number / PAGE)))) this.fetch(page);
    this.space.replaceChildren(...numbers.map((number) => this.row(number)));
    this.rows.setAttribute("aria-activedescendant", `row-${this.active}`);
  }

  at(number) {
    const page = this.pages.get(Math.floor(number / PAGE));
    return Array.isArray(page) ? page[number % PAGE] : null;
  }

  row(number) {
    const told = this.at(number);
    const made = element("div", number === this.active ? "row active" : "row");
    made.id = `row-${number}`;
    made.style.top = `${number * ROW}px`;
    made.style.height = `${ROW}px`;
    made.setAttribute("role", "option");
    made.setAttribute("aria-posinset", number + 1);
    made.setAttribute("aria-setsize", this.length);
    if (!told) {
      made.append(element("b", "", "…"));
      return made;
    }
    made.dataset.id = told.id;
    made.setAttribute("aria-selected", told.id === this.data.selected);
    const words = element("q", "", told.quote || told.title || "");
    words.dir = "auto";
    made.append(this.icon(told.kind), element("b", "", (this.kinds.get(told.kind) || told).label),
      element("time", "", when(told)), words);
    made.onclick = () => this.pick(number);
    return made;
  }

  pick(number) {
    const told = this.at(number);
    if (!told) return;
    this.active = number;
    this.data = { ...this.data, selected: told.id };
    this.draw();
    this.tell("picked", told.id);
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.rows.clientHeight / ROW) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity,
      End: Infinity };
    if (event.key in steps) {
      const to = Math.min(this.length - 1, Math.max(0, this.active + steps[event.key]));
      this.active = Math.max(0, to);
      this.reveal(this.active);
    } else if (event.key === "Enter" || event.key === " ") this.pick(this.active);
    else if (event.key === "Escape") this.tell("closed", true);
    else return;
    event.preventDefault();
  }

  reveal(number) {
    const [top, height] = [number * ROW, this.rows.clientHeight];
    if (top < this.rows.scrollTop) this.rows.scrollTop = top;
    else if (top + ROW > this.rows.scrollTop + height) this.rows.scrollTop = top + ROW - height;
    this.draw();
  }

  /* To the incident that a link names, once the list has its height. */
  goTo(number) {
    this.active = number;
    requestAnimationFrame(() => this.reveal(number));
  }

  /* The list grows shorter when an incident is opened: its row stays in sight. */
  keepInSight() {
    if (this.at(this.active)?.id === this.data.selected) this.reveal(this.active);
  }

  async fetch(page) {
    if (this.pages.has(page)) return;
    const { signal } = this.control;
    this.pages.set(page, null); // on its way
    try {
      const answer = await fetch(this.address(page), { signal });
      if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
      const { features } = await answer.json();
      this.keep(page, features.map(({ id, properties }) => ({ ...properties, id })));
      this.say();
    } catch (error) {
      if (signal.aborted) return;
      this.pages.delete(page);
      this.fail(error);
    }
  }

  address(page) {
    const asked = new URLSearchParams(this.data.query);
    if (this.chosen.size) asked.set("kind", [...this.chosen].join(","));
    asked.set("order", this.order);
    asked.set("limit", PAGE);
    asked.set("offset", page * PAGE);
    return new URL(`api/incidents?${asked}`, document.baseURI);
  }

  keep(page, rows) {
    this.pages.delete(page);
    this.pages.set(page, rows);
    const [oldest] = this.pages.keys();
    if (this.pages.size > PAGES) this.pages.delete(oldest);
    this.draw();
    this.keepInSight();
  }

  fail(error) {
    const again = element("button", "", "Try again");
    again.type = "button";
    again.onclick = () => {
      this.say();
      this.draw();
    };
    this.told.replaceChildren(`Some rows could not be loaded (${error.message}). `, again);
  }
}

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/* The date as its precision allows, read by its letters so that no time zone can shift it. */
function when({ date, date_end: end, date_precision: precision }) {
  if (!date) return "Date unknown";
  const [year, month] = date.split("-");
  if (precision === "year") return year;
  if (precision === "month" && (end || date).startsWith(`${year}-${month}`)) {
    return `${MONTHS[month - 1]} ${year}`;
  }
  const words = { night: "Night of ", week: "Around " }[precision] || "";
  return words + (end && end !== date ? `${day(date, end)} to ${day(end)}` : day(date));
}

/* "5 January 2022"; without what it shares with a later day that follows. */
function day(iso, later = "") {
  const [year, month, number] = iso.split("-");
  if (later.startsWith(`${year}-${month}`)) return String(Number(number));
  const named = `${Number(number)} ${MONTHS[month - 1]}`;
  return later.startsWith(year) ? named : `${named} ${year}`;
}
