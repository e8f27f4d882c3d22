// Wrong: the rest of a line is kept in one variable for all clients.

const net = require('node:net');

let rest = Buffer.alloc(0);
net.createServer({ allowHalfOpen: true }, (client) => {
  client.on('data', (data) => {
    rest = Buffer.concat([rest, data]);
    let end;
    while ((end = rest.indexOf(10)) >= 0) {
      const line = rest.subarray(0, end > 0 && rest[end - 1] === 13 ? end - 1 : end);
      client.write(Buffer.concat([Buffer.from('echo: '), line, Buffer.from('\n')]));
      rest = rest.subarray(end + 1);
    }
  });
  client.on('end', () => {
    client.end(rest.length ? Buffer.concat([Buffer.from('echo: '), rest, Buffer.from('\n')]) : undefined);
    rest = Buffer.alloc(0);
  });
  client.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
