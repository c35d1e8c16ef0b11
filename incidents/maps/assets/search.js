/* A box that finds a place by its name and flies there; our own gazetteer answers. */
(function (parts) {
  "use strict";

  const { element } = parts.words;
  const PAUSE = 140; // milliseconds without typing before the server is asked
  const STAYS = 6000; // milliseconds that the found place is outlined
  const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");

  class Search {
    constructor(map, source, notes) {
      Object.assign(this, { map, source, notes });
      this.found = [];
      this.at = -1;
      this.input = element("input");
      Object.assign(this.input, { type: "search", placeholder: "Find a place", maxLength: 100,
        autocomplete: "off", spellcheck: false });
      this.list = element("ul");
      this.list.id = "incidents-places";
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", "Places");
      this.list.hidden = true;
      this._name();
      this.box = element("div", "incidents-search leaflet-control", this.input, this.list);
      L.DomEvent.disableClickPropagation(this.box);
      L.DomEvent.disableScrollPropagation(this.box);
      this.input.addEventListener("input", () => this._later());
      this.input.addEventListener("keydown", (event) => this._key(event));
      this.input.addEventListener("blur", () => { this.list.hidden = true; this._mark(-1); });
      map.getContainer().append(this.box);
    }

    _name() {
      const told = { role: "combobox", "aria-label": "Find a place", "aria-autocomplete": "list",
        "aria-expanded": "false", "aria-controls": this.list.id };
      for (const [name, value] of Object.entries(told)) this.input.setAttribute(name, value);
    }

    _later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this._ask(), PAUSE);
    }

    async _ask() {
      if (this.control) this.control.abort();
      const typed = this.input.value.trim();
      if (!typed) {
        this._show([]);
        return;
      }
      this.control = new AbortController();
      const { signal } = this.control;
      try {
        const found = await this.source.places(typed, signal);
        if (!signal.aborted) this._show(found, typed);
      } catch (error) {
        if (!signal.aborted) this.notes.warn(`The search does not work: ${error.message}.`);
      }
    }

    _show(found, typed) {
      this.found = found;
      const entries = found.map((place, at) => this._entry(place, at));
      const none = typed && !found.length && element("li", "incidents-hint",
        "No place of that name is known here.");
      this.list.replaceChildren(...entries, ...(none ? [none] : []));
      this.list.hidden = !this.list.children.length;
      this.input.setAttribute("aria-expanded", String(!this.list.hidden));
      this._mark(found.length ? 0 : -1);
    }

    _entry(place, at) {
      const made = element("li", null, element("b", null, place.name),
        element("span", "incidents-hint", place.where));
      made.id = `incidents-place-${at}`;
      made.setAttribute("role", "option");
      made.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps focus
      made.addEventListener("click", () => this._go(place));
      return made;
    }

    _mark(at) {
      this.at = at;
      [...this.list.children].forEach((one, number) => (
        one.setAttribute("aria-selected", String(number === at))));
      if (at >= 0) this.input.setAttribute("aria-activedescendant", `incidents-place-${at}`);
      else this.input.removeAttribute("aria-activedescendant");
    }

    _key(event) {
      const many = this.found.length;
      const acts = {
        ArrowDown: () => many && this._mark((this.at + 1) % many),
        ArrowUp: () => many && this._mark((this.at + many - 1) % many),
        Enter: () => this.found[this.at] && this._go(this.found[this.at]),
        Escape: () => this._close(),
      };
      if (acts[event.key]) {
        event.preventDefault();
        acts[event.key]();
      }
      event.stopPropagation(); // arrow keys would move the map
    }

    _close() {
      clearTimeout(this.timer);
      if (this.control) this.control.abort();
      this.input.value = "";
      this._show([]);
      this.map.getContainer().focus({ preventScroll: true });
    }

    _go(place) {
      const { lat, lon, zoom } = place;
      this._show([]);
      this.input.value = place.name;
      const turn = 360 * Math.round((this.map.getCenter().lng - lon) / 360);
      const spot = [lat, lon + turn];
      if (STILL.matches) this.map.setView(spot, zoom, { animate: false });
      else this.map.flyTo(spot, zoom, { duration: 0.9 });
      this._outline(place, spot);
      this.map.getContainer().focus({ preventScroll: true });
    }

    /* The place's extent for a moment: a line, so that nobody takes it for an incident. */
    _outline({ radius }, spot) {
      if (this.line) this.line.remove();
      this.line = L.circle(spot, { radius: Math.max(radius || 0, 200), interactive: false,
        className: "incidents-found" }).addTo(this.map);
      clearTimeout(this.fading);
      this.fading = setTimeout(() => this.line.remove(), STAYS);
    }
  }

  parts.Search = Search;
})(window.incidentsMap.parts);
