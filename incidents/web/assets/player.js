
/* Steps through time: the map follows by itself, and the page hears of it when it stops. */
class Player {
  constructor(timeline) {
    this.timeline = timeline;
    timeline.part(".play").onclick = () => (this.playing ? this.pause() : this.play());
    timeline.part(".back").onclick = () => this.step(-1);
    timeline.part(".next").onclick = () => this.step(1);
    this.look();
  }

  play() {
    const { timeline } = this;
    timeline.settle();
    this.before = timeline.range;
    this.playing = true;
    this.look();
    const [from, to] = this.window();
    const over = to >= timeline.starts.length - 1;
    this.go(over ? 0 : from, over ? to - from : to);
    this.next();
  }

  /* The stretches to begin with: those chosen, or the first that holds something. */
  window() {
    const { timeline } = this;
    const [from, to] = timeline.touched;
    if (to - from < timeline.starts.length - 1) return [from, to];
    const first = Math.max(0, timeline.sums.findIndex((count) => count));
    return [first, first];
  }

  /* On to the next stretch, once the map has drawn this one. */
  next() {
    const pause = 1000 / Number(this.timeline.part(".speed").value);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tick(Date.now() + WAITED), pause);
  }

  tick(latest) {
    if (!this.playing || !this.timeline.box.isConnected) return;
    const api = incidentsMap();
    if (api && !api.idle && Date.now() < latest) {
      this.timer = setTimeout(() => this.tick(latest), 60);
      return;
    }
    const [from, to] = this.timeline.touched;
    if (to >= this.timeline.starts.length - 1) this.pause();
    else {
      this.go(from + 1, to + 1);
      this.next();
    }
  }

  go(from, to) {
    const { timeline } = this;
    timeline.range = timeline.dates(from, to);
    timeline.mark();
    showOnMap(timeline.data.query, timeline.range);
  }

  /* Stops and sets the dates that it stopped at. */
  pause() {
    const { timeline, before } = this;
    const reached = timeline.range;
    this.halt();
    timeline.range = before;
    timeline.choose(reached);
  }

  /* Stops where somebody else sets the dates. */
  halt() {
    clearTimeout(this.timer);
    this.playing = false;
    this.look();
  }

  step(by) {
    const { timeline } = this;
    if (this.playing) this.pause();
    const last = timeline.starts.length - 1;
    const [from, to] = timeline.touched;
    const all = to - from >= last;
    const first = by > 0 ? this.window()[0] : last;
    const wanted = all ? [first, first] : [from + by, to + by];
    if (wanted[0] < 0 || wanted[1] > last) return;
    timeline.later(timeline.dates(...wanted));
    showOnMap(timeline.data.query, timeline.range);
  }

  look() {
    const button = this.timeline.part(".play");
    const name = this.playing ? "Pause" : "Play";
    this.timeline.part(".when").setAttribute("aria-live", this.playing ? "off" : "polite");
    button.setAttribute("aria-label", name);
    button.title = name;
    button.querySelector("path").setAttribute("d", this.playing
      ? "M6 5h4v14H6zM14 5h4v14h-4z" : "M7 4.500v15L20 12z");
  }
}

const WAITED = 5000; // milliseconds for a map that is slow; then time goes on without it

/* The map beside us, once it is there. */
function incidentsMap() {
  const frame = document.querySelector("iframe[src*='streamlit_folium']");
  const api = frame && frame.contentWindow.incidentsMap;
  return api && api.layer ? api : null;
}

/* The map's query with these dates, spelled as the page spells it. */
function showOnMap(query, { since, until }) {
  const api = incidentsMap();
  if (!api) return;
  const asked = query.replace(/(^|&)since=(?=&|$)/, `$1since=${since}`)
    .replace(/(^|&)until=(?=&|$)/, `$1until=${until}`);
  api.layer.setState({ query: asked });
}

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function drawing(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function dayOf(iso) {
  return Date.parse(`${iso}T00:00:00Z`) / DAY;
}

function isoOf(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/* "5 January 2022" */
function named(iso) {
  const [year, month, day] = iso.split("-");
  return `${Number(day)} ${MONTHS[month - 1]} ${year}`;
}

function stretch(iso, step) {
  const [year, month] = iso.split("-");
  if (step === "year") return year;
  if (step === "month") return `${MONTHS[month - 1]} ${year}`;
  return step === "week" ? `Week of ${named(iso)}` : named(iso);
}

function short(iso, step) {
  const [year, month, day] = iso.split("-");
  if (step === "year") return year;
  const brief = `${MONTHS[month - 1].slice(0, 3)} ${year}`;
  return step === "month" ? brief : `${Number(day)} ${brief}`;
}

/* "3 to 9 January 2022"; an open end says so. */
function between(since, until) {
  if (!since) return `Until ${named(until)}`;
  if (!until) return `Since ${named(since)}`;
  if (since === until) return named(since);
  const day = String(Number(since.slice(8)));
  if (since.slice(0, 7) === until.slice(0, 7)) return `${day} to ${named(until)}`;
  const [month, year] = [MONTHS[since.slice(5, 7) - 1], since.slice(0, 4)];
  return `${day} ${month}${year === until.slice(0, 4) ? "" : ` ${year}`} to ${named(until)}`;
}
