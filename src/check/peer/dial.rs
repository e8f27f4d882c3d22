//! The judge's own TCP sockets: how they are made, before anything goes through them.
//!
//! The one idea: what a buffer holds decides when a program must wait, so the judge makes its buffers
//! small where a check is about waiting. A narrow connection is a slow link without the time it takes.
//!
//! See it run: the check `speakers-together` of `lessons/08-chat-server/exercise.toml`.

use std::io;
use std::net::{IpAddr, SocketAddr};

#[cfg(unix)]
use socket2::SockRef;

use crate::net::{TcpListener, TcpSocket, TcpStream};

/// A small send buffer: a peer that does not read shows itself after some hundred KiB.
const SEND_BUFFER: u32 = 64 * 1024;

/// What a narrow connection takes from the other end before it is read.
const NARROW: u32 = 4 * 1024;
/// With small segments Linux gives the other end a small send buffer as well: its size is made from them.
#[cfg(unix)]
const SEGMENT: u32 = 536;

fn socket(addr: SocketAddr) -> io::Result<TcpSocket> {
    let socket = if addr.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_send_buffer_size(SEND_BUFFER)?;
    Ok(socket)
}

/// Opens the port. One that is to be full has room for one connection, which is then ours.
pub(crate) fn listener(addr: SocketAddr, is_full: bool) -> io::Result<TcpListener> {
    let socket = socket(addr)?;
    socket.set_reuseaddr(cfg!(unix))?;
    socket.bind(addr)?;
    socket.listen(if is_full { 0 } else { 128 })
}

/// Connects from an address of the check's own, so that its sockets can be told from all others.
pub(crate) async fn dial(addr: SocketAddr, is_narrow: bool) -> io::Result<TcpStream> {
    let socket = socket(addr)?;
    if is_narrow {
        socket.set_recv_buffer_size(NARROW)?;
        #[cfg(unix)]
        SockRef::from(&socket).set_tcp_mss(SEGMENT)?;
    }
    if cfg!(target_os = "linux") && addr.ip() != IpAddr::from([127, 0, 0, 1]) {
        socket.bind(SocketAddr::new(addr.ip(), 0))?;
    }
    socket.connect(addr).await
}
