// A sender of datagrams: each line goes out as one, and its answer is printed.

const dgram = require('node:dgram');
const readline = require('node:readline');

const HOST = process.env.HOST;
const PORT = Number(process.env.PORT);
const LIMIT_MS = 1000; // How long to wait for an answer: a lost one never comes.

const sender = dgram.createSocket('udp4');
let answered = () => {};

sender.on('message', (data) => {
  console.log(data.toString());
  answered();
});
// An ICMP message about a datagram that was sent before.
sender.on('error', (error) => {
  console.error(`nobody receives at ${HOST}:${PORT}: ${error.message}`);
  process.exit(1);
});
// This sends nothing. It keeps strangers out, and lets us learn that no program uses the port.
sender.connect(PORT, HOST, sendLines);

async function sendLines() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    sender.send(line);
    await answerOrLimit();
  }
  // An open socket would keep the program alive.
  sender.close();
}

function answerOrLimit() {
  return new Promise((resolve) => {
    // A dgram socket has no timeout.
    const timer = setTimeout(() => {
      // Lost, or slow, or its answer lost: we cannot know. Go on with the next line.
      console.error(`no answer within ${LIMIT_MS} ms`);
      resolve();
    }, LIMIT_MS);
    answered = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
