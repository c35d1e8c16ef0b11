
/* On paper the map is as it was on the screen, scaled to the page; a dark one is turned light. */
(function () {
  "use strict";

  const box = document.querySelector(".map");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function measure() {
    if (window.matchMedia("print").matches) return;
    const { width, height } = box.getBoundingClientRect();
    box.style.setProperty("--wide", Math.round(width));
    box.style.setProperty("--high", Math.round(height));
  }

  /* Told on the screen: a browser that prints says light. */
  function dress() {
    if (window.matchMedia("print").matches) return;
    box.classList.toggle("dark", dark.matches);
    window.incidentsMap.layer.setState({ theme: dark.matches ? "dark" : "light" });
  }

  measure();
  dress();
  window.addEventListener("resize", measure);
  dark.addEventListener("change", dress);
}());
