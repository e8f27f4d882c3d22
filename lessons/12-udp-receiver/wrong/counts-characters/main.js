// Wrong: the length of a string is a number of 16-bit units, not of bytes.

const dgram = require('node:dgram');

const receiver = dgram.createSocket('udp4');
receiver.on('message', (data, sender) => {
  const text = data.toString();
  console.log(text);
  receiver.send(`ack ${text.length}`, sender.port, sender.address);
});
receiver.bind(Number(process.env.PORT), process.env.HOST);
