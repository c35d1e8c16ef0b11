/* Where incidents come from: our own server, or rows that came with the page. */
(function (parts) {
  "use strict";

  const TRIES = 3; // a busy server is asked again
  const PAUSE = 400; // milliseconds before the second try, doubled each time

  /* The page's address up to the component, so that a prefix put before it still works. */
  function basePath() {
    const at = window.location.pathname.indexOf("/component/");
    return at < 0 ? "./" : window.location.pathname.slice(0, at + 1);
  }

  const wait = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

  async function json(url, signal) {
    for (let tried = 1; ; tried += 1) {
      const answer = await fetch(url, { signal, headers: { Accept: "application/json" } });
      if (answer.ok) return answer.json();
      const busy = answer.status === 429 || answer.status >= 500;
      if (!busy || tried === TRIES) throw new Error(`the server answered ${answer.status}`);
      await wait(PAUSE * 2 ** (tried - 1));
    }
  }

  class ServerSource {
    constructor() { this.base = basePath(); }

    tile({ z, x, y }, query, signal) {
      return json(`${this.base}tiles/${z}/${x}/${y}.json${query && `?${query}`}`, signal);
    }

    /* The base maps that this server offers beside its own plain one. */
    basemaps() { return json(`${this.base}basemaps`); }

    /* Places that begin with what was typed, the likeliest first. */
    async places(typed, signal) {
      const asked = `${this.base}api/places/search?q=${encodeURIComponent(typed)}`;
      return (await json(asked, signal)).places;
    }

    async bounds(query) {
      return (await json(`${this.base}api/bounds${query && `?${query}`}`)).bbox;
    }

    /* The incidents in a box, as rows of the table. */
    async list(box, query, limit, signal) {
      const asked = `${query}${query && "&"}bbox=${box.join(",")}&limit=${limit}`;
      const found = await json(`${this.base}api/incidents?${asked}`, signal);
      return found.features.map(rowOf);
    }

    /* One incident's row of the table. */
    async one(id) {
      return (await json(`${this.base}api/incidents/${encodeURIComponent(id)}`)).incident;
    }
  }

  /* A GeoJSON feature as one flat row. */
  function rowOf({ id, geometry, properties }) {
    const [lon, lat] = (geometry && geometry.coordinates) || [null, null];
    return { id, lon, lat, ...properties };
  }

  class RowsSource {
    /* `rows`: objects with the table's columns, only those with a place. */
    constructor(rows, kinds) {
      this.rows = rows;
      this.numbers = new Map(kinds.map((kind, number) => [kind.id, number]));
      this.spots = this._spots();
    }

    /* Rows that share a spot and a precision, as one line of a tile. */
    _spots() {
      const spots = new Map();
      for (const row of this.rows) {
        const prec = parts.words.PRECISIONS.indexOf(row.geo_precision);
        const key = `${row.lat}|${row.lon}|${prec}`;
        if (!spots.has(key)) spots.set(key, { row, prec, counts: new Map(), n: 0, killed: null });
        const spot = spots.get(key);
        const kind = this.numbers.get(row.kind);
        spot.n += 1;
        spot.killed = parts.mostKilled([spot, { killed: row.killed_max ?? row.killed_min ?? null }]);
        spot.counts.set(kind, (spot.counts.get(kind) || 0) + 1);
      }
      return [...spots.values()].map((spot) => {
        const [wx, wy] = parts.mercator(spot.row.lat, spot.row.lon);
        const shares = [...spot.counts].sort((a, b) => b[1] - a[1]);
        return { ...spot, wx: wx % 1, wy, shares };
      });
    }

    tile({ z, x, y }) {
      const side = 2 ** z;
      const inside = this.spots.filter(({ wx, wy }) => Math.floor(wx * side) === x
        && Math.floor(Math.min(0.9999999, Math.max(0, wy)) * side) === y);
      const coarse = ({ prec }) => prec > parts.words.TOWN;
      return Promise.resolve({
        points: columnsOf(inside.filter((spot) => !coarse(spot))),
        areas: columnsOf(inside.filter(coarse)),
      });
    }

    bounds() {
      if (!this.rows.length) return Promise.resolve(null);
      const box = [180, 90, -180, -90];
      for (const { lat, lon } of this.rows) {
        box[0] = Math.min(box[0], lon);
        box[1] = Math.min(box[1], lat);
        box[2] = Math.max(box[2], lon);
        box[3] = Math.max(box[3], lat);
      }
      return Promise.resolve(box);
    }

    list([west, south, east, north], query, limit) {
      const inside = this.rows.filter(({ lat, lon }) => lat >= south && lat <= north
        && lon >= west && lon <= east);
      inside.sort((a, b) => (b.date || "").localeCompare(a.date || "")); // as the server has them
      return Promise.resolve(inside.slice(0, limit));
    }

    one(id) {
      const found = this.rows.find((row) => row.id === id);
      return found ? Promise.resolve(found) : Promise.reject(new Error("no such incident"));
    }
  }

  function columnsOf(spots) {
    const column = (read) => spots.map(read);
    return {
      n: column((spot) => spot.n),
      kind: column((spot) => spot.shares[0][0]),
      shares: column((spot) => spot.shares),
      prec: column((spot) => spot.prec),
      lat: column(({ row }) => row.lat),
      lon: column(({ row }) => row.lon),
      id: column(({ row }) => row.id),
      radius: column(({ row }) => row.radius_m),
      date: column(({ row }) => row.date),
      dprec: column(({ row }) => row.date_precision),
      place: column(({ row }) => row.place),
      country: column(({ row }) => row.country),
      killed: column(({ killed }) => killed),
    };
  }

  parts.ServerSource = ServerSource;
  parts.RowsSource = RowsSource;
})(window.incidentsMap.parts);
