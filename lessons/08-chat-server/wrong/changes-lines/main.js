// Wrong: it changes the words: markup is escaped, and runs of blanks become one.

const net = require('node:net');

const members = new Set();

const server = net.createServer((member) => {
  let rest = '';
  member.setEncoding('utf8');
  members.add(member);
  member.on('data', (data) => {
    const lines = (rest + data).split('\n');
    rest = lines.pop();
    for (const line of lines) relay(member, tidy(line));
  });
  member.on('close', () => members.delete(member));
  member.on('error', () => {});
});

function tidy(line) {
  return line.replace(/\s+/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function relay(sender, line) {
  for (const member of members) {
    if (member !== sender) member.write(`${line}\n`);
  }
}

server.listen({ port: Number(process.env.PORT), host: process.env.HOST, backlog: 1024 });
