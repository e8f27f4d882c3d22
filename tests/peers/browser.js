// A browser of a test's own: Chromium, driven through a pair of pipes (--remote-debugging-pipe) with JSON messages, each
// ended by a NUL.
//
// The one idea: a page is tested by what it does when it is pointed at and typed into, and by what it does not do: log an
// error, or ask the network for anything.
"use strict";
const { spawn } = require("node:child_process");
const assert = require("node:assert");

const LIMIT = 120_000; // longer than anything here takes on a busy machine
const directory = process.argv[3];

const browser = spawn("chromium", [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
  "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe",
  `--user-data-dir=${directory}/profile`, "about:blank",
], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });

const waiting = new Map();
const heard = [];
let listeners = [];
let next = 1;
let rest = Buffer.alloc(0);
browser.stdio[4].on("data", (bytes) => {
  rest = Buffer.concat([rest, bytes]);
  for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
    const message = JSON.parse(rest.subarray(0, end).toString());
    rest = rest.subarray(end + 1);
    if (message.id) waiting.get(message.id)?.(message);
    else {
      heard.push(message);
      listeners = listeners.filter((listener) => !listener(message));
    }
  }
});

const send = (method, params = {}, sessionId = undefined) =>
  new Promise((done, failed) => {
    const id = next++;
    waiting.set(id, (answer) => (answer.error ? failed(new Error(`${method}: ${answer.error.message}`)) : done(answer.result)));
    browser.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
  });
const event = (method) => new Promise((done) => listeners.push((it) => it.method === method && (done(it.params), true)));

let session;
const evaluate = async (expression) => {
  const answer = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true }, session);
  assert(!answer.exceptionDetails, `${expression}: ${answer.exceptionDetails?.exception?.description}`);
  return answer.result.value;
};
// Waits in the page, frame by frame, until this holds.
let awaited; // what is waited for, to be told where it never comes
const until = async (condition) => {
  awaited = condition;
  await evaluate(`new Promise((done) => { const look = () => (${condition}) ? done(true) : requestAnimationFrame(look); look(); })`);
  awaited = undefined;
};
const key = async (name) => {
  const windowsVirtualKeyCode = name === "Tab" ? 9 : 0;
  for (const type of ["keyDown", "keyUp"]) await send("Input.dispatchKeyEvent", { type, key: name, code: name, windowsVirtualKeyCode, text: name === "Enter" && type === "keyDown" ? "\r" : undefined }, session);
};
const mouse = async (type, selector, more = {}) => {
  const [x, y] = await evaluate(`(() => { const box = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect(); return [box.x + 200, box.y + box.height / 2]; })()`);
  await send("Input.dispatchMouseEvent", { type, x, y, ...more }, session);
};

// Opens a page, runs this on it, and ends the process; what was fetched but for these addresses is a failure.
const run = async (url, script, mayFetch) => {
  const { targetInfos } = await send("Target.getTargets");
  const { targetId } = targetInfos.find((it) => it.type === "page");
  session = (await send("Target.attachToTarget", { targetId, flatten: true })).sessionId;
  for (const domain of ["Page", "Runtime", "Log", "Network"]) await send(`${domain}.enable`, {}, session);
  await send("Emulation.setDeviceMetricsOverride", { width: 1280, height: 800, deviceScaleFactor: 1, mobile: false }, session);
  const loaded = event("Page.loadEventFired");
  await send("Page.navigate", { url }, session);
  await loaded;
  await script();
  const errors = heard.filter((it) => ["Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled"].includes(it.method));
  assert.deepStrictEqual(errors.map((it) => JSON.stringify(it.params)), [], "the console stays empty");
  const fetched = heard.filter((it) => it.method === "Network.requestWillBeSent").map((it) => it.params.request.url);
  assert.deepStrictEqual(fetched.filter((it) => !mayFetch(it) && !it.startsWith("data:")), [], "nothing is fetched");
};

const ends = []; // what else is to be done at the end
const finish = (error) => {
  if (error) process.stderr.write(`${error.stack ?? error}\n`);
  ends.forEach((end) => end());
  browser.once("exit", () => process.exit(error ? 1 : 0));
  send("Browser.close").catch(() => {});
  setTimeout(() => browser.kill("SIGKILL"), 10_000).unref();
};
// Runs to the end, or for so long as nothing here takes.
const begin = (main, name) => {
  const limit = setTimeout(() => finish(new Error(`${name}: nothing came for ${LIMIT / 1000} s${awaited ? `, waiting for ${awaited}` : ""}`)), LIMIT);
  main().then(() => finish(), finish).finally(() => clearTimeout(limit));
};
const on = (method, params) => send(method, params, session);

module.exports = { begin, ends, evaluate, event, key, mouse, on, run, until };
