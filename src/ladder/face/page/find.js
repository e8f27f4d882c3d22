// Finding: what is shown of a ladder, the next thing that went wrong, and the row that an address names.
//
// The one idea: a filter leaves rows out and changes none, so a row has the same number whatever is shown; that number
// can be sent to somebody.

const [filter, found] = ["filter", "found"].map((id) => document.getElementById(id));

// Whether a row says this, in small letters or large ones. Each of its texts is looked at as it is: a hundred thousand
// rows put together would take as much room again.
const says = (row, pattern) => {
  const isIn = (text) => Boolean(text) && pattern.test(text);
  return row.l[0].some(isIn) || isIn(row.w) || (row.e ?? []).some(([kind, fact]) => isIn(kind) || isIn(fact)) || (row.also ?? []).some(isIn);
};
const isTrouble = (row) => row.c === "trouble";
// One word of a filter: `kind:sent`, `:8080`, `trouble`, or a text.
const wish = (word) => {
  if (word === "trouble") return isTrouble;
  if (word.startsWith("kind:")) return (row) => (row.e ?? []).some(([kind]) => kind.startsWith(word.slice(5)));
  if (/^:\d+$/.test(word)) {
    const port = new RegExp(`${word}(?![\\d:])`);
    return (row) => says(row, port);
  }
  const text = new RegExp(word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "i");
  return (row) => says(row, text);
};
let wishes = [];
const isWanted = (row) => halvesOf(row).some((half) => wishes.every((holds) => holds(half)));
let isPast = () => true; // what a stream has come to
const applyFilter = () => {
  const chosen = rows[kept];
  wishes = filter.value.toLowerCase().split(/\s+/).filter(Boolean).map(wish);
  show((row) => isPast(row) && isWanted(row));
  found.textContent = wishes.length > 0 ? `${data.words.shown}: ${told.length} / ${every.length}` : "";
  kept = chosen?.at;
  current = kept ?? told[0];
  view.scrollTop = kept === undefined ? 0 : kept * data.row - view.clientHeight / 2;
  showAnew();
  drawStrip();
};
let waiting; // a filter of a long ladder is applied once typing pauses
filter.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(applyFilter, every.length > 10_000 ? 150 : 0);
});
filter.addEventListener("keydown", (pressed) => {
  if (pressed.key === "Escape") {
    filter.value = "";
    applyFilter();
  } else if (pressed.key !== "Enter" && pressed.key !== "ArrowDown") return;
  walk(place[current] ?? 0);
  pressed.preventDefault();
});

// The next row that went wrong, or the one before; at the end it goes on at the other end.
const walkToTrouble = (step) => {
  const here = place[current] ?? 0;
  for (let n = 1; n <= told.length; n += 1) {
    const index = (here + step * n + told.length * 2) % told.length;
    if (isTrouble(rows[told[index]]) && !rows[told[index]].x?.[4]) return walk(index);
  }
};
document.addEventListener("keydown", (pressed) => {
  if (pressed.target === filter || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
  if (pressed.key === "/") filter.select();
  else if (pressed.key === "n") walkToTrouble(1);
  else if (pressed.key === "N") walkToTrouble(-1);
  else return;
  pressed.preventDefault();
});

// `#r123` is the row with that number.
const goToAddress = () => {
  const number = Number(location.hash.match(/^#r(\d+)$/)?.[1]);
  const row = every[number - 1];
  if (!row) return;
  if (row.at === undefined) {
    filter.value = "";
    applyFilter();
  }
  walk(place[row.at]);
  keep(row.at);
};
addEventListener("hashchange", goToAddress);
