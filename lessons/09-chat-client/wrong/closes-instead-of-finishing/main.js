// Wrong: the end of the keyboard closes both directions.

const net = require('node:net');

const room = net.connect(Number(process.env.PORT), process.env.HOST);

process.stdin.on('data', (data) => room.write(data));
process.stdin.on('end', () => room.destroy());
room.on('data', (data) => process.stdout.write(data));
room.on('error', (error) => console.error(error.message));
room.on('close', () => process.stdin.destroy());
