// The page: what comes goes into rows, and what is seen of them is drawn.
//
// The one idea: facts come at any pace, and a screen is drawn at its own. So they are taken in a few times a second, and
// however many came, one drawing is made of them.

let heard = []; // in the order in which they count
let isAnew = false; // rows moved: all that is shown is laid out again
let isDirty = false;
const MOST = 100_000;
const DAMPED = 50; // milliseconds: how long facts rest until they are put in order

const put = (row) => {
  let at = panel.rows.length;
  while (at > 0 && panel.rows[at - 1].S > row.S) at -= 1;
  row.number = every.push(row);
  if (at === panel.rows.length) {
    panel.rows.push(row);
    fresh.push(row);
  } else {
    panel.rows.splice(at, 0, row);
    isAnew = true;
  }
  return row;
};
let fresh = []; // rows that stand behind all others and are not shown yet
const touched = (row) => {
  row.ink = undefined;
  if (row.at !== undefined) isDirty = true;
};
const show1 = (row) => {
  if (!isPast(row) || !isWanted(row)) return;
  row.at = rows.length;
  seenAt(row);
  rows.push(row);
  place.push(told.push(row.at) - 1);
  panel.shown = rows.length;
  panel.start = 0;
};
const showNow = () => {
  const [chosen, walked] = [rows[kept], rows[current]];
  panel.lives = [];
  show((row) => isPast(row) && isWanted(row));
  panel.start = 0;
  kept = chosen?.at;
  current = kept ?? walked?.at ?? told[0];
  fresh = [];
  isAnew = false;
  for (const lane of lanes) lane.first = undefined;
  rows.forEach(seenAt);
  lives();
  showAnew();
};

const takeIn = () => {
  const ready = resting.sort((a, b) => a.S - b.S);
  [resting, inbox] = [inbox, []];
  if (ready.length === 0) return;
  for (const fact of ready) {
    if (fact.isEnd) {
      for (const program of programs.values()) if (program.record === fact.record) program.isGone = true;
      areLanesOld = true;
      continue;
    }
    if (heard.length > 0 && heard[heard.length - 1].S > fact.S) {
      isLate = true;
      let at = heard.length;
      while (at > 0 && heard[at - 1].S > fact.S) at -= 1;
      heard.splice(at, 0, fact);
      // It comes late: what it changes is a sum, which does not ask for the order.
      if (at < table.next) {
        table.take(fact);
        table.next += 1;
      }
    } else heard.push(fact);
    newest = Math.max(newest, fact.T, fact.S);
    hear(fact);
  }
  heardAt = performance.now();
  if (isLate && heard.length < FEW) joinAnew();
  isLate = false;
  letGo();
  isDirty = true;
};
// What came late may be the other end of what was taken for a stranger's. So all is joined once more, in its order; of very
// many facts that would take longer than it is worth.
let isLate = false;
const FEW = 5000;
const joinAnew = () => {
  for (const known of [sides, listeners, receivers, connecting, datagrams, unknown, strangers, open]) known.clear();
  for (const program of programs.values()) {
    program.isSplit = false;
    program.roles.clear();
  }
  panel.rows.length = 0;
  every.length = 0;
  heard.forEach(hear);
  // What was chosen and walked to is a new row of the same first fact; the next drawing shows all anew.
  const again = new Map(panel.rows.map((row) => [row.first.id, row]));
  for (const at of [kept, current]) if (rows[at]) rows[at] = again.get(rows[at].first.id) ?? rows[at];
  asked = asked && again.get(asked.first.id);
  areLanesOld = true;
};
// Of more than so many the oldest go, some at once.
const letGo = () => {
  if (heard.length > MOST * 1.1) {
    heard = heard.slice(-MOST);
    table = new Table();
  }
  if (panel.rows.length > MOST * 1.1) {
    panel.rows.splice(0, panel.rows.length - MOST);
    every.splice(0, every.length - MOST);
    isAnew = true;
  }
};

// The picture follows what comes while its end is in view; that changes only by whoever scrolls.
const isAtEnd = () => view.scrollTop + view.clientHeight >= view.scrollHeight - 2 * data.row;
let isFollowing = true;
const follow = () => {
  isFollowing = true;
  view.scrollTop = view.scrollHeight;
};
const paint = () => {
  if (!isDirty) return;
  isDirty = false;
  const follows = moment === Infinity && kept === undefined && isFollowing;
  if (areLanesOld) {
    layOut();
    isAnew = true;
  }
  if (isAnew) showNow();
  else {
    fresh.forEach(show1);
    fresh = [];
    lives();
  }
  current ??= told[0];
  // What is read has found its other end meanwhile.
  if (asked && rows[asked.at] === asked && asked.nTold !== asked.facts.length) tell(asked.at);
  paper.style.height = `${(rows.length + 1) * data.row}px`;
  document.body.classList.toggle("empty", panel.rows.length === 0);
  render(true);
  if (follows) {
    follow();
    render(false);
  }
  tellMoment();
};

let looked = { strip: 0, sockets: 0, status: 0 };
const due = (what, pause, wall) => wall - looked[what] >= pause && Boolean((looked[what] = wall));
const frame$ = (wall) => {
  step();
  if (wall - (looked.paint ?? 0) >= (isFlood ? 90 : 15)) {
    looked.paint = wall;
    paint();
  }
  if (isOpen || isPlaying || looked.facts !== heard.length) {
    if (due("sockets", 250, wall)) showSockets(moment);
    if (due("strip", panel.rows.length > 10_000 ? 1000 : 250, wall)) drawStrip();
    looked.facts = heard.length;
  }
  if (due("status", 5000, wall)) tellStatus();
  requestAnimationFrame(frame$);
};

// Read aloud, at most every five seconds, and only where it changed.
const status$ = document.getElementById("status");
const tellStatus = () => {
  const text = say(words$().status, grouped(heard.length), programs.size, [...table.sockets.values()].filter((it) => !it.isClosed).length);
  if (status$.textContent !== text) status$.textContent = text;
  const lost = [];
  if (notices.missed > 0) lost.push(say(words$().missed, grouped(notices.missed)));
  if (notices.dropped > 0) lost.push(say(words$().dropped, grouped(notices.dropped)));
  document.getElementById("lost").textContent = lost.join("; ");
};

// --- languages, light, tabs, files -------------------------------------------------------------------

const speak = () => {
  const all = words$();
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  Object.assign(data.words, all.page);
  for (const [kind, facts$] of Object.entries(given.kinds)) {
    for (const transport of ["tcp", "udp"]) data.kinds[`${kind}/${transport}`] = { ...facts$[transport][lang], call: facts$.call, source: facts$.source };
  }
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = all[element.dataset.say] ?? all.page[element.dataset.say];
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", all[element.dataset.label] ?? all.page[element.dataset.label]);
  pen.font = getComputedStyle(view).font;
  layOut();
  isAnew = true;
  isDirty = true;
  cards.forEach((it) => (it.print = undefined));
  showSockets(moment);
  tellStatus();
  applyFilter();
  const chosen = rows[kept ?? current];
  if (chosen && asked) tell(chosen.at);
  else if (!chosen) detail.replaceChildren(html("p", all.page.nothing_chosen));
};
document.getElementById("language").addEventListener("click", () => {
  lang = lang === "zh" ? "en" : "zh";
  memory.setItem("lang", lang);
  speak();
});

const root = document.body;
const paintIn = (theme) => {
  if (theme) root.dataset.theme = theme;
  drawStrip();
  isDirty = true;
};
document.getElementById("theme").addEventListener("click", () => {
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  memory.setItem("theme", isDark ? "light" : "dark");
  paintIn(memory.getItem("theme"));
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => paintIn());

const tabs = [...document.querySelectorAll("[role=tab]")];
const turnTo = (name) => {
  root.dataset.tab = name;
  for (const tab of tabs) {
    tab.setAttribute("aria-selected", String(tab.dataset.tab === name));
    tab.tabIndex = tab.dataset.tab === name ? 0 : -1;
  }
  measure();
  isDirty = true;
};
for (const tab of tabs) {
  tab.addEventListener("click", () => turnTo(tab.dataset.tab));
  tab.addEventListener("keydown", (pressed) => {
    if (pressed.key !== "ArrowLeft" && pressed.key !== "ArrowRight") return;
    const other = tabs.find((it) => it !== tab);
    turnTo(other.dataset.tab);
    other.focus();
  });
}

const save = async (path, name) => {
  const answer = await post(path).catch(() => undefined);
  if (!answer?.ok) return;
  const link = html("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};
document.getElementById("save-lines").addEventListener("click", () => save("/saved.jsonl", "live.jsonl"));
document.getElementById("save-page").addEventListener("click", () => save(`/saved.html?${lang}`, "live.html"));

document.addEventListener("keydown", (pressed) => {
  const isTyping = ["INPUT", "SELECT", "BUTTON", "A"].includes(pressed.target.tagName);
  if (pressed.key !== " " || isTyping || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
  pause.click();
  pressed.preventDefault();
  pressed.stopPropagation();
}, true);

view.addEventListener("scroll", () => requestAnimationFrame(() => render(false)), { passive: true });
for (const hand of ["wheel", "touchmove", "pointerup", "keyup"]) {
  view.addEventListener(hand, () => requestAnimationFrame(() => (isFollowing = isAtEnd())), { passive: true });
}
addEventListener("resize", () => {
  measure();
  areLanesOld = true;
  isDirty = true;
  drawStrip();
});

paintIn(memory.getItem("theme") ?? undefined);
speak();
measure();
turnTo("rows");
setInterval(takeIn, DAMPED);
requestAnimationFrame(frame$);
stream();
