/* Tells the page which part of the map is in view, once the map has come to rest; and says in
   words what the page found there. */
const REST = 400; // milliseconds without movement
const AGAIN = 150; // milliseconds until a map that is not there yet is looked for again
// What a link sets must be on the page before a rerun draws it again: Streamlit tells it but once.
const SWITCH = ".st-key-table_in_view input";
const watches = new WeakMap();

export default function ({ parentElement, data, setStateValue }) {
  const line = parentElement.querySelector("p");
  if (line.textContent !== data.told) line.textContent = data.told;
  if (!watches.has(line)) watches.set(line, new Watch(line));
  watches.get(line).follow(data.box, (box) => setStateValue("box", box));
}

class Watch {
  constructor(line) {
    this.line = line;
    this.moved = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), REST);
    };
  }

  follow(box, tell) {
    if (this.told === undefined) this.told = box; // after that, what we told ourselves
    this.tell = tell;
    clearTimeout(this.timer);
    this.look();
  }

  /* Tells where the map stands, and listens to it from then on. */
  look() {
    if (!this.line.isConnected) {
      if (this.map) this.map.off("moveend", this.moved);
      return;
    }
    const frame = document.querySelector("iframe[src*='streamlit_folium']");
    const api = frame && frame.contentWindow.incidentsMap;
    if (!api || !api.settled || !document.querySelector(SWITCH)) {
      this.timer = setTimeout(() => this.look(), AGAIN);
      return;
    }
    if (this.map !== api.map) {
      this.map = api.map; // another than before, where the page was drawn anew
      this.map.on("moveend", this.moved);
    }
    const box = api.view();
    if (box === this.told) return;
    this.told = box;
    this.tell(box);
  }
}
