/* What a symbol says: the tooltip under the pointer, and the list of those at one spot. */
(function (parts) {
  "use strict";

  const { when, where, incidents, element, PRECISIONS } = parts.words;
  const NEAR = 0.0001; // degrees, 11 m: a box around one spot
  const MOST = 1000; // rows asked for
  const AT_ONCE = 50; // of them shown, and again for each press on the button below
  const KINDS_NAMED = 5;
  const CLEAR_OF_BUTTONS = [56, 54]; // pixels from the map's left and top

  class Tooltip {
    constructor(layer, container) {
      this.layer = layer;
      this.box = element("div", "incidents-tooltip");
      this.box.setAttribute("role", "status");
      this.box.hidden = true;
      container.append(this.box);
      layer.on("hovered", ({ item }) => this.show(item));
    }

    show(item) {
      this.box.hidden = !item;
      if (!item) return;
      this.box.replaceChildren(...linesOf(item, this.layer.symbols));
      const map = this.layer._map;
      const at = map.layerPointToContainerPoint([item.x, item.y]);
      const [width, height] = [this.box.offsetWidth, this.box.offsetHeight];
      const view = map.getSize();
      const x = Math.max(6, Math.min(view.x - width - 6, at.x - width / 2));
      const above = at.y - height - 20;
      const y = above < 6 ? at.y + 20 : above;
      this.box.style.transform = `translate(${Math.round(x)}px,${Math.round(y)}px)`;
    }
  }

  function linesOf(item, symbols) {
    if (item.type === "cell") return [heading(incidents(item.n)), ...sharesOf(item, symbols),
      hint("Several places: click to zoom in")];
    const place = element("div", null, whereabouts(item));
    if (item.n > 1) {
      return [heading(incidents(item.n)), place, ...sharesOf(item, symbols),
        hint(parts.spotsOf(item) ? "Click for the list" : "Click to zoom in")];
    }
    if (item.slim) return [heading(symbols.kind(item.kind).label), hint("Click to zoom in")];
    return [heading(symbols.kind(item.kind).label), place,
      element("div", null, when(item.date, item.dprec))];
  }

  /* Where an item is, in words; several areas have no one name. */
  function whereabouts({ type, place, prec, spots, slim }) {
    if (type === "cell") return "near each other";
    if (spots === null) return "somewhere in several areas";
    if (slim) return prec > parts.words.TOWN ? "somewhere in an area" : "at one spot";
    return spots > 1 ? `somewhere in ${spots} areas` : where(place, PRECISIONS[prec]);
  }

  const hint = (text) => element("div", "incidents-hint", text);
  const heading = (text) => element("strong", null, text);

  function sharesOf(item, symbols) {
    const named = item.shares.slice(0, KINDS_NAMED).map(([kind, count]) => {
      const swatch = element("i", "incidents-swatch");
      swatch.style.background = symbols.colour(kind);
      return element("div", "incidents-share", swatch, symbols.kind(kind).label, ` ${count}`);
    });
    const others = item.shares.length - named.length;
    if (others > 0) named.push(element("div", "incidents-hint", `and ${others} more kinds`));
    return named;
  }

  class List {
    constructor(layer) {
      this.layer = layer;
      layer.on("list", ({ item }) => this.open(item));
    }

    open(item) {
      if (this.control) this.control.abort();
      this.control = new AbortController();
      const body = element("div", "incidents-list", element("p", "incidents-hint", "Loading…"));
      body.setAttribute("aria-live", "polite");
      const map = this.layer._map;
      const offset = [0, -(item.reach || parts.BADGE.height / 2)];
      const view = map.getSize();
      const popup = L.popup({ className: "incidents-popup", offset, minWidth: 220,
        maxWidth: Math.min(320, view.x - 110), maxHeight: Math.min(340, view.y - 150),
        autoPanPaddingTopLeft: CLEAR_OF_BUTTONS, autoPanPaddingBottomRight: [12, 30] });
      popup.setLatLng(map.layerPointToLatLng([item.x, item.y])).setContent(body).openOn(map);
      this._closeWithEscape(popup);
      this._rows(item).then(
        (rows) => this._fill(popup, body, item, rows),
        (error) => { if (error.name !== "AbortError") fail(body, error); },
      );
    }

    _closeWithEscape(popup) {
      const container = popup.getElement();
      container.setAttribute("role", "dialog");
      container.setAttribute("aria-label", "Incidents at this place");
      container.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        this.layer._map.closePopup(popup);
        this.layer._map.getContainer().focus({ preventScroll: true });
      });
    }

    async _rows(item) {
      const box = around(item).map((edge) => edge.toFixed(6));
      const { source } = this.layer.options;
      const rows = await source.list(box, this.layer.asked(), MOST, this.control.signal);
      const ranks = new Set((item.members || [item]).map(({ prec }) => prec));
      return rows.filter((row) => item.type === "cell" && !item.members
        || ranks.has(PRECISIONS.indexOf(row.geo_precision)));
    }

    _fill(popup, body, item, rows) {
      const list = element("ul");
      const count = heading(incidents(item.n));
      const head = element("p", "incidents-head", count, ` ${whereabouts(item)}`);
      const told = `The first ${rows.length} of ${item.n}.`;
      const rest = item.n > rows.length ? element("p", "incidents-hint", told) : null;
      const more = element("button", "incidents-retry", "Show more");
      more.type = "button";
      more.addEventListener("click", () => {
        const first = this._add(list, rows, more);
        popup.update();
        first.focus({ preventScroll: true });
      });
      body.replaceChildren(...[head, list, more, rest].filter(Boolean));
      const first = this._add(list, rows, more);
      popup.update();
      if (first) first.focus({ preventScroll: true });
    }

    /* Adds the next rows; gives what the keyboard reaches first of them. */
    _add(list, rows, more) {
      const from = list.children.length;
      const next = rows.slice(from, from + AT_ONCE);
      list.append(...next.map((row) => this._entry(row, rows.length === 1)));
      more.hidden = list.children.length >= rows.length;
      return next.length ? list.children[from].querySelector("button, summary, a") : null;
    }

    _entry(row, open) {
      const number = this.layer.symbols.kinds.findIndex((kind) => kind.id === row.kind);
      const label = [this._icon(number), element("span", null,
        element("b", null, this.layer.symbols.kind(number).label),
        ` · ${when(row.date, row.date_precision)}`)];
      if (this.layer.options.details) return evidence(row, label, open);
      const button = element("button", "incidents-entry", ...label,
        element("span", "incidents-quote", row.quote || row.title || ""));
      button.type = "button";
      button.setAttribute("aria-current", row.id === this.layer.state.selected);
      button.addEventListener("click", () => {
        for (const one of button.closest("ul").querySelectorAll("button")) {
          one.setAttribute("aria-current", one === button);
        }
        this.layer.choose(row.id, row);
      });
      return element("li", null, button);
    }

    _icon(number) {
      const ratio = window.devicePixelRatio || 1;
      const canvas = element("canvas", "incidents-icon");
      canvas.width = canvas.height = Math.round(18 * ratio);
      const context = canvas.getContext("2d");
      context.setTransform(ratio, 0, 0, ratio, 9 * ratio, 9 * ratio);
      this.layer.symbols.glyph(context, number, 15);
      return canvas;
    }
  }

  /* The box to ask for: all of a count's members, or just the spot. */
  function around({ lat, lon, box }) {
    const [west, south, east, north] = box || [lon, lat, lon, lat];
    const turn = 360 * Math.floor((west + 180) / 360);
    return [west - turn - NEAR, Math.max(-90, south - NEAR), east - turn + NEAR,
      Math.min(90, north + NEAR)];
  }

  /* One row with its evidence, to unfold: who says so, in which words. */
  function evidence(row, label, open) {
    const told = element("details", null, element("summary", null, ...label));
    told.open = open;
    if (row.title) told.append(element("p", null, row.title));
    if (row.place && !open) {
      told.append(element("p", "incidents-hint", where(row.place, row.geo_precision)));
    }
    if (row.quote) told.append(element("blockquote", null, row.quote));
    if (row.attributed_to) told.append(element("p", null, `According to ${row.attributed_to}`));
    const published = row.published && `published ${when(row.published, "day")}`;
    const source = [row.source, published, row.status].filter(Boolean).join(" · ");
    if (source) told.append(element("p", "incidents-hint", source));
    const link = linkTo(row.url);
    if (link) told.append(link);
    return element("li", null, told);
  }

  /* A link for web addresses only: an address from a file may be anything. */
  function linkTo(url) {
    if (!/^https?:\/\//i.test(url || "")) return null;
    const link = element("a", null, "Open the report");
    link.href = url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    return link;
  }

  function fail(body, error) {
    body.replaceChildren(element("p", null, `The list could not be loaded: ${error.message}.`));
  }

  parts.Tooltip = Tooltip;
  parts.List = List;
})(window.incidentsMap.parts);
