// What the page of events does in a browser while programs run. Usage: node live.js NETLAB DIRECTORY SCRIPT [AXE]
"use strict";
const assert = require("node:assert");
const { spawn } = require("node:child_process");
const { readFileSync } = require("node:fs");
const http = require("node:http");
const { begin, ends, evaluate, key, on, run, until } = require("./browser.js");

const [netlab, directory, script, axe] = process.argv.slice(2);
const env = { ...process.env, NETLAB_HOME: `${directory}/home`, NETLAB_LANG: "en" };
delete env.NETLAB_LIVE;

// A program, and what it says until this is in it.
const start = (args) => {
  const child = spawn(netlab, args, { env, stdio: ["pipe", "pipe", "pipe"] });
  ends.push(() => child.kill("SIGKILL"));
  const it = { child, said: "", say: (line) => child.stdin.write(`${line}\n`) };
  it.says = (pattern) =>
    new Promise((done) => {
      const look = () => it.said.match(pattern) && done(it.said.match(pattern));
      for (const stream of [child.stdout, child.stderr]) stream.on("data", look);
      look();
    });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (it.said += bytes));
  return it;
};

const ADDRESS = /http:\/\/(127\.0\.0\.1:\d+)\/#([0-9a-f]{32})/;
let server; // of the page
const room = async () => {
  const chat = start(["chat-server", "127.0.0.1:0"]);
  const port = (await chat.says(/listening on 127\.0\.0\.1:(\d+)/))[1];
  assert(chat.said.includes(`also told to netlab live (pid ${server.child.pid})`), chat.said);
  const members = [];
  for (const name of ["anna", "ben", "cleo"]) {
    const member = start(["--quiet", "chat-client", `127.0.0.1:${port}`]);
    member.say(`/name ${name}`);
    await member.says(new RegExp(`is now ${name}`));
    members.push(member);
  }
  return { port, chat, members };
};

const rows = () => evaluate("[...document.querySelectorAll('#rows li')].map((it) => it.textContent)");
const told = () => evaluate("Number(document.querySelector('#rows li')?.ariaSetSize ?? 0)");
const text = (id) => evaluate(`document.getElementById("${id}").innerText`);
const has = (words) => `[...document.querySelectorAll('#rows li')].some((it) => it.textContent.includes(${JSON.stringify(words)}))`;
const click = (id) => evaluate(`document.getElementById("${id}").click()`);
const filterBy = (words) => evaluate(`(() => { const it = document.getElementById("filter"); it.value = ${JSON.stringify(words)}; it.dispatchEvent(new Event("input")); })()`);
const frames = () => evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
const size = async (width) => {
  await on("Emulation.setDeviceMetricsOverride", { width, height: 844, deviceScaleFactor: 1, mobile: width < 600 });
  await until(`innerWidth === ${width}`);
  await frames();
};
// Lines of the stream, as anybody reads them who has the secret.
const lines = (n) => {
  const [, host, secret] = server.said.match(ADDRESS);
  return new Promise((done) => {
    let all = "";
    const asked = http.get(`http://${host}/events?after=0`, { headers: { Authorization: `Bearer ${secret}` } }, (answer) => {
      answer.on("data", (bytes) => {
        all += bytes;
        if (all.split("\n").length <= n) return;
        asked.destroy();
        done(all.split("\n").slice(0, n));
      });
      answer.on("error", () => {});
    });
    asked.on("error", () => {});
  });
};

const scripts = {
  async chat() {
    assert((await text("waiting")).includes("netlab tcp-server"), "whoever sees an empty page is told what to do");
    const { members: [anna] } = await room();
    await until(has("/name cleo"));
    await until("document.querySelectorAll('#heads .role').length === 4");
    const took = [];
    for (let n = 0; n < 5; n += 1) {
      const from = performance.now();
      anna.say(`hello ${n}`);
      await until(has(`hello ${n}`));
      took.push(performance.now() - from);
    }
    assert(Math.min(...took) < 300, `an event is seen within 300 ms: ${took}`);
    await evaluate("[...document.querySelectorAll('#rows li')].find((it) => it.textContent.includes('\"hello 4')).click()");
    await until("['received: ', 'the call took'].every((it) => document.getElementById('detail').innerText.includes(it))");
    const detail = await text("detail");
    for (const part of ["hello 4", "68 65 6c 6c 6f", "sent: ", "received: ", "send(2)", "recv(2)"]) assert(detail.includes(part), `${part} is not in: ${detail}`);
    await evaluate("document.querySelector('#rows li').focus()");
    await key("Escape");

    await filterBy(`:${await evaluate("document.querySelector('#sockets button').dataset.port")}`);
    await frames();
    assert((await rows()).length > 5, `all that has to do with a port is found`);
    await filterBy("kind:listening");
    await frames();
    assert.strictEqual((await rows()).length, 1);
    await filterBy("");

    await click("pause");
    const before = await told();
    // Until something has come: then the moment that is shown is not the newest any more, as the bar says in steps.
    while (await evaluate("document.getElementById('scrub').value === document.getElementById('scrub').max")) {
      anna.say("while it stands");
      await frames();
    }
    assert.strictEqual(await told(), before, "a picture that stands does not grow");
    assert((await text("mode")).startsWith("■ held at"), await text("mode"));
    await click("pause");
    await until(has("while it stands"));

    await evaluate("(() => { const it = document.getElementById('scrub'); it.value = 1; it.dispatchEvent(new Event('input')); })()");
    await until(`document.querySelectorAll('#rows li').length < 4`);
    await click("pause");
    await until(has("while it stands"));

    await click("language");
    await until("document.documentElement.lang === 'zh-CN'");
    assert((await text("sockets")).includes("套接字") && (await rows()).some((it) => it.includes("字节")), await text("sockets"));
    await click("language");

    for (const width of [390, 1280]) {
      await size(width);
      assert.strictEqual(await evaluate("document.documentElement.scrollWidth"), width, `nothing stands out of a window of ${width}`);
    }
    await size(390);
    await click("tab-sockets");
    assert.deepStrictEqual(await evaluate("['view', 'sockets'].map((id) => getComputedStyle(document.getElementById(id)).display === 'none')"), [true, false]);
    await click("tab-rows");
    await size(1280);

    const all = await told();
    await on("Page.reload");
    await until(`document.querySelector('#rows li') && Number(document.querySelector('#rows li').ariaSetSize) === ${all}`);
    assert.strictEqual(await evaluate("location.hash"), "", "the secret does not stay in the address");
    const second = await lines(20);
    assert(second[0].startsWith('1 1 {"netlab_trace":1,"program":"netlab chat-server"'), second[0]);
    second.forEach((line, n) => assert(line.startsWith(`${n + 1} `), line));
    assert.strictEqual(await evaluate("document.getElementById('status').getAttribute('role')"), "status");
  },

  async keys() {
    const { members: [anna] } = await room();
    anna.say("hello");
    await until(has('"hello'));
    await evaluate("document.activeElement.blur()");
    const reached = [];
    for (let n = 0; n < 20; n += 1) {
      await key("Tab");
      const id = await evaluate("document.activeElement.id || document.activeElement.dataset.row && 'row' || document.activeElement.dataset.port && 'socket'");
      if (id) reached.push(id);
    }
    for (const id of ["pause", "save-lines", "save-page", "language", "theme", "filter", "row", "socket", "detail", "play", "pace", "scrub"]) {
      assert(reached.includes(id), `Tab reaches ${id}: ${reached}`);
    }
    await evaluate("document.querySelector('#rows li[tabindex=\"0\"]').focus()");
    await key("End");
    await frames();
    const from = await evaluate("document.activeElement.dataset.row");
    await key("ArrowUp");
    await until(`document.activeElement.dataset.row === '${from - 1}'`);
    await key("Enter");
    await until("document.querySelector('[aria-selected=true][data-row]')");
    await key(" ");
    await until("document.getElementById('pause').getAttribute('aria-pressed') === 'true'");
    await key(" ");
    await until("document.getElementById('pause').getAttribute('aria-pressed') === 'false'");
    await key("/");
    await until("document.activeElement.id === 'filter'");
  },

  // No program, but 5,000 events a second through the way that programs have, of 50 of them.
  async flood() {
    const net = require("node:net");
    const socket = `${directory}/home/run/live.sock`;
    const programs = [];
    for (let n = 0; n < 50; n += 1) {
      const it = net.connect(socket);
      it.write(`${JSON.stringify({ netlab_trace: 1, program: `netlab p${n}`, pid: 1000 + n, started: "2026-11-30T21:00:00Z", boot_id: "b", mono_us: 0 })}\n`);
      programs.push(it);
    }
    const began = performance.now();
    let sent = 0;
    const pump = setInterval(() => {
      const wanted = Math.min((performance.now() - began) * 5, 110_000);
      for (; sent < wanted; sent += 2) {
        const n = ((sent / 2) % 49) + 1;
        const offset = Math.floor(sent / 98) * 5;
        const fact = (t, kind, local, peer) => `${JSON.stringify({ t_us: t, began_us: t - 1, kind, socket: n, transport: "tcp", local, peer, offset, len: 5, data: "aGVsbG8=" })}\n`;
        const at = sent * 200;
        programs[n].write(fact(at + 5, "sent", `127.0.0.1:${4000 + n}`, "127.0.0.1:80"));
        programs[0].write(fact(at + 9, "received", "127.0.0.1:80", `127.0.0.1:${4000 + n}`));
      }
    }, 20);
    ends.push(() => clearInterval(pump));
    await until("document.querySelectorAll('#heads .role').length === 50");
    // In the processor's time of the page's own thread, so that a busy machine decides nothing.
    await on("Performance.enable", { timeDomain: "threadTicks" });
    const busy = async () => (await on("Performance.getMetrics")).metrics.find((it) => it.name === "TaskDuration").value;
    const before = await busy();
    const spans = await evaluate(`new Promise((done) => {
      const spans = [];
      let last = performance.now();
      const until = last + 5000;
      const look = () => { const now = performance.now(); spans.push(now - last); last = now; now < until ? requestAnimationFrame(look) : done(spans); };
      requestAnimationFrame(look);
    })`);
    const share = ((await busy()) - before) / (spans.reduce((sum, span) => sum + span, 0) / 1000);
    spans.sort((a, b) => a - b);
    const p95 = spans[Math.floor(spans.length * 0.95)];
    const measured = `busy ${(share * 100).toFixed(0)} % of 5 s; ${spans.length} frames, 95 of 100 within ${p95.toFixed(1)} ms`;
    if (process.env.MEASURED) require("node:fs").appendFileSync(process.env.MEASURED, `${measured}\n`);
    assert(share < 0.6, `5,000 events a second leave the page time to spare: ${measured}`);
    assert((await rows()).some((it) => it.includes("…")), "above 2,000 a second rows stand for many");
    clearInterval(pump);
    programs.forEach((it) => it.destroy());
    await until("document.getElementById('sockets').innerText.includes('p1')");
  },

  // What axe-core finds, where it is there, in both languages, light and dark, wide and narrow.
  async axe() {
    const { members: [anna] } = await room();
    anna.say("hello");
    await until(has('"hello'));
    await evaluate("document.querySelector('#rows li').click()");
    await evaluate(readFileSync(axe, "utf8"));
    for (const width of [1280, 390]) {
      await size(width);
      for (const value of ["light", "dark"]) {
        await on("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });
        for (let n = 0; n < 2; n += 1) {
          await click("language");
          await frames();
          const found = await evaluate("axe.run(document, { resultTypes: ['violations'] }).then((it) => it.violations.map((v) => [v.id, v.impact, v.nodes.map((node) => node.html.slice(0, 120))]))");
          assert.deepStrictEqual(found.filter(([, impact]) => impact === "serious" || impact === "critical"), [], `${width}, ${value}`);
        }
      }
    }
  },
};

begin(async () => {
  server = start(["live", "--no-open"]);
  const [url, host] = await server.says(ADDRESS);
  await run(url, scripts[script], (it) => it.startsWith(`http://${host}/`));
  server.child.kill("SIGINT");
  const code = await new Promise((done) => server.child.once("exit", done));
  assert.strictEqual(code, 0, server.said);
}, script);
