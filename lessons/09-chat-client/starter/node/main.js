// A chat client. It takes turns: a line of the keyboard, then what the socket says.

const { once } = require('node:events');
const net = require('node:net');
const readline = require('node:readline');

async function main() {
  const room = net.connect(Number(process.env.PORT), process.env.HOST);
  // This loop waits for one thing at a time. Listen to both at once, and let each end by itself.
  for await (const line of readline.createInterface({ input: process.stdin })) {
    room.write(`${line}\n`);
    room.resume();
    const [data] = await once(room, 'data');
    room.pause();
    process.stdout.write(data);
  }
  room.destroy();
}

main();
