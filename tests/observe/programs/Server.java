// Blocking sockets.

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

public class Server {
    public static void main(String[] args) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
             Socket client = listener.accept()) {
            OutputStream out = client.getOutputStream();
            out.write("hello from java\n".getBytes());
            int nBytes = client.getInputStream().readAllBytes().length;
            out.write((nBytes + " bytes\n").getBytes());
        }
        System.exit(7);
    }
}
