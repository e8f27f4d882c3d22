// Wrong: connect returns at once, and the line is printed before there is a connection.

const net = require('node:net');

const server = net.connect(Number(process.env.PORT), process.env.HOST);
console.log(`local=${server.localAddress}:${server.localPort} peer=${server.remoteAddress}:${server.remotePort}`);
server.end();
