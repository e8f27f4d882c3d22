//! What an exercise says: checks, made of acts and expectations, and the mistakes it can name.
//!
//! The one idea: these types are the vocabulary, one variant a word. What can be written in
//! `exercise.toml` is what stands here, and nothing else; `lessons/AUTHORING.md` explains each word.
//!
//! See it run: `lessons/02-greeting-server/exercise.toml`.

use std::time::Duration;

use crate::check::exercise::case::Case;
use crate::check::exercise::template::Template;
use crate::check::subject::guard::GroupSignal;
use crate::event::Transport;
use crate::impair::{DatagramRules, StreamRules};

/// An exercise: what a subject must do.
#[derive(Debug, Clone)]
pub struct Exercise {
    /// Whether the subject waits for others or goes to them.
    pub role: Role,
    /// What it speaks.
    pub transport: Transport,
    /// Its checks, in the order in which their verdicts count.
    pub checks: Vec<Check>,
    /// The mistakes that it can name.
    pub diagnoses: Vec<Diagnosis>,
    pub(crate) given: Vec<(String, Given)>,
}

/// Who goes to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The subject has the port.
    Server,
    /// The judge has the port, and the subject comes.
    Client,
}

/// One check.
#[derive(Debug, Clone)]
pub struct Check {
    /// Its name, for `--check`.
    pub id: String,
    /// What the subject does when it passes, in words.
    pub title: String,
    /// Why anybody wants that.
    pub why: String,
    /// It is not run beside others.
    pub(crate) is_alone: bool,
    pub(crate) steps: Vec<Step>,
}

/// A named mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// Its name.
    pub id: String,
    /// The mistake in a few words, as in "it reads before it greets".
    pub title: String,
    /// What the bytes showed, and what to do.
    pub text: String,
}

/// A value that every run is given.
#[derive(Debug, Clone)]
pub(crate) enum Given {
    Letters(usize),
    Text(String),
}

/// One act or one expectation.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) id: String,
    /// Why, where the check's own reason does not say it.
    pub(crate) why: Option<String>,
    pub(crate) deed: Deed,
    /// How long it may take; the kind of deed decides where nothing is said.
    pub(crate) within: Option<Duration>,
    /// A failure of the system, or an end of the connection, is no failure of the step.
    pub(crate) may_fail: bool,
    /// Whose connection may have been ended instead: then the step does not count.
    pub(crate) unless_ended: Option<String>,
    /// What the bytes prove where the step fails: the first that fits is the verdict.
    pub(crate) cases: Vec<Case>,
}

#[derive(Debug, Clone)]
pub(crate) enum Deed {
    Act(Act),
    Expect(String, Expectation),
    /// So many rounds; `{round}` is the number of the round, from 1.
    Repeat(u32, Vec<Step>),
}

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

#[derive(Debug, Clone)]
pub(crate) enum Expectation {
    /// These bytes come next.
    Bytes(Payload),
    /// These lines come next; LF or CRLF. Lines that one of `ignoring` fits do not count.
    Lines {
        lines: Vec<Template>,
        ignoring: Vec<Template>,
    },
    /// A line comes that is not empty.
    AnyLine {
        ignoring: Vec<Template>,
    },
    /// So many lines come.
    Count {
        n_lines: u32,
        ignoring: Vec<Template>,
    },
    /// Lines come that end so, in this order, each once; others between them do not count.
    Hears {
        lines: Vec<Template>,
        times: u32,
    },
    /// Each of these is what one speaker says, so many times: whole, in its order, each once.
    HearsEach {
        speakers: Vec<Template>,
        times: u32,
    },
    /// No line so far ended so, and for a while none comes that does.
    Lacks(Template),
    /// Nothing comes for so long.
    Nothing(Duration),
    /// For so long the connection is neither ended nor broken; what comes does not matter.
    Open(Duration),
    /// The other end finishes, and has said nothing more, or anything.
    ///
    /// `not_before` counts from the moment before the judge's last act on the connection, so that a judge
    /// that is late itself never finds an end too early.
    End {
        ending: Ending,
        after_anything: bool,
        not_before: Duration,
    },
    /// One datagram, or the same one so many times.
    Datagram {
        what: Template,
        is_exact: bool,
        times: u32,
        unless_failed: Option<String>,
    },
    /// These datagrams, in this order; each may come again before the next.
    Datagrams(Vec<Template>),
    /// All that was heard is text without control characters.
    Clean,
    Running,
    Exit(Exit),
    /// The program's own output.
    Output {
        stream: Stream,
        what: Template,
        presence: Presence,
        /// So often at least, where it must be there.
        times: u32,
        /// Where it stands within this, it does not count.
        other_than: Option<Template>,
        not_before: Duration,
    },
    /// It takes at most so many bytes more than when it was measured.
    Growth(u64),
    /// These values differ from each other.
    Differ(Vec<Template>),
    /// These values are the same.
    Same(Vec<Template>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Fin,
    Reset,
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    Code(i32),
    Failure,
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    Out,
    Err,
    Both,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    Has,
    Once,
    Lacks,
    /// Something new since the step before.
    New,
}

impl Exercise {
    /// The diagnosis of this name; every name in an exercise has one, which its parser makes sure of.
    #[must_use]
    pub fn diagnosis(&self, id: &str) -> Option<&Diagnosis> {
        self.diagnoses.iter().find(|diagnosis| diagnosis.id == id)
    }
}
