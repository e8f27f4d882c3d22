// A selector and channels that do not wait.

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

public class Channels {
    public static void main(String[] args) throws Exception {
        Selector selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress("127.0.0.1", 0));
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        SocketChannel client = null;
        int nBytes = 0;
        ByteBuffer buffer = ByteBuffer.allocate(64);
        while (true) {
            selector.select();
            selector.selectedKeys().clear();
            if (client == null) {
                client = listener.accept();
                if (client == null) continue;
                client.configureBlocking(false);
                client.register(selector, SelectionKey.OP_READ);
                client.write(ByteBuffer.wrap("hello from channels\n".getBytes()));
            }
            int n;
            while ((n = client.read(buffer.clear())) > 0) nBytes += n;
            if (n < 0) break;
        }
        client.write(ByteBuffer.wrap((nBytes + " bytes\n").getBytes()));
        client.close();
        listener.close();
        System.exit(7);
    }
}
