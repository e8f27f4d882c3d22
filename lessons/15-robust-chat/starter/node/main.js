// A chat room that trusts everybody. It passes on each line unchanged.

const net = require('node:net');

const members = new Set();

const server = net.createServer((member) => {
  let rest = Buffer.alloc(0);
  members.add(member);
  member.on('data', (data) => {
    // How long may rest become, and what happens above that?
    rest = Buffer.concat([rest, data]);
    let end;
    while ((end = rest.indexOf(10)) >= 0) {
      // Who sent it? Put your own prefix in front, a different one for each member.
      // What is in it? Decode it, and remove control characters.
      relay(member, rest.subarray(0, end + 1));
      rest = rest.subarray(end + 1);
    }
  });
  member.on('close', () => members.delete(member));
  member.on('error', () => {});
});

function relay(sender, message) {
  for (const member of members) {
    // The limit of lesson 10 belongs here.
    if (member !== sender) member.write(message);
  }
}

server.listen(Number(process.env.PORT), process.env.HOST);
