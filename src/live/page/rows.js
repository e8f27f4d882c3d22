// A row of the picture, made of facts whenever it is drawn.
//
// The one idea: what a row looks like follows from what is known now: who is at its ends, what became of it, in which
// language it is read. So nothing of it is kept but the facts.

let edition = 0; // of lanes and language: what was measured under an older one holds no more

class Row {
  constructor(fact, from, to) {
    this.S = fact.S;
    this.facts = [fact];
    this.from = from;
    this.to = to; // none: a mark at one line
    this.fate = "unknown";
    this.n = 1; // how many it stands for
    this.bytes = fact.len ?? 0;
    this.nReads = 0;
    this.panel = panel;
  }
  get first() { return this.facts[0]; }
  get last() { return this.facts[this.facts.length - 1]; }
  get isData() { return this.first.len !== undefined && (this.first.kind.startsWith("datagram-") || ["sent", "received"].includes(this.first.kind)); }
  get shown() { return this.edition === edition ? this.measured : undefined; }
  set shown(value) {
    this.measured = value;
    this.edition = edition;
  }
  get t() { return timeOf(this.S - origin); }
  get c() {
    this.ink ??= this.inkNow;
    return this.ink;
  }
  get inkNow() {
    if (this.facts.some((fact) => isBad(fact.kind)) || ["lost", "refused", "unread"].includes(this.fate)) return "trouble";
    if (this.first.rule) return "rule";
    return this.isData ? "data" : inkOf(this.last.kind);
  }
  get isArrow() { return this.to !== undefined && laneOf(this.from) !== laneOf(this.to); }
  get x() { return this.isArrow ? [laneOf(this.from).x, laneOf(this.to).x, this.fate, null, false] : undefined; }
  get s() { return this.isArrow ? undefined : [[laneOf(this.from).x], this.c === "trouble" ? "✗" : this.c === "rule" ? "◆" : "●"]; }
  get caption() {
    const fact = this.first;
    if (this.isData) {
      const what = this.n > 1 ? `… ${say(isUdp(fact) ? words$().n_datagrams : words$().n_writes, grouped(this.n))}, ${sizeOf(this.bytes)}` : sizeOf(fact.len);
      return [what, this.n > 1 ? "" : quotedOf(fact), this.notes];
    }
    if (this.isArrow) return [this.facts.map((it) => it.kind).filter((it, n, all) => it !== "connecting" || all.length === 1 || n === all.length - 1 || !all.includes("connected")).join(" → "), "", ""];
    return [[fact.kind, this.detail].filter(Boolean).join(" "), "", ""];
  }
  get notes() {
    const notes = [];
    const taken = this.last;
    if (this.nReads > 1) notes.push(say(words$().in_reads, this.nReads));
    else if (this.n === 1 && taken.kind === "received" && this.first.kind === "sent" && taken.len > this.first.len) notes.push(say(words$().of_read, sizeOf(taken.len)));
    return notes.length > 0 ? `(${notes.join(", ")})` : "";
  }
  get detail() {
    const fact = this.first;
    if (fact.error) return fact.error.code;
    if (fact.kind === "waiting") return sizeOf(fact.asked ?? 0);
    if (fact.kind === "bound") return "";
    return textOf(new TextEncoder().encode(fact.option ?? fact.name ?? fact.rule ?? ""), false);
  }
  get l() {
    const lane = laneOf(this.from);
    if (this.isArrow) return [this.caption, (lane.x + laneOf(this.to).x) / 2, "middle", false];
    const isLast = lane.isLast && lanes.length > 1;
    return [this.caption, lane.x + (isLast ? -13 : 13), isLast ? "end" : "start", false];
  }
  get w() { return [this.from, this.isArrow ? this.to : undefined].filter(Boolean).map((end) => laneOf(end).name).join(" → "); }
  get d() {
    const fact = this.facts.find((it) => it.data);
    return fact && this.n === 1 ? [fact.data, fact.len] : undefined;
  }
  get e() {
    return this.facts.map((fact) => {
      const { fact: what = "", times = "" } = fact.told?.[lang === "zh" ? 1 : 0] ?? {};
      return [fact.kind, what, times, `${fact.kind}/${fact.transport}`];
    });
  }
  // What it can be found by besides.
  get also() { return this.facts.flatMap((fact) => [fact.local, fact.peer, fact.error?.code]); }
  // A sentence about each of its events is asked for when somebody wants to read it.
  async ask() {
    asked = this;
    this.nTold = this.facts.length;
    const ids = this.facts.filter((fact) => !fact.told).map((fact) => fact.id);
    if (ids.length === 0) return;
    const told = await post("/told", ids).then((answer) => answer?.json()).catch(() => undefined);
    this.facts.filter((fact) => ids.includes(fact.id)).forEach((fact) => {
      fact.told = told?.[ids.indexOf(fact.id)] ?? [{}, {}];
    });
    if (asked === this && rows[this.at] === this) tell(this.at);
  }
}
let asked; // the row that is told of
