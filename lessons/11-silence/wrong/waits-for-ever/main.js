// Wrong: nobody listens for 'timeout', and setTimeout itself ends nothing.

const net = require('node:net');
const readline = require('node:readline');

net.createServer((client) => {
  client.setTimeout(2000);
  const lines = readline.createInterface({ input: client });
  lines.on('line', (line) => {
    if (line === 'ping') client.write('pong\n');
  });
  client.on('error', () => {});
  lines.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
