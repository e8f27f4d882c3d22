// Wrong: nobody listens for 'error', so one broken connection ends the room.

const net = require('node:net');

const members = new Set();
net.createServer((member) => {
  let rest = Buffer.alloc(0);
  members.add(member);
  member.on('data', (data) => {
    rest = Buffer.concat([rest, data]);
    let end;
    while ((end = rest.indexOf(10)) >= 0) {
      for (const other of members) if (other !== member) other.write(rest.subarray(0, end + 1));
      rest = rest.subarray(end + 1);
    }
  });
  member.on('end', () => members.delete(member));
}).listen(Number(process.env.PORT), process.env.HOST);
