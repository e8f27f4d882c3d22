// The chat room of lesson 8, as one writes it first: write takes everything, also for those who do not read.

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
        // What other does not read waits in this program's memory. How much of it may wait?
        if (other !== member) other.write(line);
      }
    }
  });
  member.on('close', () => members.delete(member));
  member.on('error', () => {});
});

server.listen(Number(process.env.PORT), process.env.HOST);
