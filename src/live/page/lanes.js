// Lanes: a line for each program, and one for each stranger that a program talks with.
//
// The one idea: who is at the other end may be known later than that somebody is. So a row knows ends, and which line an
// end has is found out whenever the lines are laid out anew.

let lanes = [];
let areLanesOld = false;
const laneOfKey = new Map();
const strangers = new Map(); // ends without a program that rows go to, by their keys

const roleOf = (end) => (end.role === "client" || end.role === "sender" ? "client" : "server");
const keyOf = (end) => {
  if (!end.program) return `? ${end.local}`;
  return end.program.isSplit ? `${end.program.key} ${roleOf(end)}` : end.program.key;
};
const NOWHERE = { x: 0, name: "", isLast: false };
// Asked for each row at each drawing, so it is remembered until the lines are laid out anew.
const laneOf = (end) => {
  if (end.edition !== laid) {
    end.lane = laneOfKey.get(keyOf(end)) ?? NOWHERE;
    end.edition = laid;
  }
  return end.lane;
};
let laid = 0; // how often the lines were laid out

// Where a program talks with itself, each of its ends has a line.
const meet = (one, other) => {
  if (one.program && one.program === other.program && !one.program.isSplit) {
    one.program.isSplit = true;
    areLanesOld = true;
  }
};
const meetStranger = (end) => {
  if (end.program || strangers.has(keyOf(end))) return;
  strangers.set(keyOf(end), end);
  areLanesOld = true;
};

const MANY = 8; // more have short names,
const NAME = 80; // and those that stand closer than this
const SHORT_NAME = 34;
const layOut = () => {
  areLanesOld = false;
  edition += 1;
  laid += 1;
  lanes = [];
  for (const program of programs.values()) {
    if (program.roles.size === 0) continue;
    const parts = program.isSplit ? ["client", "server"] : [undefined];
    for (const role of parts) lanes.push({ key: role ? `${program.key} ${role}` : program.key, program, role });
  }
  for (const [key, end] of strangers) {
    if (end.program) strangers.delete(key);
    else lanes.push({ key, end });
  }
  laneOfKey.clear();
  const inner = data.width - data.left - data.right;
  const nOf = {};
  lanes.forEach((lane, n) => {
    lane.x = data.left + (lanes.length === 1 ? inner / 2 : (inner * n) / (lanes.length - 1));
    lane.isLast = n === lanes.length - 1;
    lane.lines = linesOf(lane);
    lane.name = lane.lines.filter(Boolean).join(" ");
    lane.letter = lane.lines[0].split("-").at(-1)[0] ?? "?";
    nOf[lane.letter] = (nOf[lane.letter] ?? 0) + 1;
    lane.number = nOf[lane.letter];
    laneOfKey.set(lane.key, lane);
  });
  panel.close = lanes.length > 3;
  const gap = (view.clientWidth - data.left) / lanes.length;
  const isTight = lanes.length > MANY || gap < NAME;
  // Where even short names have no room, each so many lines have one.
  const each = Math.ceil(SHORT_NAME / gap);
  const initialOf = ({ letter, number }, n) => (n % each > 0 ? " " : nOf[letter] > 1 ? `${letter}${number}` : letter);
  panel.heads = lanes.map((lane, n) => [lane.x, isTight ? [lane.lines[0], gap < NAME / 2 ? "" : lane.lines[1]] : lane.lines, isTight ? initialOf(lane, n) : undefined]);
  panel.placed = undefined;
};
const linesOf = ({ program, role, end }) => {
  if (!program) return [words$().not_recorded, end.local ?? ""];
  const pid = program.isGone ? `pid ${program.pid} (${words$().gone})` : `pid ${program.pid}`;
  return role ? [words$()[role], program.name, pid] : [program.name, pid];
};

// A line lives from the first row that is shown of it to the last, and goes on while its program does.
const seenAt = (row) => {
  for (const end of row.to ? [row.from, row.to] : [row.from]) {
    const lane = laneOf(end);
    lane.first ??= row.at;
    lane.last = row.at;
  }
};
const lives = () => {
  panel.shownLives = lanes.filter((lane) => lane.first !== undefined).map((lane) => {
    const goesOn = lane.program && !lane.program.isGone;
    return [lane.x, lane.first, goesOn ? rows.length - 1 : lane.last, Boolean(lane.program)];
  });
};
