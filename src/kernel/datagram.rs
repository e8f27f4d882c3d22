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

/// Datagrams that arrived for this socket and were thrown away, as its queue was full (or, rarely, their
/// checksum was wrong); `None` where the system does not tell. The count begins with the socket.
#[cfg(target_os = "linux")]
#[must_use]
#[allow(unsafe_code)]
pub fn n_dropped(socket: &SockRef<'_>) -> Option<u64> {
    use std::os::fd::{AsFd, AsRawFd};

    /// include/uapi/asm-generic/socket.h; since Linux 4.12.
    const SO_MEMINFO: libc::c_int = 55;
    const DROPS: usize = libc::SK_MEMINFO_DROPS as usize;

    let mut meminfo = [0_u32; DROPS + 1];
    let mut length = size_of_val(&meminfo) as libc::socklen_t;
    // SAFETY: `meminfo` has room for `length` bytes, and the descriptor is open while `socket` is borrowed.
    let status = unsafe {
        libc::getsockopt(
            socket.as_fd().as_raw_fd(),
            libc::SOL_SOCKET,
            SO_MEMINFO,
            meminfo.as_mut_ptr().cast(),
            &raw mut length,
        )
    };
    let is_told = status == 0 && length as usize == size_of_val(&meminfo);
    is_told.then(|| u64::from(meminfo[DROPS]))
}

/// Datagrams dropped because the buffer was full: this system is not asked.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn n_dropped(_: &socket2::SockRef<'_>) -> Option<u64> {
    None
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

    #[test]
    fn what_found_the_queue_full_is_counted() {
        let receiver = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let sender = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let socket = SockRef::from(&receiver);
        socket.set_recv_buffer_size(8 * 1024).expect("a small one is always allowed");
        assert_eq!(n_dropped(&socket), Some(0));
        for _ in 0..100 {
            sender.send_to(&[0; 1024], receiver.local_addr().expect("bound")).expect("sent");
        }
        receiver.set_nonblocking(true).expect("set");
        let mut n_taken = 0;
        while receiver.recv(&mut [0; 1024]).is_ok() {
            n_taken += 1;
        }
        assert_eq!(n_dropped(&socket), Some(100 - n_taken));
        assert!(n_taken < 100, "its queue is smaller than that");
    }
}
