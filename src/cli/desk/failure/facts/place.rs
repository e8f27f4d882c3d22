//! What can fail of an address, or of who is there.
//!
//! The one idea: who holds an address and why a connect was refused are looked up when it fails, and are facts here.

use std::net::{IpAddr, SocketAddr};

use crate::cli::desk::address::Address;
use crate::cli::desk::failure::cause::Cause;
use crate::cli::desk::failure::facts::code::{NO, NOT_ASKED};
use crate::cli::desk::failure::inquiry::Refusal;
use crate::event::{ErrorCode, Transport};
use crate::kernel::holder::Holder;

/// Of an address, or of who is there.
#[derive(Debug)]
pub(crate) enum PlaceFailure {
    /// A server, or a receiver of datagrams, could not have its address. Only one that is taken has a holder.
    Bind {
        at: Address,
        transport: Transport,
        program: &'static str,
        cause: Cause,
        holder: Holder,
    },
    /// The relay could not have its address.
    RelayBind {
        at: Address,
        cause: Cause,
        holder: Holder,
    },
    /// The relay does not find its server.
    RelayTo {
        to: Address,
        cause: Cause,
    },
    RelayToItself {
        to: Address,
    },
    /// Only a refused connect has a refusal.
    Connect {
        to: Address,
        program: &'static str,
        cause: Cause,
        refusal: Option<Refusal>,
    },
    /// A client gave up connecting: its own patience ended before the kernel's did.
    Impatience {
        to: Address,
        seconds: u64,
    },
    /// A name has no address; `is_text` where it is likely to be what was meant to be sent.
    Find {
        addr: Address,
        program: &'static str,
        cause: Cause,
        is_text: bool,
    },
    /// A datagram of this length did not go, or an earlier one came back.
    Send {
        to: SocketAddr,
        cause: Cause,
        n_bytes: usize,
        may_broadcast: bool,
    },
    /// Nothing came back within so many milliseconds.
    Unanswered {
        to: SocketAddr,
        ms: u64,
        is_connected: bool,
    },
    /// A conversation did not reach the server's end.
    TalkBroken {
        with: Address,
        cause: Cause,
        idle_seconds: u64,
    },
    ChatBroken {
        with: Address,
        cause: Cause,
    },
    NoInterface {
        name: String,
        needs_ipv4: bool,
    },
    Join {
        group: IpAddr,
        port: u16,
        cause: Cause,
    },
    Set {
        wish: Wish,
        cause: Cause,
    },
    /// The kernel does not show its sockets.
    NoTable(Cause),
}

/// What a socket was asked to be.
#[derive(Debug)]
pub(crate) enum Wish {
    Broadcast,
    Ttl(u32),
    Interface(String),
}

impl PlaceFailure {
    /// No, where somebody was asked.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            PlaceFailure::Connect { cause, .. } if !cause.is_of_lookup() => NO,
            PlaceFailure::Send { cause, may_broadcast, .. } => match cause.code {
                ErrorCode::EMSGSIZE => NOT_ASKED,
                ErrorCode::EACCES if !may_broadcast => NOT_ASKED,
                _ => NO,
            },
            PlaceFailure::Impatience { .. }
            | PlaceFailure::Unanswered { .. }
            | PlaceFailure::TalkBroken { .. }
            | PlaceFailure::ChatBroken { .. } => NO,
            _ => NOT_ASKED,
        }
    }
}
