// Wrong: each line starts a new timer, and the old one goes on.

const net = require('node:net');
const readline = require('node:readline');

net.createServer((client) => {
  const wait = () => setTimeout(() => client.destroy(), 2000);
  wait();
  const lines = readline.createInterface({ input: client });
  lines.on('line', (line) => {
    wait();
    if (line === 'ping') client.write('pong\n');
  });
  client.on('error', () => {});
  lines.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
