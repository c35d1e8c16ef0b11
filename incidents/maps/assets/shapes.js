/* The part of the map that the filters keep to: read from the query, drawn, and told in words. */
(function (parts) {
  "use strict";

  const TURNS = [-360, 0, 360]; // the same shape on every turn of the globe near the view
  const MOST_CORNERS = 200; // of a ring that fits into a link
  const LEAST = 100; // square pixels; a smaller ring is a slip of the hand

  /* Corners as [lat, lon] of the `area` or `bbox` in a query string; null where there is none. */
  function cornersOf(query) {
    const asked = new URLSearchParams(query || "");
    const numbers = (name) => (asked.get(name) || "").split(",").map(Number);
    if (asked.has("area")) {
      const flat = numbers("area");
      return pairs(flat).map(([lon, lat]) => [lat, lon]);
    }
    if (!asked.has("bbox")) return null;
    const [west, south, east, north] = numbers("bbox");
    const right = east < west ? east + 360 : east;
    return [[south, west], [north, west], [north, right], [south, right]];
  }

  const pairs = (flat) => Array.from({ length: flat.length / 2 }, (_, at) => (
    [flat[2 * at], flat[2 * at + 1]]));

  /* A ring of Leaflet's points as a link spells it. */
  function ringText(corners) {
    return corners.map(({ lat, lng }) => `${round(lng)},${round(Math.max(-90, Math.min(90, lat)))}`)
      .join(",");
  }

  /* Bounds as a link spells a box; the whole Earth where more than that is in view. */
  function boxText(bounds) {
    const [south, north] = [Math.max(-90, bounds.getSouth()), Math.min(90, bounds.getNorth())];
    const wide = bounds.getEast() - bounds.getWest() >= 360;
    const [west, east] = wide ? [-180, 180] : [bounds.getWest(), bounds.getEast()].map(wrapped);
    return [west, south, east, north].map(round).join(",");
  }

  const wrapped = (lon) => lon - 360 * Math.floor((lon + 180) / 360);
  const round = (degrees) => Number(degrees.toFixed(5));

  /* What is wrong with a ring, in words; null where the server takes it. */
  function fault(corners, map) {
    if (corners.length < 3) return "Three corners at least.";
    const far = ([one, other]) => Math.abs(one.lng - other.lng) > 180;
    if (sidesOf(corners).some(far)) return "A side goes more than half around the Earth.";
    if (crosses(corners)) return "Two sides cross."; // before its size: its halves may cancel out
    const size = pixels(corners.map((one) => map.latLngToLayerPoint(one)));
    return size < LEAST ? "It encloses almost nothing." : null;
  }

  const sidesOf = (points) => points.map((point, at) => (
    [point, points[(at + 1) % points.length]]));

  /* How much a ring of points encloses. */
  function pixels(points) {
    return Math.abs(sidesOf(points).reduce((sum, [a, b]) => sum + a.x * b.y - b.x * a.y, 0)) / 2;
  }

  /* Whether two sides of the ring cross: the server takes none that does. Of an open one, the
     side from its last corner to its first does not count. */
  function crosses(corners, open = false) {
    const sides = sidesOf(corners.map(({ lat, lng }) => parts.mercator(lat, lng)));
    if (open) sides.pop();
    return sides.some((one, at) => sides.some((other, then) => {
      const joined = !open && at === 0 && then === sides.length - 1;
      return then - at > 1 && !joined && meet(one, other);
    }));
  }

  function meet([a, b], [c, d]) {
    const side = (p, q, r) => Math.sign((q[0] - p[0]) * (r[1] - p[1])
      - (q[1] - p[1]) * (r[0] - p[0]));
    return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
  }

  /* Keeps the outline of the query's area on the map. */
  class Kept {
    constructor(map, layer) {
      this.map = map;
      this.group = L.layerGroup().addTo(map);
      this.key = null;
      layer.on("state", () => this.show(layer.state.query));
    }

    show(query) {
      this.corners = cornersOf(query);
      const key = JSON.stringify(this.corners);
      if (key === this.key) return;
      this.key = key;
      this.group.clearLayers();
      if (!this.corners) return;
      for (const turn of TURNS) {
        const ring = this.corners.map(([lat, lon]) => [lat, lon + turn]);
        L.polygon(ring, { interactive: false, className: "incidents-area" }).addTo(this.group);
      }
    }
  }

  parts.shapes = { MOST_CORNERS, cornersOf, ringText, boxText, crosses, fault, Kept };
})(window.incidentsMap.parts);
