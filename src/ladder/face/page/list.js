// The rows as a list, for hands, keys and ears, and what is told of the one that is chosen.
//
// The one idea: a drawing is for eyes. So each row is an element too, that can be pointed at, walked to and read
// aloud; one of them can always be reached by Tab.

let current = told[0]; // where arrow keys go on from
let kept; // the place of the row that stays told, wherever the mouse goes
const items = new Map();

const item = (at) => {
  const row = rows[at];
  const element = html("li");
  element.setAttribute("role", "option");
  const [said, label] = [html("span"), html("span", labelOf(row))];
  if (row.d) label.lang = "";
  said.append([row.t === "⋮" ? "" : row.t, row.w, ""].filter((it, n) => it || n === 2).join(": "), label);
  element.append(said);
  element.style.top = `${at * data.row}px`;
  element.style.height = `${data.row}px`;
  element.setAttribute("aria-setsize", told.length);
  element.setAttribute("aria-posinset", place[at] + 1);
  element.dataset.row = at;
  element.setAttribute("aria-selected", String(at === kept));
  return element;
};

const fill = (first, last) => {
  for (const [at, element] of items) {
    if ((at < first || at > last) && element !== document.activeElement) {
      element.remove();
      items.delete(at);
    }
  }
  for (let at = first; at <= last; at += 1) {
    if (items.has(at) || place[at] === undefined) continue;
    const element = item(at);
    items.set(at, element);
    const next = [...items.keys()].filter((other) => other > at).sort((a, b) => a - b)[0];
    list.insertBefore(element, next === undefined ? null : items.get(next));
  }
  offer();
};

// What is seen of the paper. It is asked before anything is drawn: whoever asks afterwards makes the browser lay out the
// whole page in between.
let sight = { top: 0, height: 0, heads: 0 };
const look = () => {
  sight = { top: view.scrollTop, height: view.clientHeight, heads: heads.offsetHeight };
};

// One row can be reached by Tab: the current one while it is in view or has the focus, else the first in view.
const offer = () => {
  const [above, below] = [sight.top, sight.top + sight.height - sight.heads - data.row];
  const isSeen = (at) => at * data.row >= above && at * data.row <= below;
  const hasFocus = items.get(current) && items.get(current) === document.activeElement;
  const first = [...items.keys()].sort((a, b) => a - b).find(isSeen);
  const stop = hasFocus || isSeen(current) ? current : (first ?? current);
  for (const [at, element] of items) element.tabIndex = at === stop ? 0 : -1;
};

let drawn = [-1, -1];
const render = (isForced) => {
  if (rows.length === 0) {
    drawing.replaceChildren();
    heads.replaceChildren();
    return;
  }
  look();
  const top = Math.max(0, sight.top - sight.heads);
  const first = Math.max(0, Math.floor(top / data.row) - MORE);
  const last = Math.min(rows.length - 1, Math.ceil((top + sight.height) / data.row) + MORE);
  if (last < first) return;
  if (!isForced && drawn[0] === first && drawn[1] === last) return offer();
  drawn = [first, last];
  draw(first, last);
  fill(first, last);
  const at = Math.min(rows.length - 1, Math.floor(sight.top / data.row));
  const panel = rows[Math.max(at, 0)].panel;
  const height = nHeads(panel) * 17 + 8;
  const picture = svg("svg", { width: scale.width, height });
  picture.append(...headsOf(panel, 2));
  heads.replaceChildren(picture);
};

// --- telling of one row ------------------------------------------------------------------------------

const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
// As terminals are protected: control characters, and those that change the direction or the line.
const isOdd = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const shown = (text) => text.replace(isOdd, (char) => (char === "\n" ? "\n" : `\\u{${char.codePointAt(0).toString(16)}}`));
// Bytes as text; of what is no UTF-8 each byte is told by its number. A character that the record cut goes.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const textOf = (bytes, isCut) => {
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at] < 0x80 ? 1 : bytes[at] < 0xe0 ? 2 : bytes[at] < 0xf0 ? 3 : 4;
    if (isCut && bytes[at] >= 0xc2 && at + length > bytes.length) break;
    try {
      text += shown(utf8.decode(bytes.subarray(at, at + length)));
      at += length;
    } catch {
      text += `\\x${bytes[at].toString(16)}`;
      at += 1;
    }
  }
  return text;
};
const hex = (bytes) => {
  const lines = [];
  for (let at = 0; at < bytes.length; at += 8) {
    const part = [...bytes.slice(at, at + 8)];
    const digits = part.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const letters = part.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : "·")).join("");
    lines.push(`${at.toString(16).padStart(4, "0")}  ${digits.padEnd(23)}  ${letters}`);
  }
  return lines.join("\n");
};

const payload = ([text, length]) => {
  const bytes = bytesOf(text);
  const parts = [html("h3", data.words.carried)];
  if (bytes.length < length) parts.push(html("p", `${data.words.first_bytes} ${bytes.length} / ${length}`, "quiet"));
  const said = html("pre", textOf(bytes, bytes.length < length), "said");
  said.lang = "";
  parts.push(said, html("pre", hex(bytes), "hex"));
  return parts;
};

const facts = (pairs) => {
  const table = html("dl");
  for (const [name, fact] of pairs) if (fact) table.append(html("dt", name), html("dd", fact));
  return table;
};

const event = ([kind, fact, times, key = kind]) => {
  const meaning = data.kinds[key];
  return [
    html("h3", `${kind}: ${meaning.title}`), html("p", [fact, times].filter(Boolean).join("; "), "quiet"),
    html("p", meaning.proves), html("p", meaning.not),
    facts(["call", "source"].map((name) => [data.words[name], meaning[name]])),
  ];
};

const tell = (at) => {
  const row = rows[at];
  if (!row || row.gap || row.heads) return;
  const parts = [html("h2", labelOf(row))];
  if (row.d) parts[0].lang = "";
  if (row.w) parts.push(html("p", row.w));
  if (row.t !== "⋮") parts.push(html("p", `${row.t} ${data.words.after_first}`, "quiet"));
  if (row.d) parts.push(...payload(row.d));
  for (const one of row.e ?? []) parts.push(...event(one));
  detail.replaceChildren(...parts);
  detail.scrollTop = 0;
  row.ask?.(at); // what a stream's row does not have yet
};

const choose = (at) => {
  current = at;
  offer();
  tell(at);
};

const keep = (at) => {
  items.get(kept)?.setAttribute("aria-selected", "false");
  kept = at;
  items.get(kept)?.setAttribute("aria-selected", "true");
  light(rows[at]);
  address(rows[at]);
};

// The copies of a message: what went over the same lines with the same bytes at its end, as a room passes them on.
const light = (row) => {
  const bytes = row?.d ? atob(row.d[0]) : "";
  const has = (one, other) => one.endsWith(other) || other.endsWith(one);
  const isCopy = (other) => other.d && has(atob(other.d[0]), bytes);
  isLit = row?.panel.close && bytes.length > 1 ? (other) => halvesOf(row).includes(other) || isCopy(other) : undefined;
  render(true);
};
// The row that is kept stands in the page's address, so that it can be sent to somebody.
const address = (row) => history.replaceState(null, "", row ? `#r${row.number}` : location.pathname);

// What is shown has changed: nothing that was drawn of it holds.
const showAnew = () => {
  for (const element of items.values()) element.remove();
  items.clear();
  render(true);
};

const walk = (index) => {
  if (told.length === 0) return;
  const at = told[Math.max(0, Math.min(told.length - 1, index))];
  const top = at * data.row;
  const [above, below] = [view.scrollTop, view.scrollTop + view.clientHeight - heads.offsetHeight - data.row];
  if (top < above) view.scrollTop = top;
  else if (top > below) view.scrollTop = top - view.clientHeight + heads.offsetHeight + 2 * data.row;
  current = at;
  if (kept !== undefined) keep();
  render(false);
  choose(at);
  items.get(at)?.focus({ preventScroll: true });
};

const rowOf = (target) => {
  const element = target.closest?.("li[data-row]");
  return element ? Number(element.dataset.row) : undefined;
};
list.addEventListener("pointerover", (moved) => {
  const at = rowOf(moved.target);
  if (at !== undefined && kept === undefined && moved.pointerType !== "touch") tell(at);
});
list.addEventListener("click", (clicked) => {
  const at = rowOf(clicked.target);
  if (at === undefined) return;
  keep(at);
  choose(at);
});
list.addEventListener("focusin", (focused) => {
  const at = rowOf(focused.target);
  if (at === undefined) return;
  current = at;
  offer();
  if (kept === undefined) tell(at);
});
list.addEventListener("keydown", (pressed) => {
  const here = place[current] ?? 0;
  const page = Math.max(1, Math.floor(view.clientHeight / data.row) - 3);
  const steps = { ArrowDown: here + 1, ArrowUp: here - 1, PageDown: here + page, PageUp: here - page, Home: 0, End: told.length - 1 };
  if (pressed.key in steps) walk(steps[pressed.key]);
  else if (pressed.key === "Enter" || pressed.key === " ") {
    keep(current);
    choose(current);
  } else if (pressed.key === "Escape") keep();
  else return;
  pressed.preventDefault();
});
