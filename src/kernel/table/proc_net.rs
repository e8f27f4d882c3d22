//! The same table as text: `/proc/net/tcp` and its sisters.
//!
//! The one idea: the kernel offers its table also as four text files, one line a socket. They are older
//! and tell less (`man 5 proc_pid_net`), but need nothing but the right to read a file.
//!
//! ```text
//!   sl  local_address rem_address   st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode …
//!    0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 1000 0      31337 …
//! ```
//!
//! Numbers are hexadecimal, but for the last four. An address is written as words of four bytes, each as
//! the machine reads it: on most machines 127.0.0.1 is `0100007F`.
//!
//! See it run: `cat /proc/net/tcp`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use std::{fs, io};

use crate::event::{TcpState, Transport};
use crate::kernel::table::{Entry, Timer, TimerKind};

/// All TCP and UDP sockets of this network namespace, in the order of the files.
pub(super) fn sockets() -> io::Result<Vec<Entry>> {
    let mut all = Vec::new();
    for (file, transport) in FILES {
        match fs::read_to_string(file) {
            Ok(text) => all.extend(text.lines().filter_map(|line| entry(line, transport))),
            // A machine without IPv6 has no such file.
            Err(error) if error.kind() == io::ErrorKind::NotFound && file.ends_with('6') => {}
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}

const FILES: [(&str, Transport); 4] = [
    ("/proc/net/tcp", Transport::Tcp),
    ("/proc/net/tcp6", Transport::Tcp),
    ("/proc/net/udp", Transport::Udp),
    ("/proc/net/udp6", Transport::Udp),
];

/// The socket of one line; `None` for the heading, and for what is no such line.
#[must_use]
pub fn entry(line: &str, transport: Transport) -> Option<Entry> {
    let columns: Vec<&str> = line.split_whitespace().collect();
    let [_, local, peer, state, queues, timer, tries, uid, probes, inode, rest @ ..] = columns.as_slice()
    else {
        return None;
    };
    let peer = address(peer)?;
    let state = u8::from_str_radix(state, 16).ok()?;
    let (sent, received) = pair(queues)?;
    let mut entry = Entry {
        transport,
        local: address(local)?,
        peer: (peer.port() != 0).then_some(peer),
        state: TcpState::from_linux(state).filter(|_| transport == Transport::Tcp),
        accept_queue: None,
        stream: None,
        datagrams: None,
        timer: running(timer, tries, probes).filter(|_| transport == Transport::Tcp),
        // The last column of a UDP socket; TCP has other numbers there.
        drops: rest.last().filter(|_| transport == Transport::Udp).and_then(|last| last.parse().ok()),
        is_ipv6_only: None,
        uid: Some(uid.parse().ok()?),
        inode: inode.parse().ok()?,
        owners: Vec::new(),
    };
    entry.set_queues(u64::from(received), u64::from(sent));
    Some(entry)
}

/// `0100007F:1F90` is 127.0.0.1:8080; an IPv6 address is four such words in a row.
fn address(text: &str) -> Option<SocketAddr> {
    let (ip, port) = text.split_once(':')?;
    let port = u16::from_str_radix(port, 16).ok()?;
    let words: Vec<[u8; 4]> = ip.as_bytes().chunks(8).map(word).collect::<Option<_>>()?;
    let ip = match words.as_slice() {
        [ipv4] => IpAddr::from(Ipv4Addr::from(*ipv4)),
        [_, _, _, _] => IpAddr::from(Ipv6Addr::from(<[u8; 16]>::try_from(words.concat()).ok()?)),
        _ => return None,
    };
    Some(SocketAddr::new(ip, port))
}

/// Eight digits as the four bytes that they stand for in memory.
fn word(digits: &[u8]) -> Option<[u8; 4]> {
    let digits = std::str::from_utf8(digits).ok().filter(|digits| digits.len() == 8)?;
    u32::from_str_radix(digits, 16).ok().map(u32::to_ne_bytes)
}

fn pair(text: &str) -> Option<(u32, u32)> {
    let (first, second) = text.split_once(':')?;
    Some((u32::from_str_radix(first, 16).ok()?, u32::from_str_radix(second, 16).ok()?))
}

/// The timer of the columns `tr:tm->when`, `retrnsmt` (hexadecimal) and `timeout` (decimal).
fn running(timer: &str, tries: &str, probes: &str) -> Option<Timer> {
    let (kind, ticks) = pair(timer)?;
    let kind = TimerKind::from_linux(u8::try_from(kind).ok()?)?;
    let n_tries = match kind {
        TimerKind::Retransmission | TimerKind::TimeWait => u32::from_str_radix(tries, 16).ok()?,
        TimerKind::Keepalive | TimerKind::WindowProbe => probes.parse().ok()?,
    };
    Some(Timer { kind, left: Duration::from_millis(u64::from(ticks) * TICK_MS), n_tries })
}

/// The kernel tells programs times in hundredths of a second (`USER_HZ`, `man 7 time`).
const TICK_MS: u64 = 10;
