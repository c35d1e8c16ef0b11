/* How far off each incident may be: a circle around a spot, hatching over an area. */
(function (parts) {
  "use strict";

  const EQUATOR_M = 40075016.686;
  const SHOWN_FROM = 15; // pixels; a smaller extent hides under its own symbol
  const SPOTS_TO = 300; // spots in view; more circles than this only blur the map
  const AREAS_TO = 30; // areas in view; as above
  const COUNTRY = parts.words.PRECISIONS.indexOf("country");
  // Times the view's width: a country wider than the first is hatched less, than the second not
  // even outlined.
  const [HATCHED_TO, OUTLINED_TO] = [0.8, 1.6];
  // Shares of the view's shorter side that a circle's radius takes: from the first on its filling
  // fades, at the second only the line is left, past the third there is nothing to see of it.
  const [FADING, FADED, GONE] = [0.2, 0.6, 2];
  const HATCH = 9; // pixels between two lines
  const FULL = 2 * Math.PI;

  class Extents {
    constructor(layer) {
      this.layer = layer;
      this.patterns = new Map();
      this.seen = new Set(); // looks drawn last: circle, hatch
    }

    /* Draws them below the symbols; `chosen` are drawn at every zoom, in strong lines. */
    paint(context, { spots, areas, chosen }) {
      this.seen = new Set();
      this.within = null;
      if (areas.length <= AREAS_TO) for (const item of areas) this._one(context, item, false);
      if (spots.length <= SPOTS_TO) for (const item of spots) this._one(context, item, false);
      for (const item of chosen) this._one(context, item, true);
    }

    /* A country by its outline, all else by a circle of its radius. */
    _one(context, item, strong) {
      const rings = item.prec === COUNTRY ? this.layer.options.outline(item) : null;
      if (rings) this._country(context, item, rings, strong);
      else this._circle(context, item, strong);
    }

    _circle(context, item, strong) {
      const view = this.layer._map.getSize();
      const pixels = this._pixels(item);
      const share = pixels / Math.min(view.x, view.y);
      if (!item.radius || (!strong && (pixels < SHOWN_FROM || share > GONE))) return;
      if (strong && this._holdsView(item, pixels)) this.within = item;
      context.beginPath();
      context.arc(item.x, item.y, pixels, 0, FULL);
      this.tint(context, item, { strong, left: clear((FADED - share) / (FADED - FADING)) });
    }

    /* A country that fills the view is not outlined: the hatching would be all there is to see. */
    _country(context, item, rings, strong) {
      const { layer } = this;
      const scale = 256 * 2 ** layer._map.getZoom();
      const { min, max } = layer._bounds;
      const widest = Math.max(...rings.map(({ box }) => (box[2] - box[0]) * scale));
      const share = widest / layer._map.getSize().x;
      if (share > OUTLINED_TO && !strong) return;
      const origin = layer._map.getPixelOrigin().add(min);
      const size = Math.max(max.x - min.x, max.y - min.y);
      context.save();
      context.translate(min.x, min.y);
      parts.traceAll(context, rings, { scale, x: origin.x, y: origin.y, size }, true);
      const left = clear((OUTLINED_TO - share) / (OUTLINED_TO - HATCHED_TO));
      this.tint(context, item, { strong, left, from: min });
      context.restore();
    }

    /* Fills the path lightly and strokes it, in the kind's colour when there is one kind. An area
       is hatched and its line dashed, so that it reads as one without its colour. */
    tint(context, item, { strong, left, from = { x: 0, y: 0 } }) {
      const { symbols } = this.layer;
      const area = item.prec > parts.words.TOWN;
      const colour = item.shares.length > 1 ? symbols.palette.area : symbols.colour(item.kind);
      this.seen.add(area ? "hatch" : "circle");
      context.globalAlpha = (area ? 0.05 : 0.09) * left;
      context.fillStyle = colour;
      context.fill("evenodd");
      if (area && left) {
        context.globalAlpha = 0.3 * left;
        context.fillStyle = this._hatching(context, colour, from);
        context.fill("evenodd");
      }
      context.setLineDash(area ? [7, 5] : []);
      if (strong) this._line(context, symbols.palette.halo, 5, 0.9);
      this._line(context, strong ? symbols.palette.ink : colour, strong ? 2 : 1.3,
        strong ? 0.95 : 0.65);
      context.setLineDash([]);
      context.globalAlpha = 1;
    }

    _line(context, colour, width, alpha) {
      context.globalAlpha = alpha;
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke();
    }

    /* Slanted lines that stay where they are on the map when the canvas moves over it. */
    _hatching(context, colour, { x, y }) {
      const ratio = window.devicePixelRatio || 1;
      const key = `${colour}|${ratio}`;
      if (!this.patterns.has(key)) {
        this.patterns.set(key, context.createPattern(lines(colour, ratio), "repeat"));
      }
      const pattern = this.patterns.get(key);
      pattern.setTransform(new DOMMatrix().translate(-x, -y).scale(1 / ratio));
      return pattern;
    }

    _pixels({ lat, radius }) {
      const around = EQUATOR_M * Math.cos((lat * Math.PI) / 180);
      return ((radius || 0) * 256 * 2 ** this.layer._map.getZoom()) / around;
    }

    /* Whether all that is in view lies inside the circle. */
    _holdsView(item, pixels) {
      const { _map: map } = this.layer;
      const { x, y } = map.layerPointToContainerPoint([item.x, item.y]);
      const view = map.getSize();
      return [[0, 0], [view.x, 0], [0, view.y], [view.x, view.y]].every(
        ([left, top]) => Math.hypot(left - x, top - y) < pixels);
    }
  }

  const clear = (share) => Math.max(0, Math.min(1, share));

  /* One piece of the hatching, which joins to itself on all sides. */
  function lines(colour, ratio) {
    const side = HATCH * ratio;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.round(side);
    const context = canvas.getContext("2d");
    context.strokeStyle = colour;
    context.lineWidth = 1.1 * ratio;
    context.beginPath();
    for (const shift of [-side, 0, side]) {
      context.moveTo(shift - ratio, side + ratio);
      context.lineTo(shift + side + ratio, -ratio);
    }
    context.stroke();
    return canvas;
  }

  parts.Extents = Extents;
})(window.incidentsMap.parts);
