// Wrong: a chunk is compared as if it were a line.

const net = require('node:net');

net.createServer((client) => {
  client.setTimeout(2000, () => client.destroy());
  client.on('data', (data) => {
    if (data.toString().trim() === 'ping') client.write('pong\n');
  });
  client.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
