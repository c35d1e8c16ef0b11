/* Room for the badges of areas: off dots, off buttons, off each other. */
(function (parts) {
  "use strict";

  // Pixels that a badge may move to leave room, the nearest first.
  const STEPS = [[0, 0], [0, -30], [0, 30], [56, 0], [-56, 0], [56, -30], [-56, -30], [56, 30],
    [-56, 30], [0, -58], [0, 58]];

  /* Moves each badge to the nearest room around its middle; where there is none, its name goes
     first. `covered` are boxes of layer points that nothing may stand on. */
  function spread(context, { points, areas, cells }, symbols, covered) {
    const taken = [...points, ...cells].map((item) => {
      const half = parts.isRing(item) ? parts.cellRadius(item.n) + 2 : 14;
      return [item.x - half, item.y - half, item.x + half, item.y + half];
    }).concat(covered);
    for (const item of [...areas].sort((a, b) => b.n - a.n)) {
      let box = roomFor(item, taken);
      if (!box && item.named) {
        item.named = false;
        item.width = symbols.badgeWidth(context, item);
        box = roomFor(item, taken);
      }
      box = box || boxOf(item, item.x, item.y);
      const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
      item.from = Math.hypot(x - item.x, y - item.y) < 1 ? null : { x: item.x, y: item.y };
      [item.x, item.y] = [x, y];
      taken.push(box);
    }
  }

  /* The nearest box that covers nothing else, or nothing. */
  function roomFor(item, taken) {
    const boxes = STEPS.map(([dx, dy]) => boxOf(item, item.x + dx, item.y + dy));
    return boxes.find((one) => !taken.some((other) => meets(one, other)));
  }

  function boxOf(item, x, y) {
    const [half, height] = [item.width / 2, parts.BADGE.height / 2];
    return [x - half, y - height, x + half, y + height];
  }

  function meets(a, b) {
    return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
  }

  function within(box, { x, y }) {
    return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
  }

  parts.badges = { spread, boxOf, within };
})(window.incidentsMap.parts);
