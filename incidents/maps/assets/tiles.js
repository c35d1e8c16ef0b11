/* Which tiles a view needs, fetched once each; the old ones stay until the new ones are here. */
(function (parts) {
  "use strict";

  const SIDE = 512; // pixels of a tile on the map: few requests, each well filled
  const DEEPEST = 18;
  const CELLS = 8; // a side, of a crowded tile
  const REMEMBERED = 400; // tiles kept, by query, zoom, column and row

  class Tiles {
    constructor(source, changed) {
      this.source = source;
      this.changed = changed;
      this.cache = new Map();
      this.flying = new Map();
      this.failed = new Map();
      this.target = { generation: null, wanted: [] };
      this.shown = { generation: null, keys: [] };
    }

    /* Asks for what a view needs: the box in world units, the map's zoom, the query. */
    want(box, zoom, query) {
      const z = Math.max(0, Math.min(DEEPEST, Math.round(zoom) - 1));
      const wanted = covering(box, z);
      this.target = { generation: `${query}|${z}`, query, wanted };
      this._cancel();
      this.failed.clear();
      for (const tile of wanted) this._fetch(tile);
      this._settle();
    }

    retry() {
      this.failed.clear();
      for (const tile of this.target.wanted) this._fetch(tile);
      this._settle();
    }

    get idle() { return this.flying.size === 0; }

    /* What to draw now: points, areas and cells with their spot in world units. */
    get items() {
      if (!this._items) this._items = this.shown.keys.flatMap((shown) => this._read(shown, "items"));
      return this._items;
    }

    /* What the heat is drawn from: as finely as the server tells. */
    get warm() {
      return this.shown.keys.flatMap((shown) => this._read(shown, "warm"));
    }

    /* Whether some tile had more incidents than it may hold. */
    get more() {
      return this.shown.keys.some(({ key }) => this.cache.has(key) && this.cache.get(key).more);
    }

    _read({ key, turn }, what) {
      const items = this.cache.has(key) ? this.cache.get(key)[what] : [];
      return turn ? items.map((item) => ({ ...item, wx: item.wx + turn, turn })) : items;
    }

    _key(tile) { return `${tile.z}/${tile.x}/${tile.y}?${this.target.query}`; }

    _cancel() {
      const keys = new Set(this.target.wanted.map((tile) => this._key(tile)));
      for (const [key, control] of this.flying) {
        if (keys.has(key)) continue;
        control.abort();
        this.flying.delete(key);
      }
    }

    _fetch(tile) {
      const key = this._key(tile);
      if (this.cache.has(key)) this._keep(key, this.cache.get(key));
      if (this.cache.has(key) || this.flying.has(key)) return;
      const control = new AbortController();
      this.flying.set(key, control);
      this.source.tile(tile, this.target.query, control.signal).then(
        (answer) => this._keep(key, readOf(answer, tile)),
        (error) => { if (!control.signal.aborted) this.failed.set(key, error.message); },
      ).finally(() => {
        if (this.flying.get(key) === control) this.flying.delete(key);
        if (!control.signal.aborted) this._settle();
      });
    }

    /* The latest used are at the end of the map, the first to go at its start. */
    _keep(key, read) {
      this.cache.delete(key);
      this.cache.set(key, read);
      const [oldest] = this.cache.keys();
      if (this.cache.size > REMEMBERED) this.cache.delete(oldest);
    }

    /* Shows the new tiles: one by one while panning, all at once after a zoom or a filter. */
    _settle() {
      const { generation, wanted } = this.target;
      let switched = false;
      if (generation === this.shown.generation || this.idle) {
        const keys = wanted.map((tile) => ({ key: this._key(tile), turn: tile.turn }));
        switched = generation !== this.shown.generation;
        this.shown = { generation, keys };
        this._items = null;
      }
      this.changed(switched);
    }
  }

  /* The tiles over a box of world units, with the turn of the globe each is on. */
  function covering([west, north, east, south], z) {
    const side = 2 ** z;
    const found = [];
    const [top, bottom] = [Math.floor(north * side), Math.floor(south * side)];
    for (let y = Math.max(0, top); y <= Math.min(side - 1, bottom); y += 1) {
      for (let column = Math.floor(west * side); column <= Math.floor(east * side); column += 1) {
        const turn = Math.floor(column / side);
        found.push({ z, x: column - turn * side, y, turn });
      }
    }
    return found;
  }

  function readOf(answer, tile) {
    const items = itemsOf(answer, tile);
    const warm = items.filter(({ type }) => type === "point" || (type === "cell" && !answer.heat));
    return { items, warm: [...warm, ...rowsOf(answer.heat, "cell", tile, answer.extent)],
      more: Boolean(answer.more) };
  }

  function itemsOf(answer, tile) {
    return [
      ...rowsOf(answer.points, "point", tile, answer.extent),
      ...rowsOf(answer.areas, "area", tile, answer.extent),
      ...rowsOf(answer.area_cells, "area", tile, answer.extent).map((item) => (
        { ...item, slim: false, below: null, spots: null, box: boxOf(item, tile, answer.extent) })),
      ...rowsOf(answer.cells, "cell", tile, answer.extent),
    ];
  }

  /* Columns to rows, each with its spot in world units. */
  function rowsOf(columns, type, tile, extent) {
    if (!columns) return [];
    const names = Object.keys(columns);
    return columns.n.map((n, row) => {
      const item = { type };
      for (const name of names) item[name] = columns[name][row];
      item.shares = item.shares || [[item.kind, n]];
      if (item.lat !== undefined) [item.wx, item.wy] = parts.mercator(item.lat, item.lon);
      else Object.assign(item, spotOf(item, tile, extent), roughly(item, tile, extent));
      return item;
    });
  }

  /* The cell that an item sums up: west, south, east, north. */
  function boxOf({ x, y }, tile, extent) {
    const side = extent / CELLS;
    const [left, top] = [x, y].map((part) => Math.floor(part / side) * side);
    const { lat: north, lon: west } = spotOf({ x: left, y: top }, tile, extent);
    const { lat: south, lon: east } = spotOf({ x: left + side, y: top + side }, tile, extent);
    return [west, south, east, north];
  }

  /* What is told as it is drawn: how far its place may be off, and where all of it is told. */
  function roughly(item, tile, extent) {
    if (item.type === "cell") return { slim: false };
    return { slim: true, unit: 1 / (2 ** tile.z * extent), below: parts.below(item, tile, extent) };
  }

  /* Where a tile-local spot is, in world units and in degrees. */
  function spotOf({ x, y }, tile, extent) {
    const side = 2 ** tile.z * extent;
    const wx = (tile.x * extent + x) / side;
    const wy = (tile.y * extent + y) / side;
    return { wx, wy, ...degrees(wx, wy) };
  }

  /* The highest figure of several items; null where none is given. Never a sum: reports overlap. */
  function mostKilled(items) {
    const given = items.map(({ killed }) => killed).filter((one) => one !== null && one >= 0);
    return given.length ? Math.max(...given) : null;
  }

  /* The kinds of several items with their counts, most first. */
  function sharesOf(items) {
    const counts = new Map();
    for (const [kind, count] of items.flatMap((item) => item.shares)) {
      counts.set(kind, (counts.get(kind) || 0) + count);
    }
    return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  }

  function degrees(wx, wy) {
    const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * wy))) * 180) / Math.PI;
    return { lat, lon: wx * 360 - 180 };
  }

  parts.Tiles = Tiles;
  Object.assign(parts, { readOf, sharesOf, mostKilled });
})(window.incidentsMap.parts);
