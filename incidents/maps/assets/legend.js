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
    }

    refresh(anew) {
      const { symbols, sorted } = this.layer;
      if (!this.box.open || !sorted) return;
      const seen = this._seen();
      const key = JSON.stringify([seen.kinds, [...seen.looks].sort(), symbols.palette.sea]);
      if (key === this.key && !anew) return;
      this.key = key;
      const groups = GROUPS.map(([title, looks]) => [title, looks.filter(([name]) => (
        seen.looks.has(name)))]);
      const kinds = seen.kinds.map((number) => [number, symbols.kind(number).label,
        (context) => symbols.glyph(context, number, 16)]);
      const rows = [...groups, ["What happened", kinds]].flatMap(([title, looks]) => (
        this._group(title, looks)));
      const none = element("p", "incidents-hint", "No incidents in view.");
      this.list.replaceChildren(...(rows.length ? rows : [none]));
    }

    _group(title, looks) {
      const rows = looks.map(([, label, draw]) => (
        this._row(label, (context) => draw(context, this.layer.symbols))));
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
    const exact = name === "district" ? "street" : name;
    if (item.type === "area") return [exact];
    if (parts.isRing(item)) return [exact, "cell"];
    return item.n > 1 ? [exact, "stack"] : [exact];
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
      ["street", "In the street or part of town", dot("street")],
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

  parts.Legend = Legend;
})(window.incidentsMap.parts);
