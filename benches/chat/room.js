// A chat room in the manner of a first Node tutorial: what one socket reads, all others are sent.
const net = require('node:net');

const [host, port] = process.argv.slice(2);
const sockets = new Set();

net.createServer((socket) => {
  socket.setNoDelay(true);
  sockets.add(socket);
  socket.on('data', (data) => {
    for (const other of sockets) {
      if (other !== socket) other.write(`${socket.remotePort}: ${data}`);
    }
  });
  const leave = () => sockets.delete(socket);
  socket.on('error', leave);
  socket.on('close', leave);
}).listen({ host, port: Number(port), backlog: 4096 });
