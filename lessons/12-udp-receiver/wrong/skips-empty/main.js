// Wrong: an empty datagram is taken for nothing at all.

const dgram = require('node:dgram');

const receiver = dgram.createSocket('udp4');
receiver.on('message', (data, sender) => {
  if (!data.length) return;
  console.log(data.toString());
  receiver.send(`ack ${data.length}`, sender.port, sender.address);
});
receiver.bind(Number(process.env.PORT), process.env.HOST);
