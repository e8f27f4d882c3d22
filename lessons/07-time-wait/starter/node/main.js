// A greeting server. Node sets SO_REUSEADDR for you. What is missing: a second copy must fail.

const net = require('node:net');

const server = net.createServer((client) => {
  client.write('Hello from the server. Who is there?\n');
  client.on('data', () => {});
  client.on('error', (error) => console.log('a client left in a hurry:', error.message));
});

// A second copy cannot get the address. It must name the address on standard error, and fail.
server.on('error', (error) => console.log('something went wrong:', error.code));

server.listen(Number(process.env.PORT), process.env.HOST);
