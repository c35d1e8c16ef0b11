/* Colours of the quiet base map and of the symbols, light and dark. */
(function (parts) {
  "use strict";

  const light = {
    dark: false,
    sea: "#d9e4ea", land: "#f6f4ee", coast: "#b4c3cb", border: "#cbc4b8", ink: "#1d2733",
    paper: "#ffffff", country: "#8d8579", town: "#5c5a55", townDot: "#8b8780",
    labelHalo: "rgba(246,244,238,0.9)", halo: "#ffffff", area: "#3c4a59", faint: "#6a7683",
    mix: (colour) => colour,
  };

  const dark = {
    dark: true,
    sea: "#0e151b", land: "#222c35", coast: "#455462", border: "#46535f", ink: "#eef2f5",
    paper: "#141b22", country: "#8a97a2", town: "#a3afb9", townDot: "#6d7983",
    labelHalo: "rgba(34,44,53,0.9)", halo: "#0b1015", area: "#c4d0da", faint: "#93a1ad",
    mix: (colour) => lighter(colour, 0.28), // the kinds' colours are made for paper
  };

  /* The colour moved towards white by that share. */
  function lighter(colour, share) {
    const part = (at) => {
      const value = parseInt(colour.slice(at, at + 2), 16);
      return Math.round(value + (255 - value) * share);
    };
    return `rgb(${part(1)},${part(3)},${part(5)})`;
  }

  parts.palettes = { light, dark };
})(window.incidentsMap.parts);
