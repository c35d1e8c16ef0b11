/* Symbols that would cover each other at this zoom become one count, so that none is hidden. */
(function (parts) {
  "use strict";

  const HALF_DOT = 8.5; // pixels; two dots nearer than twice this do not read as two
  const HALF_BADGE = 17;
  const HALF_WIDE = 36; // a badge with several shapes and a number
  const GRID = 80; // pixels; wider than any two symbols that can touch
  const NONE = [];
  const MOST_SPOTS = 50; // in one list; as many as a link may name
  const PASSES = 4; // a grown count may touch the next one

  /* Pixels from the middle of a count to its edge. */
  function cellRadius(n) {
    return Math.min(30, 12 + 4.8 * Math.log10(n + 1));
  }

  /* Whether an item is drawn as a ring of shares: one shape cannot stand for several kinds. */
  function isRing({ type, shares }) {
    return type === "cell" || shares.length > 1;
  }

  /* Points and cells with pixels → those that stand alone, and a count for each knot. */
  function grouped(items) {
    const half = ({ members, n }) => (members.length > 1 || isRing(members[0])
      ? cellRadius(n) + 1 : HALF_DOT);
    return knotsOf(items, half).map(({ members }) => (
      members.length === 1 ? members[0] : { ...sumOf(members), type: "cell" }));
  }

  /* Areas likewise; a knot of areas stays an area and can never look like a place. */
  function groupedAreas(areas) {
    const half = ({ n }) => (n > 1 ? HALF_WIDE : HALF_BADGE);
    return knotsOf(areas, half).map(({ members }) => {
      if (members.length === 1) return members[0];
      const prec = Math.max(...members.map((member) => member.prec));
      return { ...sumOf(members), type: "area", prec, place: null, radius: null };
    });
  }

  function knotsOf(items, half) {
    let knots = items.map((item) => ({ x: item.x, y: item.y, n: item.n, members: [item] }));
    for (let pass = 0; pass < PASSES; pass += 1) {
      const fewer = joined(knots, half);
      if (fewer.length === knots.length) break;
      knots = fewer;
    }
    return knots;
  }

  /* Each knot joins the nearest bigger one that it touches; a grid keeps the search short. */
  function joined(knots, half) {
    const grid = new Map();
    const kept = [];
    for (const knot of [...knots].sort(bigger)) {
      const column = Math.floor(knot.x / GRID);
      const row = Math.floor(knot.y / GRID);
      const into = touching(grid, column, row, knot, half);
      if (into) {
        into.members.push(...knot.members);
        into.n += knot.n;
        continue;
      }
      kept.push(knot);
      const key = square(column, row);
      if (grid.has(key)) grid.get(key).push(knot);
      else grid.set(key, [knot]);
    }
    return kept;
  }

  /* One number for a square of the grid: strings would be slow for tens of thousands. */
  const square = (column, row) => column * 1e6 + row;

  /* By size, then by place, so that panning does not change who joins whom. */
  function bigger(a, b) {
    return b.n - a.n || a.members[0].wx - b.members[0].wx || a.members[0].wy - b.members[0].wy;
  }

  function touching(grid, column, row, knot, half) {
    let best = null;
    let least = Infinity;
    for (let across = column - 1; across <= column + 1; across += 1) {
      for (let down = row - 1; down <= row + 1; down += 1) {
        for (const other of grid.get(square(across, down)) || NONE) {
          const distance = Math.hypot(other.x - knot.x, other.y - knot.y);
          if (distance < least && distance < half(other) + half(knot)) {
            best = other;
            least = distance;
          }
        }
      }
    }
    return best;
  }

  /* One item for several, on the spot of the biggest; `box` is west, south, east, north. */
  function sumOf(members) {
    const [{ lat, lon, wx, wy, x, y, turn = 0 }] = members;
    const shares = parts.sharesOf(members);
    const n = members.reduce((sum, member) => sum + member.n, 0);
    const boxes = members.map((member) => (
      member.box || [member.lon, member.lat, member.lon, member.lat]));
    const edge = (best, at) => best(...boxes.map((one) => one[at]));
    const box = [edge(Math.min, 0), edge(Math.min, 1), edge(Math.max, 2), edge(Math.max, 3)];
    const spots = members.some((member) => member.spots === null) ? null // the server summed up
      : members.reduce((sum, member) => sum + (member.spots || 1), 0);
    const killed = parts.mostKilled(members);
    return { n, kind: shares[0][0], shares, killed, lat, lon, wx, wy, x, y, turn, box, spots,
      members };
  }

  /* The spots an item stands for, as a link tells them; null where the server summed them up or
     told only roughly where they are. */
  function spotsOf(item) {
    const members = item.members || [item];
    const told = members.every(({ type, box, slim }) => type !== "cell" && !box && !slim);
    if (!told || members.length > MOST_SPOTS) return null;
    return members.map(({ lat, lon, prec }) => `${lat},${lon},${parts.words.PRECISIONS[prec]}`);
  }

  Object.assign(parts, { grouped, groupedAreas, cellRadius, isRing, spotsOf });
})(window.incidentsMap.parts);
