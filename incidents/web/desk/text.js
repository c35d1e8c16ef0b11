/* The article in pieces, as text nodes only; a mark for each passage that a draft was read from. */
const warn = (event) => event.preventDefault(); // the browser asks before unsaved drafts are lost

export default function ({ parentElement, data, setTriggerValue }) {
  const box = parentElement.querySelector(".text");
  if (box.dataset.digest !== data.digest) {
    box.dataset.digest = data.digest;
    box.lang = data.language || "";
    box.replaceChildren(...paragraphs(data.pieces));
    box.scrollTop = 0;
  }
  dress();
  show(data.selected);
  if (data.selected) window.addEventListener("beforeunload", warn);
  return () => window.removeEventListener("beforeunload", warn);

  /* Pieces cut at line ends: each paragraph finds its own direction. */
  function paragraphs(pieces) {
    const made = [paragraph()];
    for (const piece of pieces) {
      piece.text.split("\n").forEach((words, number) => {
        if (number) made.push(paragraph());
        if (words) made[made.length - 1].append(piece.ids.length ? mark(piece, words) : words);
      });
    }
    return made.filter((one) => one.childNodes.length);
  }

  function paragraph() {
    const made = document.createElement("p");
    made.dir = "auto";
    return made;
  }

  function mark(piece, words) {
    const made = document.createElement("mark");
    made.dataset.ids = piece.ids.join(" ");
    made.append(words);
    if (piece.cue) made.classList.add("cue");
    return made;
  }

  /* Colours, numbers and names: what a correction may have changed. */
  function dress() {
    const seen = new Set();
    for (const one of box.querySelectorAll("mark")) {
      const ids = one.dataset.ids.split(" ");
      const first = data.drafts[ids.includes(data.selected) ? data.selected : ids[0]];
      one.style.setProperty("--kind", first.colour);
      one.classList.toggle("selected", ids.includes(data.selected));
      one.classList.toggle("out", ids.every((id) => !data.drafts[id].kept));
      const opening = ids.filter((id) => !seen.has(id));
      opening.forEach((id) => seen.add(id));
      const names = opening.map((id) => data.drafts[id].number).join(", ");
      if (names) one.dataset.number = names;
      else delete one.dataset.number;
      press(one, ids, opening);
    }
  }

  /* A press goes through the drafts of a passage in turn. */
  function press(one, ids, opening) {
    const next = () => {
      const at = ids.indexOf(data.selected);
      setTriggerValue("picked", ids[(at + 1) % ids.length]);
    };
    one.onclick = next;
    one.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      next();
    };
    one.tabIndex = opening.length ? 0 : -1;
    if (opening.length) one.setAttribute("role", "button");
    const told = ids.map((id) => `draft ${data.drafts[id].number}, ${data.drafts[id].label}`);
    one.title = told.join("; ");
  }

  function show(selected) {
    if (box.dataset.shown === selected) return;
    box.dataset.shown = selected || "";
    const first = box.querySelector("mark.selected");
    if (!first) return;
    const away = first.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (away < 20 || away > box.clientHeight - 80) {
      box.scrollTo({ top: box.scrollTop + away - box.clientHeight / 3 });
    }
  }
}
