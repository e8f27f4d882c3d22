// Wrong: a newcomer is named after how many are there, and that number comes again.

const net = require('node:net');

const FORBIDDEN = /[\x00-\x08\x0a-\x1f\x7f-\x9f]|\p{Bidi_Control}/gu;
const members = new Map();
net.createServer((member) => {
  let rest = Buffer.alloc(0);
  members.set(member, `guest-${members.size + 1}`);
  member.on('data', (data) => {
    rest = Buffer.concat([rest, data]);
    let end;
    while ((end = rest.indexOf(10)) >= 0) {
      const text = rest.subarray(0, end).toString().replace(FORBIDDEN, '');
      const message = `${members.get(member)}: ${text}\n`;
      for (const other of members.keys()) {
        if (other !== member && other.writableLength < 1 << 20) other.write(message);
      }
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 65537) member.destroy();
  });
  member.on('close', () => members.delete(member));
  member.on('error', () => {});
}).listen({ port: Number(process.env.PORT), host: process.env.HOST, backlog: 1024 });
