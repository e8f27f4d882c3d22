//! The kinds of things that can happen to a socket.
//!
//! The one idea: a program does not see segments, it sees its calls return. Each kind names one such
//! return, so each claims no more than that return proves. What a kind means is explained by the
//! catalogue; here are only the names, and what follows from the name alone.
//!
//! See them run: `netlab explain` lists them all.

use std::fmt;
use std::str::FromStr;

/// Declares the kinds once: variants, names as written in a trace, and the list of all.
macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What happened. The name written in a trace is the one that [`Kind::name`] gives.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Kind { $($(#[$doc])* $variant,)* }
        impl Kind {
            /// Every kind, in the order in which a socket's life usually meets them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The kind's name in traces, narration and `explain`.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Self::$variant => $name),* } }
        }
    };
}

kinds! {
    /// A host name was turned into addresses.
    Resolved = "resolved",
    /// A host name could not be turned into addresses.
    ResolveFailed = "resolve-failed",
    /// A socket was given its own address.
    Bound = "bound",
    /// A socket was refused the address it asked for.
    BindFailed = "bind-failed",
    /// A socket began to accept connections.
    Listening = "listening",
    /// A socket was refused the right to accept connections.
    ListenFailed = "listen-failed",
    /// A connect call was begun, to one address.
    Connecting = "connecting",
    /// The connect call succeeded.
    Connected = "connected",
    /// The peer's system answered that nobody listens there.
    Refused = "refused",
    /// The kernel gave up waiting for an answer.
    TimedOut = "timed-out",
    /// The connect call failed in any other way.
    ConnectFailed = "connect-failed",
    /// The program itself stopped waiting for a connect or a read.
    GaveUp = "gave-up",
    /// A connection was taken from the accept queue.
    Accepted = "accepted",
    /// The accept call failed.
    AcceptFailed = "accept-failed",
    /// A TLS handshake was begun above a connection.
    TlsBegun = "tls-begun",
    /// A TLS server read a client's first message, which says what the client can do.
    ClientHello = "client-hello",
    /// Both ends of a TLS conversation have their keys, and the client knows whom it speaks with.
    TlsFinished = "tls-finished",
    /// A TLS conversation failed, in its handshake or later.
    TlsFailed = "tls-failed",
    /// The kernel took bytes to send.
    Sent = "sent",
    /// The kernel would not take more bytes for now.
    Waiting = "waiting",
    /// The kernel refused bytes for good.
    SendFailed = "send-failed",
    /// Bytes were taken from the kernel.
    Received = "received",
    /// A read failed.
    ReceiveFailed = "receive-failed",
    /// One direction of a TLS conversation came to its end.
    TlsClosed = "tls-closed",
    /// The peer finished sending (FIN): end of stream.
    PeerFinished = "peer-finished",
    /// This end shut down its sending side: half-close.
    Finished = "finished",
    /// The connection was ended by a reset.
    Reset = "reset",
    /// The socket is gone.
    Closed = "closed",
    /// A datagram socket was given the one peer it talks to.
    PeerSet = "peer-set",
    /// The kernel took a datagram to send.
    DatagramSent = "datagram-sent",
    /// A datagram was taken from the kernel, whole.
    DatagramReceived = "datagram-received",
    /// A datagram was taken from the kernel; the buffer was too small for it all.
    DatagramCut = "datagram-cut",
    /// An earlier datagram came back as undeliverable.
    Unreachable = "unreachable",
    /// An option of the socket was set.
    OptionSet = "option-set",
    /// The kernel refused to set an option.
    OptionFailed = "option-failed",
    /// The socket left our sight alive (`into_std`).
    HandedOver = "handed-over",
    /// A relay's rule touched traffic that had come in here.
    Impaired = "impaired",
    /// A relay's rules changed.
    RulesChanged = "rules-changed",
}

/// The colour of a kind, so to speak: what it is to somebody who follows a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tone {
    /// Something comes into being: an address, a listener, a connection.
    Begins,
    /// Bytes move.
    Moves,
    /// Something was set as the program asked.
    Sets,
    /// A relay does something to traffic on purpose, or will.
    Impairs,
    /// The kernel lets the program wait.
    Waits,
    /// A sending side or a socket comes to its end in order, or out of our sight.
    Ends,
    /// The program itself stopped waiting.
    GivesUp,
    /// It arrived, but not whole.
    Cuts,
    /// It did not work.
    Fails,
}

impl Kind {
    /// What it is to somebody who follows a story.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Resolved
            | Self::Bound
            | Self::Listening
            | Self::Connecting
            | Self::Connected
            | Self::Accepted
            | Self::TlsBegun
            | Self::ClientHello
            | Self::TlsFinished => Tone::Begins,
            Self::Sent | Self::Received | Self::DatagramSent | Self::DatagramReceived => Tone::Moves,
            Self::PeerSet | Self::OptionSet => Tone::Sets,
            Self::Impaired | Self::RulesChanged => Tone::Impairs,
            Self::Waiting => Tone::Waits,
            Self::PeerFinished | Self::Finished | Self::TlsClosed | Self::Closed | Self::HandedOver => {
                Tone::Ends
            }
            Self::GaveUp => Tone::GivesUp,
            Self::DatagramCut => Tone::Cuts,
            Self::ResolveFailed
            | Self::BindFailed
            | Self::ListenFailed
            | Self::Refused
            | Self::TimedOut
            | Self::ConnectFailed
            | Self::AcceptFailed
            | Self::SendFailed
            | Self::ReceiveFailed
            | Self::Reset
            | Self::TlsFailed
            | Self::Unreachable
            | Self::OptionFailed => Tone::Fails,
        }
    }

    /// Whether a datagram was taken from the kernel, whole or cut.
    #[must_use]
    pub const fn is_receipt(self) -> bool {
        matches!(self, Self::DatagramReceived | Self::DatagramCut)
    }

    /// Whether a connect call may return so without a connection.
    #[must_use]
    pub const fn fails_connect(self) -> bool {
        matches!(self, Self::Refused | Self::TimedOut | Self::ConnectFailed | Self::GaveUp)
    }

    /// Whether the socket is gone from our sight after it.
    #[must_use]
    pub const fn ends_socket(self) -> bool {
        matches!(self, Self::Closed | Self::HandedOver)
    }

    /// Whether it leaves no socket where nothing was open yet: a bind, a listen or a connect that did not
    /// succeed. On a socket that is open the same kind ends nothing: its `closed` is still to come.
    #[must_use]
    pub const fn ends_attempt(self) -> bool {
        self.fails_connect() || matches!(self, Self::BindFailed | Self::ListenFailed | Self::Reset)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The text is no kind's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown event")]
pub struct UnknownKind;

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        Self::ALL.iter().copied().find(|kind| kind.name() == text).ok_or(UnknownKind)
    }
}
