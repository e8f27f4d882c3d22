// Connects, says a line, reads to the end.

const net = require('node:net');

const client = net.connect(Number(process.argv[2]), '127.0.0.1');
client.on('connect', () => client.end('hello from node\n'));
client.on('data', () => {});
client.on('error', (error) => { console.log(error.code); process.exitCode = 3; });
