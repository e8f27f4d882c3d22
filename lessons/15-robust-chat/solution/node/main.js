// A chat room for strangers: it limits what it remembers, cleans what it passes on, and says itself who spoke.

const net = require('node:net');

const MAX_LINE = 65_536;
const MAX_OUTBOX = 1 << 20;
// C0 except tab, DEL and C1, and the characters that change the writing direction.
const FORBIDDEN = /[\x00-\x08\x0a-\x1f\x7f-\x9f]|\p{Bidi_Control}/gu;

// The name belongs to the connection. Nothing that comes through it can change the name.
const members = new Map();
// It only counts up: a number that is used again would be the name of somebody else.
let nMembers = 0;

const server = net.createServer((member) => {
  nMembers += 1;
  members.set(member, `guest-${nMembers}`);
  let rest = Buffer.alloc(0);
  member.setNoDelay(true);

  member.on('data', (data) => {
    rest = rest.length > 0 ? Buffer.concat([rest, data]) : data;
    let end;
    while ((end = rest.indexOf(10)) >= 0) {
      const hasCr = end > 0 && rest[end - 1] === 13;
      const line = rest.subarray(0, hasCr ? end - 1 : end);
      rest = rest.subarray(end + 1);
      if (line.length > MAX_LINE) return member.destroy();
      relay(member, line);
    }
    // What has no newline yet is remembered up to here, and no further. The CR is not counted.
    if (rest.length > MAX_LINE + 1) member.destroy();
  });

  member.on('close', () => members.delete(member));
  // Without this listener the first reset would end the room.
  member.on('error', () => {});
});

function relay(sender, line) {
  // Decoding comes first, and replaces invalid UTF-8 by U+FFFD. In bytes, C1 and bidi cannot be seen.
  const text = line.toString().replace(FORBIDDEN, '\ufffd');
  const message = Buffer.from(`${members.get(sender)}: ${text}\n`);
  for (const member of members.keys()) {
    if (member === sender || !member.writable) continue;
    if (member.writableLength + message.length > MAX_OUTBOX) member.destroy();
    else member.write(message);
  }
}

server.listen({ port: Number(process.env.PORT), host: process.env.HOST, backlog: 1024 });
