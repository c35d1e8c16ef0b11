/* Moving the corners of the area that the map keeps to, with mouse, finger or arrow keys. */
(function (parts) {
  "use strict";

  const { fault, ringText } = parts.shapes;
  const SIZE = window.matchMedia("(pointer: coarse)").matches ? 44 : 26; // pixels to take hold of
  const STEP = 10; // pixels that an arrow key moves a corner; with Shift, one
  const SMALL = 120; // pixels from end to end of an area that is too small to take hold of
  // Where no button and no hint lies over a corner.
  const ROOM = { paddingTopLeft: [64, 120], paddingBottomRight: [36, 64], animate: false };
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const TOLD = "Drag a corner. Keyboard: Tab to a corner, arrow keys, with Shift finely.";

  class Corners {
    /* kept: the outline in force; bar: where the hint stands; before: ends other tools. */
    constructor(map, layer, { kept, bar, before }) {
      Object.assign(this, { map, layer, kept, bar, before });
      this.group = L.layerGroup();
      layer.on("state", () => this.ring && this.of !== kept.key && this.stop());
      this._keys = this._keys.bind(this);
    }

    start() {
      if (this.ring) return;
      this.before();
      this.of = this.kept.key;
      this.ring = this._near(this.kept.corners);
      this.undone = [];
      this.layer.busy = true;
      this.kept.group.remove();
      this.group.addTo(this.map);
      const container = this.map.getContainer();
      container.classList.add("incidents-shaping");
      container.addEventListener("keydown", this._keys, true);
      this._bringIntoView(L.latLngBounds(this.ring));
      this._handles();
      this.marks[0].getElement().focus({ preventScroll: true });
    }

    stop() {
      if (!this.ring) return;
      this.ring = null;
      this.layer.busy = false;
      this.group.clearLayers().remove();
      this.kept.group.addTo(this.map);
      const container = this.map.getContainer();
      container.classList.remove("incidents-shaping");
      container.removeEventListener("keydown", this._keys, true);
      parts.unhint(this.bar);
      container.focus({ preventScroll: true });
    }

    /* The corners on the turn of the globe that is in view. */
    _near(corners) {
      const middle = L.latLngBounds(corners).getCenter().lng;
      const turn = 360 * Math.round((this.map.getCenter().lng - middle) / 360);
      return corners.map(([lat, lon]) => L.latLng(lat, lon + turn));
    }

    _bringIntoView(bounds) {
      const [one, other] = [bounds.getNorthWest(), bounds.getSouthEast()]
        .map((corner) => this.map.latLngToContainerPoint(corner));
      const far = this.map.getSize().subtract(ROOM.paddingBottomRight);
      const free = L.bounds(ROOM.paddingTopLeft, far);
      const seen = free.contains(one) && free.contains(other);
      if (!seen || one.distanceTo(other) < SMALL) this.map.fitBounds(bounds, ROOM);
    }

    _handles() {
      this.group.clearLayers();
      this.line = L.polygon(this.ring, { interactive: false, className: "incidents-area" });
      this.line.addTo(this.group);
      this.marks = this.ring.map((corner, at) => this._handle(corner, at));
      this._show();
    }

    _handle(corner, at) {
      const icon = L.divIcon({ className: "incidents-corner", iconSize: [SIZE, SIZE] });
      const mark = L.marker(corner, { icon, draggable: true, autoPan: true }).addTo(this.group);
      mark.on("dragstart", () => this._remember(null));
      mark.on("drag", () => this._put(at, mark.getLatLng()));
      return mark;
    }

    /* Keeps the ring to go back to; steps with keys on one corner count as one move. */
    _remember(at) {
      if (at !== null && at === this.keyed) return;
      this.keyed = at;
      this.undone.push([...this.ring]);
    }

    _put(at, { lat, lng }) {
      this.ring[at] = L.latLng(Math.max(-90, Math.min(90, lat)), lng);
      this.line.setLatLngs(this.ring);
      this._show();
    }

    _show() {
      const wrong = fault(this.ring, this.map);
      this.line.getElement().classList.toggle("incidents-wrong", Boolean(wrong));
      this.marks.forEach((mark, at) => {
        const { lat, lng } = this.ring[at].wrap();
        const name = `Corner ${at + 1} of ${this.ring.length}`;
        mark.getElement().setAttribute("aria-label",
          `${name}, latitude ${lat.toFixed(3)}, longitude ${lng.toFixed(3)}`);
      });
      const offered = [
        !wrong && ["Done", () => this.finish()],
        this.undone.length > 0 && ["Undo", () => this.undo()],
        ["Cancel", () => this.stop()],
      ].filter(Boolean);
      parts.hint(this.bar, wrong ? `${wrong} Move a corner, or undo.` : TOLD, offered);
    }

    undo() {
      this.ring = this.undone.pop();
      this.keyed = null;
      this._handles();
    }

    finish() {
      const { ring, undone } = this;
      if (fault(ring, this.map)) return;
      this.stop();
      if (!undone.length) return;
      this.layer.keepTo({ area: ringText(ring) }, L.latLngBounds(ring).getCenter());
    }

    _keys(event) {
      const act = event.key === "Escape" ? () => this.stop() : this._step(event);
      if (!act) return;
      event.preventDefault();
      event.stopPropagation(); // arrow keys would move the map
      act();
    }

    /* What an arrow key does to the corner that has the focus; null for any other key. */
    _step({ key, shiftKey, target }) {
      const at = this.marks.findIndex((mark) => mark.getElement() === target);
      if (at < 0 || !ARROWS[key]) return null;
      const [right, down] = ARROWS[key].map((by) => by * (shiftKey ? 1 : STEP));
      return () => {
        this._remember(at);
        const spot = this.map.latLngToContainerPoint(this.ring[at]).add([right, down]);
        const moved = this.map.containerPointToLatLng(spot);
        this.marks[at].setLatLng(moved);
        this._put(at, moved);
        this.map.panInside(moved, ROOM);
      };
    }
  }

  parts.Corners = Corners;
})(window.incidentsMap.parts);
