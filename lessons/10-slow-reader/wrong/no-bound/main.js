// Wrong: nobody looks at how much waits for a member; write takes everything.

const net = require('node:net');

const members = new Map();
net.createServer((member) => {
  const name = `guest-${member.remotePort}`;
  let rest = Buffer.alloc(0);
  members.set(member, name);
  member.on('data', (data) => {
    rest = Buffer.concat([rest, data]);
    let end;
    while ((end = rest.indexOf(10)) >= 0) {
      const message = `${name}: ${rest.subarray(0, end + 1)}`;
      for (const other of members.keys()) if (other !== member) other.write(message);
      rest = rest.subarray(end + 1);
    }
  });
  member.on('close', () => members.delete(member));
  member.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
