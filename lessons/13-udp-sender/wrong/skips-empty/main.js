// Wrong: an empty string counts as false, so an empty line is passed over.

const dgram = require('node:dgram');
const readline = require('node:readline');

const sender = dgram.createSocket('udp4');
let answered = () => {};
sender.on('message', (data) => {
  console.log(data.toString());
  answered(true);
});
sender.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
sender.connect(Number(process.env.PORT), process.env.HOST, async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    if (!line) continue;
    sender.send(line);
    const isAnswered = await new Promise((resolve) => {
      answered = resolve;
      setTimeout(resolve, 1000, false);
    });
    if (!isAnswered) console.log('no answer');
  }
  sender.close();
});
