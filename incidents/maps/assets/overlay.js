/* A canvas over the whole view (and a margin) that moves and zooms with the map. */
(function (parts) {
  "use strict";

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
