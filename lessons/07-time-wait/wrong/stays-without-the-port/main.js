// Wrong: it tries again for ever, and whoever started it believes that it serves.

const net = require('node:net');

const { HOST, PORT } = process.env;
const server = net.createServer((client) => {
  client.write('Hello from the server. Who is there?\n');
  client.on('data', () => {});
  client.on('error', () => {});
});
server.on('error', (error) => {
  console.error(`${HOST}:${PORT}: ${error.code}, trying again`);
  setTimeout(() => server.listen(Number(PORT), HOST), 1000);
});
server.listen(Number(PORT), HOST);
