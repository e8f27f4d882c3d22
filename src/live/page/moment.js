// The moment that is shown: now, or one that was chosen, or one that goes on at a pace of its own.
//
// The one idea: whatever is looked at, the programs go on. So a moment hides what came later, and changes nothing.

const [pause, play, pace, scrub, strip$, clock$] = ["pause", "play", "pace", "scrub", "moments", "clock"].map((id) => document.getElementById(id));
const STEPS = 10_000; // of the scrub bar

let moment = Infinity; // what is later is not shown; Infinity: all, as it comes
let isPlaying = false;
let playedAt; // the time on the wall of the last step
let isOpen = false; // the stream
isPast = (row) => row.S <= moment && !row.isGhost;

let newest = 0;
let heardAt = performance.now(); // the time on the wall when that came
const begin$ = () => origin ?? 0;
// What the programs' clock shows, about.
const now = () => (isOpen ? newest + (performance.now() - heardAt) * 1000 : newest);

const goTo = (next) => {
  const isBack = next < moment;
  moment = next;
  if (moment >= newest && isPlaying && !isOpen) isPlaying = false;
  if (isBack || !extend()) showNow();
  tellMoment();
  isDirty = true;
};
// Shows what came between; whether that was possible without laying all out anew.
const extend = () => {
  if (moment === Infinity) return false;
  let at = rows.length > 0 ? panel.rows.indexOf(rows[rows.length - 1], Math.max(0, panel.rows.length - 5000)) : -1;
  if (at < 0) return false;
  for (at += 1; at < panel.rows.length && panel.rows[at].S <= moment; at += 1) show1(panel.rows[at]);
  return true;
};
const hold = (at = newest) => {
  isPlaying = false;
  goTo(at);
};
const goOn = () => {
  isPlaying = false;
  goTo(Infinity);
  follow();
};
const step = () => {
  if (!isPlaying) return;
  const wall = performance.now();
  goTo(moment + (wall - playedAt) * 1000 * Number(pace.value));
  playedAt = wall;
  follow();
  if (moment >= newest && isOpen && !given.is_replay) goOn();
  else if (moment >= newest) hold();
};

const tellMoment = () => {
  const isLive = moment === Infinity;
  const at = isLive ? newest : Math.min(moment, newest);
  const text = timeOf(Math.max(0, at - begin$()));
  const length = Math.max(1, newest - begin$());
  if (document.activeElement !== scrub || isPlaying || isLive) scrub.value = isLive ? STEPS : Math.round(((at - begin$()) / length) * STEPS);
  scrub.setAttribute("aria-valuetext", text);
  clock$.textContent = text;
  pause.setAttribute("aria-pressed", String(!isLive));
  play.setAttribute("aria-pressed", String(isPlaying));
  const mode = document.getElementById("mode");
  const [sign, word] = isPlaying ? ["▶", words$().playing] : !isLive ? ["■", `${words$().held} ${text}`] : isOpen ? ["●", given.is_replay ? words$().replay : words$().live] : ["○", words$().over];
  mode.textContent = `${sign} ${word}`;
  mode.className = isLive && isOpen ? "on" : "";
};

pause.addEventListener("click", () => (moment === Infinity ? hold() : goOn()));
play.addEventListener("click", () => {
  if (isPlaying) return hold(moment);
  if (moment >= newest) goTo(begin$());
  isPlaying = true;
  playedAt = performance.now();
  tellMoment();
});
let scrubbed; // where the hand is now; it moves faster than we draw
scrub.addEventListener("input", () => {
  const share = Number(scrub.value) / STEPS;
  if (scrubbed === undefined) requestAnimationFrame(() => {
    const at = scrubbed;
    scrubbed = undefined;
    if (at >= 1) goOn();
    else hold(begin$() + at * (newest - begin$()));
  });
  scrubbed = share;
});

// A tick for each moment at which something happened, red where it went wrong.
const RANK = ["quiet", "opening", "ending", "data", "rule", "trouble"];
const drawStrip = () => {
  const ratio = devicePixelRatio || 1;
  const [width, height] = [Math.round(strip$.clientWidth * ratio), Math.round(strip$.clientHeight * ratio)];
  if (strip$.width !== width || strip$.height !== height) [strip$.width, strip$.height] = [width, height];
  const paint = strip$.getContext("2d");
  paint.clearRect(0, 0, width, height);
  if (width === 0 || panel.rows.length === 0) return;
  const style = getComputedStyle(document.body);
  const colours = RANK.map((name) => style.getPropertyValue(`--${name}`));
  const length = Math.max(1, newest - begin$());
  const best = new Int8Array(width + 1).fill(-1);
  for (const row of panel.rows) {
    const x = Math.min(width, Math.floor(((row.S - begin$()) / length) * (width - 2 * ratio)));
    const rank = RANK.indexOf(row.c);
    if (rank > best[x]) best[x] = rank;
  }
  best.forEach((rank, x) => {
    if (rank < 0) return;
    paint.fillStyle = colours[rank];
    const share = rank >= 3 ? 1 : 0.6;
    paint.fillRect(x, height * (1 - share), 2 * ratio, height * share);
  });
};
