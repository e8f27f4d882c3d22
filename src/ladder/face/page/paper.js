// The ladder on paper.
//
// The one idea: a sheet cannot be scrolled. So each is a drawing of its own, with the names above its lines.

// A drawing for each sheet, with its heads, so that no arrow lies across a border. Where one is under way
// for several rows, the sheet ends before it leaves or after it has arrived, if that is near.
const endOf = (panel, first) => {
  const last = Math.min(first + (first + panel.start === 0 ? SHEET - 5 : SHEET), panel.shown) - 1;
  if (last === panel.shown - 1) return last;
  const flights = panel.flights.filter(([leaves]) => isFlight(leaves)).map((pair) => pair.map((row) => row.at - panel.start));
  const isCrossed = (end) => flights.some(([leaves, arrives]) => leaves <= end && arrives > end);
  for (let end = last; end > last - SHEET / 2; end -= 1) if (!isCrossed(end)) return end;
  return last;
};
const sheetOf = (panel, first, last) => {
  const top = nHeads(panel) * 17 + 12;
  const rowsOf = pictureOf(panel.start + first, panel.start + last);
  const height = top + (last - first + 1) * data.row;
  const sheet = svg("svg", { viewBox: `0 0 ${scale.width} ${height}`, class: "sheet" });
  rowsOf.setAttribute("y", top);
  sheet.append(...headsOf(panel, 2), rowsOf);
  return sheet;
};
const note = html("li");
const putOnPaper = () => {
  scale = WHOLE;
  isLit = undefined;
  let nLeft = PRINTED;
  for (const panel of data.panels) {
    for (let first = 0; first < panel.shown && nLeft > 0; ) {
      const last = Math.min(endOf(panel, first), first + nLeft - 1);
      printed.append(sheetOf(panel, first, last));
      nLeft -= last - first + 1;
      first = last + 1;
    }
  }
  const header = document.querySelector("header");
  printed.firstChild.style.maxHeight = `calc(100vh - ${header.offsetHeight + 40}px)`;
  note.textContent = `${data.words.printed}: ${PRINTED} / ${told.length}`;
  if (told.length > PRINTED) header.querySelector("ul").append(note);
};
const takeBack = () => {
  printed.replaceChildren();
  note.remove();
  measure();
  light(rows[kept]);
};

view.addEventListener("scroll", () => requestAnimationFrame(() => {
  moveFrame();
  render(false);
}), { passive: true });
addEventListener("resize", () => {
  measure();
  render(true);
  drawStrip();
});
if (rows.length > 0) {
  addEventListener("beforeprint", putOnPaper);
  addEventListener("afterprint", takeBack);
  pen.font = getComputedStyle(view).font;
  measure();
  render(true);
  tell(current);
  drawStrip();
  goToAddress();
}
