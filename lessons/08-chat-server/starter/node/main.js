// A chat room. It takes members in and reads what they say; passing it on is yours to write.

const net = require('node:net');

const server = net.createServer((member) => {
  member.on('data', (data) => {
    // A chunk is no line. Pass each whole line on to all others, and not back.
    console.log('somebody said:', data);
  });
  member.on('error', () => {});
});

server.listen(Number(process.env.PORT), process.env.HOST);
