// The stream: lines of records from the server, each with a number to go on from.
//
// The one idea: what is asked for is what comes after the last number that is here. So a connection that broke, or a
// computer that slept, misses nothing that the server still has.

const SECRET = /^#([0-9a-f]{32})$/;
const secret = location.hash.match(SECRET)?.[1] ?? memory.getItem("secret") ?? "";
memory.setItem("secret", secret);
if (SECRET.test(location.hash)) history.replaceState(null, "", location.pathname);
const headers = { Authorization: `Bearer ${secret}` };
const post = (path, body) => fetch(path, { method: "POST", headers, body: body === undefined ? undefined : JSON.stringify(body) });

let last = 0;
let [inbox, resting] = [[], []]; // what came, and what came before that: facts of several programs are put in order
const notices = { missed: 0, dropped: 0 };

const takeLine = (text) => {
  const [a, b] = [text.indexOf(" "), text.indexOf(" ", text.indexOf(" ") + 1)];
  const [id, number] = [Number(text.slice(0, a)), Number(text.slice(a + 1, b))];
  if (id > 0) last = id;
  let line;
  try {
    line = JSON.parse(text.slice(b + 1));
  } catch {
    return; // a line that a program wrote, and that is none
  }
  if (line.netlab_trace === 1) beginRecord(number, line);
  else if (line.missed) notices.missed += line.missed;
  else if (line.dropped) notices.dropped += line.dropped;
  else if (line.gone) inbox.push({ S: Infinity, record: number, isEnd: true });
  else {
    const fact = factOf(id, records.get(number), line);
    if (fact) inbox.push(fact);
  }
};

const listen = async () => {
  const answer = await fetch(`/events?after=${last}`, { headers });
  if (!answer.ok) throw new Error(String(answer.status));
  isOpen = true;
  tellMoment();
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    lines.forEach(takeLine);
  }
};
const AGAIN = 1000; // milliseconds until it is tried again
const stream = async () => {
  for (;;) {
    await listen().catch(() => {});
    isOpen = false;
    tellMoment();
    await new Promise((done) => setTimeout(done, AGAIN));
  }
};
