// A chat client: the event loop waits for the keyboard and for the socket at the same time.

const net = require('node:net');

const { HOST, PORT } = process.env;
const room = net.connect(Number(PORT), HOST);

// Bytes pass as they come. At the end of the keyboard pipe() calls end(), which finishes our direction
// behind the last byte; the other one is still heard.
process.stdin.pipe(room);
room.pipe(process.stdout);

room.on('error', (error) => {
  console.error(`the talk with ${HOST}:${PORT} has ended: ${error.message}`);
  process.exitCode = 1;
});

// An open keyboard would keep the program alive, and nobody is there to be told anything.
room.on('close', () => process.stdin.destroy());
