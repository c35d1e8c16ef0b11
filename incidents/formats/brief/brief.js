
/* On paper the map is light and is scaled to the page; nothing in it is laid out anew. */
(function () {
  "use strict";

  const box = document.querySelector(".map");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function measure() {
    const { width, height } = box.getBoundingClientRect();
    box.style.setProperty("--wide", `${Math.round(width)}`);
    box.style.setProperty("--high", `${Math.round(height)}`);
  }

  /* Canvases wait for the next frame, which comes too late for the page that is printed. */
  function dress(theme) {
    const { map, layer } = window.incidentsMap;
    layer.setState({ theme });
    map.eachLayer((one) => { if (one._draw && one._bounds) one._draw(); });
  }

  measure();
  window.addEventListener("resize", () => { if (!window.matchMedia("print").matches) measure(); });
  window.addEventListener("beforeprint", () => { if (dark.matches) dress("light"); });
  window.addEventListener("afterprint", () => { if (dark.matches) dress(null); });
  dark.addEventListener("change", () => dress(null));
}());
