/* A spot that a tile told only as it is drawn, told in full by the tile far below it. */
(function (parts) {
  "use strict";

  const LEVELS = 12; // below a tile, each of its units is a tile of its own

  /* The address of the tile that holds nothing but the spot. */
  function below({ x, y }, tile, extent) {
    return { z: tile.z + LEVELS, x: tile.x * extent + x, y: tile.y * extent + y };
  }

  parts.fuller = {
    /* Fills the item in and says whether that went well; asks once however often it is called. */
    fill(item) {
      if (!item.slim) return Promise.resolve(true);
      if (!item.filling) {
        item.filling = this._told(item).catch(() => false).then((well) => {
          item.filling = null; // what failed may be asked again
          return well;
        });
      }
      return item.filling;
    },

    async _told(item) {
      const answer = await this.options.source.tile(item.below, this.asked());
      const there = parts.readOf(answer, item.below).items
        .filter(({ type, prec, slim }) => type === item.type && prec === item.prec && !slim);
      if (there.length !== 1) return false; // several within a pixel: they part by zooming
      const { x, y } = item;
      const wx = there[0].wx + (item.turn || 0);
      Object.assign(item, there[0], { slim: false, turn: item.turn, wx, x, y });
      return true;
    },
  };

  Object.assign(parts, { below });
})(window.incidentsMap.parts);
