//! One socket, as its kernel sees it.
//!
//! The one idea: between a write and the peer's read lie two kernel queues, ours to send and theirs
//! to be read, and both can be measured. What a system cannot tell is `None`, never a guess.
//!
//! See it run: `netlab -v tcp-server`.

use socket2::SockRef;

use crate::event::{TcpFacts, TcpState};

/// What the kernel says of a TCP connection: state, round-trip time and both queues.
///
/// Complete on Linux; elsewhere on Unix only the receive queue is told, on Windows nothing.
#[must_use]
pub fn tcp_facts(socket: &SockRef<'_>) -> TcpFacts {
    let info = tcp_info(socket);
    // A FIN takes a number like a byte (RFC 9293 §3.4), and SIOCOUTQ counts it until it is acknowledged.
    let owes_end = matches!(info.state, Some(TcpState::FinWait1 | TcpState::Closing | TcpState::LastAck));
    let send_queue = unsent(socket).map(|n_bytes| n_bytes.saturating_sub(u64::from(owes_end)));
    TcpFacts { send_queue, recv_queue: unread(socket), ..info }
}

/// Bytes that have arrived and that the program has not read; `None` where the system does not tell.
#[cfg(unix)]
#[must_use]
pub fn unread(socket: &SockRef<'_>) -> Option<u64> {
    rustix::io::ioctl_fionread(&**socket).ok()
}

/// Bytes that have arrived and that the program has not read: this system does not tell.
#[cfg(not(unix))]
#[must_use]
pub fn unread(_: &SockRef<'_>) -> Option<u64> {
    None
}

/// Bytes that the kernel has taken and the peer's kernel has not acknowledged (`man 7 tcp`, SIOCOUTQ).
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
fn unsent(socket: &SockRef<'_>) -> Option<u64> {
    use std::os::fd::{AsFd, AsRawFd};

    let mut length: libc::c_int = 0;
    // SAFETY: the request writes one int to the address given, and the descriptor is open for as long as
    // `socket` is borrowed.
    let status = unsafe { libc::ioctl(socket.as_fd().as_raw_fd(), libc::TIOCOUTQ, &raw mut length) };
    u64::try_from(length).ok().filter(|_| status == 0)
}

#[cfg(not(target_os = "linux"))]
fn unsent(_: &SockRef<'_>) -> Option<u64> {
    None
}

/// Sets an option whose value is an int.
///
/// # Errors
/// Those of `setsockopt(2)`.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
pub(super) fn set_option(
    socket: &impl std::os::fd::AsFd,
    (level, option): (libc::c_int, libc::c_int),
    value: libc::c_int,
) -> std::io::Result<()> {
    use std::os::fd::AsRawFd;

    // SAFETY: the value is an int, its length is given, and the descriptor is open while `socket` is borrowed.
    let status = unsafe {
        libc::setsockopt(
            socket.as_fd().as_raw_fd(),
            level,
            option,
            (&raw const value).cast(),
            size_of::<libc::c_int>() as libc::socklen_t,
        )
    };
    if status == 0 { Ok(()) } else { Err(std::io::Error::last_os_error()) }
}

/// Whether the kernel would take bytes right now; `None` where the system does not tell.
///
/// Readiness as an event loop remembers it can lag behind the kernel's own, so this asks the kernel.
#[cfg(unix)]
#[must_use]
pub fn is_writable(socket: &SockRef<'_>) -> Option<bool> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
    let n_ready = poll(&mut [PollFd::new(&**socket, PollFlags::OUT)], Some(&at_once)).ok()?;
    Some(n_ready > 0)
}

/// Whether the kernel would take bytes right now: this system is not asked.
#[cfg(not(unix))]
#[must_use]
pub fn is_writable(_: &SockRef<'_>) -> Option<bool> {
    None
}

/// TCP_INFO (`man 7 tcp`): the structure grows with each kernel, so the returned length decides.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
fn tcp_info(socket: &SockRef<'_>) -> TcpFacts {
    use std::os::fd::{AsFd, AsRawFd};

    // SAFETY: tcp_info is a plain structure of integers, for which all zeroes is a valid value.
    let mut info: libc::tcp_info = unsafe { std::mem::zeroed() };
    let mut length = size_of::<libc::tcp_info>() as libc::socklen_t;
    // SAFETY: `info` has room for `length` bytes, and the descriptor is open while `socket` is borrowed.
    let status = unsafe {
        libc::getsockopt(
            socket.as_fd().as_raw_fd(),
            libc::IPPROTO_TCP,
            libc::TCP_INFO,
            (&raw mut info).cast(),
            &raw mut length,
        )
    };
    if status != 0 || (length as usize) < std::mem::offset_of!(libc::tcp_info, tcpi_rttvar) {
        return TcpFacts::default();
    }
    let state = TcpState::from_linux(info.tcpi_state);
    let rtt_us = (info.tcpi_rtt > 0).then_some(u64::from(info.tcpi_rtt));
    TcpFacts { state, rtt_us, ..TcpFacts::default() }
}

#[cfg(not(target_os = "linux"))]
fn tcp_info(_: &SockRef<'_>) -> TcpFacts {
    TcpFacts::default()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};

    use super::*;
    use crate::kernel::until::until;

    fn pair() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let client = TcpStream::connect(listener.local_addr().expect("bound")).expect("connected");
        (client, listener.accept().expect("accepted").0)
    }

    #[test]
    fn bytes_that_nobody_read_are_counted_in_the_receivers_queue() {
        let (mut client, server) = pair();
        client.write_all(b"seven b").expect("sent");
        server.peek(&mut [0; 7]).expect("they have arrived");
        let facts = tcp_facts(&SockRef::from(&server));
        assert_eq!(facts.recv_queue, Some(7));
        assert_eq!(facts.state, Some(TcpState::Established));
        let unsent = tcp_facts(&SockRef::from(&client)).send_queue;
        assert!(matches!(unsent, Some(0 | 7)), "{unsent:?}: acknowledged or not yet");
    }

    #[test]
    fn a_socket_whose_peer_finished_is_in_close_wait() {
        let (client, mut server) = pair();
        client.shutdown(std::net::Shutdown::Write).expect("finished");
        assert_eq!(server.read(&mut [0; 1]).expect("the end"), 0);
        assert_eq!(tcp_facts(&SockRef::from(&server)).state, Some(TcpState::CloseWait));
        let ours = tcp_facts(&SockRef::from(&client)).state;
        assert!(matches!(ours, Some(TcpState::FinWait1 | TcpState::FinWait2)), "{ours:?}");
    }

    #[test]
    fn a_finish_that_waits_for_its_acknowledgement_is_no_byte() {
        let (client, server) = pair();
        client.set_nonblocking(true).expect("set");
        let (ours, theirs) = (SockRef::from(&client), SockRef::from(&server));
        let mut n_sent = 0;
        let n_arrived = || unread(&theirs).expect("Linux tells");
        // Until the peer takes nothing more, and every byte is on one side or the other.
        until("both queues are full", || {
            while let Ok(n_bytes) = (&client).write(&[0; 4096]) {
                n_sent += n_bytes as u64;
            }
            is_writable(&ours) == Some(false) && unsent(&ours) == Some(n_sent - n_arrived())
        });
        client.shutdown(std::net::Shutdown::Write).expect("finished");
        let facts = tcp_facts(&ours);
        assert_eq!(facts.state, Some(TcpState::FinWait1), "the FIN waits behind the bytes");
        assert_eq!(facts.send_queue.map(|n_bytes| n_bytes + n_arrived()), Some(n_sent));
    }

    #[test]
    fn a_full_send_buffer_is_not_writable() {
        let (mut client, _server) = pair();
        assert_eq!(is_writable(&SockRef::from(&client)), Some(true));
        client.set_nonblocking(true).expect("set");
        // A late acknowledgement makes room again, so both are asked until they agree.
        until("the kernel takes no more", || {
            client.write(&[0; 4096]).is_err() && is_writable(&SockRef::from(&client)) == Some(false)
        });
    }
}
