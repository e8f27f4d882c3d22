// A greeting server that can be killed and started again immediately, but only one copy can run.

const net = require('node:net');

const { HOST, PORT } = process.env;

const server = net.createServer((client) => {
  client.write('Hello from the server. Who is there?\n');
  client.on('data', () => {});
  client.on('error', (error) => console.log('a client left in a hurry:', error.message));
});

// listen does not throw: that the address is taken comes as an event. With a listener for it
// the process would end with code 0, as nothing is left to do.
server.on('error', (error) => {
  console.error(`cannot listen on ${HOST}:${PORT}: ${error.message}`);
  process.exitCode = 1;
});

// Node sets SO_REUSEADDR before it binds, but on Windows, where it means something else:
// old connections in TIME_WAIT do not keep us from the port, and a program that listens does.
server.listen(Number(PORT), HOST);
