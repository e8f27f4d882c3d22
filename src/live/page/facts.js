// Facts: the lines of records, as events of programs, on one clock.
//
// The one idea: a line says what one call did, in the time of its own record. A call that gives something away counts
// from when it began, one that takes something from when it returned: so what was sent stands before what was received.

const records = new Map();
const programs = new Map();
let origin; // when the first event was
let clock; // of the first record: others of the same boot share it

const microseconds = (started) => {
  const fraction = started.match(/\.(\d+)/)?.[1] ?? "";
  return Date.parse(started.replace(/\.\d+/, "")) * 1000 + Number(fraction.padEnd(6, "0").slice(0, 6));
};
const beginRecord = (number, header) => {
  if (records.has(number)) return;
  const wall = microseconds(header.started) - header.mono_us;
  clock ??= { boot: header.boot_id, time: header.time_ns, wall };
  const isShared = clock.boot !== undefined && clock.boot === header.boot_id && clock.time === header.time_ns;
  records.set(number, { number, header, shift: header.mono_us + (isShared ? 0 : wall - clock.wall) });
};

const programOf = (record, pid) => {
  const key = `${record.number}:${pid}`;
  if (!programs.has(key)) {
    // Of a path what it ends in, as people call it.
    const name = record.header.program.replace(/^netlab /, "").replace(/(^| )\S*\//g, "$1");
    programs.set(key, { key, pid, name, record: record.number, isGone: false, isSplit: false, roles: new Set() });
    areLanesOld = true;
  }
  return programs.get(key);
};

// An address as both ends write it.
const plain = (address) => address?.replace(/^\[::ffff:([\d.]+)\]/, "$1");
const portOf = (address) => address?.slice(address.lastIndexOf(":") + 1);
const GIVES = new Set(["connecting", "connected", "sent", "datagram-sent", "finished", "closed"]);

// A line of the stream as a fact; nothing where it is none that happened to a socket.
const factOf = (id, record, line) => {
  const { kind, t_us: t, began_us: began } = line;
  if (!record || !kind) return undefined;
  const fact = { ...line, id, kind, program: programOf(record, line.pid ?? record.header.pid), ns: record.header.net_ns ?? "" };
  fact.T = record.shift + t;
  fact.B = record.shift + began;
  fact.S = GIVES.has(kind) ? fact.B : fact.T;
  fact.local = plain(line.local);
  fact.peer = plain(line.peer);
  origin = origin === undefined ? fact.S : Math.min(origin, fact.S);
  return fact;
};

const isUdp = (fact) => fact.transport === "udp";
const inkOf = (kind) => given.kinds[kind]?.ink ?? "quiet";
const isBad = (kind) => given.kinds[kind]?.fails ?? false;

// --- in words ----------------------------------------------------------------------------------------

const timeOf = (us) => {
  const seconds = us / 1e6;
  if (us < 1000) return `${Math.round(us)} µs`;
  if (us < 1e6) return `${(us / 1e3).toFixed(1)} ms`;
  return `${seconds.toFixed(us < 1e7 ? 4 : us < 1e8 ? 3 : us < 1e9 ? 2 : 0)} s`;
};
const spanOf = (us) => (us < 1000 ? `${Math.round(us)} µs` : us < 1e6 ? `${(us / 1e3).toFixed(1)} ms` : `${(us / 1e6).toFixed(1)} s`);
const sizeOf = (n) => {
  if (n === 1) return words$().one_byte;
  if (n < 1024) return say(words$().n_bytes, n);
  return n < 1_048_576 ? `${(n / 1024).toFixed(1)} KiB` : `${(n / 1_048_576).toFixed(1)} MiB`;
};
const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
const quotedOf = (fact) => {
  if (!fact.data || !fact.len) return "";
  const bytes = bytesOf(fact.data).subarray(0, 200);
  const isCut = bytes.length < fact.len;
  return `"${textOf(bytes, isCut).replaceAll("\n", "\\n")}${isCut ? "…" : ""}"`;
};
