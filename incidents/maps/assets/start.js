/* Puts it all on a Leaflet map; what the page and the tests may use is on window.incidentsMap. */
(function (api) {
  "use strict";

  const { parts } = api;
  const BEHIND = { labels: 250, incidents: 410 }; // panes: above the tiles, below the popups

  const LAND_MS = 500; // that the land waits for the first dots: unpacking it takes a while

  /* A function that fetches once and remembers; a failure is asked for again. */
  function fetched(url) {
    let answer = null;
    return () => {
      answer = answer || fetch(url).then((response) => {
        if (!response.ok) throw new Error(`the server answered ${response.status}`);
        return response.json();
      }).catch((error) => {
        answer = null;
        throw error;
      });
      return answer;
    };
  }

  /* By name, a function that resolves to the base map's file: an address or the content. */
  function sourcesOf(basemap) {
    return Object.fromEntries(Object.entries(basemap).map(([name, file]) => (
      [name, typeof file === "string" ? fetched(file) : () => Promise.resolve(file)])));
  }

  /* Folium's page forbids to enlarge it by hand; whoever needs that may. */
  function allowEnlarging() {
    document.querySelectorAll("meta[name=viewport]").forEach((meta) => {
      meta.content = "width=device-width, initial-scale=1";
    });
  }

  /* The page's own light or dark, before the state says it. */
  function guessed() {
    return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  /* Nothing glides or zooms through for whoever asked their system for less motion. */
  function holdStill(map) {
    if (!window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    Object.assign(map, { _zoomAnimated: false, _fadeAnimated: false });
    const { panBy } = map;
    map.panBy = (by, options) => panBy.call(map, by, { ...options, animate: false });
  }

  function dress(map, themed, theme) {
    const name = theme === "dark" || theme === "light" ? theme : guessed();
    const container = map.getContainer();
    container.classList.toggle("incidents-dark", name === "dark");
    container.style.backgroundColor = parts.palettes[name].sea;
    themed.forEach((one) => one.setPalette(parts.palettes[name]));
  }

  /* The first view: the link's, else the state's focus, else all incidents. */
  async function first(map, layer, notes, asked) {
    layer.waiting = true;
    try {
      if (asked) return;
      if (layer.state.focus) layer.look();
      else await parts.controls.fit(map, layer, false);
    } catch (error) {
      notes.warn(`The extent of the incidents is not known: ${error.message}.`);
    } finally {
      layer.waiting = false;
      layer._want();
    }
  }

  /* Rows that were moved out of sight are looked for; else the view stays as it is. */
  function holdInView(map, layer, rows, notes) {
    if (layer.state.query === null) return; // the first view is still to come
    const seen = map.getBounds();
    if (rows.every(({ lat, lon }) => seen.contains([lat, lon]))) return;
    parts.controls.fit(map, layer, true).catch((error) => notes.warn(error.message));
  }

  /* Names are written anew when symbols have come to sit elsewhere. */
  function makeWay(labels, layer) {
    const key = layer.placed.map((item) => `${item.lat},${item.lon},${item.n}`).join(" ");
    if (key === labels.key) return;
    labels.key = key;
    labels.redraw();
  }

  /* Layer points that buttons, legend, scale and notes stand on: nothing is written under them. */
  function covered(map) {
    const { left, top } = map.getContainer().getBoundingClientRect();
    const controls = [...map.getContainer().querySelectorAll(".leaflet-control")];
    return controls.map((one) => one.getBoundingClientRect()).filter(({ width }) => width)
      .map((box) => {
        const first = map.containerPointToLayerPoint([box.left - left, box.top - top]);
        return [first.x, first.y, first.x + box.width, first.y + box.height];
      });
  }

  /* Names are written anew when a legend or a note has come to cover more, or less. */
  function writeAnew(map, labels) {
    const watched = new ResizeObserver(() => labels.redraw());
    const corners = map.getContainer().querySelectorAll(".leaflet-top, .leaflet-bottom");
    for (const corner of corners) watched.observe(corner);
  }

  function drawn() {
    const { map, layer } = api;
    return layer.placed.map((item) => {
      const { x, y } = map.layerPointToContainerPoint([item.x, item.y]);
      const kind = layer.symbols.kind(item.kind).id;
      const { lat, lon, n, id = null, type } = item;
      return { x, y, lat, lon, n, kind, id, type, area: type === "area" };
    });
  }

  /* options: kinds, basemap, attribution, rows, unplaced; link: keep the address in step, leave
     lists to the page, offer what the server knows; live: rows come with the state, and a press
     on one chooses it. */
  api.start = function start(map, options) {
    allowEnlarging();
    holdStill(map);
    map.getContainer().classList.add("incidents-map");
    map.getContainer().setAttribute("role", "region");
    map.getContainer().setAttribute("aria-label", "Map of incidents");
    for (const [name, height] of Object.entries(BEHIND)) {
      const pane = map.createPane(name);
      pane.style.zIndex = height;
      pane.style.pointerEvents = "none";
    }
    const sources = sourcesOf(options.basemap);
    let unpack = null;
    const after = new Promise((resolve) => { unpack = resolve; });
    const world = new parts.World({ sources, after }).addTo(map);
    const labels = new parts.Labels({ sources });
    labels.addTo(map);
    const source = options.rows ? new parts.RowsSource(options.rows, options.kinds)
      : new parts.ServerSource();
    const layer = new parts.Incidents({ kinds: options.kinds, source,
      details: Boolean(options.rows) && !options.live, tells: Boolean(options.link), outline: (item) => world.outline(item),
      covered: () => covered(map) });
    world.on("shapes", () => layer.redraw());
    const asked = options.link ? parts.viewport.read() : null;
    if (asked) map.setView([asked.lat, asked.lon], asked.zoom, { animate: false });
    layer.on("drawn", () => { // the frame with the dots is painted first
      if (layer.placed.length) requestAnimationFrame(() => setTimeout(unpack));
    });
    setTimeout(unpack, options.rows ? 0 : LAND_MS);
    layer.addTo(map);
    labels.taken = () => layer.placed;
    labels.covered = () => covered(map);
    layer.on("drawn", () => makeWay(labels, layer));
    const themed = [world, labels, layer];
    dress(map, themed, null);
    layer.on("theme", ({ theme }) => dress(map, themed, theme));
    const { notes, choices } = parts.controls.add(map, layer, labels, options);
    writeAnew(map, labels);
    layer.on("rows", ({ rows }) => holdInView(map, layer, rows, notes));
    if (options.link) choices.restore(parts.viewport.chosen());
    layer.on("first", () => first(map, layer, notes, asked).then(() => {
      if (options.link) parts.viewport.follow(map, layer, choices);
    }));
    Object.assign(api, { map, layer, drawn });
  };

  /* The box in view, as a link spells it. */
  api.view = () => parts.shapes.boxText(api.map.getBounds());

  /* Whether the first view has been found. */
  Object.defineProperty(api, "settled", {
    get: () => Boolean(api.layer) && api.layer.state.query !== null && !api.layer.waiting,
  });

  Object.defineProperty(api, "idle", {
    get: () => api.settled && api.layer.tiles.idle && !api.layer._frame,
  });
})(window.incidentsMap);
