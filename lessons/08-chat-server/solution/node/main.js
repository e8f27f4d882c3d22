// A chat room: what one member says, line by line, the others hear.

const net = require('node:net');

const MAX_LINE = 65_536;
const MAX_WAITING = 1 << 20;
const members = new Set();

const server = net.createServer((member) => {
  const name = `guest-${member.remotePort}`;
  let rest = Buffer.alloc(0);
  member.setNoDelay(true);
  members.add(member);

  member.on('data', (data) => {
    // A chunk is no line: what has no newline yet waits for the next chunk.
    rest = rest.length > 0 ? Buffer.concat([rest, data]) : data;
    let end;
    while ((end = rest.indexOf(10)) >= 0) {
      const hasCr = end > 0 && rest[end - 1] === 13;
      relay(member, name, rest.subarray(0, hasCr ? end - 1 : end));
      rest = rest.subarray(end + 1);
    }
    if (rest.length > MAX_LINE + 1) member.destroy();
  });

  // 'close' comes after every kind of end, an error included, and comes once.
  member.on('close', () => members.delete(member));
  // Without this listener one broken connection would end the room.
  member.on('error', () => {});
});

function relay(sender, name, line) {
  const message = Buffer.concat([Buffer.from(`${name}: `), line, Buffer.from('\n')]);
  for (const member of members) {
    if (member === sender || !member.writable) continue;
    // Who does not read, and lets a mebibyte pile up here, has lost the right to be waited for.
    if (member.writableLength > MAX_WAITING) member.destroy();
    else member.write(message);
  }
}

server.listen({ port: Number(process.env.PORT), host: process.env.HOST, backlog: 1024 });
