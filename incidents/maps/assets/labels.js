/* Names of countries and towns, the important ones first, none over another. */
(function (parts) {
  "use strict";

  const FONT = '"Source Sans Pro", system-ui, -apple-system, "Segoe UI", sans-serif';
  const MOST = 220; // labels in one view; more is noise
  const SMALL_FROM_ZOOM = 8; // closer than this the small towns are wanted too
  const CAPITALS_FROM_ZOOM = 4;
  const COUNTRIES_TO_ZOOM = 7;
  const ON_THE_SPOT = 7; // pixels between a symbol and the town it is in
  const NAMESAKES_TO = 120; // symbols in view; with more the map is too full for their names
  const OVERHANG = 1.9; // a country's name may be this much wider than its roomiest spot
  const DOT_GAP = 6; // pixels from a town's dot to its name
  const SHIFTS = [0, -26, 26]; // pixels that a country's name may move down for a symbol
  const CALM = [9, 5]; // pixels kept free beside and above names, so that the map stays quiet
  // Towns smaller than this (thousands of people) have no name yet, by zoom.
  const LEAST = [1e9, 1e9, 1e9, 6000, 2000, 700, 200, 100, 60, 20, 0];

  /* Boxes that are taken; `take` says whether there was room. */
  class Room {
    constructor(taken) {
      this.boxes = [...taken];
      this.granted = [];
    }

    take(box) {
      const free = this.boxes.every((other) => box[2] < other[0] || box[0] > other[2]
        || box[3] < other[1] || box[1] > other[3]);
      if (free) {
        this.boxes.push(box);
        this.granted.push(box);
      }
      return free;
    }
  }

  /* What a symbol covers, a little inside its edge: a name may touch it. */
  function boxOf({ x, y, reach, width }) {
    const [half, height] = width ? [width / 2, 13] : [reach - 4, reach - 4];
    return [x - half, y - height, x + half, y + height];
  }

  function townsOf(columns) {
    const capitals = new Set(columns.capital);
    return columns.name.map((name, row) => ({
      name,
      at: parts.mercator(columns.lat[row], columns.lon[row]),
      people: columns.population[row],
      capital: capitals.has(row),
    }));
  }

  /* Whether a symbol may bear a town's name: not an area, nor a count of many places. */
  function mostlyHere({ type, n, members }) {
    const [first] = members || [];
    return type === "point"
      || (type === "cell" && first && first.type === "point" && first.n * 2 >= n);
  }

  /* Where a name may stand around a middle: right, left, below, above; with the room it takes. */
  function seats({ x, y, reach }, size, width) {
    const away = reach + 4;
    const [beside, above] = [CALM[0], size / 2 + CALM[1]];
    const across = width / 2 + beside;
    const seat = (align, tx, ty, box) => ({ align, x: tx, y: ty, box });
    const [over, under] = [y - away - size / 2, y + away + size / 2];
    return [
      seat("left", x + away, y, [x + away - 2, y - above, x + away + width + beside, y + above]),
      seat("right", x - away, y, [x - away - width - beside, y - above, x - away + 2, y + above]),
      seat("center", x, under, [x - across, y + away - 2, x + across, under + above]),
      seat("center", x, over, [x - across, over - above, x + across, y - away + 2]),
    ];
  }

  function write(context, text, x, y, palette, colour) {
    context.strokeStyle = palette.labelHalo;
    context.lineWidth = 3;
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }

  parts.Labels = parts.CanvasOverlay.extend({
    options: { padding: 0.2, pane: "labels" },

    initialize(options) {
      parts.CanvasOverlay.prototype.initialize.call(this, options);
      this._palette = parts.palettes.light;
      this._countries = [];
      this._towns = { towns: null, small: null };
      this.taken = () => []; // layer points where symbols sit
      this.covered = () => []; // boxes of layer points that buttons and notes stand on
      options.sources.world50().then((world) => {
        this._countries = [...world.countries].sort((a, b) => b.label[2] - a.label[2]);
        this.redraw();
      }, () => undefined); // no outlines, no names: the coast painter asks again
      this._fetch("towns");
    },

    setPalette(palette) {
      this._palette = palette;
      this.redraw();
    },

    _fetch(name) {
      if (this._towns[name] || !this.options.sources[name]) return;
      this._towns[name] = []; // on its way
      this.options.sources[name]().then((columns) => {
        this._towns[name] = townsOf(columns);
        this.redraw();
      }, () => { this._towns[name] = null; });
    },

    paint(context, bounds) {
      const zoom = this._map.getZoom();
      if (zoom >= SMALL_FROM_ZOOM) this._fetch("small");
      const taken = this.taken();
      const room = new Room([...taken.map(boxOf), ...this.covered()]);
      const scale = 256 * 2 ** zoom;
      const view = { zoom, bounds, scale, room, taken, named: new Set(), left: MOST };
      context.lineJoin = "round";
      context.textBaseline = "middle";
      this._paintNamesakes(context, view);
      if (zoom <= COUNTRIES_TO_ZOOM) this._paintCountries(context, view);
      this._paintTowns(context, view);
      this.names = room.granted;
    },

    /* Layer points of a spot of the unit world, on every turn of the globe in view. */
    * _spots([x, y], { bounds, scale }) {
      const origin = this._map.getPixelOrigin();
      const north = y * scale - origin.y;
      if (north < bounds.min.y || north > bounds.max.y) return;
      const first = Math.ceil((bounds.min.x + origin.x) / scale - x);
      for (let turn = first; (x + turn) * scale - origin.x <= bounds.max.x; turn += 1) {
        yield [(x + turn) * scale - origin.x, north];
      }
    },

    _paintCountries(context, view) {
      context.textAlign = "center";
      if ("letterSpacing" in context) context.letterSpacing = "1.2px";
      for (const { name, label: [lon, lat, room] } of this._countries) {
        const pixels = (room / 360) * view.scale * 2;
        const size = Math.max(10, Math.min(15, pixels / 9));
        context.font = `600 ${size}px ${FONT}`;
        const text = name.toUpperCase();
        const half = context.measureText(text).width / 2;
        if (half * 2 > pixels * OVERHANG) continue;
        for (const [x, y] of this._spots(parts.mercator(lat, lon), view)) {
          const shift = SHIFTS.find((down) => (
            view.room.take([x - half, y + down - size, x + half, y + down + size])));
          if (shift === undefined) continue;
          write(context, text, x, y + shift, this._palette, this._palette.country);
        }
      }
      if ("letterSpacing" in context) context.letterSpacing = "0px";
    },

    /* Towns with incidents on their very spot, whatever their size: one name a symbol. */
    _paintNamesakes(context, view) {
      const symbols = view.taken.filter(mostlyHere);
      if (symbols.length > NAMESAKES_TO) return;
      const named = new Set();
      for (const town of this._known()) {
        for (const [x, y] of this._spots(town.at, view)) {
          const on = symbols.find((item) => Math.hypot(item.x - x, item.y - y) < ON_THE_SPOT);
          if (!on || named.has(on)) continue;
          if (this._paintTown(context, town, [x, y], on, view)) named.add(on);
        }
      }
      view.named = named;
    },

    _paintTowns(context, view) {
      const least = LEAST[Math.min(LEAST.length - 1, Math.max(0, Math.round(view.zoom)))];
      for (const town of this._known()) {
        if (!view.left) return;
        const wanted = town.people >= least || (town.capital && view.zoom >= CAPITALS_FROM_ZOOM);
        if (!wanted) continue;
        for (const [x, y] of this._spots(town.at, view)) {
          const under = view.taken.find((item) => Math.hypot(item.x - x, item.y - y) < item.reach);
          if (under && (view.named.has(under) || !mostlyHere(under))) continue;
          this._paintTown(context, town, [x, y], under, view);
        }
      }
    },

    _known() {
      return [...(this._towns.towns || []), ...(this._towns.small || [])];
    },

    /* Writes a town's name where there is room around its dot, or around the symbol on it. */
    _paintTown(context, town, [x, y], under, view) {
      const size = town.people >= 1000 ? 12.5 : town.people >= 200 ? 11.5 : 10.5;
      context.font = `${town.capital ? 600 : 400} ${size}px ${FONT}`;
      const width = context.measureText(town.name).width;
      const middle = under || { x, y, reach: DOT_GAP - 4 };
      const seat = seats(middle, size, width).find(({ box }) => view.room.take(box));
      if (!seat) return false;
      view.left -= 1;
      context.textAlign = seat.align;
      if (!under) this._dot(context, x, y, town.capital);
      write(context, town.name, seat.x, seat.y, this._palette, this._palette.town);
      return true;
    },

    _dot(context, x, y, capital) {
      context.beginPath();
      context.arc(x, y, capital ? 2.6 : 1.8, 0, 2 * Math.PI);
      context.fillStyle = this._palette.townDot;
      context.fill();
    },
  });
})(window.incidentsMap.parts);
