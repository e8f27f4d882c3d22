//! What the room and the keeper of its connection to the engine share.
//!
//! The one idea: the room never waits for the engine. What is said here is put down and left; who wants a name asks and
//! waits alone. Everything that can take time is the keeper's.
//!
//! See it run: `netlab chat-server --engine nats://127.0.0.1:4222 --machine a`.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, mpsc, oneshot};
use tokio::time::Instant;

use crate::chapters::chat::machines::kept::Kept;
use crate::chapters::chat::machines::places::{MachineName, Places, RoomName};
use crate::chapters::chat::machines::roster::Roster;
use crate::chapters::chat::machines::stamp::Run;
use crate::chapters::chat::name;

/// One machine's side of the room that it shares with others.
#[derive(Debug)]
pub(in crate::chapters::chat) struct Shared {
    pub(super) machine: MachineName,
    pub(super) run: Run,
    pub(super) places: Places,
    pub(super) kept: Mutex<Kept>,
    /// Something is kept, or lost, that was not before.
    pub(super) said: Notify,
    pub(super) roster: Mutex<Roster>,
    wishes: mpsc::Sender<Wish>,
}

/// What the keeper is asked for.
#[derive(Debug)]
pub(super) enum Wish {
    /// A name, for somebody who waits.
    Take { name: String, answer: oneshot::Sender<Verdict> },
    /// A name is not needed any more.
    LetGo { folded: String },
}

/// Whether a name is somebody's now in all of the room; if not, why.
pub(in crate::chapters::chat) type Verdict = Result<(), &'static str>;

/// More than these wait for no answer.
const MAX_WISHES: usize = 256;

/// What somebody is told who asks while the others cannot be asked.
pub(super) const CANNOT_ASK: &str = "the other machines cannot be asked now; try again later";

impl Shared {
    pub(super) fn new(
        room: &RoomName,
        machine: MachineName,
        max_kept: usize,
    ) -> (Self, mpsc::Receiver<Wish>) {
        let (wishes, keeper) = mpsc::channel(MAX_WISHES);
        let shared = Shared {
            places: Places::new(room, &machine),
            run: Run::draw(),
            kept: Mutex::new(Kept::new(max_kept)),
            said: Notify::new(),
            roster: Mutex::default(),
            machine,
            wishes,
        };
        (shared, keeper)
    }

    pub(super) fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn roster(&self) -> MutexGuard<'_, Roster> {
        self.roster.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where answers are sent, with these words behind it.
    pub(super) fn inbox(&self, words: &str) -> String {
        format!("_INBOX.{}.{}.{words}", self.machine, self.run.as_str())
    }

    /// Puts down lines for the other machines.
    pub(in crate::chapters::chat) fn keep(&self, lines: &[u8]) {
        self.kept().push(lines);
        self.said.notify_one();
    }

    /// What a guest of this machine is called before its number.
    pub(in crate::chapters::chat) fn guests(&self) -> String {
        format!("{GUEST}{}-", self.machine)
    }

    /// Asks for a name; the answer comes when it comes, and not at all where the room ends before.
    pub(in crate::chapters::chat) fn ask_for(&self, asked: &str) -> oneshot::Receiver<Verdict> {
        let (answer, answered) = oneshot::channel();
        let refusal = match name::valid(asked) {
            None => Some(name::REFUSAL),
            Some(name) if name::folded(&name).starts_with(GUEST) => {
                Some("only the room itself gives names that begin with guest-")
            }
            Some(name) => match self.wishes.try_send(Wish::Take { name, answer }) {
                Ok(()) => return answered,
                Err(_) => Some(CANNOT_ASK),
            },
        };
        let (answer, answered) = oneshot::channel();
        let _ = answer.send(Err(refusal.unwrap_or(CANNOT_ASK)));
        answered
    }

    /// A name is not needed any more. Where this is lost, the keeper finds out by itself.
    pub(in crate::chapters::chat) fn let_go(&self, name: &str) {
        let _ = self.wishes.try_send(Wish::LetGo { folded: name::folded(name) });
    }

    /// Who is on the other machines, as far as it is known.
    pub(in crate::chapters::chat) fn who(&self) -> String {
        self.roster().words(Instant::now())
    }
}

const GUEST: &str = "guest-";
