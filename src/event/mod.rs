//! Events: what can happen to a socket, and how it is told through `tracing`.
//!
//! The one idea: an [`Event`] is one flat record of one completed call. Sockets state it
//! ([`Event::emit`]), subscribers read it back ([`Event::read`]), and neither knows the other. Nothing
//! is built unless somebody listens ([`is_wanted`]).
//!
//! See it run: `netlab --log-format json tour` prints one event a line.

mod call;
mod direction;
mod error_code;
mod fields;
mod in_force;
mod kind;
mod life;
mod record;
mod rule;
mod tcp_state;
mod tls;
mod winsock;
mod winsock_numbers;

pub use call::{Call, CallResult, Outcome, Span};
pub use error_code::{ErrorCode, UnknownCode};
pub use fields::{
    DIGEST_TARGET, KERNEL_TARGET, Quick, TARGET, digest_is_wanted, is_wanted, kernel_is_wanted,
};
pub use in_force::{RuleSetting, RulesInForce, UnknownRules};
pub use kind::{Kind, Tone, UnknownKind};
pub use life::SocketLife;
pub use record::{Event, MAX_DATA_BYTES, OsError, SocketId, TcpFacts, Transport, digest};
pub use rule::{Rule, UnknownRule};
pub use tcp_state::{TcpState, UnknownState};
pub use tls::{MAX_OFFERED, TlsClose, TlsFacts, TlsFailure, TlsHandshake, TlsSide};
pub use winsock::code_of as code_on_windows;
