//! Who waits for whom.
//!
//! The one idea: when nothing moves, each side is waiting for the other, and each believes it is the
//! other's turn. The judge knows what it sent; the kernel knows in which call the program sits, on
//! which socket, and what lies there unread. Where a fact cannot be had it is left out, not guessed.
//!
//! See it run: `netlab check greeting-server -- python3 one_at_a_time.py`, on Linux.

use std::net::SocketAddr;
use std::time::Duration;

use crate::check::exercise::got::Word;
use crate::check::peer::connection::Connection;
use crate::check::play::finding::Finding;
use crate::check::play::scene::Scene;
use crate::check::play::stage::Stage;
use crate::check::play::trouble::Trouble;
use crate::check::subject::program::Program;
use crate::event::{TcpState, Transport};
use crate::kernel::process;
use crate::kernel::table::{self, Entry, Holding};
use crate::kernel::waits::{Wait, waits};
use crate::observe::Held;

/// What one side waits for at a moment, or what waits for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Waiting {
    /// The judge has sent all this, and waits for what the step expects.
    Judge(Vec<Sent>),
    /// So many bytes of this client lie in the program's receive queue.
    Unread { who: String, n_bytes: u64 },
    /// The program has not accepted this client's connection, in which so many bytes lie.
    NotAccepted { who: String, n_bytes: u64 },
    /// This client has finished, and the program has not closed its end.
    NotClosed { who: String },
    /// So many connections wait in the accept queue.
    InAcceptQueue(u64),
    /// A process of the program's.
    Process(Process, Doing),
}

/// What the judge has sent under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) who: String,
    /// Bytes, or datagrams.
    pub(crate) count: u64,
    pub(crate) is_datagrams: bool,
}

/// A process by its name and number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Process {
    pub(crate) name: String,
    pub(crate) pid: u32,
}

/// What a process is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Doing {
    /// It was sent SIGSTOP, or Ctrl-Z.
    Stopped,
    StoppedByDebugger,
    /// It computes.
    Busy,
    /// It waits for a lock, or for a thread of its own.
    Lock,
    Sleeps,
    /// It reads standard input.
    Keyboard,
    /// It waits in a call of an event loop for these sockets.
    EventLoop(&'static str, Vec<Socket>),
    /// It waits for the next client.
    Accepts(&'static str),
    Reads(&'static str, Socket),
    Writes(&'static str, Socket),
    Connects,
    /// It reads something that is no socket.
    ReadsElsewhere,
}

/// A socket by the name that the reader of the steps knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Socket {
    Listening,
    Udp,
    /// Its end of this client's connection.
    ConnectionOf(String),
}

/// What each side waits for at this moment: ours first, then what the kernel says of the subject.
pub(crate) async fn who_waits(scene: &Scene, finding: &Finding) -> Vec<Waiting> {
    if matches!(finding.trouble, Some(Trouble::NotStarted | Trouble::ListensElsewhere)) {
        return Vec::new();
    }
    let Scene { stage, program, .. } = scene;
    let is_hang =
        [Word::Nothing, Word::Open, Word::Stuck, Word::Running].iter().any(|word| finding.is(*word));
    let ours = is_hang.then(|| Waiting::Judge(what_was_sent(stage)));
    let held = program.keeper.held().await;
    let theirs = what_the_program_waits_for(stage, program, &held);
    let busy = if is_hang { who_is_busy(program).await } else { Vec::new() };
    ours.into_iter().chain(theirs).chain(busy).collect()
}

/// Processes that compute instead of waiting: their processor time grows while everybody waits, or, where
/// others have most of it, they are found wanting a processor at each look.
async fn who_is_busy(program: &Program) -> Vec<Waiting> {
    let processes = program.keeper.processes();
    let used = |pid: &u32| Some((*pid, process::processor_time(*pid)?));
    let before: Vec<(u32, u64)> = processes.iter().filter_map(used).collect();
    let mut running = processes;
    for _ in 0..N_LOOKS {
        tokio::time::sleep(LOOK / N_LOOKS).await;
        running.retain(|pid| process::wants_a_processor(*pid));
    }
    let is_busy = |(pid, before): &(u32, u64)| {
        running.contains(pid) || process::processor_time(*pid).is_some_and(|now| now >= before + BUSY)
    };
    let busy = before.into_iter().filter(is_busy).take(MAX_WAITS);
    busy.map(|(pid, _)| Waiting::Process(Process::of(pid), Doing::Busy)).collect()
}

/// Between two looks at the processor time.
const LOOK: Duration = Duration::from_millis(200);
const N_LOOKS: u32 = 10;
/// Hundredths of a second within [`LOOK`]: a fifth of a core, as others may have most of it.
const BUSY: u64 = 4;

/// A program of many threads that all wait is told by its first ones.
const MAX_WAITS: usize = 6;

fn what_was_sent(stage: &Stage) -> Vec<Sent> {
    let sent = |who: &String, count, is_datagrams| Sent { who: who.clone(), count, is_datagrams };
    let bytes = stage.connections.iter().map(|(who, it)| sent(who, it.n_sent.get(), false));
    let datagrams = stage.posts.iter().map(|(who, post)| sent(who, post.n_sent.get(), true));
    bytes.chain(datagrams).filter(|sent| sent.count > 0).take(3).collect()
}

fn what_the_program_waits_for(stage: &Stage, program: &Program, held: &[Held]) -> Vec<Waiting> {
    let entries = table::sockets().map(|table| table.entries).unwrap_or_default();
    let sockets = Sockets { stage, program, entries: &entries, held };
    let mut facts: Vec<Waiting> = stage
        .connections
        .iter()
        .filter_map(|(who, connection)| queue_of(who, connection, &entries))
        .collect();
    facts.extend(entries.iter().filter_map(|entry| sockets.accept_queue(entry)));
    let mut told = Vec::new();
    for pid in program.keeper.processes() {
        let waiting = sockets.waits_of(pid);
        told.extend(waiting.into_iter().map(|(process, doing)| Waiting::Process(process, doing)));
    }
    facts.extend(told.into_iter().take(MAX_WAITS));
    facts
}

/// What lies in the subject's receive queue of this connection, or that the program does not have it.
fn queue_of(who: &str, connection: &Connection, entries: &[Entry]) -> Option<Waiting> {
    let is_theirs =
        |entry: &&Entry| entry.peer == Some(connection.local) && entry.local.port() == connection.peer.port();
    let theirs = entries.iter().find(is_theirs)?;
    let n_bytes = theirs.stream.map_or(0, |stream| stream.unread);
    let who = who.to_owned();
    match theirs.holding() {
        Holding::Unaccepted => Some(Waiting::NotAccepted { who, n_bytes }),
        _ if n_bytes > 0 => Some(Waiting::Unread { who, n_bytes }),
        _ if theirs.state == Some(TcpState::CloseWait) => Some(Waiting::NotClosed { who }),
        _ => None,
    }
}

/// All sockets of this machine, and whose they are.
struct Sockets<'s> {
    stage: &'s Stage,
    program: &'s Program,
    entries: &'s [Entry],
    /// What each descriptor of an observed program stands for.
    held: &'s [Held],
}

impl Sockets<'_> {
    fn accept_queue(&self, entry: &Entry) -> Option<Waiting> {
        let is_door = self.program.port.is_the_number_of(entry);
        let queue = entry.accept_queue.filter(|queue| queue.len > 0 && is_door)?;
        Some(Waiting::InAcceptQueue(queue.len))
    }

    /// What the threads of a process wait for, each thing once.
    fn waits_of(&self, pid: u32) -> Vec<(Process, Doing)> {
        match process::state(pid) {
            Some('T') => return vec![(Process::of(pid), Doing::Stopped)],
            // One that is observed stands still for its observer all the time, which is stopped together with it.
            Some('t') if self.program.keeper.has_stopped_observers() => {
                return vec![(Process::of(pid), Doing::Stopped)];
            }
            Some('t') if !self.program.keeper.is_observing() => {
                return vec![(Process::of(pid), Doing::StoppedByDebugger)];
            }
            _ => {}
        }
        let waits = waits(pid);
        let mut told = Vec::new();
        for wait in &waits {
            let process = Process { name: wait.program.clone(), pid: wait.pid };
            let waiting = self.doing(wait).map(|doing| (process, doing));
            told.extend(waiting.filter(|it| !told.contains(it)));
        }
        // In most programs some threads wait for others; where all do, it is worth a word.
        if let Some(first) = waits.first().filter(|_| told.is_empty())
            && waits.iter().all(|wait| wait.call == Some("futex"))
        {
            told.push((Process { name: first.program.clone(), pid }, Doing::Lock));
        }
        told
    }

    /// What one thread waits for; a thread that waits for another thread says nothing.
    fn doing(&self, wait: &Wait) -> Option<Doing> {
        let call = wait.call?;
        let named = self.sockets_of(wait);
        if wait.is_event_loop {
            // Every event loop waits; what matters is for whom.
            return (!named.is_empty()).then_some(Doing::EventLoop(call, named));
        }
        match (call, named.into_iter().next()) {
            ("accept" | "accept4", Some(_)) => Some(Doing::Accepts(call)),
            ("read" | "recvfrom" | "recvmsg", Some(socket)) => Some(Doing::Reads(call, socket)),
            ("write" | "writev" | "sendto" | "sendmsg", Some(socket)) => Some(Doing::Writes(call, socket)),
            ("connect", _) => Some(Doing::Connects),
            ("read", None) if wait.files == [0] => Some(Doing::Keyboard),
            ("read", None) if wait.sockets.is_empty() => Some(Doing::ReadsElsewhere),
            ("nanosleep" | "clock_nanosleep", _) => Some(Doing::Sleeps),
            _ => None,
        }
    }

    /// The sockets that a thread waits for, by name. An observer knows what each descriptor stands for, also where the
    /// kernel's table leaves a socket out; of a program that is not observed that table is all there is.
    fn sockets_of(&self, wait: &Wait) -> Vec<Socket> {
        let is_its = |held: &&Held| held.pid == wait.pid && wait.files.contains(&held.fd.into());
        let named: Vec<Socket> =
            self.held.iter().filter(is_its).filter_map(|held| self.named_as_held(held)).collect();
        if !named.is_empty() {
            return named;
        }
        let is_its = |entry: &&Entry| entry.inode != 0 && wait.sockets.contains(&entry.inode);
        self.entries.iter().filter(is_its).filter_map(|entry| self.named(entry)).collect()
    }

    fn named_as_held(&self, held: &Held) -> Option<Socket> {
        let port = self.program.port;
        let has_its_number = held.names.local.is_some_and(|local| local.port() == port.addr.port());
        match (port.transport, has_its_number) {
            (Transport::Udp, true) if !held.is_stream => Some(Socket::Udp),
            (Transport::Tcp, true) if held.is_listening => Some(Socket::Listening),
            _ => self.connection_of(held.names.peer),
        }
    }

    fn named(&self, entry: &Entry) -> Option<Socket> {
        if self.program.port.is_the_number_of(entry) {
            let is_udp = entry.transport == Transport::Udp;
            return Some(if is_udp { Socket::Udp } else { Socket::Listening });
        }
        self.connection_of(entry.peer)
    }

    fn connection_of(&self, peer: Option<SocketAddr>) -> Option<Socket> {
        let mut clients = self.stage.connections.iter();
        let found = clients.find(|(_, connection)| peer == Some(connection.local));
        found.map(|(who, _)| Socket::ConnectionOf(who.clone()))
    }
}

impl Process {
    fn of(pid: u32) -> Process {
        Process { name: process::name(pid), pid }
    }
}
