// What a ladder's page does in a browser. Usage: node drive.js PAGE DIRECTORY SCRIPT
"use strict";
const assert = require("node:assert");
const { pathToFileURL } = require("node:url");
const { begin, evaluate, key, mouse, on, run, until } = require("./browser.js");

const [page, , script] = process.argv.slice(2);
const detail = () => evaluate("document.getElementById('detail').innerText");

const scripts = {
  async "mouse-and-keys"() {
    await mouse("mouseMoved", "li[data-row='2']");
    await until("document.getElementById('detail').innerText.includes('你好，世界')");
    const told = await detail();
    for (const part of ["16 bytes", "e4 bd a0 e5 a5 bd", "sent: ", "received: ", "send(2)", "recv(2)", "prove"]) {
      assert(told.includes(part), `${part} is not in: ${told}`);
    }
    const pressed = { button: "left", clickCount: 1 };
    await mouse("mousePressed", "li[data-row='2']", pressed);
    await mouse("mouseReleased", "li[data-row='2']", pressed);
    await until("document.querySelector(\"li[data-row='2'][aria-selected='true']\")");
    await mouse("mouseMoved", "li[data-row='0']");
    assert((await detail()).includes("你好，世界"), "what was kept stays, wherever the mouse goes");
    await evaluate("document.querySelector(\"li[data-row='2']\").focus()");
    await key("Escape");
    await key("ArrowDown");
    await until("document.activeElement.dataset.row === '3'");
    assert((await detail()).includes("peer-finished"), "the row below is told of");
    await key("End");
    await until("document.getElementById('detail').innerText.includes('closed')");
    await key("Home");
    await until("document.activeElement.dataset.row === '0'");
    assert((await detail()).includes("listening"), "the first row is told of");
    await key("Enter");
    await until("document.querySelector(\"li[data-row='0'][aria-selected='true']\")");
    const items = await evaluate("[...document.querySelectorAll('#rows li')].map((it) => [it.textContent, it.ariaPosInSet, it.ariaSetSize])");
    assert.strictEqual(items.length, 9);
    assert(items[2][0].includes("client 127.0.0.1:54321 tcp-client pid 42 → server 127.0.0.1:8080"), items[2][0]);
    items.forEach((it, index) => assert.deepStrictEqual(it.slice(1), [String(index + 1), "9"]));
    assert.strictEqual(await evaluate("document.querySelector('#drawing').getAttribute('aria-hidden')"), "true");
    const colour = () => evaluate("getComputedStyle(document.body).backgroundColor");
    const colours = [];
    for (const value of ["light", "dark"]) {
      await on("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });
      colours.push(await colour());
    }
    assert.deepStrictEqual(colours, ["rgb(255, 255, 255)", "rgb(20, 24, 31)"]);
    assert.strictEqual(await evaluate("document.querySelector('#rows li[data-row=\"2\"] [lang=\"\"]').textContent"), "16 bytes \"你好，世界\\n\"");
  },

  async tab() {
    const view = "document.getElementById('view')";
    for (const [top, wanted] of [[0, "0"], [3400, "100"], [1_000_000, undefined]]) {
      await evaluate(`${view}.scrollTop = ${top}`);
      await until(`document.querySelector('#rows li[tabindex="0"]') && Math.abs(${view}.scrollTop - Math.min(${top}, ${view}.scrollHeight - ${view}.clientHeight)) < 2`);
      await evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
      await evaluate("document.getElementById('filter').focus()");
      await key("Tab");
      const at = await evaluate("document.activeElement.dataset.row");
      assert(at !== undefined, `after a scroll to ${top} Tab reaches a row`);
      if (wanted) assert.strictEqual(at, wanted, "the first that is seen");
      await key("ArrowUp");
      const before = String(Math.max(0, Number(at) - 1));
      await until(`document.activeElement.dataset.row === '${before}'`);
      await evaluate("document.activeElement.blur()");
    }
  },

  async find() {
    const shown = () => evaluate("[...document.querySelectorAll('#rows li')].map((it) => it.textContent)");
    const type = async (text) => {
      await evaluate(`(() => { const filter = document.getElementById("filter"); filter.value = ${JSON.stringify(text)}; filter.dispatchEvent(new Event("input")); })()`);
      await evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(done), 50))");
    };
    await key("/");
    await until("document.activeElement.id === 'filter'");
    for (const [text, n, part] of [["kind:listening", 1, "listening"], ["LISTENING", 1, "listening"], ["[..", 0, ""], ["..", 0, ""], ["trouble", 3, ""], ["012", 2, "012"], ["012 kind:closed", 0, ""], [":54321", 7, ""], ["", 9, ""]]) {
      await type(text);
      const rows = await shown();
      assert.strictEqual(rows.length, n, `${text}: ${JSON.stringify(rows)}`);
      assert(rows.every((row) => row.includes(part)), `${text}: ${JSON.stringify(rows)}`);
    }
    await type("trouble");
    assert.strictEqual(await evaluate("document.getElementById('found').textContent"), "rows shown: 3 / 9");
    await type("");
    await evaluate("document.querySelector('#rows li').focus()");
    const walked = [];
    for (const name of ["n", "n", "n", "n", "N"]) {
      const before = await evaluate("document.activeElement.dataset.row");
      await key(name);
      await until(`document.activeElement.dataset.row !== '${before}'`);
      walked.push(await evaluate("document.activeElement.dataset.row"));
    }
    assert.deepStrictEqual(walked, ["3", "4", "6", "3", "6"], "each trouble, round and round");
    await key("Enter");
    await until("location.hash === '#r7'");
    assert.strictEqual(await evaluate("document.querySelector('[aria-selected=true]').dataset.row"), "6");
    await evaluate("location.hash = '#r2'");
    await until("document.querySelector(\"li[data-row='1'][aria-selected='true']\")");
    assert((await detail()).includes("connecting"), await detail());
    const red = await evaluate(`(() => {
      const ticks = document.getElementById("ticks");
      const pixels = ticks.getContext("2d").getImageData(0, 0, ticks.width, ticks.height).data;
      const colours = new Set();
      for (let at = 0; at < pixels.length; at += 4) if (pixels[at + 3] === 255) colours.add(pixels.slice(at, at + 3).join());
      return [...colours];
    })()`);
    const [r, g, b] = await evaluate("(() => { const probe = document.createElement('i'); probe.className = 'trouble'; document.body.append(probe); const colour = getComputedStyle(probe).color; probe.remove(); return colour.match(/\\d+/g); })()");
    assert(red.includes(`${r},${g},${b}`) && red.length >= 2, `trouble has a tick of its own: ${red}`);
  },

  async room() {
    const lit = () => evaluate("[document.querySelectorAll('#drawing g.data .words').length, document.querySelectorAll('#drawing g.faint .words').length]");
    const all = await lit();
    assert(all[0] >= 12 && all[1] === 0, `${all}`);
    const at = await evaluate("[...document.querySelectorAll('#rows li')].find((it) => it.textContent.includes('16 bytes')).dataset.row");
    await evaluate(`document.querySelector("li[data-row='${at}']").click()`);
    await until("document.querySelector('#drawing g.faint')");
    assert.strictEqual((await lit())[0], 12, "what was said and its eleven copies are in full ink");
    assert.strictEqual(await evaluate("document.title"), "chat-server, 12 × chat-client: a ladder of 51 rows and 25 sockets");
    const heads = await evaluate("[...document.querySelectorAll('#heads .role')].map((it) => it.textContent)");
    assert.deepStrictEqual(heads, ["c1", "c2", "c3", "c4", "c5", "c6", "s", "c7", "c8", "c9", "c10", "c11", "c12"]);
  },

  // What a person needs who sees little or nothing: roles and names for all that can be reached, and contrast.
  async access() {
    const nodes = (await on("Accessibility.getFullAXTree", {})).nodes.filter((it) => !it.ignored);
    const of = (role) => nodes.filter((it) => it.role?.value === role);
    const names = (role) => of(role).map((it) => it.name?.value);
    assert.strictEqual(of("listbox").length, 1);
    assert(names("listbox")[0].includes("a ladder of"), names("listbox")[0]);
    assert(of("option").length >= 9 && names("option").every(Boolean), JSON.stringify(names("option")));
    assert.deepStrictEqual([names("searchbox"), names("complementary")], [["Filter"], ["The row in detail"]]);
    assert.strictEqual(of("main").length, 1);
    await evaluate("document.querySelector('#rows li').click()");
    for (const value of ["light", "dark"]) {
      await on("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });
      const poor = await evaluate(`(() => {
        const light = (colour) => {
          const [red, green, blue] = colour.match(/[\\d.]+/g).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        const ratio = (one, other) => (Math.max(light(one), light(other)) + 0.05) / (Math.min(light(one), light(other)) + 0.05);
        const grounds = [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector("[aria-selected=true]")).backgroundColor];
        const inks = [...document.querySelectorAll("#drawing text, #heads text")].map((it) => [it.textContent, getComputedStyle(it).fill]);
        const lines = [...document.querySelectorAll("#drawing .life, #drawing .arrow")].map((it) => [it.getAttribute("class"), getComputedStyle(it).stroke]);
        const words = [...document.querySelectorAll("header *, aside *")].filter((it) => it.firstChild?.nodeType === 3).map((it) => [it.textContent, getComputedStyle(it).color]);
        const poor = (things, least) => things.flatMap(([what, ink]) => grounds.map((ground) => [what, ink, ground, ratio(ink, ground)])).filter((it) => it[3] < least);
        return [...poor([...inks, ...words], 4.5), ...poor(lines, 3)];
      })()`);
      assert.deepStrictEqual(poor, [], `${value}: all can be read and seen (WCAG 2.2, 1.4.3 and 1.4.11)`);
    }
  },

  async narrow() {
    for (const [width, mobile] of [[1280, false], [1000, false], [390, true]]) {
      await on("Emulation.setDeviceMetricsOverride", { width, height: 800, deviceScaleFactor: 1, mobile });
      await until(`innerWidth === ${width}`);
      await evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
      const edges = await evaluate(`(() => {
        const view = document.getElementById("view");
        const right = view.getBoundingClientRect().left + view.clientWidth;
        const out = [...document.querySelectorAll("#view line, #view text, #view circle")].filter((it) => it.getBoundingClientRect().right > right + 1 || it.getBoundingClientRect().left < 0);
        return [document.querySelectorAll("#drawing line.life").length, view.scrollWidth - view.clientWidth, out.map((it) => it.outerHTML)];
      })()`);
      assert.deepStrictEqual(edges.slice(1), [0, []], `${width}: nothing is hidden`);
      assert.strictEqual(edges[0], 3, `${width}: each socket has its line`);
    }
    await mouse("mousePressed", "li[data-row='2']", { button: "left", clickCount: 1 });
    await mouse("mouseReleased", "li[data-row='2']", { button: "left", clickCount: 1 });
    await until("document.querySelector(\"li[data-row='2'][aria-selected='true']\")");
    const said = await evaluate("[...document.querySelectorAll('#detail [lang=\"\"]')].map((it) => it.textContent)");
    assert(said.some((it) => it.startsWith("👨‍👩‍👧 你好\\xff")), `a family stays together: ${JSON.stringify(said)}`);
    assert.strictEqual(await evaluate("document.documentElement.lang"), "en");
  },

  async print() {
    const pages = async (more) => {
      const { data } = await on("Page.printToPDF", more);
      return Buffer.from(data, "base64").toString("latin1").match(/\/Type\s*\/Page\b/g).length;
    };
    for (const more of [{}, { landscape: true }, { paperWidth: 8.27, paperHeight: 11.69 }]) {
      const n = await pages(more);
      assert(n >= 36 && n <= 40, `1,000 rows in sheets of 28: ${n} pages for ${JSON.stringify(more)}`);
    }
    await evaluate("dispatchEvent(new Event('beforeprint'))");
    const sheets = await evaluate(`[...document.querySelectorAll("#printed > svg")].map((it) => [it.querySelectorAll(".role").length, it.querySelectorAll(".time").length])`);
    sheets.forEach(([heads, rows]) => assert(heads === 3 && rows <= 28, `each sheet has its heads: ${heads}, ${rows}`));
    assert.strictEqual(sheets.reduce((sum, [, rows]) => sum + rows, 0), 1_000);
    const header = await evaluate("document.querySelector('header').innerText");
    assert(/printed: 1000 \/ 1\d{4}/.test(header), `the limit is told: ${header}`);
    await evaluate("dispatchEvent(new Event('afterprint'))");
    assert.strictEqual(await evaluate("document.querySelectorAll('#printed > *').length"), 0);
  },

  async "foreign-bytes"() {
    const told = await detail();
    assert(told.includes("</script><script>document.title='run'</script><img src="), told);
    assert(told.includes("\\u{202e}\\u{1b}]0;"), told);
    assert.notStrictEqual(await evaluate("document.title"), "run", "nothing of it ran");
    assert.strictEqual(await evaluate("document.images.length"), 0);
    assert.strictEqual(await evaluate("document.scripts.length"), 2);
    const policy = await evaluate("document.querySelector('meta[http-equiv]').content");
    const digest = await evaluate(`crypto.subtle.digest("SHA-256", new TextEncoder().encode(document.scripts[1].textContent)).then((it) => btoa(String.fromCharCode(...new Uint8Array(it))))`);
    assert(policy.includes(`script-src 'sha256-${digest}';`) && !policy.includes("nonce"), policy);
  },

  async many() {
    const count = () => evaluate("document.getElementsByTagName('*').length");
    assert((await count()) < 1_000, `only what is in view is in the page: ${await count()}`);
    assert.strictEqual(await evaluate("document.querySelector('#rows li').ariaSetSize"), "50002");
    await evaluate("document.querySelector('#rows li').focus()");
    await key("End");
    await until("document.activeElement.ariaPosInSet === '50002'");
    await evaluate("document.getElementById('view').scrollTop = 800000");
    await until("document.querySelector('#rows li[data-row=\"23530\"]')");
    assert((await count()) < 1_000, `only what is in view is in the page: ${await count()}`);
    await mouse("mouseMoved", "#rows li[data-row='23530']");
    await until("document.getElementById('detail').innerText.includes('68 69')");
    const pressed = { button: "left", clickCount: 1 };
    await mouse("mousePressed", "#rows li[data-row='23530']", pressed);
    await mouse("mouseReleased", "#rows li[data-row='23530']", pressed);
    await until("document.querySelector(\"li[data-row='23530'][aria-selected='true']\")");
    await evaluate("document.activeElement.blur()");
    for (const [top, isThere] of [[0, false], [800000, true]]) {
      await evaluate(`document.getElementById('view').scrollTop = ${top}`);
      await until(`!!document.querySelector("li[data-row='23530']") === ${isThere}`);
    }
    assert(await evaluate("document.querySelector(\"li[data-row='23530']\").ariaSelected === 'true'"), "what was kept is marked when it comes back into view");
  },
};

begin(() => {
  const url = pathToFileURL(page).href;
  return run(url, scripts[script], (it) => it === url);
}, script);
