/* The view in the page's address, so that a copied link shows the same part of the world. */
(function (parts) {
  "use strict";

  const PAUSE = 250; // milliseconds without movement before the address changes
  const WATCH = 500; // milliseconds: no event tells that the page rewrote its address
  const VIEW = ["lat", "lon", "zoom"];
  const CHOICES = ["layer", "show"]; // what the map's choices are called in a link
  const NAMES = [...VIEW, ...CHOICES];

  /* The page around us, or null when it belongs to somebody else. */
  function page() {
    try {
      return window.parent.location.href ? window.parent : null;
    } catch (error) {
      if (error instanceof DOMException) return null; // another origin embeds us
      throw error;
    }
  }

  /* The view that the address asks for, or null. */
  function read() {
    const around = page();
    if (!around) return null;
    const asked = new URLSearchParams(around.location.search);
    const [lat, lon, zoom] = VIEW.map((name) => parseFloat(asked.getAll(name).pop()));
    const good = Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 18;
    return good ? { lat, lon, zoom } : null;
  }

  /* The base map and the look that the address asks for; empty where it asks for none. */
  function chosen() {
    const around = page();
    const asked = new URLSearchParams(around ? around.location.search : "");
    return Object.fromEntries(CHOICES.map((name) => [name, asked.get(name) || ""]));
  }

  /* The query string with the view in it; everything else as it was, in its order. */
  function written(search, view) {
    const left = { ...view };
    const kept = search.replace(/^\?/, "").split("&").filter(Boolean).flatMap((pair) => {
      const name = pair.split("=")[0];
      if (!NAMES.includes(name)) return [pair];
      const value = left[name];
      delete left[name];
      return value ? [`${name}=${value}`] : [];
    });
    const added = NAMES.filter((name) => left[name]).map((name) => `${name}=${left[name]}`);
    return `?${[...kept, ...added].join("&")}`;
  }

  function write(map, chosen) {
    const around = page();
    if (!around) return;
    const centre = map.getCenter().wrap();
    const view = { lat: centre.lat.toFixed(5), lon: centre.lng.toFixed(5),
      zoom: String(map.getZoom()), ...chosen };
    const search = written(around.location.search, view);
    if (search === around.location.search) return;
    const { history, location } = around;
    history.replaceState(history.state, "", location.pathname + search + location.hash);
  }

  function search() {
    const around = page();
    return around ? around.location.search : "";
  }

  /* Keeps the address in step from now on: after moves, and after the page rewrote it. */
  function follow(map, layer, choices) {
    let timer = null;
    let moved = false;
    let left = search(); // as we left the address
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        write(map, choices.told);
        left = search();
      }, PAUSE);
    };
    setInterval(() => {
      if (!moved || search() === left) return;
      left = search();
      later();
    }, WATCH);
    map.on("moveend", () => {
      moved = true;
      later();
    });
    layer.on("chosen", () => {
      moved = true;
      later();
    });
    layer.on("state", () => { if (moved) later(); });
  }

  parts.viewport = { read, chosen, follow, written };
})(window.incidentsMap.parts);
