// A server that answers ping with pong. It waits forever for its clients, and that is wrong.

const net = require('node:net');
const readline = require('node:readline');

const server = net.createServer((client) => {
  // This code does not notice that no line comes. A silent client has two seconds.
  const lines = readline.createInterface({ input: client });
  lines.on('line', (line) => {
    if (line === 'ping') client.write('pong\n');
  });
  client.on('error', () => {});
  lines.on('error', () => {});
});

server.listen(Number(process.env.PORT), process.env.HOST);
