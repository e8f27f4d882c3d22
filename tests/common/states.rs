//! Sockets brought into a state on purpose, and the table's word on them.
//!
//! The one idea: the kernel moves a socket on its own, and tells nobody. So these wait until its table
//! says what is wanted, with a limit that no working kernel reaches.

use std::io::{ErrorKind, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::thread;
use std::time::{Duration, Instant};

use netlab::event::{TcpState, Transport};
use netlab::kernel::table::{self, Entry, Holding};
use socket2::{Domain, SockRef, Socket, Type};

/// Longer than anything here takes on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

/// Looks until there is something to see.
#[track_caller]
pub(crate) fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(started.elapsed() < LIMIT, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// The TCP socket that listens at this address.
pub(crate) fn listener_of(entries: &[Entry], local: SocketAddr) -> Option<Entry> {
    entries.iter().find(|entry| entry.local == local && entry.state == Some(TcpState::Listen)).cloned()
}

/// The UDP socket at this address.
pub(crate) fn udp_of(entries: &[Entry], local: SocketAddr) -> Option<Entry> {
    entries.iter().find(|entry| entry.local == local && entry.transport == Transport::Udp).cloned()
}

/// The connection between these two. Its own address alone is no name: an older connection that had the
/// same port may still be in TIME_WAIT.
pub(crate) fn connection_of(entries: &[Entry], local: SocketAddr, peer: SocketAddr) -> Option<Entry> {
    entries.iter().find(|entry| entry.local == local && entry.peer == Some(peer)).cloned()
}

/// The connections that wait to be accepted at this address.
pub(crate) fn unaccepted(local: SocketAddr) -> Vec<Entry> {
    let mut entries = table::sockets().expect("a table").entries;
    entries.retain(|entry| entry.local == local && entry.holding() == Holding::Unaccepted);
    entries
}

/// Two ends of a connection; the port that listened is closed.
pub(crate) fn pair() -> (TcpStream, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let client = TcpStream::connect(listener.local_addr().expect("bound")).expect("connected");
    (client, listener.accept().expect("accepted").0)
}

/// A socket that listens with this backlog, and its address.
pub(crate) fn listening_with_backlog(backlog: i32) -> (TcpListener, SocketAddr) {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    let anywhere: SocketAddr = "127.0.0.1:0".parse().expect("an address");
    socket.bind(&anywhere.into()).expect("a free port");
    socket.listen(backlog).expect("bound");
    let listener = TcpListener::from(socket);
    let addr = listener.local_addr().expect("bound");
    (listener, addr)
}

/// A socket that has begun to connect and does not wait for it.
pub(crate) fn connecting(addr: SocketAddr) -> Socket {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    socket.set_nonblocking(true).expect("set");
    let _in_progress = socket.connect(&addr.into());
    socket
}

/// A sender whose peer does not read, after the kernels took all they could; and the peer.
pub(crate) fn stuck_sender() -> (TcpStream, TcpStream) {
    let (mut sender, receiver) = pair();
    sender.set_nonblocking(true).expect("set");
    let (local, peer) = (sender.local_addr().expect("bound"), sender.peer_addr().expect("connected"));
    let many = vec![0; 65_536];
    // Room can come back while bytes move from one queue to the other, so this goes on until the window is shut.
    eventually("a closed window", || {
        loop {
            match sender.write(&many) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                written => written.expect("the peer is there"),
            };
        }
        let entry = connection_of(&table::by_sock_diag().expect("the kernel answers"), local, peer)?;
        (entry.stream?.peer_window == Some(0)).then_some(())
    });
    (sender, receiver)
}

/// A UDP socket that was sent more than it has room for.
pub(crate) fn full_of_datagrams() -> UdpSocket {
    let receiver = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    SockRef::from(&receiver).set_recv_buffer_size(2048).expect("set");
    let sender = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    let addr = receiver.local_addr().expect("bound");
    eventually("a datagram without room", || {
        sender.send_to(&[b'.'; 1000], addr).expect("sent");
        let entry = udp_of(&table::by_sock_diag().expect("the kernel answers"), addr)?;
        (entry.drops? > 0).then_some(())
    });
    receiver
}
