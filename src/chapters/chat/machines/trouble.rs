//! Why the engine does not do what it is asked.
//!
//! The one idea: whoever must mend it is somebody else each time: the cable, the password, the permission, the
//! engine's own settings. So each has its own name here, and the words come later.
//!
//! See it run: `netlab chat-server --engine nats://127.0.0.1:1 --machine a`.

use std::fmt;
use std::io;

use crate::chapters::chat::machines::wire::Broken;

/// Why a machine is cut off from the others.
#[derive(Debug)]
pub enum Trouble {
    /// It could not be connected to.
    Unreachable(io::Error),
    /// The connection broke.
    Lost(io::Error),
    /// The engine ended the connection.
    Ended,
    /// Nothing came of it for too long.
    Silent,
    /// What it says is not understood.
    NotNats(Broken),
    /// User or password are missing or wrong.
    Login,
    /// It does not let us do this, in its own words.
    NotAllowed(String),
    /// It sent us away, in its own words.
    SentAway(String),
    /// It keeps nothing: it runs without `JetStream`.
    NoJetStream,
    /// It wants to be talked to over TLS, and was not asked to.
    NeedsTls,
    /// It does not speak TLS, and was asked to.
    NoTls,
    /// Another server in this room has this machine's name.
    NameTaken,
    /// It answers with an error of its own, in its own words.
    Answered {
        /// The number of the error.
        code: u64,
        /// Its words.
        text: String,
    },
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Unreachable(error) | Trouble::Lost(error) => write!(f, "{error}"),
            Trouble::Ended => f.write_str("it ended the connection"),
            Trouble::Silent => f.write_str("nothing comes of it"),
            Trouble::NotNats(Broken::TooLarge { n_bytes, .. }) => {
                write!(f, "it sends a message of {n_bytes} bytes, which is too large")
            }
            Trouble::NotNats(_) => f.write_str("what it says is not NATS"),
            Trouble::Login => f.write_str("user or password are wrong"),
            Trouble::NotAllowed(text) | Trouble::SentAway(text) => write!(f, "it says: {text}"),
            Trouble::NoJetStream => f.write_str("it runs without JetStream"),
            Trouble::NeedsTls => f.write_str("it wants TLS"),
            Trouble::NoTls => f.write_str("it has no TLS"),
            Trouble::NameTaken => f.write_str("another server has this machine's name"),
            Trouble::Answered { code, text } => write!(f, "it says: {text} ({code})"),
        }
    }
}

impl From<Broken> for Trouble {
    fn from(broken: Broken) -> Self {
        Trouble::NotNats(broken)
    }
}

impl Trouble {
    /// What the engine's complaint means.
    pub(super) fn of_complaint(text: String) -> Self {
        let small = text.to_ascii_lowercase();
        if small.starts_with("authorization violation") || small.starts_with("authentication") {
            Trouble::Login
        } else if small.starts_with("permissions violation") {
            Trouble::NotAllowed(text)
        } else {
            Trouble::SentAway(text)
        }
    }
}
