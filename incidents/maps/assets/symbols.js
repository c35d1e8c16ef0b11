/* How incidents look: dots by kind, badges for areas, rings for cells. */
(function (parts) {
  "use strict";

  const FONT = "system-ui, -apple-system, 'Segoe UI', sans-serif";
  const BOX = 24; // the side of the square that kinds' shapes are drawn in
  const DENSE = [[150, 19], [600, 15], [Infinity, 11]]; // symbols in view → pixels across
  const BADGE = { height: 26, glyph: 15, pad: 7, letters: 22 };
  // For the legend's samples, and for a kind that this page does not know yet.
  const NO_KIND = { id: null, label: "Unknown kind",
    path: new Path2D("M12 3A9 9 0 1 1 12 21A9 9 0 1 1 12 3Z") };
  const { PRECISIONS } = parts.words;
  // What an area's badge looks like, by precision: the corners' radius, the dashes, a second line.
  const EDGES = {
    admin2: { corner: 13, dash: [1.5, 3] },
    admin1: { corner: 6, dash: [5, 3] },
    country: { corner: 2, dash: [], inner: 3 },
    unknown: { corner: 13, dash: [1.5, 5] },
  };
  // The ring around a dot that is less exact than a site: dotted, dashed, whole.
  const RINGS = { street: [1.5, 3.2], district: [6.5, 3.6], town: [] };
  const DOMINANT = 0.34; // of a count's incidents; a kind with fewer does not stand for them
  const ROOMY = 17; // pixels of a count's radius from which a shape fits above its number
  const FULL = 2 * Math.PI;

  class Symbols {
    constructor(kinds) {
      this.kinds = kinds.map((kind) => ({ ...kind, path: new Path2D(kind.shape) }));
      this.sprites = new Map();
      this.setPalette(parts.palettes.light);
    }

    setPalette(palette) {
      this.palette = palette;
      this.sprites.clear();
    }

    kind(number) {
      return this.kinds[number] || NO_KIND;
    }

    colour(number) {
      const kind = this.kind(number);
      return kind === NO_KIND ? this.palette.faint : this.palette.mix(kind.colour);
    }

    /* Pixels across of one dot when so many are in view; stacks are a little bigger. */
    sizeFor(count) {
      return DENSE.find(([most]) => count <= most)[1];
    }

    /* A canvas with the dot's picture; its ring says how exact it is. */
    sprite(number, size, prec) {
      const ratio = window.devicePixelRatio || 1;
      const key = `${number}|${size}|${prec}|${ratio}`;
      if (!this.sprites.has(key)) this.sprites.set(key, this._picture(number, size, prec, ratio));
      return this.sprites.get(key);
    }

    _picture(number, size, prec, ratio) {
      const side = size + 14;
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = Math.ceil(side * ratio);
      const context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      context.translate(side / 2, side / 2);
      this._fineRing(context, { x: 0, y: 0, prec }, size / 2 + 4.5, this.colour(number));
      this.glyph(context, number, size, { halo: 4.5 });
      canvas.side = side;
      return canvas;
    }

    /* What says "somewhere in this town", or in this street or part of it; nothing for a site. */
    _fineRing(context, { x, y, prec }, radius, colour) {
      const dash = RINGS[PRECISIONS[prec]];
      if (!dash) return;
      context.setLineDash(dash);
      context.beginPath();
      context.arc(x, y, radius, 0, FULL);
      context.fillStyle = this.palette.halo;
      context.globalAlpha = 0.55;
      context.fill();
      context.globalAlpha = 1;
      context.strokeStyle = colour;
      context.lineWidth = dash.length ? 1.6 : 1.2;
      context.stroke();
      context.setLineDash([]);
    }

    /* The kind's shape around the origin, `size` pixels across. */
    glyph(context, number, size, { halo = 0, hollow = false } = {}) {
      const { path } = this.kind(number);
      context.save();
      context.scale(size / BOX, size / BOX);
      context.translate(-BOX / 2, -BOX / 2);
      context.lineJoin = "round";
      if (halo) {
        context.lineWidth = (halo * BOX) / size;
        context.strokeStyle = this.palette.halo;
        context.stroke(path);
      }
      context.fillStyle = this.colour(number);
      context.globalAlpha = hollow ? 0.25 : 1;
      context.fill(path, "evenodd");
      context.globalAlpha = 1;
      if (hollow) {
        context.lineWidth = (1.4 * BOX) / size;
        context.strokeStyle = this.colour(number);
        context.stroke(path);
      }
      context.restore();
    }

    point(context, item, size) {
      const across = item.n > 1 && size > 11 ? size + 3 : size;
      const picture = this.sprite(item.kind, across, item.prec);
      const half = picture.side / 2;
      context.drawImage(picture, item.x - half, item.y - half, picture.side, picture.side);
      item.reach = across / 2 + 4;
      if (item.n > 1 && size > 11) this._count(context, item, across / 2 + 2);
    }

    /* The little pill that says how many incidents share a spot. */
    _count(context, item, away) {
      const text = parts.words.short(item.n);
      context.font = `700 10.5px ${FONT}`;
      const half = Math.max(7.5, context.measureText(text).width / 2 + 4.5);
      const [x, y] = [item.x + away, item.y - away];
      roundRect(context, x - half, y - 7.5, half * 2, 15, 7.5);
      context.fillStyle = this.palette.ink;
      context.fill();
      context.strokeStyle = this.palette.halo;
      context.lineWidth = 1.5;
      context.stroke();
      centred(context, text, x, y, this.palette.paper);
    }

    badgeWidth(context, item) {
      context.font = `600 12px ${FONT}`;
      const glyphs = Math.min(3, item.shares.length) * (BADGE.glyph + 3) - 3;
      const text = this._badgeText(item);
      return glyphs + (text ? context.measureText(text).width + 5 : 0) + 2 * BADGE.pad;
    }

    /* The count and, when there is room on the map, which area it is. */
    _badgeText({ n, place, named }) {
      const name = named && place
        ? (place.length > BADGE.letters ? `${place.slice(0, BADGE.letters - 1)}…` : place) : "";
      return [n > 1 ? parts.words.short(n) : "", name].filter(Boolean).join(" · ");
    }

    /* An area: a badge with hollow shapes, nothing that could pass for a dot. */
    badge(context, item) {
      if (item.from) this._leader(context, item);
      this._plate(context, item);
      let x = item.x - item.width / 2 + BADGE.pad;
      for (const [kind] of item.shares.slice(0, 3)) {
        context.save();
        context.translate(x + BADGE.glyph / 2, item.y);
        this.glyph(context, kind, BADGE.glyph, { hollow: true });
        context.restore();
        x += BADGE.glyph + 3;
      }
      const text = this._badgeText(item);
      if (text) left(context, text, x + 2, item.y, this.palette.ink);
    }

    /* The badge itself: its corners and line tell a county, a region and a country apart. */
    _plate(context, { x, y, width, prec, kind, shares }) {
      const { corner, dash, inner } = EDGES[PRECISIONS[prec]];
      const edge = (inset) => roundRect(context, x - width / 2 + inset,
        y - BADGE.height / 2 + inset, width - 2 * inset, BADGE.height - 2 * inset, corner);
      edge(0);
      context.fillStyle = this.palette.paper;
      context.globalAlpha = 0.92;
      context.fill();
      context.globalAlpha = 1;
      context.setLineDash(dash);
      context.strokeStyle = shares.length > 1 ? this.palette.area : this.colour(kind);
      context.lineWidth = 1.6;
      context.stroke();
      context.setLineDash([]);
      if (!inner) return;
      edge(inner);
      context.lineWidth = 0.8;
      context.stroke();
    }

    /* From the middle of the area to its badge, which made way for other symbols. */
    _leader(context, { x, y, from }) {
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.lineTo(x, y);
      context.setLineDash([2, 3]);
      context.strokeStyle = this.palette.area;
      context.lineWidth = 1;
      context.stroke();
      context.setLineDash([]);
    }

    /* Several kinds, or several places near each other: their number in a ring of shares. */
    ringOfShares(context, item) {
      const radius = parts.cellRadius(item.n);
      const ringed = item.type === "point" && RINGS[PRECISIONS[item.prec]];
      item.reach = ringed ? radius + 4 : radius;
      if (ringed) this._fineRing(context, item, radius + 4, this.palette.area);
      disc(context, item, radius + 1.5, this.palette.halo);
      let from = -Math.PI / 2;
      for (const [kind, count] of item.shares) {
        const to = from + (FULL * count) / item.n;
        context.beginPath();
        context.moveTo(item.x, item.y);
        context.arc(item.x, item.y, radius, from, to);
        context.fillStyle = this.colour(kind);
        context.fill();
        from = to;
      }
      disc(context, item, radius - 4.5, this.palette.paper);
      const led = radius >= ROOMY && item.shares[0][1] >= DOMINANT * item.n;
      if (led) this._kindAbove(context, item, radius);
      context.font = `700 ${radius > 18 ? 12 : 10.5}px ${FONT}`;
      centred(context, parts.words.short(item.n), item.x, item.y + (led ? 4.5 : 0),
        this.palette.ink);
    }

    /* The shape of the kind that most of a count's incidents are of, above the number. */
    _kindAbove(context, { x, y, shares }, radius) {
      context.save();
      context.translate(x, y - 6.5);
      this.glyph(context, shares[0][0], radius > 21 ? 11 : 9);
      context.restore();
    }

    /* A circle as large as the highest number killed in one incident; hollow where none is told. */
    toll(context, item) {
      const { killed } = item;
      const radius = parts.tollRadius(killed);
      const single = item.shares.length === 1;
      const colour = single ? this.colour(item.kind) : this.palette.area;
      const ringed = item.type === "point" && RINGS[PRECISIONS[item.prec]];
      item.reach = Math.max(radius, 6) + (ringed ? 4 : 0);
      if (ringed) this._fineRing(context, item, radius + 4, colour);
      disc(context, item, radius + 1.5, this.palette.halo);
      context.beginPath();
      context.arc(item.x, item.y, radius, 0, FULL);
      context.fillStyle = killed === null || killed === undefined ? this.palette.paper : colour;
      context.fill();
      context.strokeStyle = colour;
      context.lineWidth = 1.5;
      context.stroke();
      if (radius < 9) return;
      context.font = `700 11px ${FONT}`;
      centred(context, parts.words.short(killed), item.x, item.y, this.palette.halo);
    }

    ring(context, item, radius, strong) {
      for (const [width, colour] of [[strong ? 6 : 4, this.palette.halo],
        [strong ? 2.5 : 1.5, this.palette.ink]]) {
        context.beginPath();
        if (item.width) {
          roundRect(context, item.x - item.width / 2 - 5, item.y - BADGE.height / 2 - 5,
            item.width + 10, BADGE.height + 10, 10);
        } else context.arc(item.x, item.y, radius, 0, FULL);
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.stroke();
      }
    }
  }

  /* Pixels from the middle to the edge: areas grow with the number, up to a limit. */
  function tollRadius(killed) {
    if (!killed) return 4;
    return Math.min(30, 5 + 2.5 * Math.sqrt(killed));
  }

  function roundRect(context, x, y, width, height, radius) {
    context.beginPath();
    context.moveTo(x + radius, y);
    context.arcTo(x + width, y, x + width, y + height, radius);
    context.arcTo(x + width, y + height, x, y + height, radius);
    context.arcTo(x, y + height, x, y, radius);
    context.arcTo(x, y, x + width, y, radius);
    context.closePath();
  }

  function disc(context, { x, y }, radius, colour) {
    context.beginPath();
    context.arc(x, y, radius, 0, FULL);
    context.fillStyle = colour;
    context.fill();
  }

  function centred(context, text, x, y, colour) {
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = colour;
    context.fillText(text, x, y + 0.5);
  }

  function left(context, text, x, y, colour) {
    context.font = `600 12px ${FONT}`;
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.fillStyle = colour;
    context.fillText(text, x, y + 0.5);
  }

  parts.Symbols = Symbols;
  parts.BADGE = BADGE;
  parts.tollRadius = tollRadius;
})(window.incidentsMap.parts);
