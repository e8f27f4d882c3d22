// Wrong: it writes to all members, the sender included.

const net = require('node:net');

const members = new Set();
net.createServer((member) => {
  let rest = Buffer.alloc(0);
  members.add(member);
  member.on('data', (data) => {
    rest = Buffer.concat([rest, data]);
    let end;
    while ((end = rest.indexOf(10)) >= 0) {
      for (const other of members) other.write(rest.subarray(0, end + 1));
      rest = rest.subarray(end + 1);
    }
  });
  member.on('close', () => members.delete(member));
  member.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
