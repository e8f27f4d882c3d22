//! The wire format of `sock_diag`: a question of 72 bytes, an answer of 72 bytes and more for each socket.
//!
//! The one idea: asking the kernel is a conversation in datagrams, over a socket of the family netlink.
//! Its messages are plain structures, as this table of an answer shows (`man 7 sock_diag`, Linux
//! `include/uapi/linux/inet_diag.h`); numbers are in the machine's byte order, ports and addresses big-endian.
//!
//! | offset | size | name |
//! |---|---|---|
//! | 0 | 1, 1, 1, 1 | family, state, timer, retransmissions |
//! | 4 | 2, 2 | local port, peer's port |
//! | 8 | 16, 16 | local address, peer's address (IPv4: the first 4 bytes) |
//! | 40 | 4, 8 | interface, cookie |
//! | 52 | 4 | milliseconds until the timer ends |
//! | 56 | 4, 4 | the two queues |
//! | 64 | 4, 4 | user, inode |
//! | 72 | | attributes: length (2), type (2), value, padded to 4 |
//!
//! See it run: `strace -e network netlab sockets`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use crate::event::{TcpState, Transport};
use crate::kernel::table::{Entry, Ports, Timer, TimerKind};

/// What one message from the kernel says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// A socket.
    Socket(Box<Entry>),
    /// That was all.
    Done,
    /// The kernel refuses, with this error number.
    Refused(i32),
    /// Nothing that is of use here.
    Other,
}

/// Why bytes are no messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// A message is cut, or claims an impossible length.
    #[error("message at {0}: {1} bytes, not {2}")]
    Length(usize, usize, usize),
    /// A socket's description is cut.
    #[error("socket: 72 bytes, not {0}")]
    Short(usize),
    /// Neither IPv4 nor IPv6.
    #[error("address family {0}")]
    Family(u8),
}

/// A request for the sockets of a family (`AF_INET` or `AF_INET6`) and a transport that have these ports.
#[must_use]
pub fn request(family: u8, transport: Transport, ports: Ports, sequence: u32) -> Vec<u8> {
    let protocol = match transport {
        Transport::Tcp => libc::IPPROTO_TCP as u8,
        Transport::Udp => libc::IPPROTO_UDP as u8,
    };
    let flags = (libc::NLM_F_REQUEST | libc::NLM_F_DUMP) as u16;
    let wanted = 1 << (INFO - 1) | 1 << (SOCKET_MEMORY - 1);
    let mut bytes = Vec::with_capacity(REQUEST_BYTES as usize);
    bytes.extend(REQUEST_BYTES.to_ne_bytes());
    bytes.extend(SOCK_DIAG_BY_FAMILY.to_ne_bytes());
    bytes.extend(flags.to_ne_bytes());
    bytes.extend(sequence.to_ne_bytes());
    // Our own address, which the kernel fills in.
    bytes.extend([0; 4]);
    bytes.extend([family, protocol, wanted, 0]);
    bytes.extend(ALL_STATES.to_ne_bytes());
    // Port 0 is any port, and no address is asked for (inet_diag_dump_icsk and udp_dump in Linux's net/ipv4).
    bytes.extend(ports.own.unwrap_or(0).to_be_bytes());
    bytes.extend(ports.peers.unwrap_or(0).to_be_bytes());
    bytes.extend([0; 44]);
    bytes
}

const REQUEST_BYTES: u32 = 72;
/// `include/uapi/linux/sock_diag.h`.
const SOCK_DIAG_BY_FAMILY: u16 = 20;
/// A bit for each state, also for those that are newer than this program.
const ALL_STATES: u32 = 0xffff_ffff;
/// Attribute `INET_DIAG_INFO`: `struct tcp_info`.
const INFO: u16 = 2;
/// Attribute `INET_DIAG_SKMEMINFO`: nine numbers about the socket's memory.
const SOCKET_MEMORY: u16 = 7;
/// Attribute `INET_DIAG_SKV6ONLY`: one byte.
const V6_ONLY: u16 = 11;

const HEADER_BYTES: usize = 16;
const SOCKET_BYTES: usize = 72;

/// The messages of one datagram from the kernel.
///
/// # Errors
/// The first message that is none; what came before it is lost, as the rest cannot be trusted either.
pub fn messages(datagram: &[u8], transport: Transport, sequence: u32) -> Result<Vec<Message>, WireError> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < datagram.len() {
        let rest = &datagram[at..];
        let claimed = u32_at(rest, 0).map_or(0, |length| length as usize);
        let Some(message) = rest.get(..claimed).filter(|message| message.len() >= HEADER_BYTES) else {
            return Err(WireError::Length(at, claimed, rest.len()));
        };
        // An answer to somebody else's question is passed over.
        if u32_at(message, 8) == Some(sequence) {
            found.push(message_of(message, transport)?);
        }
        at += padded(claimed);
    }
    Ok(found)
}

fn message_of(message: &[u8], transport: Transport) -> Result<Message, WireError> {
    let kind = i32::from(u16_at(message, 4).unwrap_or_default());
    let body = &message[HEADER_BYTES..];
    let code = u32_at(body, 0).map_or(0, |code| code.cast_signed().wrapping_neg());
    match kind {
        libc::NLMSG_DONE if code > 0 => Ok(Message::Refused(code)),
        libc::NLMSG_DONE => Ok(Message::Done),
        libc::NLMSG_ERROR => Ok(Message::Refused(code)),
        kind if kind == i32::from(SOCK_DIAG_BY_FAMILY) => {
            entry(body, transport).map(|entry| Message::Socket(Box::new(entry)))
        }
        _ => Ok(Message::Other),
    }
}

/// A socket, from its description.
///
/// # Errors
/// Where it is too short, or of another address family. An attribute that is cut is passed over.
pub fn entry(body: &[u8], transport: Transport) -> Result<Entry, WireError> {
    let fixed: &[u8; SOCKET_BYTES] = body.first_chunk().ok_or(WireError::Short(body.len()))?;
    let word = |at: usize| u32_at(fixed, at).unwrap_or_default();
    let local = address(fixed, 8, 4)?;
    let peer = address(fixed, 24, 6)?;
    let kind = TimerKind::from_linux(fixed[2]);
    let left = Duration::from_millis(u64::from(word(52)));
    let mut entry = Entry {
        transport,
        local,
        peer: (peer.port() != 0).then_some(peer),
        state: TcpState::from_linux(fixed[1]).filter(|_| transport == Transport::Tcp),
        accept_queue: None,
        stream: None,
        datagrams: None,
        timer: kind.map(|kind| Timer { kind, left, n_tries: u32::from(fixed[3]) }),
        drops: None,
        is_ipv6_only: None,
        uid: Some(word(64)),
        inode: u64::from(word(68)),
        owners: Vec::new(),
    };
    entry.set_queues(u64::from(word(56)), u64::from(word(60)));
    if let Some(queue) = &mut entry.accept_queue {
        queue.backlog = Some(u64::from(word(60)));
    }
    for (kind, value) in attributes(&body[SOCKET_BYTES..]) {
        add(&mut entry, kind, value);
    }
    Ok(entry)
}

fn address(fixed: &[u8; SOCKET_BYTES], ip_at: usize, port_at: usize) -> Result<SocketAddr, WireError> {
    let port = u16::from_be_bytes([fixed[port_at], fixed[port_at + 1]]);
    let mut ip = [0; 16];
    ip.copy_from_slice(&fixed[ip_at..ip_at + 16]);
    let ip = match i32::from(fixed[0]) {
        libc::AF_INET => IpAddr::from(Ipv4Addr::new(ip[0], ip[1], ip[2], ip[3])),
        libc::AF_INET6 => IpAddr::from(Ipv6Addr::from(ip)),
        _ => return Err(WireError::Family(fixed[0])),
    };
    Ok(SocketAddr::new(ip, port))
}

/// The attributes behind a socket's description; the first one that is cut ends them.
fn attributes(mut rest: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let length = usize::from(u16_at(rest, 0)?);
        let kind = u16_at(rest, 2)?;
        let value = rest.get(4..length)?;
        rest = rest.get(padded(length)..).unwrap_or_default();
        Some((kind, value))
    })
}

fn add(entry: &mut Entry, kind: u16, value: &[u8]) {
    match kind {
        INFO => {
            // Before the peer has said anything its window is a field that nobody has set.
            let has_heard = entry.state != Some(TcpState::SynSent);
            let Some(stream) = &mut entry.stream else { return };
            let round_trip_us = u32_at(value, std::mem::offset_of!(libc::tcp_info, tcpi_rtt));
            stream.round_trip =
                round_trip_us.filter(|us| *us > 0).map(|us| Duration::from_micros(u64::from(us)));
            // Since Linux 5.4; an older kernel's structure is shorter.
            stream.peer_window = u32_at(value, PEER_WINDOW).filter(|_| has_heard).map(u64::from);
        }
        SOCKET_MEMORY => {
            entry.drops = u32_at(value, 8 * 4).map(u64::from);
            if let Some(datagrams) = &mut entry.datagrams {
                datagrams.limit = u32_at(value, 4).map(u64::from);
            }
        }
        V6_ONLY => entry.is_ipv6_only = value.first().map(|flag| *flag != 0),
        _ => {}
    }
}

/// Where `tcpi_snd_wnd` stands in `struct tcp_info` (`include/uapi/linux/tcp.h`).
const PEER_WINDOW: usize = 228;

const fn padded(length: usize) -> usize {
    length.next_multiple_of(4)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|bytes| u16::from_ne_bytes(*bytes))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_ne_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::table::proc_net;

    #[test]
    fn a_peer_that_has_said_nothing_has_no_window() {
        let window = |state: &str| {
            let line = format!(
                "0: 0100007F:1F90 0100007F:B126 {state} 00000000:00000000 00:00000000 00000000 0 0 7 1 0 0"
            );
            let mut entry = proc_net::entry(&line, Transport::Tcp).expect("a socket");
            add(&mut entry, INFO, &[0; 240]);
            entry.stream.expect("it is no listener").peer_window
        };
        let (syn_sent, established) = ("02", "01");
        assert_eq!((window(syn_sent), window(established)), (None, Some(0)));
    }
}
