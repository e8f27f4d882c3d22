// Draws the part of a ladder that is in view.
//
// The one idea: a browser is slow with a hundred thousand elements and fast with fifty. So rows are
// placed by their number, and only those near the window exist. All text goes in as text, never as markup.

const [view, heads, paper, drawing, list, detail, printed] =
  ["view", "heads", "paper", "drawing", "rows", "detail", "printed"].map((id) => document.getElementById(id));
const MORE = 12; // rows drawn above and below what is seen
const PRINTED = 1000; // rows that a printer gets: some 40 sheets
const SHEET = 28; // rows of one sheet of paper

// Every row of every panel is known by its number in the whole ladder, whatever is shown of it.
const every = [];
const enter = (panel, row) => {
  row.panel = panel;
  row.number = every.push(row);
};
for (const panel of data.panels) for (const row of panel.rows) enter(panel, row);
for (const panel of data.panels) {
  panel.flights = panel.rows.flatMap((row) => (row.x && row.x[3] !== null && !row.x[4] ? [[row, panel.rows[row.x[3]]]] : []));
}

// What is shown, one below the other; a panel but the first begins with a row for its heads. `told` are the places of
// rows that tell something, `place` which of them stands where.
const rows = [];
let told = [];
let place = [];
const show = (isWanted) => {
  rows.length = 0;
  for (const panel of data.panels) {
    const shown = panel.rows.filter(isWanted);
    for (const row of panel.rows) row.at = undefined;
    panel.shown = shown.length;
    if (shown.length === 0) continue;
    if (rows.length > 0) rows.push({ gap: true, panel }, { heads: true, panel });
    panel.start = rows.length;
    for (const row of shown) {
      row.at = rows.length;
      rows.push(row);
    }
    // A line lives from the first row that is shown of its life to the last.
    panel.shownLives = panel.lives.flatMap(([x, begins, ends, isRecorded]) => {
      const [from, to] = [firstShown(panel, begins, 1), firstShown(panel, ends, -1)];
      return from !== undefined && to !== undefined && from <= to ? [[x, from, to, isRecorded]] : [];
    });
  }
  told = [];
  place = rows.map((row, at) => (row.gap || row.heads ? undefined : told.push(at) - 1));
  paper.style.height = `${(rows.length + 1) * data.row}px`;
};
// From this row of a panel on, downwards or upwards, where the first stands that is shown.
const firstShown = (panel, from, step) => {
  for (let at = from; at >= 0 && at < panel.rows.length; at += step) {
    if (panel.rows[at].at !== undefined) return panel.rows[at].at;
  }
  return undefined;
};
const halvesOf = (row) => (row.x && row.x[3] !== null ? [row, row.panel.rows[row.x[3]]] : [row]);
const isFlight = (row) => halvesOf(row).length === 2 && halvesOf(row).every((half) => half.at !== undefined);
show(() => true);

const svg = (name, attributes, text) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
};
const html = (name, text, className) => {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
};
const y = (at) => at * data.row + data.row / 2 + 4;

// --- how much fits -----------------------------------------------------------------------------------

// From the left edge to the first line, and how much closer lines stand than in the data.
const WHOLE = { width: data.width, left: data.left, by: 1 };
const EDGES = [88, 14]; // left and right of the lines, where there is little room
const MOST_WIDE = 2; // arrows that are longer are harder to follow
let scale = WHOLE;
const measure = () => {
  const width = view.clientWidth;
  const inner = data.width - data.left - data.right;
  const by = Math.max(0.2, (width - EDGES[0] - EDGES[1]) / inner);
  const wide = Math.min(MOST_WIDE, (width - data.left - data.right) / inner);
  scale = wide >= 1 ? { width: data.left + wide * inner + data.right, left: data.left, by: wide } : by >= 1 ? WHOLE : { width: EDGES[0] + by * (data.width - data.left - data.right) + EDGES[1], left: EDGES[0], by };
  paper.style.minWidth = `${Math.floor(scale.width)}px`;
};
const TIGHT = 84; // lines with no arrow between them stand no closer than this, where there is room
// Where each line of a panel stands.
const placed = (panel) => {
  if (panel.placed?.by === scale.by) return panel.placed;
  const from = panel.heads.map(([x]) => x).sort((a, b) => a - b);
  const gaps = from.slice(1).map((x, n) => x - from[n]);
  const isTight = (gap) => gap <= data.narrow;
  const sum = (list) => list.reduce((all, gap) => all + gap, 0);
  const tight = gaps.filter(isTight).map((gap) => Math.max(gap * scale.by, Math.min(gap, TIGHT)));
  const wide = gaps.filter((gap) => !isTight(gap));
  const by = (sum(gaps) * scale.by - sum(tight)) / sum(wide);
  const isRoomy = by * Math.min(...wide) >= TIGHT;
  const to = [scale.left];
  for (const gap of gaps) {
    const wanted = isTight(gap) ? Math.max(gap * scale.by, Math.min(gap, TIGHT)) : gap * by;
    to.push(to[to.length - 1] + (isRoomy ? wanted : gap * scale.by));
  }
  panel.placed = { by: scale.by, from, to };
  return panel.placed;
};
const lineOf = (panel, x) => Math.max(0, placed(panel).from.findLastIndex((from) => from <= x));
// The place of what the data has here: between its lines, as far along as it was.
const X = (panel, x) => {
  const { from, to } = placed(panel);
  const at = lineOf(panel, x);
  if (x <= from[0] || at === from.length - 1) return to[at] + x - from[at];
  return to[at] + ((x - from[at]) / (from[at + 1] - from[at])) * (to[at + 1] - to[at]);
};
// A word beside a line keeps its distance from it, however close the lines are.
const BESIDE = { start: 13, middle: 0, end: -13 };
const wordAt = (panel, x, anchor) => X(panel, x - BESIDE[anchor]) + BESIDE[anchor];
// From a line to the next one at this side, or to the edge.
const gapAt = (panel, x, anchor) => {
  const { to } = placed(panel);
  const at = lineOf(panel, x - BESIDE[anchor]);
  if (panel.close) return anchor === "start" ? scale.width - to[at] : to[at] - scale.left;
  return anchor === "start" ? (to[at + 1] ?? scale.width) - to[at] : to[at] - (to[at - 1] ?? 0);
};

const pen = document.createElement("canvas").getContext("2d");
const widthOf = (text) => pen.measureText(text).width;
const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
// As many whole characters as fit, and a sign that there were more.
const cut = (text, room) => {
  if (widthOf(text) <= room) return text;
  const letters = [...segmenter.segment(text)].map((it) => it.segment);
  let [fits, tooMany] = [0, letters.length];
  while (tooMany - fits > 1) {
    const half = (fits + tooMany) >> 1;
    if (widthOf(`${letters.slice(0, half).join("")}…`) <= room) fits = half;
    else tooMany = half;
  }
  return `${letters.slice(0, fits).join("")}…`;
};
const joined = (parts) => parts.filter(Boolean).join(" ");
// Of a caption the payload is cut first.
const captionIn = ([what, payload, notes], room) => {
  const all = joined([what, payload, notes]);
  if (widthOf(all) <= room || !payload) return cut(all, room);
  const left = room - widthOf(`${joined([what, notes])} "`);
  return cut(joined([what, left > 40 ? `${cut(payload, left)}"` : "", notes]), room);
};
// Of an address the port is what counts.
const headIn = (text, room) => {
  const port = text.match(/:\d+$/)?.[0];
  return widthOf(text) > room && port ? cut(port, room) : cut(text, room);
};
const labelOf = (row) => joined(row.l[0]);
// Words that may go over other lines, where there is no room between two: as long as the paper is wide.
const isFreeOfLines = (row) => row.x && (row.panel.close || scale.by < 0.8);
const shortLabel = (row) => {
  if (row.shown?.[0] !== scale.by) {
    const [caption, x, anchor, isFree] = row.l;
    const room = isFreeOfLines(row) ? scale.width - scale.left - 8 : row.x ? Math.abs(X(row.panel, row.x[0]) - X(row.panel, row.x[1])) - (scale.by < 1 ? 28 : 48) : gapAt(row.panel, x, anchor) - 20;
    row.shown = [scale.by, isFree ? joined(caption) : captionIn(caption, room)];
  }
  return row.shown[1];
};

// --- drawing ---------------------------------------------------------------------------------------

const words = (text, x, top, anchor, className, more = {}) =>
  svg("text", { x, y: top, "text-anchor": anchor, class: className, ...more }, text);
// Where words are written: in the middle over their arrow, or as near to it as the paper's edges allow.
const wordsAt = (row) => {
  const [, x, anchor] = row.l;
  if (!isFreeOfLines(row)) return wordAt(row.panel, x, anchor);
  const half = widthOf(shortLabel(row)) / 2;
  const middle = (X(row.panel, row.x[0]) + X(row.panel, row.x[1])) / 2;
  return Math.max(scale.left + half, Math.min(scale.width - 8 - half, middle));
};
// A name stands over its line, or as near as its share of the gaps at both sides allows. Left of the first line there
// are only times, below the names.
const headsOf = (panel, top) => {
  const { to } = placed(panel);
  return panel.heads.flatMap(([x, full, initial]) => {
    const lines = initial ? [initial, full[1]] : full;
    const at = lineOf(panel, x);
    const isLast = at > 0 && at === to.length - 1;
    const left = at === 0 ? (initial ? 30 : to[0]) : (to[at] - to[at - 1]) * (isLast ? 0.75 : 0.5);
    const right = isLast ? (initial ? 12 : 0) : ((to[at + 1] ?? scale.width) - to[at]) * (at + 2 === to.length && at > 0 ? 0.25 : 0.5);
    return lines.map((line, n) => {
      const text = initial && n === 0 ? line : headIn(line, left + right - (initial ? 2 : 8));
      const half = widthOf(text) / 2;
      const middle = Math.max(to[at] - left + half, Math.min(to[at], to[at] + right - half));
      return words(text, middle, top + 17 * (n + 1) - 4, "middle", ["role", "address", "part"][n]);
    });
  });
};
const nHeads = (panel) => Math.max(0, ...panel.heads.map(([, lines, initial]) => (initial ? 2 : lines.length)));

const sign = (x, top, kind) => {
  if (kind === "●") return svg("circle", { class: "solid", cx: x, cy: top, r: 4.5 });
  if (kind === "◌") return svg("circle", { class: "open", cx: x, cy: top, r: 4.5 });
  if (kind === "◆") return svg("path", { class: "solid", d: `M${x} ${top - 6}l6 6l-6 6l-6 -6z` });
  return svg("path", { class: "arrow", d: `M${x - 6} ${top - 6}l12 12m0 -12l-12 12` });
};

const SHORT = { arrived: 1, unknown: 1, unread: 14, lost: 40, refused: 8 };
const arrow = (panel, [start, stop, fate], top, bottom, isFlight) => {
  const [from, to] = [X(panel, start), X(panel, stop)];
  const side = from < to ? 1 : -1;
  const end = to - side * SHORT[fate];
  const parts = [svg("line", { class: isFlight ? "arrow flight" : "arrow", x1: from, y1: top, x2: end, y2: bottom })];
  const points = `${end},${bottom} ${end - side * 10},${bottom - 5} ${end - side * 10},${bottom + 5}`;
  if (fate === "arrived") parts.push(svg("polygon", { class: "solid", points }));
  else if (fate === "unknown") parts.push(svg("polygon", { class: "open", points }));
  else if (fate === "unread") {
    parts.push(svg("rect", { class: "open", x: end - 5, y: bottom - 5, width: 10, height: 10 }));
    parts.push(svg("rect", { class: "solid", x: end - 2, y: bottom - 2, width: 4, height: 4 }));
  } else parts.push(sign(end, bottom, "✗"));
  return parts;
};

// Where many talk the message that is chosen is in full ink, with all its copies, and the others stand back.
let isLit;
const classOf = (row) => (isLit && !isLit(row) ? "faint" : row.c);
const ink = (row, at) => {
  const group = svg("g", { class: classOf(row) });
  if (row.x && !isFlight(row)) group.append(...arrow(row.panel, row.x, y(at) - 4, y(at) + 4, false));
  if (row.s) group.append(...row.s[0].map((x) => sign(X(row.panel, x), y(at), row.s[1])));
  return group;
};
const written = (row, at) => {
  const group = svg("g", { class: classOf(row) });
  const anchor = isFreeOfLines(row) ? "middle" : row.l[2];
  group.append(words(row.t, scale.left - (scale.by < 1 ? 12 : 20), y(at) + 4, "end", "time"));
  // What a peer said is in a language that nobody here knows.
  const more = row.d ? { lang: "" } : {};
  if (!row.x?.[4] || !isFlight(row)) group.append(words(shortLabel(row), wordsAt(row), y(at) + (row.x ? -6 : 4), anchor, "words", more));
  return group;
};

const pictureOf = (first, last) => {
  const [top, height] = [first * data.row, (last - first + 1) * data.row];
  const picture = svg("svg", { width: scale.width, height, viewBox: `0 ${top} ${scale.width} ${height}` });
  for (const panel of data.panels) {
    if (panel.shown === 0 || panel.start > last || panel.start + panel.shown < first) continue;
    for (const [x, begins, ends, isRecorded] of panel.shownLives) {
      const [above, below] = [Math.max(begins, first - 1), Math.min(ends, last + 1)];
      if (above > below) continue;
      const life = { class: isRecorded ? "life" : "life unrecorded", x1: X(panel, x), y1: y(above) - data.row / 3, x2: X(panel, x), y2: y(below) + data.row / 3 };
      picture.append(svg("line", life));
    }
    // There may be a hundred thousand; a row that is not shown has no place, and is on no side of any other.
    for (const [leaves, arrives] of panel.flights) {
      if (!(leaves.at <= last && arrives.at >= first)) continue;
      const group = svg("g", { class: classOf(leaves) });
      group.append(...arrow(panel, leaves.x, y(leaves.at), y(arrives.at), true));
      picture.append(group);
    }
  }
  // First all that is drawn, then all that is written, so that no line goes over a word.
  const here = rows.slice(first, last + 1).map((row, index) => [row, first + index]);
  const told = here.filter(([row]) => !row.gap && !row.heads);
  picture.append(...told.map(([row, at]) => ink(row, at)), ...told.map(([row, at]) => written(row, at)));
  for (const [row, at] of here) if (row.heads) picture.append(...headsOf(row.panel, (at - 1) * data.row + 14));
  return picture;
};

const draw = (first, last) => {
  drawing.style.top = `${first * data.row}px`;
  drawing.replaceChildren(pictureOf(first, last));
};
