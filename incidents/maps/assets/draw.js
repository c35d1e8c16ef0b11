/* Drawing a rectangle or a polygon with mouse, finger or keyboard, to see only what is inside. */
(function (parts) {
  "use strict";

  const { element, press } = parts.words;
  const { crosses, fault, ringText, MOST_CORNERS } = parts.shapes;
  const STILL = 6; // pixels that a press may move and still set a corner
  const NEAR = 14; // pixels around the first corner that close the ring
  const HELD = ["dragging", "doubleClickZoom", "boxZoom", "touchZoom"]; // while a rectangle is drawn
  const TOLD = {
    box: "Drag a rectangle, or press two corners. Keyboard: move the cross with the arrow keys,"
      + " Enter sets a corner.",
    ring: "Press corner by corner, and the first one again to finish. Keyboard: arrow keys, Enter"
      + " sets a corner.",
  };

  /* Writes into the bar what to do and what to press: the names with what they do. */
  function hint(bar, text, offered) {
    const key = JSON.stringify([text, offered.map(([name]) => name)]);
    if (!bar.hidden && key === bar.dataset.key) return; // a button that has the focus keeps it
    bar.dataset.key = key;
    const buttons = offered.map(([name, act]) => press(name, act));
    bar.replaceChildren(element("span", null, text), ...buttons);
    bar.hidden = false;
  }

  function unhint(bar) {
    bar.replaceChildren();
    bar.hidden = true;
  }

  class Draw {
    constructor(map, layer, box) {
      this.map = map;
      this.layer = layer;
      this.bar = box; // where the hint and its buttons stand
      this.mode = null;
      this.group = L.layerGroup().addTo(map);
      this.events = { pointerdown: this._down, pointermove: this._move, pointerup: this._up,
        pointercancel: this._up };
      for (const name of Object.keys(this.events)) this.events[name] = this.events[name].bind(this);
      this._keys = this._keys.bind(this);
    }

    start(mode) {
      this.stop();
      this.mode = mode;
      this.corners = [];
      this.layer.busy = true;
      const container = this.map.getContainer();
      for (const [name, act] of Object.entries(this.events)) container.addEventListener(name, act);
      container.addEventListener("keydown", this._keys, true);
      container.classList.add("incidents-drawing");
      const held = mode === "box" ? HELD : ["doubleClickZoom"];
      this.held = held.map((name) => this.map[name]).filter((one) => one && one.enabled());
      for (const handler of this.held) handler.disable();
      this._hint();
      container.focus({ preventScroll: true });
    }

    stop() {
      if (!this.mode) return;
      this.mode = null;
      this.layer.busy = false;
      const container = this.map.getContainer();
      for (const [name, act] of Object.entries(this.events)) {
        container.removeEventListener(name, act);
      }
      container.removeEventListener("keydown", this._keys, true);
      container.classList.remove("incidents-drawing");
      for (const handler of this.held) handler.enable();
      this.group.clearLayers();
      unhint(this.bar);
    }

    _down(event) {
      if (event.button || !this._onMap(event)) return;
      this.pressed = { x: event.clientX, y: event.clientY, at: this._at(event) };
    }

    _move(event) {
      if (this.mode === "box" && this.pressed && !this.corners.length && this._moved(event)) {
        this.corners = [this.pressed.at];
      }
      this._paint(this._at(event));
    }

    _up(event) {
      const pressed = this.pressed;
      this.pressed = null;
      if (!pressed || event.type === "pointercancel") return;
      if (this.mode === "box") {
        if (this._moved(event, pressed) || this.corners.length) this._box(this._at(event));
        else this._corner(pressed.at);
      } else if (!this._moved(event, pressed)) this._corner(pressed.at);
    }

    _moved({ clientX, clientY }, from = this.pressed) {
      return Math.hypot(clientX - from.x, clientY - from.y) > STILL;
    }

    _onMap({ target }) {
      return !target.closest(".leaflet-control, .leaflet-popup, .incidents-search");
    }

    _at(event) {
      return this.map.mouseEventToLatLng(event);
    }

    _corner(at) {
      if (this.mode === "box" && this.corners.length) return this._box(at);
      if (this._closes(at)) return this.finish();
      if (this.corners.length < MOST_CORNERS) this.corners.push(at);
      this._paint(at);
      this._hint(crosses(this.corners, true) ? "Two sides cross. Undo a corner." : null);
      return undefined;
    }

    _closes(at) {
      const [first] = this.corners;
      if (!first) return false;
      const pixel = (one) => this.map.latLngToContainerPoint(one);
      return pixel(first).distanceTo(pixel(at)) < NEAR;
    }

    _box(at) {
      const bounds = L.latLngBounds(this.corners[0], at);
      const corners = [bounds.getSouthWest(), bounds.getNorthWest(), bounds.getNorthEast(),
        bounds.getSouthEast()];
      const wrong = fault(corners, this.map);
      if (!wrong) return this._keep(corners);
      this.corners = [];
      this._paint(at);
      return this._hint(`${wrong} Draw it again.`);
    }

    /* Ends the ring, or says what is wrong with it. */
    finish() {
      const { corners } = this;
      const wrong = fault(corners, this.map);
      if (wrong) this._hint(corners.length < 3 ? wrong : `${wrong} Undo a corner.`);
      else this._keep(corners);
    }

    _keep(corners) {
      this.stop();
      this.layer.keepTo({ area: ringText(corners) }, L.latLngBounds(corners).getCenter());
    }

    undo() {
      this.corners.pop();
      this._paint(this.map.getCenter());
      this._hint();
    }

    _keys(event) {
      if (event.target.closest("button, input")) return;
      const acts = { Enter: () => this._corner(this.map.getCenter()), Escape: () => this.stop(),
        Backspace: () => this.undo() };
      const act = acts[event.key];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    }

    _paint(at) {
      this.group.clearLayers();
      if (!this.mode || !this.corners.length) return;
      const look = { interactive: false, className: "incidents-area" };
      if (this.mode === "box") {
        L.rectangle(L.latLngBounds(this.corners[0], at), look).addTo(this.group);
        return;
      }
      L.polygon([...this.corners, at], look).addTo(this.group);
      for (const corner of this.corners) {
        L.circleMarker(corner, { ...look, radius: 4 }).addTo(this.group);
      }
    }

    _hint(warning) {
      const count = this.corners.length;
      const offered = [
        this.mode === "ring" && count > 2 && ["Finish", () => this.finish()],
        count > 0 && ["Undo corner", () => this.undo()],
        ["Cancel", () => this.stop()],
      ].filter(Boolean);
      hint(this.bar, warning || TOLD[this.mode], offered);
    }
  }

  Object.assign(parts, { Draw, hint, unhint });
})(window.incidentsMap.parts);
