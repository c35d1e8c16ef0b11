/* A canvas over the whole view (and a margin) that moves and zooms with the map. */
(function (parts) {
  "use strict";

  const FADE = 180; // milliseconds for an old picture to make way for a new one
  const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");

  /* Subclasses give paint(context, bounds): layer points, already scaled to the device. */
  parts.CanvasOverlay = L.Renderer.extend({
    options: { padding: 0.2 },

    _initContainer() {
      this._container = document.createElement("canvas");
      this._context = this._container.getContext("2d");
    },

    _destroyContainer() {
      cancelAnimationFrame(this._frame);
      this._frame = null;
      this._container.remove();
      this._container = null;
    },

    _updatePaths() {},

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      if (this._fadesNext) this.dissolve();
      this._fadesNext = false;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this._container.width = Math.round(size.x * ratio);
      this._container.height = Math.round(size.y * ratio);
      this._container.style.width = `${size.x}px`;
      this._container.style.height = `${size.y}px`;
      this._draw();
    },

    /* Lets what is drawn now fade over what is drawn next; during a zoom, once that is over. */
    dissolve() {
      if (!this._map || STILL.matches || !this._container.width) return;
      if (this._map._animatingZoom) {
        this._fadesNext = true;
        return;
      }
      const old = this._container.cloneNode();
      old.getContext("2d").drawImage(this._container, 0, 0);
      this._container.after(old);
      const away = () => old.remove();
      this._map.once("zoomstart", away);
      old.animate([{ opacity: 1 }, { opacity: 0 }], { duration: FADE, easing: "ease-in" })
        .finished.then(away, away);
    },

    /* Draws before the next frame, once however often it is asked. */
    redraw() {
      if (this._frame || !this._map) return;
      this._frame = requestAnimationFrame(() => {
        this._frame = null;
        if (this._map && this._bounds && !this._map._animatingZoom) this._draw();
      });
    },

    _draw() {
      const context = this._context;
      const ratio = window.devicePixelRatio || 1;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this._container.width, this._container.height);
      const { min } = this._bounds;
      context.setTransform(ratio, 0, 0, ratio, -min.x * ratio, -min.y * ratio);
      this.paint(context, this._bounds);
    },
  });
})(window.incidentsMap.parts);
