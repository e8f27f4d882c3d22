//! One socket of the table.
//!
//! The one idea: the kernel's two queue numbers mean different things on different sockets: connections
//! on one that listens, bytes on a connection, memory on a datagram socket. Here each has a name of its
//! own. What a source does not tell is `None`, never a guess.
//!
//! See it run: `netlab sockets --all`.

use std::net::SocketAddr;
use std::time::Duration;

use crate::event::{TcpState, Transport};
use crate::kernel::table::Owner;

/// A socket, as the kernel describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// TCP or UDP.
    pub transport: Transport,
    /// The socket's own address. An IPv6 socket that talks IPv4 shows `::ffff:a.b.c.d`, as it does to its program.
    pub local: SocketAddr,
    /// The other end; `None` where there is none, or where the source does not tell.
    pub peer: Option<SocketAddr>,
    /// The state of a TCP socket; `None` for UDP, and for a number that RFC 9293 does not know.
    pub state: Option<TcpState>,
    /// Of a listening socket: who waits to be accepted.
    pub accept_queue: Option<AcceptQueue>,
    /// Of a connection: bytes on their way.
    pub stream: Option<Stream>,
    /// Of a UDP socket: what waits to be received.
    pub datagrams: Option<Datagrams>,
    /// The timer that runs; `None` where none does.
    pub timer: Option<Timer>,
    /// UDP: datagrams that the kernel dropped. TCP, listening: clients turned away because the queue was full.
    pub drops: Option<u64>,
    /// An IPv6 socket that takes no IPv4 (`IPV6_V6ONLY`); told of sockets without a peer.
    pub is_ipv6_only: Option<bool>,
    /// The user whose program made it, as a number.
    pub uid: Option<u32>,
    /// The socket's number among files; 0 where no program holds it.
    pub inode: u64,
    /// The programs that hold it and that we may see.
    pub owners: Vec<Owner>,
}

/// Complete connections that the program has not taken yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AcceptQueue {
    /// How many wait.
    pub len: u64,
    /// The backlog; `None` where the source does not tell. Linux lets one more in than this.
    pub backlog: Option<u64>,
}

/// The bytes of a connection that are in the kernel's hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream {
    /// Bytes that have arrived and that the program has not read.
    pub unread: u64,
    /// Bytes that the program has written and that the peer's kernel has not acknowledged.
    pub unacked: u64,
    /// How many more bytes the peer's kernel would take; `None` where the source does not tell.
    pub peer_window: Option<u64>,
    /// The kernel's estimate of the round trip.
    pub round_trip: Option<Duration>,
}

/// The datagrams that wait in a UDP socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Datagrams {
    /// Bytes of memory that they take: their payload, and a good deal of the kernel's own around it.
    pub memory: u64,
    /// How much they may take (`SO_RCVBUF`); `None` where the source does not tell.
    pub limit: Option<u64>,
}

/// A timer of a TCP socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timer {
    /// What happens when it ends.
    pub kind: TimerKind,
    /// How long it still runs.
    pub left: Duration,
    /// How often the kernel has done so already, without an answer.
    pub n_tries: u32,
}

/// What a timer of a TCP socket is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimerKind {
    /// Then what was not acknowledged is sent again.
    Retransmission,
    /// Then a silent peer is asked whether it is still there; or, without a program, the socket is given up.
    Keepalive,
    /// Then the kernel forgets the connection.
    TimeWait,
    /// Then a peer whose window is closed is asked again.
    WindowProbe,
}

impl TimerKind {
    /// The kind behind the number in `idiag_timer` (`man 7 sock_diag`) and in `/proc/net/tcp`.
    #[must_use]
    pub const fn from_linux(number: u8) -> Option<Self> {
        Some(match number {
            1 => Self::Retransmission,
            2 => Self::Keepalive,
            3 => Self::TimeWait,
            4 => Self::WindowProbe,
            _ => return None,
        })
    }

    /// The name in reports: `retransmission`, `keepalive`, `time-wait` or `window-probe`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Retransmission => "retransmission",
            Self::Keepalive => "keepalive",
            Self::TimeWait => "time-wait",
            Self::WindowProbe => "window-probe",
        }
    }
}

/// Who holds a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holding<'a> {
    /// These programs.
    Programs(&'a [Owner]),
    /// A program that does not show its files to this user.
    Hidden,
    /// Nobody yet: the connection waits to be accepted.
    Unaccepted,
    /// Nobody any more, or nobody ever: the kernel alone.
    Kernel,
}

impl Entry {
    /// Who holds it.
    ///
    /// A connection that no program holds is in `ESTABLISHED` or `CLOSE_WAIT` only while it waits to be
    /// accepted: a program's `close` leads out of both.
    #[must_use]
    pub fn holding(&self) -> Holding<'_> {
        match self.state {
            _ if !self.owners.is_empty() => Holding::Programs(&self.owners),
            _ if self.inode != 0 => Holding::Hidden,
            Some(TcpState::Established | TcpState::CloseWait) => Holding::Unaccepted,
            _ => Holding::Kernel,
        }
    }

    /// Whether one of its two ends has this port.
    #[must_use]
    pub fn has_port(&self, port: u16) -> bool {
        self.local.port() == port || self.peer.is_some_and(|peer| peer.port() == port)
    }

    /// Whether clients or senders can come in here: a TCP socket that listens, or a UDP socket without a peer.
    #[must_use]
    pub fn is_open_to_all(&self) -> bool {
        match self.transport {
            Transport::Tcp => self.state == Some(TcpState::Listen),
            Transport::Udp => self.peer.is_none(),
        }
    }

    /// Gives Linux's two queue numbers (`rqueue`, `wqueue`) the meaning they have on this socket.
    ///
    /// A FIN or SYN takes a number like a byte (RFC 9293 §3.4): it is taken off here, so that bytes are bytes.
    #[cfg(target_os = "linux")]
    pub(crate) fn set_queues(&mut self, received: u64, sent: u64) {
        let has_end = matches!(
            self.state,
            Some(TcpState::CloseWait | TcpState::LastAck | TcpState::Closing | TcpState::TimeWait)
        );
        let owes_flag = matches!(
            self.state,
            Some(TcpState::SynSent | TcpState::FinWait1 | TcpState::Closing | TcpState::LastAck)
        );
        match (self.transport, self.state) {
            (Transport::Udp, _) => self.datagrams = Some(Datagrams { memory: received, limit: None }),
            (Transport::Tcp, Some(TcpState::Listen)) => {
                self.accept_queue = Some(AcceptQueue { len: received, backlog: None });
            }
            (Transport::Tcp, None | Some(TcpState::Closed)) => {}
            (Transport::Tcp, Some(_)) => {
                let unread = received.saturating_sub(u64::from(has_end));
                let unacked = sent.saturating_sub(u64::from(owes_flag));
                self.stream = Some(Stream { unread, unacked, peer_window: None, round_trip: None });
            }
        }
    }
}
