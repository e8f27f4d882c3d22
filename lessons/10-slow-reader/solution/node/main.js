// A chat room in which nobody waits for a member that does not read, and nobody remembers for it without end.

const net = require('node:net');

const MAX_LINE = 65_536;
// Some lines of the longest kind. It is in bytes: a bound in lines would be a bound of lines times MAX_LINE.
const MAX_OUTBOX = 1 << 20;
const members = new Set();

const server = net.createServer((member) => {
  const name = `guest-${member.remotePort}`;
  let rest = Buffer.alloc(0);
  member.setNoDelay(true);
  members.add(member);

  member.on('data', (data) => {
    rest = rest.length > 0 ? Buffer.concat([rest, data]) : data;
    let end;
    while ((end = rest.indexOf(10)) >= 0) {
      const hasCr = end > 0 && rest[end - 1] === 13;
      relay(member, name, rest.subarray(0, hasCr ? end - 1 : end));
      rest = rest.subarray(end + 1);
    }
    if (rest.length > MAX_LINE + 1) member.destroy();
  });

  member.on('close', () => members.delete(member));
  // Without this listener one broken connection would end the room.
  member.on('error', () => {});
});

function relay(sender, name, line) {
  const message = Buffer.concat([Buffer.from(`${name}: `), line, Buffer.from('\n')]);
  for (const member of members) {
    if (member === sender || !member.writable) continue;
    // write never waits and never refuses: what it returns is a request to stop, and writableLength
    // says how much waits. A sender could pause until 'drain'; a room would pause for everybody.
    if (member.writableLength + message.length > MAX_OUTBOX) {
      console.log(`guest-${member.remotePort} does not read`);
      // end would wait until everything is written, so forever; destroy throws it away.
      member.destroy();
    } else {
      member.write(message);
    }
  }
}

server.listen({ port: Number(process.env.PORT), host: process.env.HOST, backlog: 1024 });
