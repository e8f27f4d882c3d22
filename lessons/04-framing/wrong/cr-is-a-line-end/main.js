// Wrong: readline ends a line at a lone CR as well.

const net = require('node:net');
const readline = require('node:readline');

net.createServer({ allowHalfOpen: true }, (client) => {
  const lines = readline.createInterface({ input: client, crlfDelay: Infinity });
  lines.on('line', (line) => client.write(`echo: ${line}\n`));
  lines.on('close', () => client.end());
  client.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
