/* How a date, a place and a count are told. Plain strings only: they go into text nodes. */
(function (parts) {
  "use strict";

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"];
  const PRECISIONS = ["site", "street", "district", "town", "admin2", "admin1", "country",
    "unknown"];
  const TOWN = 3; // the coarsest precision that may be drawn as a dot
  const WHERE = {
    site: (place) => place,
    street: (place) => `${place} (the street, not the spot)`,
    district: (place) => `in ${place} (the district, not the spot)`,
    town: (place) => `in ${place} (the town, not the spot)`,
    admin2: (place) => `somewhere in ${place} (a county or district)`,
    admin1: (place) => `somewhere in ${place} (a region)`,
    country: (place) => `somewhere in ${place} (the whole country)`,
    unknown: (place) => `near ${place} (how near is not known)`,
  };

  /* "5 January 2022" for an ISO day, read by its letters so that no time zone can shift it. */
  function day(iso) {
    const [year, month, date] = iso.slice(0, 10).split("-");
    return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`;
  }

  function when(iso, precision) {
    if (!iso) return "date unknown";
    const [year, month] = iso.split("-");
    switch (precision) {
      case "night": return `night of ${day(iso)}`;
      case "week": return `week of ${day(iso)}`;
      case "month": return `${MONTHS[Number(month) - 1]} ${year}`;
      case "year": return year;
      default: return day(iso);
    }
  }

  function where(place, precision) {
    return (WHERE[precision] || ((name) => name))(place || "an unnamed place");
  }

  function incidents(count) {
    return count === 1 ? "1 incident" : `${count.toLocaleString("en")} incidents`;
  }

  /* 800 m, 12 km. */
  function distance(metres) {
    return metres < 1000 ? `${metres} m` : `${Math.round(metres / 1000)} km`;
  }

  /* Four letters at most, for a badge: 7, 950, 1.2k, 34k, 2M. */
  function short(count) {
    if (count < 1000) return String(count);
    const [size, unit] = count < 1e6 ? [1e3, "k"] : [1e6, "M"];
    const whole = count / size;
    return (whole < 9.95 ? whole.toFixed(1).replace(".0", "") : Math.round(whole)) + unit;
  }

  /* A new element with text and children; strings become text nodes, never markup. */
  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  /* A button that looks like a link. */
  function press(words, act) {
    const made = element("button", "incidents-retry", words);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  parts.words = { PRECISIONS, TOWN, when, where, incidents, distance, short, element, press };
})((window.incidentsMap = { parts: {} }).parts);
