// Wrong: the keyboard is let flow before there is a connection, and nobody keeps what it gives.

const net = require('node:net');

process.stdin.resume();

const room = net.connect(Number(process.env.PORT), process.env.HOST, () => process.stdin.pipe(room));
room.pipe(process.stdout);
room.on('error', (error) => console.error(error.message));
room.on('close', () => process.exit());
