/* How the map speaks to the page around it: the way a drawn Leaflet layer would. */
(function (parts) {
  "use strict";

  parts.telling = {
    /* Tells the page which incident was chosen. */
    choose(id, spot) {
      this._tell({ id }, spot);
    },

    /* Tells the page to list what lies at the spots. */
    open(at, spot) {
      this._tell({ at }, spot);
    },

    /* Tells the page to keep to a part of the map: { area } or { bbox } as a link spells them,
       or neither, for all of it again. */
    keepTo(kept, { lat, lng }) {
      this._tell({ keep: kept }, { lat, lon: lng });
    },

    _tell(what, { lat, lon }) {
      this._clicks += 1;
      const feature = {
        type: "Feature",
        properties: { ...what, n: this._clicks },
        geometry: { type: "Point", coordinates: [lon, lat] },
      };
      const layer = { toGeoJSON: () => feature };
      this.fire("click", { latlng: L.latLng(lat, lon), layer });
    },
  };
})(window.incidentsMap.parts);
