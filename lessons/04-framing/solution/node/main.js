// An echo server for lines: what has arrived is kept until its newline is there.

const net = require('node:net');

const MAX_LINE = 65_536;
const LF = 0x0a;
const CR = 0x0d;

// A client that has ended its direction can still wait for an answer, so its end does not end ours.
const server = net.createServer({ allowHalfOpen: true }, (client) => {
  let rest = Buffer.alloc(0);

  client.on('data', (data) => {
    // Lines are cut from the bytes; a character of several bytes never holds a newline's byte.
    rest = rest.length > 0 ? Buffer.concat([rest, data]) : data;
    const answers = [];
    let end;
    while ((end = rest.indexOf(LF)) >= 0) {
      const hasCr = end > 0 && rest[end - 1] === CR;
      answers.push(Buffer.from('echo: '), rest.subarray(0, hasCr ? end - 1 : end), Buffer.from('\n'));
      rest = rest.subarray(end + 1);
    }
    // write gives false when enough is waiting to be sent; then we read no more until it has gone.
    if (answers.length > 0 && !client.write(Buffer.concat(answers))) {
      client.pause();
      client.once('drain', () => client.resume());
    }
    // One byte more may be the CR before an LF that is still on its way.
    if (rest.length > MAX_LINE + 1) {
      rest = Buffer.alloc(0);
      client.destroy();
    }
  });

  client.on('end', () => {
    client.end(rest.length > 0 ? Buffer.concat([Buffer.from('echo: '), rest, Buffer.from('\n')]) : undefined);
  });
  client.on('error', (error) => console.log('a client left in a hurry:', error.message));
});

server.listen(Number(process.env.PORT), process.env.HOST);
