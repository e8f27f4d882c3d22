//! The table on systems other than Linux, as far as the crate `listeners` tells.
//!
//! The one idea: every system has such a table, and each has another way to ask for it. The crate knows
//! those of macOS, Windows and the BSDs; in common they have the local address, the state and the owner.
//! Peers, queues and timers are not told, so they stay empty.
//!
//! See it run: `netlab sockets`, on macOS or Windows.

use std::io;

use listeners::{Protocol, SocketState};

use crate::event::{TcpState, Transport};
use crate::kernel::table::{Entry, Owner};

/// The sockets that belong to a program, with their owners.
pub(super) fn sockets() -> io::Result<Vec<Entry>> {
    let all = listeners::get_all().map_err(|error| io::Error::other(error.to_string()))?;
    let mut entries: Vec<Entry> = all.into_iter().map(entry).collect();
    entries.sort_by_key(|entry| (entry.local, entry.owners.first().map(|owner| owner.pid)));
    Ok(entries)
}

fn entry(listed: listeners::Listener) -> Entry {
    let transport = match listed.protocol {
        Protocol::TCP => Transport::Tcp,
        Protocol::UDP => Transport::Udp,
    };
    Entry {
        transport,
        local: listed.socket,
        peer: None,
        state: state(listed.state).filter(|_| transport == Transport::Tcp),
        accept_queue: None,
        stream: None,
        datagrams: None,
        timer: None,
        drops: None,
        is_ipv6_only: None,
        uid: None,
        inode: 0,
        owners: vec![Owner { pid: listed.process.pid, program: listed.process.name }],
    }
}

const fn state(listed: SocketState) -> Option<TcpState> {
    Some(match listed {
        SocketState::Established => TcpState::Established,
        SocketState::SynSent => TcpState::SynSent,
        SocketState::SynReceived => TcpState::SynReceived,
        SocketState::FinWait1 => TcpState::FinWait1,
        SocketState::FinWait2 => TcpState::FinWait2,
        SocketState::TimeWait => TcpState::TimeWait,
        SocketState::Closed => TcpState::Closed,
        SocketState::CloseWait => TcpState::CloseWait,
        SocketState::LastAck => TcpState::LastAck,
        SocketState::Listen => TcpState::Listen,
        SocketState::Closing => TcpState::Closing,
        SocketState::Unknown => return None,
    })
}
