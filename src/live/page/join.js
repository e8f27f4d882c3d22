// Joining: which call of one program is the other end of which call of another.
//
// The one idea: a connection is known by its two addresses, and a byte by its place in its direction. So what was
// written meets what was read without anybody having to mark it.

const sides = new Map(); // one end of a connection: by namespace and both addresses
const listeners = new Map(); // who listens, by port
const receivers = new Map(); // who has a datagram socket, by port
const connecting = new Map(); // rows of connects whose own address is not known yet
const datagrams = new Map(); // rows of datagrams that nobody has received yet

const sideOf = (fact, local, peer) => {
  const key = `${fact.ns}|${local}|${peer}`;
  if (!sides.has(key)) sides.set(key, { key, local, peer, program: undefined, role: undefined, sends: [] });
  return sides.get(key);
};
const BEGINS = new Set(["connected", "accepted"]);
const pairOf = (fact) => {
  const old = sides.get(`${fact.ns}|${fact.local}|${fact.peer}`);
  if (old?.isClosed && BEGINS.has(fact.kind)) sides.delete(old.key);
  const [own, other] = [sideOf(fact, fact.local, fact.peer), sideOf(fact, fact.peer, fact.local)];
  if (own.program !== fact.program) {
    own.program = fact.program;
    if (strangers.has(`? ${own.local}`)) areLanesOld = true;
    isKnownNow(fact);
  }
  meet(own, other);
  return [own, other];
};
const socketOf = (fact) => `${fact.program.key}/${fact.socket}`;
const endOf = (fact, role) => ({ program: fact.program, role, local: fact.local });
// Whoever has this port; else somebody of whom nothing is known but the address.
const unknown = new Map();
const whoHas = (table, fact, address) => {
  const known = table.get(`${fact.ns}|${portOf(address)}`);
  if (known) return known;
  const key = `${fact.ns}|${address}`;
  if (!unknown.has(key)) unknown.set(key, { local: address, role: "server", program: undefined });
  return unknown.get(key);
};
const isKnownNow = (fact) => {
  const end = unknown.get(`${fact.ns}|${fact.local}`);
  if (!end || end.program) return;
  end.program = fact.program;
  areLanesOld = true;
};

const arrow$ = (fact, from, to, fate = "unknown") => {
  const row = new Row(fact, from, to);
  row.fate = fate;
  meet(from, to);
  meetStranger(from);
  meetStranger(to);
  return put(row);
};
const mark = (fact, end) => put(new Row(fact, end));
const taken = (row, fact) => {
  row.facts.push(fact);
  row.fate = "arrived";
  row.shown = undefined;
  touched(row);
};

// --- many at once ------------------------------------------------------------------------------------

const MANY_A_SECOND = 2000;
const TOGETHER = 250_000; // what happened within so many microseconds is one row
let isFlood = false;
const lately = { from: 0, n: 0 };
const count = (fact) => {
  // One that comes late begins nothing anew.
  const since = Math.abs(fact.T - lately.from);
  if (since > 500_000) {
    isFlood = lately.n > MANY_A_SECOND / 2 && since < 1_000_000;
    Object.assign(lately, { from: fact.T, n: 0 });
    if (!isFlood) open.clear();
  }
  lately.n += 1;
  if (lately.n > MANY_A_SECOND / 2) isFlood = true;
};
const open = new Map(); // the row that more of the same goes into
const dataRow = (fact, from, to, fate) => {
  const key = `${keyOf(from)}>${keyOf(to)}>${fact.kind}`;
  const row = isFlood ? open.get(key) : undefined;
  if (row && fact.S - row.S < TOGETHER) {
    row.n += 1;
    row.bytes += fact.len;
    row.shown = undefined;
    touched(row);
    return row;
  }
  const fresh = arrow$(fact, from, to, fate);
  if (isFlood) open.set(key, fresh);
  return fresh;
};

// --- what happened -----------------------------------------------------------------------------------

const HEARD = {
  listening(fact) {
    listeners.set(`${fact.ns}|${portOf(fact.local)}`, endOf(fact, "server"));
    isKnownNow(fact);
    mark(fact, endOf(fact, "server"));
  },
  connecting(fact) {
    connecting.set(socketOf(fact), arrow$(fact, endOf(fact, "client"), whoHas(listeners, fact, fact.peer)));
  },
  connected(fact) {
    const [own, other] = pairOf(fact);
    own.role = "client";
    other.role = "server";
    const row = connecting.get(socketOf(fact));
    connecting.delete(socketOf(fact));
    if (!row) return mark(fact, own);
    row.facts.push(fact);
    if (row.from.local === undefined) row.from.local = fact.local;
    own.connect = row;
    touched(row);
    // It was accepted before we knew by whom.
    if (other.stray) {
      other.stray.isGhost = true;
      taken(row, other.stray.first);
      isAnew = true;
    }
  },
  accepted(fact) {
    const [own, other] = pairOf(fact);
    Object.assign(own, { role: "server", sends: [], finish: undefined, stray: undefined });
    if (other.connect) taken(other.connect, fact);
    else own.stray = arrow$(fact, other, own, "arrived");
    other.connect = undefined;
  },
  sent(fact) {
    const [own, other] = pairOf(fact);
    const row = dataRow(fact, own, other);
    own.sends.push({ from: fact.offset, to: fact.offset + fact.len, row });
  },
  received(fact) {
    const [own, other] = pairOf(fact);
    if (!other.program) return dataRow(fact, other, own, "arrived");
    const end = fact.offset + fact.len;
    while (other.sends.length > 0 && other.sends[0].from < end) {
      const { to, row } = other.sends[0];
      if (to > fact.offset) {
        row.nReads = row.n > 1 ? 0 : row.nReads + 1;
        if (to <= end && row.n === 1) taken(row, fact);
        else if (to <= end) row.fate = "arrived";
        touched(row);
      }
      if (to > end) break;
      other.sends.shift();
    }
  },
  finished(fact) {
    const [own, other] = pairOf(fact);
    own.finish = arrow$(fact, own, other);
  },
  "peer-finished"(fact) {
    const [own, other] = pairOf(fact);
    if (other.finish) taken(other.finish, fact);
    else arrow$(fact, other, own, "arrived");
    other.finish = undefined;
  },
  closed(fact) {
    if (!fact.peer || isUdp(fact)) return mark(fact, endOf(fact, "server"));
    const [own, other] = pairOf(fact);
    mark(fact, own);
    own.isClosed = true;
    // Who has not read yet may still do so.
    if (other.program && !other.isClosed) return;
    sides.delete(own.key);
    sides.delete(other.key);
  },
  "datagram-sent"(fact) {
    const to = whoHas(receivers, fact, fact.peer);
    const row = dataRow(fact, endOf(fact, "sender"), to);
    const key = `${fact.digest}|${portOf(fact.peer)}`;
    datagrams.set(key, [...(datagrams.get(key) ?? []), row].slice(-50));
  },
  "datagram-received"(fact) {
    const key = `${fact.digest}|${portOf(fact.local)}`;
    const [row, ...more] = datagrams.get(key) ?? [];
    if (more.length > 0) datagrams.set(key, more);
    else datagrams.delete(key);
    if (!row) return dataRow(fact, { ...whoHas(receivers, fact, fact.peer), role: "sender" }, endOf(fact, "receiver"), "arrived");
    if (row.n > 1) {
      row.fate = "arrived";
      touched(row);
    } else {
      row.to = endOf(fact, "receiver");
      meet(row.from, row.to);
      taken(row, fact);
    }
  },
  bound(fact) {
    if (isUdp(fact)) receivers.set(`${fact.ns}|${portOf(fact.local)}`, endOf(fact, "receiver"));
    if (isUdp(fact)) isKnownNow(fact);
    mark(fact, endOf(fact, isUdp(fact) ? "receiver" : "server"));
  },
};
HEARD["datagram-cut"] = HEARD["datagram-received"];
const FAILS_CONNECT = new Set(["refused", "timed-out", "connect-failed", "gave-up"]);

const hear = (fact) => {
  fact.program.roles.add(fact.kind);
  if (fact.program.roles.size === 1) areLanesOld = true;
  count(fact);
  const attempt = FAILS_CONNECT.has(fact.kind) ? connecting.get(socketOf(fact)) : undefined;
  if (attempt) {
    connecting.delete(socketOf(fact));
    attempt.facts.push(fact);
    attempt.fate = "refused";
    touched(attempt);
  } else if (HEARD[fact.kind] && (fact.peer || ["listening", "bound", "closed"].includes(fact.kind))) HEARD[fact.kind](fact);
  else mark(fact, fact.peer && !isUdp(fact) ? pairOf(fact)[0] : endOf(fact, connecting.has(socketOf(fact)) || fact.kind === "resolved" ? "client" : "server"));
};
