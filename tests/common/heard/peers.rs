//! Somebody to talk to: ordinary sockets of std, which tell nothing, and ways to have nobody there.

use std::io;
#[cfg(target_os = "linux")]
use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

#[cfg(target_os = "linux")]
use netlab::kernel::socket::tcp_facts;
use netlab::net;
use socket2::{Domain, SockRef, Socket, Type};

/// A connection that was accepted, and the client that made it.
pub(crate) async fn accepted() -> io::Result<(net::TcpStream, TcpStream)> {
    super::unheard();
    let listener = net::TcpListener::bind("127.0.0.1:0").await?;
    let client = TcpStream::connect(listener.local_addr()?)?;
    let (stream, _) = listener.accept().await?;
    Ok((stream, client))
}

/// A connection of std, not yet handed to any runtime, and its other end.
pub(crate) fn pair() -> io::Result<(TcpStream, TcpStream)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let client = TcpStream::connect(listener.local_addr()?)?;
    client.set_nonblocking(true)?;
    Ok((client, listener.accept()?.0))
}

/// A datagram socket, and its address.
pub(crate) fn datagram_socket() -> io::Result<(UdpSocket, SocketAddr)> {
    let socket = UdpSocket::bind("127.0.0.1:0")?;
    let addr = socket.local_addr()?;
    Ok((socket, addr))
}

/// An address that nobody listens on, nor can anybody else while this is held: it is only bound.
pub(crate) fn nobody() -> io::Result<(Socket, SocketAddr)> {
    reserved(SocketAddr::from(([127, 0, 0, 1], 0)))
}

/// Takes an address without listening there.
pub(crate) fn reserved(addr: SocketAddr) -> io::Result<(Socket, SocketAddr)> {
    let socket = Socket::new(Domain::for_address(addr), Type::STREAM, None)?;
    socket.bind(&addr.into())?;
    let addr = socket.local_addr()?.as_socket().ok_or(io::ErrorKind::AddrNotAvailable)?;
    Ok((socket, addr))
}

/// A UDP address where no datagram is ever taken: the discard port of a loopback address of its own.
pub(crate) const NO_RECEIVER: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::new(127, 98, 76, 54)), 9);

/// A listener whose accept queue is full, so that it answers no SYN; it stays so while this is held.
pub(crate) struct Silent {
    pub(crate) addr: SocketAddr,
    _listener: Socket,
    _queued: TcpStream,
}

/// Makes one: with a backlog of 0 Linux has room for one connection in the queue.
///
/// That one is surely in it once a byte of it is acknowledged: the other end is complete then.
#[cfg(target_os = "linux")]
pub(crate) fn silent() -> io::Result<Silent> {
    let (listener, addr) = nobody()?;
    listener.listen(0)?;
    let mut queued = TcpStream::connect(addr)?;
    queued.write_all(b"x")?;
    while tcp_facts(&SockRef::from(&queued)).send_queue != Some(0) {
        std::thread::yield_now();
    }
    Ok(Silent { addr, _listener: listener, _queued: queued })
}

/// Ends a connection with a reset.
pub(crate) fn reset(stream: TcpStream) -> io::Result<()> {
    SockRef::from(&stream).set_linger(Some(Duration::ZERO))?;
    drop(stream);
    Ok(())
}

/// Polls a future once, and drops it; whether it was ready.
pub(crate) async fn is_ready_at_once(future: impl Future) -> bool {
    let mut future = pin!(future);
    std::future::poll_fn(|cx| Poll::Ready(future.as_mut().poll(cx).is_ready())).await
}
