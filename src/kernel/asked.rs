//! Which of this machine's addresses a datagram was sent to, and answering from there.
//!
//! The one idea: a socket on 0.0.0.0 stands for every address of the machine, and an answer leaves from
//! the one that the way back suggests. Who asked another one does not know it, and throws the answer away.
//! The address stands in each datagram, and Linux tells it to whoever asks (`man 7 ip`, `IP_PKTINFO`;
//! RFC 3542 §6).
//!
//! See it run: `netlab udp-recv 0.0.0.0:8080 --reply ack`, then `netlab udp-send 127.0.0.2 hello --wait 500`.

use std::io;
use std::mem::{MaybeUninit, size_of};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use socket2::{MaybeUninitSlice, MsgHdr, MsgHdrMut, SockAddr, SockRef};

use crate::kernel::datagram::Taken;
use crate::kernel::socket::set_option;

/// The address that a datagram was sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    ip: IpAddr,
    /// The interface that it came in by; IPv6 needs it for an address that is one interface's own.
    index: u32,
}

/// A control message: its header and the larger of the two kinds of packet information (20 bytes).
const CONTROL_BYTES: usize = HEADER_BYTES + 24;
/// `struct cmsghdr`: length, level and type; aligned, so the data follows at once.
const HEADER_BYTES: usize = size_of::<libc::cmsghdr>();

/// Asks for the address that each datagram was sent to.
///
/// # Errors
/// Those of `setsockopt(2)`.
pub fn ask(socket: &SockRef<'_>) -> io::Result<()> {
    let is_ipv6 = socket.local_addr()?.is_ipv6();
    let option = if is_ipv6 {
        (libc::IPPROTO_IPV6, libc::IPV6_RECVPKTINFO)
    } else {
        (libc::IPPROTO_IP, libc::IP_PKTINFO)
    };
    set_option(&**socket, option, 1)
}

/// Takes one datagram, and the address that it was sent to; the socket must be non-blocking.
///
/// # Errors
/// Those of `recvmsg(2)`; [`io::ErrorKind::WouldBlock`] where no datagram waits.
#[allow(unsafe_code)]
pub fn take(socket: &SockRef<'_>, buf: &mut [u8]) -> io::Result<(Taken, Option<Asked>)> {
    let length = buf.len();
    // SAFETY: initialised bytes are valid as possibly uninitialised ones, and the call below writes only
    // initialised bytes into them, so `buf` stays initialised.
    let room = unsafe { std::slice::from_raw_parts_mut(buf.as_mut_ptr().cast::<MaybeUninit<u8>>(), length) };
    // Room for the longer kind of address.
    let mut from = SockAddr::from(SocketAddr::new(Ipv6Addr::UNSPECIFIED.into(), 0));
    let mut control = [MaybeUninit::zeroed(); CONTROL_BYTES];
    let mut parts = [MaybeUninitSlice::new(room)];
    let mut message =
        MsgHdrMut::new().with_addr(&mut from).with_buffers(&mut parts).with_control(&mut control);
    let full_len = socket.recvmsg(&mut message, libc::MSG_TRUNC)?;
    let n_control = message.control_len().min(CONTROL_BYTES);
    let taken = Taken { len: full_len.min(length), full_len, from: from.as_socket() };
    // SAFETY: all of it was zeroed before, and the call wrote initialised bytes.
    let control = control.map(|byte| unsafe { byte.assume_init() });
    Ok((taken, asked_in(&control[..n_control])))
}

/// Sends one datagram from the address that was asked.
///
/// # Errors
/// Those of `sendmsg(2)`.
pub fn send(socket: &SockRef<'_>, buf: &[u8], to: SocketAddr, from: Asked) -> io::Result<usize> {
    let to = SockAddr::from(to);
    let (control, n_bytes) = from.control(socket.local_addr()?.is_ipv6());
    let parts = [io::IoSlice::new(buf)];
    let message = MsgHdr::new().with_addr(&to).with_buffers(&parts).with_control(&control[..n_bytes]);
    socket.sendmsg(&message, 0)
}

/// What a control message tells; `None` where it tells no address that can be answered from.
fn asked_in(control: &[u8]) -> Option<Asked> {
    let (header, data) = control.split_at_checked(HEADER_BYTES)?;
    let int = |bytes: &[u8], at: usize| Some(i32::from_ne_bytes(*bytes.get(at..)?.first_chunk()?));
    // Level and type stand behind the length, which has the size of a pointer.
    let (level, kind) = (int(header, size_of::<usize>())?, int(header, size_of::<usize>() + 4)?);
    let asked = match (level, kind) {
        // struct in_pktinfo: index (0, 4 bytes), the address to answer from (4, 4), the header's own (8, 4).
        (libc::IPPROTO_IP, libc::IP_PKTINFO) => {
            Asked { ip: Ipv4Addr::from(*data.get(4..)?.first_chunk::<4>()?).into(), index: 0 }
        }
        // struct in6_pktinfo: the address (0, 16 bytes), index (16, 4).
        (libc::IPPROTO_IPV6, libc::IPV6_PKTINFO) => {
            let ip = Ipv6Addr::from(*data.first_chunk::<16>()?);
            let index = if ip.is_unicast_link_local() { int(data, 16)?.cast_unsigned() } else { 0 };
            Asked { ip: ip.into(), index }
        }
        _ => return None,
    };
    (!asked.ip.is_multicast() && !asked.ip.is_unspecified()).then_some(asked)
}

impl Asked {
    /// The control message that makes a datagram leave from here, and its length.
    fn control(self, is_ipv6: bool) -> ([u8; CONTROL_BYTES], usize) {
        let mut control = [0; CONTROL_BYTES];
        let mut put = |at: usize, bytes: &[u8]| control[at..at + bytes.len()].copy_from_slice(bytes);
        let (level, kind, n_data) = match self.ip {
            IpAddr::V4(ip) if !is_ipv6 => {
                put(HEADER_BYTES + 4, &ip.octets());
                (libc::IPPROTO_IP, libc::IP_PKTINFO, size_of::<libc::in_pktinfo>())
            }
            ip => {
                let ip = match ip {
                    IpAddr::V4(ip) => ip.to_ipv6_mapped(),
                    IpAddr::V6(ip) => ip,
                };
                put(HEADER_BYTES, &ip.octets());
                put(HEADER_BYTES + 16, &self.index.to_ne_bytes());
                (libc::IPPROTO_IPV6, libc::IPV6_PKTINFO, size_of::<libc::in6_pktinfo>())
            }
        };
        put(0, &(HEADER_BYTES + n_data).to_ne_bytes());
        put(size_of::<usize>(), &level.to_ne_bytes());
        put(size_of::<usize>() + 4, &kind.to_ne_bytes());
        // The kernel wants room for whole words (`CMSG_SPACE`).
        (control, HEADER_BYTES + n_data.next_multiple_of(size_of::<usize>()))
    }
}

#[cfg(test)]
mod tests {
    use std::net::UdpSocket;

    use super::*;

    #[test]
    fn an_answer_leaves_from_the_address_that_was_asked() {
        let check = |wildcard: &str, asked: &str, own: &str| {
            let Ok(server) = UdpSocket::bind(wildcard) else { return };
            let socket = SockRef::from(&server);
            ask(&socket).expect("Linux tells");
            let asked = SocketAddr::new(
                asked.parse().expect("an address"),
                server.local_addr().expect("bound").port(),
            );
            let client = UdpSocket::bind(own).expect("a free port");
            client.send_to(b"question", asked).expect("sent");
            let mut buf = [0; 5];
            let (taken, from) = take(&socket, &mut buf).expect("a datagram");
            assert_eq!((taken.len, taken.full_len, &buf), (5, 8, b"quest"));
            let to = taken.from.expect("a sender");
            assert_eq!(to.port(), client.local_addr().expect("bound").port());
            send(&socket, b"answer", to, from.expect("told")).expect("sent");
            let (n_bytes, from) = client.recv_from(&mut buf).expect("an answer");
            assert_eq!((n_bytes, from), (5.min(n_bytes), asked));
        };
        check("0.0.0.0:0", "127.0.0.1", "127.0.0.1:0");
        check("0.0.0.0:0", "127.0.0.2", "127.0.0.1:0");
        check("[::]:0", "127.0.0.2", "127.0.0.1:0");
        check("[::]:0", "::1", "[::1]:0");
    }
}
