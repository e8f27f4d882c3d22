// A socket for datagrams that answers once.

const dgram = require('node:dgram');

const socket = dgram.createSocket('udp4');
socket.on('message', (message, from) => {
  socket.send(`heard ${message.length}`, from.port, from.address, () => socket.close());
});
socket.bind(0, '127.0.0.1');
