// Draws the part of a ladder that is in view, and tells of the row that is chosen.
//
// The one idea: a browser is slow with a hundred thousand elements and fast with fifty. So rows are
// placed by their number, and only those near the window exist. All text goes in as text, never as markup.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const [view, heads, paper, drawing, list, detail] =
    ["view", "heads", "paper", "drawing", "rows", "detail"].map((id) => document.getElementById(id));
  const MORE = 12; // rows drawn above and below what is seen
  const PRINTED = 5000; // rows that a printer gets

  // Every row of every panel, one below the other; a panel but the first begins with a row for its heads.
  const rows = [];
  data.panels.forEach((panel, index) => {
    panel.start = rows.length + (index > 0 ? 2 : 0);
    if (index > 0) rows.push({ gap: true, panel }, { heads: true, panel });
    panel.rows.forEach((row) => rows.push(Object.assign(row, { panel })));
    panel.flights = panel.rows.flatMap((row, at) => (row.x && row.x[3] !== null && !row.x[4] ? [[at, row.x[3]]] : []));
  });
  const told = rows.flatMap((row, at) => (row.gap || row.heads ? [] : [at]));
  const place = new Map(told.map((at, index) => [at, index]));
  paper.style.height = `${(rows.length + 1) * data.row}px`;
  paper.style.minWidth = `${data.width}px`;

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

  // --- drawing ---------------------------------------------------------------------------------------

  const words = (text, x, top, anchor, className) =>
    svg("text", { x, y: top, "text-anchor": anchor, class: className }, text);
  const headsOf = (panel, top) =>
    panel.heads.flatMap(([x, anchor, lines]) =>
      lines.map((line, n) => words(line, x, top + 17 * (n + 1) - 4, anchor, ["role", "address", "part"][n])));
  const nHeads = (panel) => Math.max(0, ...panel.heads.map(([, , lines]) => lines.length));

  const sign = (x, top, kind) => {
    if (kind === "●") return svg("circle", { class: "solid", cx: x, cy: top, r: 4.5 });
    if (kind === "◌") return svg("circle", { class: "open", cx: x, cy: top, r: 4.5 });
    if (kind === "◆") return svg("path", { class: "solid", d: `M${x} ${top - 6}l6 6l-6 6l-6 -6z` });
    return svg("path", { class: "arrow", d: `M${x - 6} ${top - 6}l12 12m0 -12l-12 12` });
  };

  const SHORT = { arrived: 1, unknown: 1, unread: 14, lost: 40, refused: 8 };
  const arrow = ([from, to, fate], top, bottom, isFlight) => {
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

  const ink = (row, at) => {
    const group = svg("g", { class: row.c });
    if (row.x && row.x[3] === null) group.append(...arrow(row.x, y(at) - 4, y(at) + 4, false));
    if (row.s) group.append(...row.s[0].map((x) => sign(x, y(at), row.s[1])));
    return group;
  };
  const written = (row, at) => {
    const group = svg("g", { class: row.c });
    const [label, x, anchor] = row.l;
    group.append(words(row.t, data.left - 20, y(at) + 4, "end", "time"));
    if (!row.x?.[4]) group.append(words(label, x, y(at) + (row.x ? -6 : 4), anchor, "words"));
    return group;
  };

  const draw = (first, last) => {
    const top = first * data.row;
    const picture = svg("svg", { width: data.width, height: (last - first + 1) * data.row, viewBox: `0 ${top} ${data.width} ${(last - first + 1) * data.row}` });
    for (const panel of data.panels) {
      const start = panel.start;
      if (start > last || start + panel.rows.length < first) continue;
      for (const [x, begins, ends, isRecorded] of panel.lives) {
        const [above, below] = [Math.max(start + begins, first - 1), Math.min(start + ends, last + 1)];
        if (above > below) continue;
        const life = { class: isRecorded ? "life" : "life unrecorded", x1: x, y1: y(above) - data.row / 3, x2: x, y2: y(below) + data.row / 3 };
        picture.append(svg("line", life));
      }
      for (const [leaves, arrives] of panel.flights) {
        if (start + leaves > last || start + arrives < first) continue;
        const group = svg("g", { class: panel.rows[leaves].c });
        group.append(...arrow(panel.rows[leaves].x, y(start + leaves), y(start + arrives), true));
        picture.append(group);
      }
    }
    // First all that is drawn, then all that is written, so that no line goes over a word.
    const here = rows.slice(first, last + 1).map((row, index) => [row, first + index]);
    const told = here.filter(([row]) => !row.gap && !row.heads);
    picture.append(...told.map(([row, at]) => ink(row, at)), ...told.map(([row, at]) => written(row, at)));
    for (const [row, at] of here) if (row.heads) picture.append(...headsOf(row.panel, (at - 1) * data.row + 14));
    drawing.style.top = `${top}px`;
    drawing.replaceChildren(picture);
  };

  // --- the list, for hands, keys and ears --------------------------------------------------------------

  let chosen = told[0];
  let isKept = false;
  const items = new Map();
  const say = (row) => [row.t === "⋮" ? "" : row.t, row.w, row.a ?? row.l[0]].filter(Boolean).join(": ");

  const item = (at) => {
    const element = html("li");
    element.append(html("span", say(rows[at])));
    element.style.top = `${at * data.row}px`;
    element.style.height = `${data.row}px`;
    element.setAttribute("aria-setsize", told.length);
    element.setAttribute("aria-posinset", place.get(at) + 1);
    element.dataset.row = at;
    if (at === chosen && isKept) element.setAttribute("aria-current", "true");
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
      if (items.has(at) || !place.has(at)) continue;
      const element = item(at);
      items.set(at, element);
      const next = [...items.keys()].filter((other) => other > at).sort((a, b) => a - b)[0];
      list.insertBefore(element, next === undefined ? null : items.get(next));
    }
    for (const [at, element] of items) element.tabIndex = at === chosen ? 0 : -1;
  };

  let drawn = [-1, -1];
  const render = (isForced) => {
    const top = Math.max(0, view.scrollTop - heads.offsetHeight);
    const first = Math.max(0, Math.floor(top / data.row) - MORE);
    const last = Math.min(rows.length - 1, Math.ceil((top + view.clientHeight) / data.row) + MORE);
    if (last < first || (!isForced && drawn[0] === first && drawn[1] === last)) return;
    drawn = [first, last];
    draw(first, last);
    fill(first, last);
    const at = Math.min(rows.length - 1, Math.floor(view.scrollTop / data.row));
    const panel = rows[Math.max(at, 0)].panel;
    const height = nHeads(panel) * 17 + 8;
    const picture = svg("svg", { width: data.width, height });
    picture.append(...headsOf(panel, 2));
    heads.replaceChildren(picture);
  };

  // --- telling of one row ------------------------------------------------------------------------------

  const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const isOdd = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
  const shown = (text) => text.replace(isOdd, (char) => (char === "\n" ? "\n" : `\\u{${char.codePointAt(0).toString(16)}}`));
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
    parts.push(html("pre", shown(new TextDecoder().decode(bytes)), "said"), html("pre", hex(bytes), "hex"));
    return parts;
  };

  const facts = (pairs) => {
    const table = html("dl");
    for (const [name, fact] of pairs) if (fact) table.append(html("dt", name), html("dd", fact));
    return table;
  };

  const event = ([kind, fact, times]) => {
    const meaning = data.kinds[kind];
    return [
      html("h3", `${kind}: ${meaning.title}`), html("p", `${fact}; ${times}`, "quiet"),
      html("p", meaning.proves), html("p", meaning.not),
      facts(["call", "state", "source"].map((name) => [data.words[name], meaning[name]])),
    ];
  };

  const tell = (at) => {
    const row = rows[at];
    if (!row || row.gap || row.heads) return;
    const parts = [html("h2", row.a ?? row.l[0])];
    if (row.w) parts.push(html("p", row.w));
    if (row.t !== "⋮") parts.push(html("p", `${row.t} ${data.words.after_first}`, "quiet"));
    if (row.d) parts.push(...payload(row.d));
    for (const one of row.e ?? []) parts.push(...event(one));
    detail.replaceChildren(...parts);
    detail.scrollTop = 0;
  };

  const choose = (at, isForGood) => {
    items.get(chosen)?.removeAttribute("aria-current");
    chosen = at;
    isKept = isForGood;
    for (const [other, element] of items) element.tabIndex = other === at ? 0 : -1;
    if (isForGood) items.get(at)?.setAttribute("aria-current", "true");
    tell(at);
  };

  const walk = (index) => {
    const at = told[Math.max(0, Math.min(told.length - 1, index))];
    const top = at * data.row;
    const [above, below] = [view.scrollTop, view.scrollTop + view.clientHeight - heads.offsetHeight - data.row];
    if (top < above) view.scrollTop = top;
    else if (top > below) view.scrollTop = top - view.clientHeight + heads.offsetHeight + 2 * data.row;
    render(false);
    choose(at, false);
    items.get(at)?.focus({ preventScroll: true });
  };

  const rowOf = (target) => {
    const element = target.closest?.("li[data-row]");
    return element ? Number(element.dataset.row) : undefined;
  };
  list.addEventListener("pointerover", (moved) => {
    const at = rowOf(moved.target);
    if (at !== undefined && !isKept && moved.pointerType !== "touch") tell(at);
  });
  list.addEventListener("click", (clicked) => {
    const at = rowOf(clicked.target);
    if (at !== undefined) choose(at, true);
  });
  list.addEventListener("focusin", (focused) => {
    const at = rowOf(focused.target);
    if (at !== undefined && !isKept) tell(at);
  });
  list.addEventListener("keydown", (pressed) => {
    const here = place.get(chosen) ?? 0;
    const page = Math.max(1, Math.floor(view.clientHeight / data.row) - 3);
    const steps = { ArrowDown: here + 1, ArrowUp: here - 1, PageDown: here + page, PageUp: here - page, Home: 0, End: told.length - 1 };
    if (pressed.key in steps) walk(steps[pressed.key]);
    else if (pressed.key === "Enter" || pressed.key === " ") choose(chosen, true);
    else if (pressed.key === "Escape") choose(chosen, false);
    else return;
    pressed.preventDefault();
  });
  view.addEventListener("scroll", () => requestAnimationFrame(() => render(false)), { passive: true });
  addEventListener("resize", () => render(true));
  addEventListener("beforeprint", () => {
    const last = Math.min(rows.length, PRINTED) - 1;
    if (last >= 0) draw(0, last);
  });
  addEventListener("afterprint", () => render(true));
  if (rows.length > 0) {
    render(true);
    tell(chosen);
  }
})();
