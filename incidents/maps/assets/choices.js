/* The map's choices: which base map, and what the symbols tell. Kept in the link. */
(function (parts) {
  "use strict";

  const { element } = parts.words;
  const OFFLINE = { id: "", name: "Plain (needs no connection)" };
  const SHOWS = [
    ["", "Symbols by kind"],
    ["killed", "Size by number killed"],
    ["heat", "Where they crowd (heat)"],
  ];
  const OUTSIDE = "Street maps come from servers outside: choosing one tells its server which part"
    + " of the world you look at.";

  const AGREED = "incidents-outside:"; // kept in the browser, with the map that may be asked

  /* Whether this browser's user agreed before to ask that map's server. */
  function agreed(id) {
    try {
      return window.localStorage.getItem(AGREED + id) === "yes";
    } catch { // the browser keeps nothing: ask again
      return false;
    }
  }

  function agree(id) {
    try {
      window.localStorage.setItem(AGREED + id, "yes");
    } catch { // as above
    }
  }

  class Choices {
    /* `fetched` asks our own server for its base maps and is absent where there is no server. */
    constructor(map, layer, { notes, fetched, base, labels }) {
      Object.assign(this, { map, layer, notes, labels, fetched, base });
      this.chosen = { layer: "", show: "" };
      this.bases = [OFFLINE];
      this.body = element("div", "incidents-choices-list");
      this.box = element("details", "incidents-choices",
        element("summary", null, "Map"), this.body);
      this.box.addEventListener("toggle", () => { if (this.box.open) this._open(); });
      this.box.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        this.box.open = false;
        this.box.querySelector("summary").focus();
      });
    }

    /* Takes up what a link asks for. */
    restore({ layer, show }) {
      if (SHOWS.some(([id]) => id === show)) this._show(show);
      this.pending = layer || null;
      if (layer) this._listed().then(() => this._linked(layer), (error) => this._unlisted(error));
    }

    /* What the link says: also a map that nobody has agreed to yet. */
    get told() {
      return { ...this.chosen, layer: this.pending || this.chosen.layer };
    }

    /* Who made the link chose its base map; who opens it has not. Outside is asked only then. */
    _linked(id) {
      const wanted = this.bases.find((one) => one.id === id);
      if (!wanted || !wanted.outside || agreed(id)) {
        this._base(id);
        return;
      }
      const { host } = new URL(wanted.url.replace("{s}", "a"));
      this.notes.ask(`This link shows ${wanted.name}, which comes from ${host} and tells it where`
        + " you look.", [["Show it", () => this._base(id)],
        ["Keep the plain map", () => this._base("")]]);
    }

    _open() {
      this._fill();
      this._listed().then(() => this._fill(), (error) => this._unlisted(error));
    }

    _unlisted(error) {
      this.notes.warn(`The list of base maps could not be loaded: ${error.message}.`);
    }

    /* Asks our own server which base maps there are, once. */
    async _listed() {
      if (!this.fetched || this.bases.length > 1) return;
      this.bases = [OFFLINE, ...(await this.fetched()).basemaps];
    }

    _fill() {
      const outside = this.bases.some(({ outside: far }) => far);
      const bases = this.bases.length > 1 ? [
        this._group("Base map", "layer", this.bases.map(({ id, name }) => [id, name])),
        outside && element("p", "incidents-hint", OUTSIDE),
      ] : [];
      const focused = this.body.querySelector("input:focus");
      this.body.replaceChildren(...[...bases, this._group("Incidents", "show", SHOWS)]
        .filter(Boolean));
      if (focused) this.body.querySelector(`#${CSS.escape(focused.id)}`).focus();
    }

    _group(title, name, options) {
      const lines = options.map(([id, label]) => {
        const input = element("input");
        Object.assign(input, { type: "radio", name: `incidents-${name}`, value: id,
          id: `incidents-${name}-${id}`, checked: this.chosen[name] === id });
        input.addEventListener("change", () => (name === "show" ? this._show(id)
          : this._base(id)));
        return element("label", "incidents-choice", input, element("span", null, label));
      });
      return element("fieldset", null, element("legend", null, title), ...lines);
    }

    _show(id) {
      this.chosen.show = id;
      this.layer.setShow(id);
      this._told();
    }

    _base(id) {
      const wanted = this.bases.find((one) => one.id === id);
      if (!wanted) {
        this.pending = null;
        this.notes.warn("The link asks for a base map that is not offered here.");
        return;
      }
      this.pending = null;
      this.notes.ask(null);
      if (wanted.outside) agree(id);
      if (this.tiles) this.tiles.remove();
      this.tiles = id ? this._tiles(wanted) : null;
      this.chosen.layer = id;
      if (id) this.labels.remove(); // its pictures have names of their own
      else this.labels.addTo(this.map);
      if (this.box.open) this._fill();
      this._told();
    }

    /* Attributions are HTML as Leaflet wants them; our server sends no other markup in them. */
    _tiles({ id, url, attribution, outside, least, most, name }) {
      const address = outside ? url : `${this.base}${url}`;
      const tiles = L.tileLayer(address, { attribution, minNativeZoom: least,
        maxNativeZoom: most, maxZoom: this.map.getMaxZoom(), className: `incidents-base-${id}` });
      tiles.once("tileerror", () => this.notes.warn(outside
        ? `${name} does not answer; the plain map shows below.`
        : `Parts of ${name} are missing; the plain map shows below.`));
      return tiles.addTo(this.map);
    }

    _told() {
      this.layer.fire("chosen", this.told);
    }
  }

  parts.Choices = Choices;
})(window.incidentsMap.parts);
