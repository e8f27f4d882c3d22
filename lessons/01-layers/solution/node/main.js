// A client that shows both ends of its connection: its own, and the server's.

const net = require('node:net');

const { HOST, PORT } = process.env;
const server = net.connect(Number(PORT), HOST);

// The port of this end was never typed: the kernel chose it. Before 'connect' there is none to ask for.
server.once('connect', () => {
  const { localAddress, localPort, remoteAddress, remotePort } = server;
  console.log(`local=${localAddress}:${localPort} peer=${remoteAddress}:${remotePort}`);
  // An open connection keeps the process alive; nothing that the server may say is of interest here.
  server.destroy();
});

server.once('error', (error) => {
  console.error(`cannot connect to ${HOST}:${PORT}: ${error.message}`);
  process.exitCode = 1;
});
