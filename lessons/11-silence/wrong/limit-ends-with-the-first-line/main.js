// Wrong: the first line stops the timer, and nothing starts it again.

const net = require('node:net');
const readline = require('node:readline');

net.createServer((client) => {
  const silence = setTimeout(() => client.destroy(), 2000);
  const lines = readline.createInterface({ input: client });
  lines.on('line', (line) => {
    clearTimeout(silence);
    if (line === 'ping') client.write('pong\n');
  });
  client.on('close', () => clearTimeout(silence));
  client.on('error', () => {});
  lines.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
