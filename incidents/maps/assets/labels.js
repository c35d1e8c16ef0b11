/* Names of countries and towns, the important ones first, none over another. */
(function (parts) {
  "use strict";

  const FONT = '"Source Sans Pro", system-ui, -apple-system, "Segoe UI", sans-serif';
  const MOST = 220; // labels in one view; more is noise
  const SMALL_FROM_ZOOM = 8; // closer than this the small towns are wanted too
  const CAPITALS_FROM_ZOOM = 4;
  const COUNTRIES_TO_ZOOM = 7;
  const OVERHANG = 1.9; // a country's name may be this much wider than its roomiest spot
  const DOT_GAP = 6; // pixels from a town's dot to its name
  const SHIFTS = [0, -26, 26]; // pixels that a country's name may move down for a symbol
  const CALM = [9, 5]; // pixels kept free beside and above names, so that the map stays quiet
  // Towns smaller than this (thousands of people) have no name yet, by zoom.
  const LEAST = [1e9, 1e9, 1e9, 6000, 2000, 700, 200, 100, 60, 20, 0];

  /* Boxes that are taken; `take` says whether there was room. */
  class Room {
    constructor(taken) { this.boxes = [...taken]; }

    take(box) {
      const free = this.boxes.every((other) => box[2] < other[0] || box[0] > other[2]
        || box[3] < other[1] || box[1] > other[3]);
      if (free) this.boxes.push(box);
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
      const room = new Room(taken.map(boxOf));
      const view = { zoom, bounds, room, taken, left: MOST, scale: 256 * 2 ** zoom };
      context.lineJoin = "round";
      context.textBaseline = "middle";
      if (zoom <= COUNTRIES_TO_ZOOM) this._paintCountries(context, view);
      this._paintTowns(context, view);
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

    _paintTowns(context, view) {
      const least = LEAST[Math.min(LEAST.length - 1, Math.max(0, Math.round(view.zoom)))];
      for (const towns of [this._towns.towns, this._towns.small]) {
        for (const town of towns || []) {
          if (!view.left) return;
          const wanted = town.people >= least
            || (town.capital && view.zoom >= CAPITALS_FROM_ZOOM);
          if (!wanted) continue;
          for (const spot of this._spots(town.at, view)) this._paintTown(context, town, spot, view);
        }
      }
    },

    _paintTown(context, town, [x, y], view) {
      const size = town.people >= 1000 ? 12.5 : town.people >= 200 ? 11.5 : 10.5;
      context.font = `${town.capital ? 600 : 400} ${size}px ${FONT}`;
      const width = context.measureText(town.name).width;
      const gap = this._gap(x, y, view.taken);
      const [beside, above] = [CALM[0], size / 2 + CALM[1]];
      const from = gap > DOT_GAP ? gap - 3 : -beside; // a symbol on the dot is no obstacle
      const right = [x + from, y - above, x + gap + width + beside, y + above];
      const left = [x - gap - width - beside, y - above, x - from, y + above];
      const side = view.room.take(right) ? "left" : view.room.take(left) ? "right" : null;
      if (!side) return;
      view.left -= 1;
      context.textAlign = side;
      this._dot(context, x, y, town.capital);
      write(context, town.name, side === "left" ? x + gap : x - gap, y, this._palette,
        this._palette.town);
    },

    /* Pixels from a town's dot to its name: past the symbol that may sit on the dot. */
    _gap(x, y, taken) {
      const under = taken.find((item) => Math.hypot(item.x - x, item.y - y) < item.reach);
      return under ? under.x - x + under.reach + 4 : DOT_GAP;
    },

    _dot(context, x, y, capital) {
      context.beginPath();
      context.arc(x, y, capital ? 2.6 : 1.8, 0, 2 * Math.PI);
      context.fillStyle = this._palette.townDot;
      context.fill();
    },
  });
})(window.incidentsMap.parts);
