//! The other end of a connection, played by the test with std's sockets.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

/// Longer than anything here takes on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

/// Connects, with a limit on every wait.
pub(crate) fn connect(addr: SocketAddr) -> TcpStream {
    limited(TcpStream::connect_timeout(&addr, LIMIT).expect("the server listens"))
}

/// Listens on a port of the system's choice.
pub(crate) fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    // Systems apply it to `accept` as well.
    socket2::SockRef::from(&listener).set_read_timeout(Some(LIMIT)).expect("a limit");
    let addr = listener.local_addr().expect("bound").to_string();
    (listener, addr)
}

/// The next client, with a limit on every wait.
pub(crate) fn accept(listener: &TcpListener) -> TcpStream {
    limited(listener.accept().expect("our client comes").0)
}

fn limited(stream: TcpStream) -> TcpStream {
    stream.set_read_timeout(Some(LIMIT)).expect("a limit");
    stream.set_write_timeout(Some(LIMIT)).expect("a limit");
    stream
}

/// Connects, and waits for the greeting, so the server's program has certainly accepted.
pub(crate) fn greeted(addr: SocketAddr) -> TcpStream {
    let stream = connect(addr);
    let greeting = read_line(&stream);
    assert_eq!(greeting, "Hello from the server. Who is there?\n");
    stream
}

/// Reads one line, byte by byte, so nothing after it is taken.
pub(crate) fn read_line(stream: &TcpStream) -> String {
    let mut line = String::new();
    BufReader::with_capacity(1, stream).read_line(&mut line).expect("a line");
    line
}

/// A whole exchange: is greeted, says the line, finishes, and reads to the end.
pub(crate) fn exchange(addr: SocketAddr, line: &str) {
    let mut stream = greeted(addr);
    stream.write_all(format!("{line}\n").as_bytes()).expect("the server is there");
    finish(stream);
}

/// Finishes our direction and reads the server's to its end, which must be orderly.
pub(crate) fn finish(mut stream: TcpStream) {
    stream.shutdown(Shutdown::Write).expect("the connection is open");
    let mut rest = String::new();
    stream.read_to_string(&mut rest).expect("an orderly end");
    assert_eq!(rest, "");
}

/// Throws the connection away: closing sends RST instead of FIN.
pub(crate) fn reset(stream: TcpStream) {
    socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO)).expect("the socket is open");
    drop(stream);
}

/// Makes sure that one more client is greeted now, whatever the others do.
pub(crate) fn is_served(addr: SocketAddr) {
    reset(greeted(addr));
}
