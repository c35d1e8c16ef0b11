/* Coasts and borders: unpacked from world-*.json and painted on canvas tiles. */
(function (parts) {
  "use strict";

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.";
  const VALUES = new Int8Array(128).map((_, code) => DIGITS.indexOf(String.fromCharCode(code)));
  const BEYOND_POLE = 1.2; // below the square world's south edge, in world units
  const FINE_FROM_ZOOM = 7; // closer than this the 1:10m coasts show more than the 1:50m
  const MARGIN = 4; // pixels around a tile that are drawn too, for whole line widths

  /* Whole numbers from text; the reverse of build.py's `packed`. */
  function unpacked(text) {
    const numbers = [];
    let value = 0;
    let shift = 1;
    for (let at = 0; at < text.length; at += 1) {
      const digit = VALUES[text.charCodeAt(at)];
      value += (digit & 31) * shift;
      shift *= 32;
      if (digit & 32) continue;
      numbers.push(value % 2 ? -(value + 1) / 2 : value / 2);
      value = 0;
      shift = 1;
    }
    return numbers;
  }

  /* Web Mercator on a world one unit wide, y southward, kept finite at the poles. */
  function mercator(lat, lon) {
    const sine = Math.sin((lat * Math.PI) / 180);
    const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    return [lon / 360 + 0.5, Math.max(1 - BEYOND_POLE, Math.min(BEYOND_POLE, y))];
  }

  /* One arc as [x, y, x, y, …] in world units. */
  function arcOf(text, world) {
    const steps = unpacked(text);
    const points = new Float64Array(steps.length);
    let qx = 0;
    let qy = 0;
    for (let at = 0; at < steps.length; at += 2) {
      qx += steps[at];
      qy += steps[at + 1];
      const [x, y] = mercator(qy * world.scale[1] + world.translate[1],
        qx * world.scale[0] + world.translate[0]);
      points[at] = at ? x + Math.round(points[at - 2] - x) : x; // runs on past ±180°
      points[at + 1] = y;
    }
    return points;
  }

  /* Arcs joined to one ring; a ring around a pole is closed beyond the pole. */
  function ringOf(numbers, arcs) {
    const ring = [];
    for (const number of numbers) {
      const arc = arcs[number < 0 ? ~number : number];
      const length = arc.length / 2;
      for (let step = ring.length ? 1 : 0; step < length; step += 1) {
        const at = 2 * (number < 0 ? length - 1 - step : step);
        const last = ring[ring.length - 2];
        ring.push(last === undefined ? arc[at] : arc[at] + Math.round(last - arc[at]), arc[at + 1]);
      }
    }
    if (Math.abs(ring[ring.length - 2] - ring[0]) > 0.5) {
      ring.push(ring[ring.length - 2], BEYOND_POLE, ring[0], BEYOND_POLE);
    }
    return shapeOf(Float64Array.from(ring));
  }

  /* Points with the box around them. */
  function shapeOf(points) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let at = 0; at < points.length; at += 2) {
      box[0] = Math.min(box[0], points[at]);
      box[1] = Math.min(box[1], points[at + 1]);
      box[2] = Math.max(box[2], points[at]);
      box[3] = Math.max(box[3], points[at + 1]);
    }
    return { points, box };
  }

  /* Rings to fill, and lines that are coast (one country's) or border (two countries'). */
  function decoded(world) {
    const arcs = world.arcs.map((text) => arcOf(text, world));
    const uses = new Uint8Array(arcs.length);
    const countries = world.countries.map(({ polygons, iso, name }) => {
      const numbers = polygons.flat();
      for (const number of numbers.flat()) uses[number < 0 ? ~number : number] += 1;
      return { iso, name, rings: numbers.map((ring) => ringOf(ring, arcs)) };
    });
    const lines = arcs.map(shapeOf);
    return {
      countries,
      rings: countries.flatMap(({ rings }) => rings),
      coasts: lines.filter((_, number) => uses[number] === 1),
      borders: lines.filter((_, number) => uses[number] > 1),
    };
  }

  /* Which sides of the frame a point lies beyond, one bit a side. */
  function beyond(x, y, size) {
    return (x < -MARGIN ? 1 : x > size + MARGIN ? 2 : 0)
      | (y < -MARGIN ? 4 : y > size + MARGIN ? 8 : 0);
  }

  /* Adds the points to the path; leaves out steps under half a pixel and runs out of sight:
     of points that all lie beyond one side, only the first and the last matter. */
  function trace(context, points, view) {
    let drawn = [NaN, NaN];
    let side = 0; // the sides that every point since the last drawn one lies beyond
    let waiting = null;
    for (let at = 0; at < points.length; at += 2) {
      const x = (points[at] + view.turn) * view.scale - view.x;
      const y = points[at + 1] * view.scale - view.y;
      const here = beyond(x, y, view.size);
      const inner = at > 0 && at < points.length - 2;
      if (inner && here & side) {
        waiting = [x, y];
        side &= here;
        continue;
      }
      if (waiting) context.lineTo(...(drawn = waiting));
      waiting = null;
      if (inner && !here && Math.abs(x - drawn[0]) + Math.abs(y - drawn[1]) < 0.5) continue;
      if (at) context.lineTo(x, y);
      else context.moveTo(x, y);
      drawn = [x, y];
      side = here;
    }
  }

  function traceAll(context, shapes, view, close) {
    context.beginPath();
    for (const turn of [-1, 0, 1]) {
      const turned = { ...view, turn };
      const [west, north] = [view.x / view.scale - turn, view.y / view.scale];
      const [east, south] = [west + view.size / view.scale, north + view.size / view.scale];
      for (const { points, box } of shapes) {
        if (box[0] > east || box[2] < west || box[1] > south || box[3] < north) continue;
        trace(context, points, turned);
        if (close) context.closePath();
      }
    }
  }

  function stroke(context, shapes, view, colour, width) {
    traceAll(context, shapes, view, false);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }

  function paint(context, shapes, view, palette) {
    context.fillStyle = palette.sea;
    context.fillRect(0, 0, view.size, view.size);
    if (!shapes) return;
    context.lineJoin = "round";
    traceAll(context, shapes.rings, view, true);
    context.fillStyle = palette.land;
    context.fill("evenodd");
    stroke(context, shapes.borders, view, palette.border, view.zoom < 5 ? 0.8 : 1.1);
    stroke(context, shapes.coasts, view, palette.coast, view.zoom < 5 ? 0.7 : 1);
  }

  /* options: sources; after: a promise to wait for before coasts are unpacked. */
  parts.World = L.GridLayer.extend({
    options: { tileSize: 512, pane: "tilePane", updateWhenIdle: false, keepBuffer: 1 },

    initialize(options) {
      L.GridLayer.prototype.initialize.call(this, options);
      this._palette = parts.palettes.light;
      this._shapes = {}; // by scale: a promise while it is fetched, then the shapes
    },

    setPalette(palette) {
      this._palette = palette;
      this._repaint();
    },

    createTile(coords) {
      const tile = document.createElement("canvas");
      const ratio = window.devicePixelRatio || 1;
      tile.width = tile.height = Math.round(this.options.tileSize * ratio);
      this._paint(tile, coords);
      return tile;
    },

    _paint(tile, coords) {
      const size = this.options.tileSize;
      const context = tile.getContext("2d");
      const ratio = tile.width / size;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      const scale = 256 * 2 ** coords.z;
      const column = ((coords.x * size) % scale + scale) % scale;
      const view = { zoom: coords.z, size, scale, x: column, y: coords.y * size };
      paint(context, this._best(coords.z), view, this._palette);
    },

    /* The rings of a country by its code, else by its name; null when we do not know it. */
    outline({ country, place }) {
      const shapes = this._ready("world50");
      if (!shapes) return null;
      const found = shapes.countries.find(({ iso, name }) => (
        country ? iso === country : name === place));
      return found ? found.rings : null;
    },

    /* The finest shapes there are for that zoom; asks for better ones when they are not here. */
    _best(zoom) {
      const wanted = zoom >= FINE_FROM_ZOOM && this.options.sources.world10 ? "world10" : "world50";
      if (!this._shapes[wanted]) this._fetch(wanted);
      return this._ready(wanted) || this._ready("world50") || this._ready("world10");
    },

    _ready(name) {
      const shapes = this._shapes[name];
      return shapes && shapes.rings ? shapes : null;
    },

    _fetch(name) {
      this._shapes[name] = this.options.sources[name]().then(async (world) => {
        await this.options.after;
        this._shapes[name] = decoded(world);
        this._repaint();
        this.fire("shapes");
      }, () => { delete this._shapes[name]; }); // asked for again with the next tile
    },

    _repaint() {
      Object.values(this._tiles || {}).forEach(({ el, coords }) => this._paint(el, coords));
    },
  });

  Object.assign(parts, { mercator, traceAll });
})(window.incidentsMap.parts);
