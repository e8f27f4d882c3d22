// A greeting client: is greeted, says a line, finishes, and prints the rest to the end.

const net = require('node:net');

const { HOST, PORT } = process.env;
const server = net.connect(Number(PORT), HOST);

// Bytes go out as they come: no cut in the middle of a character can hurt them.
server.pipe(process.stdout);

// end() says the last line and finishes our direction; the other one stays open.
server.once('data', () => server.end('Hello from the client!\n'));

server.on('error', (error) => {
  console.error(`cannot talk to ${HOST}:${PORT}: ${error.message}`);
  process.exitCode = 1;
});
