// An echo server for lines. It treats each chunk as a line, and that is wrong.

const net = require('node:net');

const server = net.createServer((client) => {
  client.on('data', (data) => {
    // A chunk can hold half a line, or three lines. Answer each line: 'echo: ' + line + '\n'
    client.write(`echo: ${data}`);
  });
  client.on('error', () => {});
});

server.listen(Number(process.env.PORT), process.env.HOST);
