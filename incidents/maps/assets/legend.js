/* The legend: what is in view now, each look with its words. */
(function (parts) {
  "use strict";

  const { element, PRECISIONS } = parts.words;
  const ROOMY = 900; // pixels of width from which the legend starts open
  const [WIDTH, HEIGHT] = [40, 28]; // pixels of a sample

  class Legend {
    constructor(map, layer) {
      this.layer = layer;
      this.map = map;
      this.list = element("div", "incidents-legend-list");
      const title = element("summary", null, "Legend");
      this.box = element("details", "incidents-legend", title, this.list);
      this.box.open = map.getSize().x >= ROOMY;
      this.box.addEventListener("toggle", () => this.refresh(true));
      layer.on("drawn", () => this.refresh(false));
      const paper = window.matchMedia("print");
      paper.addEventListener("change", () => this._print(paper.matches));
    }

    /* On paper nobody can open it. */
    _print(printing) {
      if (printing) this.opened = this.box.open;
      this.box.open = printing || this.opened;
      this.refresh(true);
    }

    refresh(anew) {
      const { symbols, sorted } = this.layer;
      if (!this.box.open || !sorted) return;
      const seen = this._seen();
      const { show } = this.layer;
      const key = JSON.stringify([show, seen.kinds, [...seen.looks].sort(), symbols.palette.sea]);
      if (key === this.key && !anew) return;
      this.key = key;
      const groups = GROUPS.map(([title, looks]) => [title, looks.filter(([name]) => (
        seen.looks.has(name)))]);
      const kinds = seen.kinds.map((number) => [number, symbols.kind(number).label,
        (context) => symbols.glyph(context, number, 16)]);
      const all = [...(SHOWN[show] || []), ...groups, ["What happened", kinds]];
      const rows = all.flatMap((group) => this._group(...group));
      const none = element("p", "incidents-hint", "No incidents in view.");
      this.list.replaceChildren(...(rows.length ? rows : [none]));
    }

    _group(title, looks, hint) {
      const rows = looks.map(([, label, draw]) => (
        this._row(label, (context) => draw(context, this.layer.symbols))));
      if (hint) rows.push(element("p", "incidents-hint", hint));
      return rows.length ? [element("h3", null, title), ...rows] : [];
    }

    /* Kinds and looks of what is inside the view; the margin drawn around it does not count. */
    _seen() {
      const view = this.map.getSize();
      const inside = this.layer.placed.filter((item) => {
        const { x, y } = this.map.layerPointToContainerPoint([item.x, item.y]);
        return x >= 0 && y >= 0 && x <= view.x && y <= view.y;
      });
      const looks = new Set([...inside.flatMap(looksOf), ...this.layer.extents.seen]);
      if (this.layer.show === "killed") for (const one of ["stack", "cell"]) looks.delete(one);
      const kinds = new Set(inside.flatMap((item) => item.shares.map(([kind]) => kind)));
      return { kinds: [...kinds].sort((a, b) => a - b), looks };
    }

    _row(label, draw) {
      const ratio = window.devicePixelRatio || 1;
      const canvas = element("canvas", "incidents-key");
      canvas.width = Math.round(WIDTH * ratio);
      canvas.height = Math.round(HEIGHT * ratio);
      const context = canvas.getContext("2d");
      context.setTransform(ratio, 0, 0, ratio, (WIDTH / 2) * ratio, (HEIGHT / 2) * ratio);
      draw(context);
      return element("div", "incidents-legend-row", canvas, element("span", null, label));
    }
  }

  /* The looks of one item: how exact its place is, and whether it stands for several. */
  function looksOf(item) {
    if (item.type === "cell") return ["cell"];
    const name = PRECISIONS[item.prec];
    if (item.type === "area") return [name];
    if (parts.isRing(item)) return [name, "cell"];
    return item.n > 1 ? [name, "stack"] : [name];
  }

  const NONE = -1; // no kind: the samples are grey
  const sample = (more) => (
    { x: 0, y: 0, kind: NONE, n: 1, shares: [[NONE, 1]], prec: 0, ...more });
  const dot = (name) => (context, symbols) => (
    symbols.point(context, sample({ prec: PRECISIONS.indexOf(name) }), 12));
  const badge = (name) => (context, symbols) => {
    context.scale(0.9, 0.9);
    symbols.badge(context, sample({ prec: PRECISIONS.indexOf(name), width: 34 }));
  };
  const reach = (name) => (context, symbols) => {
    const place = sample({ prec: PRECISIONS.indexOf(name) });
    context.beginPath();
    context.arc(0, 0, 12, 0, 2 * Math.PI);
    new parts.Extents({ symbols }).tint(context, place, { left: 1 });
  };
  // Every look: its name, what it means, and a sample of it.
  const GROUPS = [
    ["How exact the place is", [
      ["site", "Exact spot", dot("site")],
      ["street", "In the street", dot("street")],
      ["district", "In the part of town", dot("district")],
      ["town", "Somewhere in the town", dot("town")],
      ["admin2", "Somewhere in the county", badge("admin2")],
      ["admin1", "Somewhere in the region", badge("admin1")],
      ["country", "Somewhere in the country", badge("country")],
      ["unknown", "Nobody knows how near", badge("unknown")],
      ["circle", "How far off it may be", reach("town")],
      ["hatch", "Anywhere in here", reach("admin1")],
    ]],
    ["More than one", [
      ["stack", "Several: press for the list",
        (context, symbols) => symbols.point(context, sample({ n: 7, x: -4, y: 3 }), 12)],
      ["cell", "Several kinds or places",
        (context, symbols) => {
          context.scale(0.7, 0.7);
          symbols.ringOfShares(context, sample({ type: "cell", n: 9, shares: [[NONE, 5], [0, 4]] }));
        }],
    ]],
  ];

  const toll = (killed) => (context, symbols) => {
    context.scale(0.85, 0.85);
    symbols.toll(context, sample({ killed }));
  };
  // What the legend says above the rest where the symbols tell something else than kinds.
  const SHOWN = {
    killed: [["Killed: highest figure of one incident", [
      ["30", "30", toll(30)],
      ["3", "3", toll(3)],
      ["0", "0", toll(0)],
      ["none", "No figure given", toll(null)],
    ], "Where several stand at one place, the highest figure; they are never added up."]],
    heat: [["Where incidents crowd in this view", [
      ["heat", "Few to most", (context, symbols) => (
        parts.heat.sample(context, WIDTH, symbols.palette.dark))],
    ], "Places as exact as a town alone; what is wider keeps its badge."]],
  };

  parts.Legend = Legend;
})(window.incidentsMap.parts);
