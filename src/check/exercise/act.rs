//! What the judge does: the acts, and what goes through a socket.
//!
//! The one idea: one variant a word. What can be written in `exercise.toml` is what stands here, and nothing else.
//!
//! See it run: `lessons/AUTHORING.md`, the table of acts.

use std::time::Duration;

use crate::check::exercise::signal::GroupSignal;
use crate::check::exercise::template::{Template, Values};
use crate::impair::{DatagramRules, StreamRules};

#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// Starts the program under a name; waits until it is ready, where it is a server. Through a link, it
    /// is told the link's address.
    Start {
        who: String,
        args: Vec<String>,
        waits: bool,
        through: Option<String>,
    },
    /// Sends a signal to it and to all that it started.
    Signal {
        who: String,
        signal: GroupSignal,
    },
    /// Kills it, and all that it started; waits for its end.
    Kill {
        who: String,
    },
    /// Kills it, and starts it again as it was started before.
    Restart {
        who: String,
    },
    /// Writes to its standard input.
    Type {
        who: String,
        what: Payload,
    },
    /// Ends its standard input.
    CloseStdin {
        who: String,
    },
    /// Opens the port, for a client subject; with a full queue, a connection takes a second to come about.
    Listen {
        is_full: bool,
    },
    /// Takes the connection that comes.
    Accept {
        who: String,
    },
    /// Connects one client, or a group; a narrow one takes little at a time, as behind a slow link.
    Connect {
        who: String,
        count: u32,
        through: Option<String>,
        is_narrow: bool,
    },
    /// Puts a link before the subject that breaks traffic on purpose.
    Impair {
        who: String,
        rules: Rules,
    },
    /// Opens an engine that servers share, or brings it back. They speak on this subject, with their names behind it.
    Engine {
        who: String,
        under: String,
        /// It writes so many bytes at a time.
        slice: Option<u32>,
    },
    /// The engine asks whoever is connected to it whether they are there.
    Ping {
        who: String,
    },
    /// Opens a UDP socket: on the port itself, or anywhere.
    Open {
        who: String,
        is_at_port: bool,
        count: u32,
    },
    Send {
        who: String,
        what: Payload,
        how: Sending,
    },
    /// Half-close: it will send no more.
    Finish {
        who: String,
    },
    /// Breaks the connection with RST.
    Reset {
        who: String,
    },
    /// Finishes, and listens until the other end has finished too.
    Leave {
        who: String,
    },
    /// Closes a port or a UDP socket.
    Close {
        who: String,
    },
    StopReading {
        who: String,
    },
    ReadAgain {
        who: String,
    },
    /// Each says lines until every other has heard one of them.
    Meet {
        who: Vec<String>,
    },
    /// Notes how much memory the program takes.
    Measure {
        who: String,
    },
    /// From now on answers datagrams by itself.
    React {
        who: String,
        on: Template,
        reply: Template,
        n_ignored: u32,
        /// How late the answer goes out.
        delay: Duration,
    },
}

/// What goes through the socket, in one of its forms.
#[derive(Debug, Clone)]
pub(crate) enum Payload {
    /// Bytes as they stand.
    Text(Template),
    /// Each with its newline.
    Lines(Vec<Template>),
    /// Each behind its length.
    Frames(Vec<Template>),
    /// So many bytes, of no meaning.
    Filler(usize),
}

/// What a link does, by transport.
#[derive(Debug, Clone)]
pub(crate) enum Rules {
    Stream(StreamRules),
    Datagram(DatagramRules),
}

/// How bytes are handed to the kernel.
#[derive(Debug, Clone)]
pub(crate) struct Sending {
    pub(crate) cut: Cut,
    /// How often; `{turn}` is the number of the time, from 1.
    pub(crate) times: u32,
    /// It goes on beside the steps that follow, and nobody minds how it ends.
    pub(crate) is_meanwhile: bool,
    /// A pause behind each piece, and behind each of the times: a slow sender.
    pub(crate) every: Option<Duration>,
    /// The next goes out when this client has heard the one before.
    pub(crate) paced_by: Option<String>,
    /// To whom, for a UDP socket that has not heard of anybody.
    pub(crate) to: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cut {
    Whole,
    EachByte,
    /// Before these bytes, counted from 0.
    At(Vec<usize>),
    /// Before the byte whose number is the round's.
    AtRound,
}

impl Payload {
    /// One template for all of it, as it goes through the socket.
    pub(crate) fn whole(&self) -> Template {
        match self {
            Payload::Text(text) => text.clone(),
            Payload::Lines(lines) => lines
                .iter()
                .fold(Template::default(), |all, line| all.then(line).then(&Template::of_bytes(b"\n"))),
            Payload::Frames(frames) => frames.iter().fold(Template::default(), Template::then),
            Payload::Filler(n_bytes) => Template::of_bytes(&vec![b'.'; *n_bytes]),
        }
    }

    /// The same with the values of this moment.
    pub(crate) fn settled(&self, values: &Values) -> Payload {
        let all = |texts: &[Template]| texts.iter().map(|text| text.settled(values)).collect();
        match self {
            Payload::Text(text) => Payload::Text(text.settled(values)),
            Payload::Lines(lines) => Payload::Lines(all(lines)),
            Payload::Frames(frames) => Payload::Frames(all(frames)),
            Payload::Filler(n_bytes) => Payload::Filler(*n_bytes),
        }
    }

    /// Its texts with holes.
    pub(crate) fn templates(&self) -> Vec<&Template> {
        match self {
            Payload::Text(text) => vec![text],
            Payload::Lines(all) | Payload::Frames(all) => all.iter().collect(),
            Payload::Filler(_) => Vec::new(),
        }
    }
}
