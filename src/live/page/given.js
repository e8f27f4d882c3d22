// What this page draws: a picture that grows, of facts that come by and by, and the words for them, which came once.

const given = JSON.parse(document.getElementById("data").textContent);
const memory = window.sessionStorage; // what a reload of this tab goes on with
let lang = memory.getItem("lang") ?? given.lang;
const words$ = () => given.words[lang];
const panel = { rows: [], heads: [], lives: [], close: false };
const data = { ...given.paper, panels: [panel], kinds: {}, words: {} };
// `{}` in a sentence stands for what it is told of.
const say = (sentence, ...values) => values.reduce((text, value) => text.replace("{}", value), sentence);
