/* Buttons, legend and notes around the map: all reachable with the keyboard. */
(function (parts) {
  "use strict";

  const { distance, element, incidents, press } = parts.words;
  const SLOW = 500; // milliseconds before we say that something is loading
  const FIT = { padding: [48, 48], maxZoom: 12 };
  const ICONS = {
    fit: "M4 9V4H9M15 4H20V9M20 15V20H15M9 20H4V15M9 12H15M12 9V15",
    full: "M9 4H4V9M4 4L10 10M15 20H20V15M20 20L14 14",
    box: "M5 7H19V17H5Z",
    ring: "M5 10L13 4L20 11L16 19L7 18Z",
    view: "M4 5H20L14 12.500V19L10 17V12.500Z",
  };

  function icon(path) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  }

  function button(path, title, act) {
    const made = element("button", "incidents-button", icon(path));
    made.type = "button";
    made.title = title;
    made.setAttribute("aria-label", title);
    made.addEventListener("click", act);
    return made;
  }

  /* A Leaflet control around an element; its clicks are not clicks on the map. */
  function place(map, position, box) {
    const control = new (L.Control.extend({ onAdd: () => box }))({ position });
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    control.addTo(map);
    return control;
  }

  /* Shows all that the query holds; resolves to whether there was anything to show. */
  async function fit(map, layer, animate) {
    const begun = !animate && layer.state.bounds; // what the first state came with
    const box = begun || await layer.options.source.bounds(layer.asked());
    const kept = parts.shapes.cornersOf(layer.state.query);
    if (!box && kept) map.fitBounds(kept, { ...FIT, animate }); // nothing inside: show where
    if (!box) return false;
    const [west, south, east, north] = box;
    map.fitBounds([[south, west], [north, east < west ? east + 360 : east]], { ...FIT, animate });
    return true;
  }

  function buttons(map, layer, notes) {
    const bar = element("div", "leaflet-bar incidents-bar");
    const unfit = (error) => notes.warn(`The extent is not known: ${error.message}.`);
    bar.append(button(ICONS.fit, "Show all incidents", () => {
      fit(map, layer, true).catch(unfit);
    }));
    if (document.fullscreenEnabled) {
      bar.append(button(ICONS.full, "Full screen", () => {
        const done = document.fullscreenElement ? document.exitFullscreen()
          : map.getContainer().requestFullscreen();
        done.catch((error) => notes.warn(`No full screen here: ${error.message}.`));
      }));
    }
    place(map, "topleft", bar);
  }

  /* Buttons that keep to a part of the map; the notes offer to move the corners of what is kept. */
  function keeping(map, layer) {
    const hint = element("div", "incidents-note incidents-drawhint");
    hint.hidden = true;
    hint.setAttribute("role", "status");
    L.DomEvent.disableClickPropagation(hint);
    map.getContainer().append(hint);
    const kept = new parts.shapes.Kept(map, layer);
    const draw = new parts.Draw(map, layer, hint);
    kept.tool = new parts.Corners(map, layer, { kept, bar: hint, before: () => draw.stop() });
    const instead = (act) => () => {
      kept.tool.stop();
      draw.stop();
      act();
    };
    const bar = element("div", "leaflet-bar incidents-bar",
      button(ICONS.box, "Draw a rectangle: only what is inside", instead(() => draw.start("box"))),
      button(ICONS.ring, "Draw an area: only what is inside", instead(() => draw.start("ring"))),
      button(ICONS.view, "Only what is in view", instead(() => (
        layer.keepTo({ bbox: parts.shapes.boxText(map.getBounds()) }, map.getCenter())))));
    place(map, "topleft", bar);
    return kept;
  }

  class Notes {
    constructor(map, layer, standing) {
      this.layer = layer;
      this.box = element("div", "incidents-notes");
      this.box.setAttribute("role", "status");
      this.standing = standing;
      place(map, "bottomleft", this.box);
      layer.on("loading drawn state", () => this.refresh());
      document.addEventListener("fullscreenchange", () => this.refresh());
      this.refresh();
    }

    warn(text) {
      this.warning = text;
      this.refresh();
      setTimeout(() => { this.warning = null; this.refresh(); }, 6000);
    }

    /* Asks something until it is answered; each answer is its words and what it does. */
    ask(text, answers) {
      this.question = text && { text, answers };
      this.refresh();
    }

    refresh() {
      const { tiles } = this.layer;
      if (tiles.idle) this.since = null;
      else if (!this.since) {
        this.since = Date.now();
        setTimeout(() => this.refresh(), SLOW + 20);
      }
      const slow = this.since && Date.now() - this.since > SLOW;
      const lines = [...this.standing, this.warning, slow && "Loading…", inside(this.layer.extents),
        tiles.more && "There are more incidents here than fit: zoom in or filter.",
      ].filter(Boolean);
      const [reason] = tiles.idle ? tiles.failed.values() : [];
      const kept = Boolean(this.kept && this.kept.corners);
      const alone = Boolean(document.fullscreenElement);
      const key = JSON.stringify([lines, reason, kept, alone, this.question]);
      if (key === this.key) return; // a button that has the focus keeps it
      this.key = key;
      const told = [...lines, reason && this._failed(tiles, reason),
        this.question && this._asked(this.question)].filter(Boolean);
      const notes = told.map((line) => element("div", "incidents-note", line));
      this.box.replaceChildren(...notes, ...(kept ? [this._kept(alone)] : []));
    }

    /* The page lifts the area like every filter; a map that fills the screen does so itself. */
    _kept(alone) {
      const move = press("Move its corners", () => this.kept.tool.start());
      const lift = press("Show all", () => this.layer.keepTo({}, this.layer._map.getCenter()));
      return element("div", "incidents-note incidents-kept", "Only what lies inside the outline.",
        element("span", "incidents-answers", move, alone ? lift : null));
    }

    _asked({ text, answers }) {
      const buttons = answers.map(([words, act]) => press(words, act));
      return element("span", null, text, element("span", "incidents-answers", ...buttons));
    }

    _failed(tiles, reason) {
      const retry = press("Try again", () => tiles.retry());
      return element("span", null, `Some incidents could not be loaded (${reason}). `, retry);
    }
  }

  /* Says so where the chosen place is bigger than the view: its line lies outside. */
  function inside({ within }) {
    if (!within) return null;
    const [place, reach] = [within.place || "the chosen place", distance(within.radius)];
    return `All in view lies within ${place}, which reaches ${reach} around its middle.`;
  }

  /* What the map cannot show, as a list of one line or none. */
  function lost(unplaced) {
    const have = unplaced === 1 ? "has" : "have";
    return unplaced ? [`${incidents(unplaced)} ${have} no place and no symbol here.`] : [];
  }

  /* Of two that unfold over the map, the one that was opened last. */
  function onlyOne(boxes) {
    for (const box of boxes) {
      box.addEventListener("toggle", () => {
        if (box.open) for (const other of boxes) if (other !== box) other.open = false;
      });
    }
  }

  function add(map, layer, labels, { unplaced = 0, attribution, link }) {
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(attribution);
    L.control.scale({ position: "bottomleft" }).addTo(map);
    const notes = new Notes(map, layer, lost(unplaced));
    layer.on("rows", (given) => {
      notes.standing = lost(given.unplaced || 0);
      notes.refresh();
    });
    buttons(map, layer, notes);
    const { source } = layer.options;
    if (link) notes.kept = keeping(map, layer);
    if (link) new parts.Search(map, source, notes);
    const fetched = link && (() => source.basemaps());
    const choices = new parts.Choices(map, layer, { notes, labels, fetched, base: source.base });
    const legend = new parts.Legend(map, layer).box;
    for (const one of [choices.box, legend]) place(map, "topright", one);
    onlyOne([choices.box, legend]);
    new parts.Tooltip(layer, map.getContainer());
    new parts.List(layer);
    return { notes, choices };
  }

  parts.controls = { add, fit };
})(window.incidentsMap.parts);
