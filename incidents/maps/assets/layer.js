/* The incidents on the map: draws what the tiles hold, answers the pointer, keeps the state. */
(function (parts) {
  "use strict";

  const NAMED_TO = 14; // areas in view; more names than this would cover the map
  const SPREAD_TO = 400; // symbols that badges still make way for
  const FINGER = 20; // pixels around a finger that still mean the symbol
  const MOUSE = 9;
  const CLOSE_ZOOM = 11; // how near a place without a zoom is shown
  // Pixels that a badge may move to leave room, the nearest first.
  const STEPS = [[0, 0], [0, -30], [0, 30], [56, 0], [-56, 0], [56, -30], [-56, -30], [56, 30],
    [-56, 30], [0, -58], [0, 58]];

  parts.Incidents = parts.CanvasOverlay.extend({
    options: { padding: 0.25, pane: "incidents" },

    initialize(options) {
      parts.CanvasOverlay.prototype.initialize.call(this, options);
      this.symbols = new parts.Symbols(options.kinds);
      this.extents = new parts.Extents(this);
      this.tiles = new parts.Tiles(options.source, () => this._arrived());
      this.state = { query: null, version: null, selected: null, at: [], focus: null,
        theme: null };
      this.placed = [];
      this._clicks = 0;
      this._rows = new Map(); // incidents looked up by id
    },

    onAdd(map) {
      parts.CanvasOverlay.prototype.onAdd.call(this, map);
      map.on({ moveend: this._want, mousemove: this._hover, mouseout: this._leave,
        click: this._press, zoomstart: this._leave, movestart: this._leave }, this);
    },

    onRemove(map) {
      map.off({ moveend: this._want, mousemove: this._hover, mouseout: this._leave,
        click: this._press, zoomstart: this._leave, movestart: this._leave }, this);
      parts.CanvasOverlay.prototype.onRemove.call(this, map);
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
        this.tiles = new parts.Tiles(this.options.source, () => this._arrived());
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
      if (this.state.query === null || this.waiting || !this._map) return;
      const scale = 256 * 2 ** this._map.getZoom();
      const { min, max } = this._map.getPixelBounds();
      const box = [min.x / scale, min.y / scale, max.x / scale, max.y / scale];
      this.tiles.want(box, this._map.getZoom(), this.asked());
    },

    _arrived() {
      this.redraw();
      this.fire("loading");
    },

    paint(context, bounds) {
      this._place(context, bounds);
      const { points, areas, cells } = this.sorted;
      const size = this.symbols.sizeFor(points.length + cells.length);
      this.extents.paint(context, { ...this.reaching, chosen: this._openPlaces() });
      for (const item of areas) this.symbols.badge(context, item);
      for (const item of cells) this.symbols.ringOfShares(context, item);
      for (const item of points) {
        if (parts.isRing(item)) this.symbols.ringOfShares(context, item);
        else this.symbols.point(context, item, size);
      }
      this._ringSelected(context, size);
      this.fire("drawn");
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
      const exact = parts.grouped(near);
      this.sorted = {
        points: exact.filter(({ type }) => type === "point").sort((a, b) => a.y - b.y),
        cells: exact.filter(({ type }) => type === "cell"),
        areas: parts.groupedAreas(areas),
      };
      // Each with a reach of its own, also in a count; copies, for badges are moved from their middle.
      this.reaching = { spots: near.filter(({ type }) => type === "point"),
        areas: areas.map((item) => ({ ...item })) };
      this.placed = [...exact, ...this.sorted.areas];
      for (const item of this.sorted.areas) {
        item.named = this.sorted.areas.length <= NAMED_TO;
        item.width = this.symbols.badgeWidth(context, item);
      }
      if (this.placed.length <= SPREAD_TO) this._spread();
    },

    _spread() {
      const { points, areas, cells } = this.sorted;
      const taken = [...points, ...cells].map((item) => {
        const half = parts.isRing(item) ? parts.cellRadius(item.n) + 2 : 14;
        return [item.x - half, item.y - half, item.x + half, item.y + half];
      }).concat(this.options.covered());
      for (const item of [...areas].sort((a, b) => b.n - a.n)) {
        const boxes = STEPS.map(([dx, dy]) => boxOf(item, item.x + dx, item.y + dy));
        const box = boxes.find((one) => !taken.some((other) => meets(one, other))) || boxes[0];
        item.from = box === boxes[0] ? null : { x: item.x, y: item.y };
        [item.x, item.y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
        taken.push(box);
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
      const item = this._map._animatingZoom ? null : this.hit(layerPoint, false);
      if (item === this._hovered) return;
      this._hovered = item;
      this._map.getContainer().classList.toggle("incidents-pointing", item !== null);
      this.fire("hovered", { item });
    },

    _leave() {
      this._hovered = null;
      this._map.getContainer().classList.remove("incidents-pointing");
      this.fire("hovered", { item: null });
    },

    _press({ layerPoint, originalEvent }) {
      const item = this.hit(layerPoint, originalEvent.pointerType === "touch");
      if (!item) return;
      this._leave();
      const spots = parts.spotsOf(item);
      const farOff = item.type === "cell" || (item.box && !spots); // areas do not part by zooming
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

    /* Tells the page which incident was chosen. */
    choose(id, spot) {
      this._tell({ id }, spot);
    },

    /* Tells the page to list what lies at the spots. */
    open(at, spot) {
      this._tell({ at }, spot);
    },

    /* Speaks to the page the way a drawn Leaflet layer would. */
    _tell(what, { lat, lon }) {
      this._clicks += 1;
      const feature = {
        type: "Feature",
        properties: { ...what, n: this._clicks },
        geometry: { type: "Point", coordinates: [lon, lat] },
      };
      const layer = { toGeoJSON: () => feature };
      this.fire("click", { latlng: L.latLng(lat, lon), layer });
    },
  });

  function boxOf(item, x, y) {
    const [half, height] = [item.width / 2, parts.BADGE.height / 2];
    return [x - half, y - height, x + half, y + height];
  }

  function meets(a, b) {
    return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
  }

  function within(box, { x, y }) {
    return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
  }

  /* Whether a stack or an area is where that row is, and as precise. */
  function holds(item, row) {
    if (item.members) return item.members.some((member) => holds(member, row));
    return row && row.lat !== null && item.type !== "cell" && Math.abs(item.lat - row.lat) < 1e-4
      && Math.abs(item.lon - row.lon) < 1e-4
      && parts.words.PRECISIONS[item.prec] === row.geo_precision;
  }
})(window.incidentsMap.parts);
