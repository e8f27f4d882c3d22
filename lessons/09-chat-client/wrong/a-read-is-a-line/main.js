// Wrong: each chunk is printed as if it were a line.

const net = require('node:net');

const room = net.connect(Number(process.env.PORT), process.env.HOST);
room.setEncoding('utf8');

process.stdin.pipe(room);
room.on('data', (text) => console.log(text.trimEnd()));
room.on('error', (error) => console.error(error.message));
room.on('close', () => process.stdin.destroy());
