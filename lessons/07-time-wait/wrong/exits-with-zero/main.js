// Wrong: the error is told, and then nothing is left to do: the process ends with code 0.

const net = require('node:net');

const server = net.createServer((client) => {
  client.write('Hello from the server. Who is there?\n');
  client.on('data', () => {});
  client.on('error', () => {});
});
server.on('error', (error) => console.error('cannot listen:', error.message));
server.listen(Number(process.env.PORT), process.env.HOST);
