//! What a call was to move: its pieces of memory, the other end's address, its flags.
//!
//! The one idea: a dozen calls move bytes, and they differ in nothing but in how they say which bytes. Here they become
//! one thing.
//!
//! See it run: `man 2 readv`, `man 2 recvmsg`, `man 2 sendfile`.

use std::net::SocketAddr;

use crate::kernel::tracer::calls::SysCall;
use crate::observe::call::{Call, Returned};
use crate::observe::message::{
    IOVEC_BYTES, MMSGHDR_BYTES, MSGHDR_BYTES, Message, Piece, SOCKADDR_BYTES, address, int, pieces, word,
};
use crate::observe::probe::Probe;

/// Bytes that a call was to move, and how it went.
#[derive(Debug, Clone)]
pub(super) struct Transfer {
    pieces: Vec<Piece>,
    /// Where the other end's address stands.
    name: Option<Piece>,
    /// The flags that it was given.
    pub(super) flags: u32,
    /// The flags that came back with a message.
    pub(super) flags_back: u32,
    pub(super) returned: Returned,
    /// The bytes come out of a file.
    file: Option<Source>,
}

/// The file that `sendfile` reads from.
#[derive(Debug, Clone, Copy)]
struct Source {
    fd: u32,
    /// Where the position stands, which the call has moved on; 0 for the file's own.
    position_at: u64,
}

/// It leaves the bytes where they are.
pub(super) const MSG_PEEK: u32 = 0x2;
/// The datagram was longer than its room; given, the call returns its real length.
pub(super) const MSG_TRUNC: u32 = 0x20;
/// This call does not wait.
pub(super) const MSG_DONTWAIT: u32 = 0x40;
/// What comes is not what the peer sent, but an error with the datagram that met it.
pub(super) const MSG_ERRQUEUE: u32 = 0x2000;

/// More pieces than a call may have (`UIO_MAXIOV`).
const MAX_PIECES: u64 = 1024;

impl Transfer {
    /// How many bytes it could move at most.
    pub(super) fn asked(&self) -> u64 {
        self.pieces.iter().fold(0, |sum, piece| sum.saturating_add(piece.n_bytes))
    }

    /// The first bytes that it moved.
    pub(super) fn data(&self, n_moved: u64, n_bytes: usize, probe: &mut dyn Probe) -> Vec<u8> {
        let wanted = n_bytes.min(usize::try_from(n_moved).unwrap_or(usize::MAX));
        if let Some(Source { fd, position_at }) = self.file {
            let end = (position_at != 0).then(|| word(&probe.memory(position_at, 8), 0)).flatten();
            return if wanted == 0 { Vec::new() } else { probe.file(fd, end, n_moved, wanted) };
        }
        let mut data = Vec::new();
        for piece in &self.pieces {
            let n_here = (wanted - data.len()).min(usize::try_from(piece.n_bytes).unwrap_or(usize::MAX));
            if n_here > 0 && piece.address != 0 {
                data.extend(probe.memory(piece.address, n_here));
            }
        }
        data
    }

    /// The other end's address, where the call says it.
    pub(super) fn peer(&self, probe: &mut dyn Probe) -> Option<SocketAddr> {
        let Piece { address: at, n_bytes } =
            self.name.filter(|name| name.address != 0 && name.n_bytes > 0)?;
        address(&probe.memory(at, SOCKADDR_BYTES.min(n_bytes as usize)))
    }
}

/// What a call moved, or was to move: several only where it moves several messages.
pub(super) fn transfers(call: &Call, returned: Returned, probe: &mut dyn Probe) -> Vec<Transfer> {
    let args = call.args;
    let one = |address, n_bytes| Transfer {
        pieces: vec![Piece { address, n_bytes }],
        name: None,
        flags: 0,
        flags_back: 0,
        returned,
        file: None,
    };
    match call.act {
        SysCall::Read | SysCall::Write => vec![one(args[1], args[2])],
        SysCall::Readv | SysCall::Writev => {
            vec![Transfer { pieces: pieces_at(args[1], args[2], probe), ..one(0, 0) }]
        }
        SysCall::Sendto => {
            let name = Some(Piece { address: args[4], n_bytes: args[5] });
            vec![Transfer { flags: call.int(3), name, ..one(args[1], args[2]) }]
        }
        SysCall::Recvfrom => {
            let has_name = args[4] != 0 && args[5] != 0 && returned.is_ok();
            let n_bytes = has_name.then(|| int(&probe.memory(args[5], 4), 0)).flatten().unwrap_or(0);
            let name = Some(Piece { address: args[4], n_bytes: n_bytes.into() });
            vec![Transfer { flags: call.int(3), name, ..one(args[1], args[2]) }]
        }
        SysCall::Recvmsg | SysCall::Sendmsg => {
            let head = probe.memory(args[1], MSGHDR_BYTES);
            message(&head, call.int(2), returned, probe).into_iter().collect()
        }
        SysCall::Recvmmsg | SysCall::Sendmmsg => messages(call, returned, probe),
        SysCall::Sendfile => {
            vec![Transfer { file: Some(Source { fd: call.int(1), position_at: args[2] }), ..one(0, args[3]) }]
        }
        SysCall::Splice => vec![one(0, args[4])],
        _ => Vec::new(),
    }
}

/// An array of `struct mmsghdr`: as many as the call says it moved, each with its own length; after an error the first.
fn messages(call: &Call, returned: Returned, probe: &mut dyn Probe) -> Vec<Transfer> {
    let n_moved = u64::try_from(returned.0).unwrap_or(1).min(call.args[2]).min(MAX_PIECES);
    let heads = probe.memory(call.args[1], n_moved as usize * MMSGHDR_BYTES);
    let mut found = Vec::new();
    for head in heads.chunks_exact(MMSGHDR_BYTES) {
        let length = int(head, MSGHDR_BYTES).unwrap_or(0);
        let returned = if returned.is_ok() { Returned(length.into()) } else { returned };
        found.extend(message(head, call.int(3), returned, probe));
    }
    found
}

fn message(head: &[u8], flags: u32, returned: Returned, probe: &mut dyn Probe) -> Option<Transfer> {
    let Message { name, pieces_at: at, n_pieces, flags: flags_back, .. } = Message::read(head)?;
    let pieces = pieces_at(at, n_pieces, probe);
    Some(Transfer { pieces, name: Some(name), flags, flags_back, returned, file: None })
}

fn pieces_at(address: u64, n_pieces: u64, probe: &mut dyn Probe) -> Vec<Piece> {
    let n_pieces = n_pieces.min(MAX_PIECES) as usize;
    if n_pieces == 0 { Vec::new() } else { pieces(&probe.memory(address, n_pieces * IOVEC_BYTES)) }
}
