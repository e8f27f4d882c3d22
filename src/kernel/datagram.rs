//! Reading a datagram together with its true length.
//!
//! The one idea: a datagram that is longer than the buffer is cut, and an ordinary receive call says
//! nothing about it. On Linux the flag `MSG_TRUNC` makes the same call return the datagram's real
//! length (`man 2 recv`). Elsewhere the length before the cut is not told.
//!
//! See it run: the events `datagram-received` and `datagram-cut`.

#[cfg(target_os = "linux")]
use std::io;
#[cfg(target_os = "linux")]
use std::net::SocketAddr;

#[cfg(target_os = "linux")]
use socket2::SockRef;

/// One datagram as taken from the kernel.
#[cfg(target_os = "linux")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Bytes written to the buffer.
    pub len: usize,
    /// The datagram's length before it was cut.
    pub full_len: usize,
    /// Who sent it.
    pub from: Option<SocketAddr>,
}

/// Takes one datagram; the socket must be non-blocking.
///
/// # Errors
/// Those of `recvfrom(2)`; [`io::ErrorKind::WouldBlock`] where no datagram waits.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
pub fn take(socket: &SockRef<'_>, buf: &mut [u8]) -> io::Result<Taken> {
    use std::mem::MaybeUninit;

    let length = buf.len();
    // SAFETY: initialised bytes are valid as possibly uninitialised ones, and the call below writes only
    // initialised bytes into them, so `buf` stays initialised.
    let room = unsafe { std::slice::from_raw_parts_mut(buf.as_mut_ptr().cast::<MaybeUninit<u8>>(), length) };
    let (full_len, from) = socket.recv_from_with_flags(room, libc::MSG_TRUNC)?;
    Ok(Taken { len: full_len.min(length), full_len, from: from.as_socket() })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::net::UdpSocket;

    use super::*;

    #[test]
    fn a_cut_datagram_tells_its_real_length() {
        let receiver = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let sender = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        sender.send_to(b"hello, world", receiver.local_addr().expect("bound")).expect("sent");
        let mut buf = [0; 5];
        let taken = take(&SockRef::from(&receiver), &mut buf).expect("one datagram waits");
        assert_eq!(taken, Taken { len: 5, full_len: 12, from: sender.local_addr().ok() });
        assert_eq!(&buf, b"hello");
    }
}
