// The chat room of lesson 8, as most people write it: write accepts everything, also if nobody reads.

const net = require('node:net');

const members = new Set();

const server = net.createServer((member) => {
  let rest = Buffer.alloc(0);
  members.add(member);
  member.on('data', (data) => {
    rest = Buffer.concat([rest, data]);
    let end;
    while ((end = rest.indexOf(10)) >= 0) {
      const line = rest.subarray(0, end + 1);
      rest = rest.subarray(end + 1);
      for (const other of members) {
        // The bytes that other does not read wait in this program's memory. How many may wait?
        if (other !== member) other.write(line);
      }
    }
  });
  member.on('close', () => members.delete(member));
  member.on('error', () => {});
});

server.listen(Number(process.env.PORT), process.env.HOST);
