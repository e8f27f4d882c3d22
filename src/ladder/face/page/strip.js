// The whole ladder at a glance, beside it: a tick for each event, red where something went wrong.
//
// The one idea: what is scrolled through should be seen at once, and jumped to. The ticks are drawn once; while one
// scrolls only the frame moves that shows where one is.

const [strip, ticks, frame] = ["strip", "ticks", "frame"].map((id) => document.getElementById(id));

const drawStrip = () => {
  const [width, height] = [strip.clientWidth, strip.clientHeight];
  ticks.width = width;
  ticks.height = height;
  const paint = ticks.getContext("2d");
  const style = getComputedStyle(document.body);
  const colour = (name) => style.getPropertyValue(`--${name}`);
  // Of all rows of one line of pixels the one counts that matters most.
  const RANK = ["quiet", "opening", "ending", "data", "rule", "trouble"];
  const best = new Int8Array(height + 1).fill(-1);
  for (const at of told) {
    const y = Math.floor((at / rows.length) * height);
    best[y] = Math.max(best[y], RANK.indexOf(rows[at].c));
  }
  best.forEach((rank, y) => {
    if (rank < 0) return;
    paint.fillStyle = colour(RANK[rank]);
    const share = rank === RANK.length - 1 ? 1 : 0.5;
    paint.fillRect(width * (1 - share), y, width * share, Math.max(1, Math.min(3, height / rows.length - 1)));
  });
  moveFrame();
};
const moveFrame = () => {
  look();
  const all = sight.heads + (rows.length + 1) * data.row;
  frame.style.top = `${(sight.top / all) * 100}%`;
  frame.style.height = `${Math.min(1, sight.height / all) * 100}%`;
};
const scrollTo = (pressed) => {
  const share = (pressed.clientY - strip.getBoundingClientRect().top) / strip.clientHeight;
  view.scrollTop = share * view.scrollHeight - view.clientHeight / 2;
};
strip.addEventListener("pointerdown", (pressed) => {
  strip.setPointerCapture(pressed.pointerId);
  scrollTo(pressed);
});
strip.addEventListener("pointermove", (moved) => {
  if (strip.hasPointerCapture(moved.pointerId)) scrollTo(moved);
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawStrip);
