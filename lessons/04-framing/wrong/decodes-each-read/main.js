// Wrong: each chunk is decoded by itself, so a character that is cut is destroyed.

const net = require('node:net');

net.createServer({ allowHalfOpen: true }, (client) => {
  let rest = '';
  client.on('data', (chunk) => {
    rest += chunk.toString();
    const lines = rest.split('\n');
    rest = lines.pop();
    for (const line of lines) client.write(`echo: ${line.replace(/\r$/, '')}\n`);
    if (rest.length > 65537) client.destroy();
  });
  client.on('end', () => client.end(rest ? `echo: ${rest}\n` : undefined));
  client.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
