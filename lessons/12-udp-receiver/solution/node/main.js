// A receiver of datagrams: prints each, and answers its sender with its length in bytes.

const dgram = require('node:dgram');

const receiver = dgram.createSocket('udp4');

receiver.on('message', (data, sender) => {
  // data is a Buffer: its length is in bytes. A string's length would be in 16-bit units.
  console.log(data.toString());
  receiver.send(`ack ${data.length}`, sender.port, sender.address, (error) => {
    if (error) console.log('no answer for', sender, error.message);
  });
});
receiver.on('error', (error) => console.error(error.message));

receiver.bind(Number(process.env.PORT), process.env.HOST);
