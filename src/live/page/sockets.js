// The sockets: what each holds, and who must act.
//
// The one idea: what a program's socket holds is a sum of what happened to it so far. So the table at any moment is made
// of the facts up to then, and going on needs only those that came since.

const STATES = { listening: "LISTEN", connecting: "SYN_SENT", connected: "ESTABLISHED", accepted: "ESTABLISHED" };
const SHUT = { ESTABLISHED: ["FIN_WAIT", "CLOSE_WAIT"], FIN_WAIT: ["FIN_WAIT", "TIME_WAIT"], CLOSE_WAIT: ["LAST_ACK", "CLOSE_WAIT"] };

class Table {
  constructor() {
    this.sockets = new Map();
    this.byAddress = new Map();
    this.next = 0; // the first fact that it does not have
  }
  // Goes on to this moment.
  advance(moment) {
    for (; this.next < heard.length && heard[this.next].S <= moment; this.next += 1) this.take(heard[this.next]);
    return this;
  }
  take(fact) {
    const key = socketOf(fact);
    if (!fact.socket) return;
    if (!this.sockets.has(key)) this.sockets.set(key, { key, program: fact.program, transport: fact.transport, sent: 0, received: 0, state: isUdp(fact) ? "UDP" : "" });
    const socket = this.sockets.get(key);
    socket.local = fact.local ?? socket.local;
    socket.peer = fact.peer ?? socket.peer;
    socket.at = fact.T;
    if (fact.local && fact.peer) this.byAddress.set(`${fact.ns}|${fact.local}|${fact.peer}`, socket);
    socket.other ??= () => this.byAddress.get(`${fact.ns}|${socket.peer}|${socket.local}`);
    if (STATES[fact.kind]) socket.state = STATES[fact.kind];
    if (fact.kind === "sent") socket.sent = Math.max(socket.sent, fact.offset + fact.len);
    if (fact.kind === "received") Object.assign(socket, { received: Math.max(socket.received, fact.offset + fact.len), readAt: fact.T });
    if (fact.kind.startsWith("datagram-")) socket[fact.kind === "datagram-sent" ? "sent" : "received"] += fact.len;
    if (fact.kind === "finished") socket.state = SHUT[socket.state]?.[0] ?? socket.state;
    if (fact.kind === "peer-finished") socket.state = SHUT[socket.state]?.[1] ?? socket.state;
    if (fact.tcp?.state) socket.state = fact.tcp.state;
    socket.unread = fact.tcp?.recv_queue ?? socket.unread;
    socket.unacked = fact.tcp?.send_queue ?? socket.unacked;
    if (fact.kind === "closed" || FAILS_CONNECT.has(fact.kind)) socket.isClosed = true;
    // Closed ones are many in the end, and tell nothing more.
    if (this.sockets.size > MOST_SOCKETS) {
      for (const [old, it] of this.sockets) {
        if (!it.isClosed) continue;
        this.sockets.delete(old);
        this.byAddress.delete(`${fact.ns}|${it.local}|${it.peer}`);
        break;
      }
    }
  }
}
const MOST_SOCKETS = 2000;
const SHOWN_SOCKETS = 60;
const LONG = 1_000_000; // what has waited so long is worth a sentence

let table = new Table();
const box = document.getElementById("sockets");
const listed = box.querySelector("ul");

// What is on its way to the reader: written at one end, and not read at the other.
const waitsFor = (socket) => {
  const other = socket.other?.();
  return other ? Math.max(0, socket.sent - other.received) : 0;
};
// The share of a bar that so many bytes fill: each of its pixels is more than the one before.
const share = (bytes) => Math.min(1, Math.log2(1 + bytes) / 22);
const sentenceOf = (socket, moment) => {
  const other = socket.other?.();
  const bytes = waitsFor(socket);
  if (!other || bytes === 0 || other.isClosed || moment - Math.max(socket.at, other.readAt ?? 0) < LONG) return "";
  return say(words$().does_not_read, other.program.name, other.program.pid, sizeOf(bytes));
};
const facesOf = (socket, moment) => ({
  state: socket.isClosed ? words$().closed : socket.state,
  name: socket.program.name,
  where: [socket.local, socket.peer].filter(Boolean).join(" ↔ "),
  bars: socket.state === "LISTEN" || socket.isClosed ? [] : [
    [words$().on_its_way, isUdp(socket) || !socket.other?.() ? undefined : waitsFor(socket)], [words$().unread, socket.unread], [words$().unacked, socket.unacked],
  ].filter(([, bytes]) => bytes !== undefined),
  moved: `↑ ${sizeOf(socket.sent)} · ↓ ${sizeOf(socket.received)}`,
  sentence: sentenceOf(socket, moment),
});
const bar = ([name, bytes]) => {
  const row = html("span", undefined, "bar");
  const gauge = html("i");
  gauge.style.setProperty("--share", share(bytes));
  row.append(html("span", name), gauge, html("span", sizeOf(bytes)));
  return row;
};
const card = (element, face) => {
  const top = html("span", undefined, "top");
  top.append(html("b", face.name));
  if (face.state) top.append(html("span", face.state, "state"));
  const parts = [top, html("span", face.where, "where"), ...face.bars.map(bar), html("span", face.moved, "moved")];
  if (face.sentence) parts.push(html("strong", face.sentence));
  element.replaceChildren(...parts);
};

const cards = new Map();
const showSockets = (moment) => {
  table = table.until > moment ? new Table() : table;
  table.until = moment;
  table.advance(moment);
  const all = [...table.sockets.values()].filter((it) => it.local || it.peer);
  const order = (it) => (it.isClosed ? 1 : 0);
  const some = all.sort((a, b) => order(a) - order(b)).slice(0, SHOWN_SOCKETS);
  const wanted = new Set(some.map((it) => it.key));
  for (const [key, it] of cards) {
    if (wanted.has(key)) continue;
    it.item.remove();
    cards.delete(key);
  }
  some.forEach((socket, n) => {
    const face = facesOf(socket, moment === Infinity ? now() : moment);
    const print = JSON.stringify(face);
    let it = cards.get(socket.key);
    if (!it) {
      const [item, button] = [html("li"), html("button")];
      button.type = "button";
      button.dataset.port = portOf(socket.peer ?? socket.local) ?? "";
      item.append(button);
      it = { item, button };
      cards.set(socket.key, it);
    }
    if (listed.children[n] !== it.item) listed.insertBefore(it.item, listed.children[n] ?? null);
    if (it.print !== print) card(it.button, face);
    it.print = print;
    it.item.classList.toggle("gone", Boolean(socket.isClosed));
  });
  const nMore = all.length - some.length;
  box.querySelector("p").textContent = nMore > 0 ? say(words$().more_sockets, nMore) : all.length === 0 ? words$().no_socket : "";
};
listed.addEventListener("click", (clicked) => {
  const port = clicked.target.closest("button")?.dataset.port;
  if (!port) return;
  filter.value = filter.value === `:${port}` ? "" : `:${port}`;
  applyFilter();
  turnTo("rows");
});
