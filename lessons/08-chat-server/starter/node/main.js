// A chat room. It accepts members and reads their lines; write how it passes them on.

const net = require('node:net');

const server = net.createServer((member) => {
  member.on('data', (data) => {
    // A chunk is not a line. Pass each complete line on to all others, and not back to its sender.
    console.log('somebody said:', data);
  });
  member.on('error', () => {});
});

server.listen(Number(process.env.PORT), process.env.HOST);
