// Wrong: host and port are fixed in the program.

const net = require('node:net');

const server = net.connect(8080, '127.0.0.1', () => server.end('Hello from the client!\n'));
server.pipe(process.stdout);
server.on('error', (error) => {
  console.error(error);
  process.exit(1);
});
