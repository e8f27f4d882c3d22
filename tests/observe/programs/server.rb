# Blocking calls, one after the other.

require 'socket'

listener = TCPServer.new('127.0.0.1', 0)
client = listener.accept
client.write("hello from ruby\n")
n_bytes = client.read.bytesize
client.write("#{n_bytes} bytes\n")
client.close
listener.close
exit!(7)
