// Wrong: whatever comes to its port is taken for the answer. Who sent it is never looked at.

const dgram = require('node:dgram');
const readline = require('node:readline');

const sender = dgram.createSocket('udp4');
let answered = () => {};
sender.on('message', (data) => {
  console.log(data.toString());
  answered(true);
});

async function sendLines() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    sender.send(line, Number(process.env.PORT), process.env.HOST);
    const isAnswered = await new Promise((resolve) => {
      answered = resolve;
      setTimeout(resolve, 1000, false);
    });
    if (!isAnswered) console.log('no answer');
  }
  sender.close();
}

sendLines();
