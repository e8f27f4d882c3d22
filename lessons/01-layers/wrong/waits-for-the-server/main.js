// Wrong: the line is shown and nobody closes the socket, which keeps the process alive.

const net = require('node:net');

const server = net.connect(Number(process.env.PORT), process.env.HOST, () => {
  const { localAddress, localPort, remoteAddress, remotePort } = server;
  console.log(`local=${localAddress}:${localPort} peer=${remoteAddress}:${remotePort}`);
});
