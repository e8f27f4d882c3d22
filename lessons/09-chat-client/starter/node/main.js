// A chat client. It takes turns: a line from the keyboard, then what arrives on the socket.

const { once } = require('node:events');
const net = require('node:net');
const readline = require('node:readline');

async function main() {
  const room = net.connect(Number(process.env.PORT), process.env.HOST);
  // This loop waits for one thing at a time. Listen to both at the same time, and let each end separately.
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
