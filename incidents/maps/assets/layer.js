/* The incidents on the map: draws what the tiles hold, answers the pointer, keeps the state. */
(function (parts) {
  "use strict";

  const NAMED_TO = 14; // areas in view; more names than this would cover the map
  const SPREAD_TO = 400; // symbols that badges still make way for
  const FINGER = 20; // pixels around a finger that still mean the symbol
  const MOUSE = 9;
  const CLOSE_ZOOM = 11; // how near a place without a zoom is shown
  const { spread, boxOf, within } = parts.badges;

  parts.Incidents = parts.CanvasOverlay.extend({
    ...parts.telling,
    ...parts.fuller,
    options: { padding: 0.25, pane: "incidents" },

    initialize(options) {
      parts.CanvasOverlay.prototype.initialize.call(this, options);
      this.symbols = new parts.Symbols(options.kinds);
      this.extents = new parts.Extents(this);
      this.tiles = new parts.Tiles(options.source, (anew) => this._arrived(anew));
      this.state = { query: null, version: null, selected: null, at: [], focus: null,
        theme: null };
      this.placed = [];
      this.show = ""; // or killed, or heat: what the symbols tell
      this.busy = false; // somebody draws: presses are not for the symbols
      this._clicks = 0;
      this._rows = new Map(); // incidents looked up by id
    },

    onAdd(map) {
      parts.CanvasOverlay.prototype.onAdd.call(this, map);
      map.on(this._heard(), this);
    },

    onRemove(map) {
      map.off(this._heard(), this);
      parts.CanvasOverlay.prototype.onRemove.call(this, map);
    },

    _heard() {
      return { moveend: this._want, zoomanim: this._ahead, mousemove: this._hover,
        mouseout: this._leave, click: this._press, zoomstart: this._leave,
        movestart: this._leave };
    },

    /* What the symbols tell: their kind (""), how many were killed, or how they crowd (heat). */
    setShow(show) {
      this.show = show;
      this.dissolve();
      this._want(); // what lies in cells is told as it is shown
      this.redraw();
    },

    /* Takes on a new state; what is not named stays. The view moves for a new focus, and for rows
       that lie outside it. */
    setState({ rows, unplaced, ...change }) {
      const before = this.state;
      if (rows) this._take(rows, unplaced);
      this.state = { ...before, ...change };
      if (this.state.theme !== before.theme) this.fire("theme", { theme: this.state.theme });
      if (before.query === null) this.fire("first", { state: this.state });
      else if (JSON.stringify(this.state.focus) !== JSON.stringify(before.focus)) this.look();
      this.fire("state");
      this._findSelected();
      this._want();
    },

    /* Rows that come with a state take the place of all that were drawn. */
    _take(rows, unplaced) {
      const key = JSON.stringify(rows);
      if (key !== this._taken) {
        this._taken = key;
        this.options.source = new parts.RowsSource(rows, this.options.kinds);
        this.tiles = new parts.Tiles(this.options.source, (anew) => this._arrived(anew));
        this._rows.clear();
      }
      this.fire("rows", { rows, unplaced });
    },

    setPalette(palette) {
      this.symbols.setPalette(palette);
      this.redraw();
    },

    /* Moves to the state's focus, if it has one. */
    look() {
      const { focus } = this.state;
      if (!focus) return;
      const zoom = focus.zoom || Math.max(this._map.getZoom(), CLOSE_ZOOM);
      this._map.setView([focus.lat, focus.lon], zoom);
    },

    /* The query with the data's version, so that an answer never changes under its address. */
    asked() {
      const { query, version } = this.state;
      if (version === null || /(^|&)v=/.test(query)) return query;
      return `${query}${query && "&"}v=${version}`;
    },

    _want() {
      if (this._map) this._wantAt(this._map.getCenter(), this._map.getZoom());
    },

    /* While a zoom is on its way, what its end will need is fetched already. */
    _ahead({ center, zoom }) {
      this._wantAt(center, zoom);
    },

    _wantAt(centre, zoom) {
      if (this.state.query === null || this.waiting) return;
      const scale = 256 * 2 ** zoom;
      const middle = this._map.project(centre, zoom);
      const half = this._map.getSize().divideBy(2);
      const [min, max] = [middle.subtract(half), middle.add(half)];
      const box = [min.x / scale, min.y / scale, max.x / scale, max.y / scale];
      const asked = this.asked();
      const show = this.show ? `${asked && "&"}show=${this.show}` : "";
      this.tiles.want(box, zoom, `${asked}${show}`);
    },

    /* What the tiles that are drawn were asked to tell: the old ones stay until the new are here. */
    _painted() {
      const [, show] = /[&?]?show=(\w+)\|/.exec(this.tiles.shown.generation || "") || [];
      return show || "";
    },

    /* New tiles are here; `anew` when they are of another level or query than what is drawn. */
    _arrived(anew) {
      if (anew) this.dissolve();
      this.redraw();
      this.fire("loading");
    },

    paint(context, bounds) {
      this._place(context, bounds);
      const { points, areas, cells } = this.sorted;
      const size = this.symbols.sizeFor(points.length + cells.length);
      this.extents.paint(context, { ...this.reaching, chosen: this._openPlaces() });
      if (this._painted() === "heat") this._paintExact(context, bounds, size); // badges stand on it
      for (const item of areas) this.symbols.badge(context, item);
      if (this._painted() !== "heat") this._paintExact(context, bounds, size);
      this._ringSelected(context, size);
      this.fire("drawn");
    },

    /* Points and counts, the way that is shown now. */
    _paintExact(context, bounds, size) {
      const { points, cells } = this.sorted;
      if (this._painted() === "heat") {
        parts.heat.paint(context, bounds, this.warm, this.symbols.palette.dark);
        return;
      }
      if (this._painted() === "killed") {
        const all = [...cells, ...points].sort((a, b) => (b.killed ?? -1) - (a.killed ?? -1));
        for (const item of all) this.symbols.toll(context, item);
        return;
      }
      for (const item of cells) this.symbols.ringOfShares(context, item);
      for (const item of points) {
        if (parts.isRing(item)) this.symbols.ringOfShares(context, item);
        else this.symbols.point(context, item, size);
      }
    },

    /* Pixels for every item in sight; badges are moved off each other and off dots. */
    _place(context, { min, max }) {
      const scale = 256 * 2 ** this._map.getZoom();
      const origin = this._map.getPixelOrigin();
      this.placed = this.tiles.items.filter((item) => { // written in place: there may be thousands
        item.x = item.wx * scale - origin.x;
        item.y = item.wy * scale - origin.y;
        return item.x >= min.x && item.x <= max.x && item.y >= min.y && item.y <= max.y;
      });
      const areas = this.placed.filter(({ type }) => type === "area");
      const near = this.placed.filter(({ type }) => type !== "area");
      const heat = this._painted() === "heat"; // a surface instead of symbols: there is none to press
      this.warm = heat ? this.tiles.warm.map(({ n, wx, wy }) => (
        { n, x: wx * scale - origin.x, y: wy * scale - origin.y })) : [];
      const exact = heat ? [] : parts.grouped(near);
      this.sorted = {
        points: exact.filter(({ type }) => type === "point").sort((a, b) => a.y - b.y),
        cells: exact.filter(({ type }) => type === "cell"),
        areas: parts.groupedAreas(areas),
      };
      // Each with a reach of its own, also in a count; copies, for badges are moved from their middle.
      this.reaching = { spots: heat ? [] : near.filter(({ type }) => type === "point"),
        areas: areas.map((item) => ({ ...item })) };
      this.placed = [...exact, ...this.sorted.areas];
      for (const item of this.sorted.areas) {
        item.named = this.sorted.areas.length <= NAMED_TO;
        item.width = this.symbols.badgeWidth(context, item);
      }
      if (this.placed.length <= SPREAD_TO) {
        spread(context, this.sorted, this.symbols, this.options.covered());
      }
    },

    _findSelected() {
      const { selected, version } = this.state;
      const key = `${selected} ${version}`; // a correction may have moved it
      if (!selected || this._rows.has(key)) return;
      this._rows.set(key, null); // asked
      this.options.source.one(selected).then((row) => {
        this._rows.set(key, row);
        this.redraw();
      }, () => { this._rows.delete(key); }); // unknown here: the page says so
    },

    /* The row of the chosen incident, once it is known. */
    _chosen() {
      const { selected, version } = this.state;
      return (selected && this._rows.get(`${selected} ${version}`)) || null;
    },

    /* The places of the chosen incident and of the open list, for their extents. */
    _openPlaces() {
      const row = this._chosen();
      if (row && row.lat !== null) return [this._placed(row)];
      const open = new Set(this.state.at);
      if (!open.size) return [];
      const shown = (item) => (parts.spotsOf(item) || []).some((spot) => open.has(spot));
      return this.tiles.items.filter((item) => !item.box && shown(item))
        .map((item) => ({ ...item, ...this._pixel(item) }));
    },

    /* A row of the table as an item of the map, on the turn of the globe that is in view. */
    _placed({ lat, lon, kind, geo_precision: precision, radius_m: radius, ...row }) {
      const [wx, wy] = parts.mercator(lat, lon);
      const middle = this._map.getCenter().lng / 360 + 0.5;
      const number = this.symbols.kinds.findIndex(({ id }) => id === kind);
      const prec = parts.words.PRECISIONS.indexOf(precision);
      const spot = this._pixel({ wx: wx + Math.round(middle - wx), wy });
      return { ...row, ...spot, lat, lon, prec, radius, kind: number, shares: [[number, 1]] };
    },

    /* Where an item is drawn, in layer points. */
    _pixel({ wx, wy }) {
      const scale = 256 * 2 ** this._map.getZoom();
      const origin = this._map.getPixelOrigin();
      return { x: wx * scale - origin.x, y: wy * scale - origin.y };
    },

    /* A ring around what the page shows beside the map: an incident, the list of a spot. */
    _ringSelected(context, size) {
      const { selected, at } = this.state;
      if (!selected && !at.length) return;
      const row = this._chosen();
      const open = new Set(at);
      const shown = (item) => holds(item, row) || (selected && item.id === selected)
        || (open.size && (parts.spotsOf(item) || []).some((spot) => open.has(spot)));
      const ringed = this.placed.filter((item) => shown(item)
        || (item.members && item.members.some(shown)));
      for (const item of ringed) {
        this.symbols.ring(context, item, (item.reach || size / 2 + 4) + 4, true);
      }
    },

    /* The topmost item under a point of the map, or null. */
    hit(point, finger) {
      if (!this.sorted) return null;
      const near = (item) => Math.hypot(item.x - point.x, item.y - point.y);
      const reach = (item) => Math.max(item.reach || 0, finger ? FINGER : MOUSE);
      const { points, areas, cells } = this.sorted;
      const close = [...points, ...cells].filter((item) => near(item) <= reach(item));
      if (close.length) return close.reduce((a, b) => (near(b) <= near(a) ? b : a));
      return areas.findLast((item) => within(boxOf(item, item.x, item.y), point)) || null;
    },

    _hover({ layerPoint }) {
      const item = this._map._animatingZoom || this.busy ? null : this.hit(layerPoint, false);
      if (item === this._hovered) return;
      this._hovered = item;
      this._map.getContainer().classList.toggle("incidents-pointing", item !== null);
      this.fire("hovered", { item });
      if (item && item.slim) this._tellOnceFilled(item);
    },

    /* Says more of the symbol under the pointer, if it is still there by then. */
    _tellOnceFilled(item) {
      this.fill(item).then((well) => {
        if (well && item === this._hovered) this.fire("hovered", { item });
      });
    },

    _leave() {
      this._hovered = null;
      this._map.getContainer().classList.remove("incidents-pointing");
      this.fire("hovered", { item: null });
    },

    _press({ layerPoint, originalEvent }) {
      if (this.busy) return;
      const item = this.hit(layerPoint, originalEvent.pointerType === "touch");
      this._pressed = item;
      if (!item) return;
      this._leave();
      if (item.slim) this.fill(item).then(() => item === this._pressed && this._act(item));
      else this._act(item);
    },

    /* What a press on a symbol does. */
    _act(item) {
      const spots = parts.spotsOf(item);
      // Areas do not part by zooming; what could not be told in full may be told from nearer.
      const farOff = item.type === "cell" || ((item.box || item.slim) && !spots);
      if (farOff && this._zoomInto(item)) return;
      if (item.n === 1 && item.id && !this.options.details) this.choose(item.id, item);
      else if (spots && this.options.tells) this.open(spots, item);
      else this.fire("list", { item });
    },

    /* Moves closer to a count; false when there is nothing closer to move to. */
    _zoomInto({ lat, lon, box }) {
      const zoom = this._map.getZoom();
      const most = this._map.getMaxZoom();
      if (zoom >= most || (box && box[0] === box[2] && box[1] === box[3])) return false;
      if (!box) this._map.setView([lat, lon], Math.min(most, zoom + 2));
      else {
        const [west, south, east, north] = box;
        const bounds = [[south, west], [north, east]];
        const fitting = this._map.getBoundsZoom(bounds, false, L.point(120, 120));
        this._map.setView([(south + north) / 2, (west + east) / 2],
          Math.max(zoom + 1, Math.min(most, fitting)));
      }
      return true;
    },
  });

  /* Whether a stack or an area is where that row is, and as precise. */
  function holds(item, row) {
    if (item.members) return item.members.some((member) => holds(member, row));
    return row && row.lat !== null && item.type !== "cell"
      && parts.words.PRECISIONS[item.prec] === row.geo_precision && near(item, row);
  }

  /* Whether an item lies there, as far as is told of it. */
  function near(item, { lat, lon }) {
    if (!item.slim) return Math.abs(item.lat - lat) < 1e-4 && Math.abs(item.lon - lon) < 1e-4;
    const [wx, wy] = parts.mercator(lat, lon);
    const across = (item.wx - wx) % 1;
    return Math.abs(across) < item.unit && Math.abs(item.wy - wy) < item.unit;
  }
})(window.incidentsMap.parts);
