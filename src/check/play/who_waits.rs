//! Who waits for whom.
//!
//! The one idea: when nothing moves, each side is waiting for the other, and each believes it is the
//! other's turn. The judge knows what it sent; the kernel knows in which call the program sits, on
//! which socket, and what lies there unread. Where a fact cannot be had it is left out, not guessed.
//!
//! See it run: `netlab check greeting-server -- python3 one_at_a_time.py`, on Linux.

use std::time::Duration;

use crate::check::exercise::got::Word;
use crate::check::peer::connection::Line;
use crate::check::play::finding::Finding;
use crate::check::play::player::Player;
use crate::check::subject::ready::{LISTENS_ELSEWHERE, NOT_STARTED};
use crate::event::{TcpState, Transport};
use crate::kernel::process::{self, Wait};
use crate::kernel::table::{self, Entry, Holding};
use crate::terminal;

impl Player<'_> {
    /// What each side waits for at this moment, a sentence each: ours first, then what the kernel says of
    /// the subject.
    pub(crate) async fn who_waits(&self, finding: &Finding) -> Vec<String> {
        if matches!(finding.trouble, Some(NOT_STARTED | LISTENS_ELSEWHERE)) {
            return Vec::new();
        }
        let is_hang =
            [Word::Nothing, Word::Open, Word::Stuck, Word::Running].iter().any(|word| finding.is(*word));
        let ours = is_hang.then(|| self.what_we_wait_for(finding));
        let theirs = self.what_the_subject_waits_for();
        let busy = if is_hang { self.who_is_busy().await } else { Vec::new() };
        ours.into_iter().chain(theirs).chain(busy).collect()
    }

    /// Processes that compute instead of waiting: their processor time grows while everybody waits, or, where
    /// others have most of it, they are found wanting a processor at each look.
    async fn who_is_busy(&self) -> Vec<String> {
        let family = process::family(self.keeper.pid());
        let subjects = family.get(1..).unwrap_or_default();
        let used = |pid: &u32| Some((*pid, process::processor_time(*pid)?));
        let before: Vec<(u32, u64)> = subjects.iter().filter_map(used).collect();
        let mut running = subjects.to_vec();
        for _ in 0..N_LOOKS {
            tokio::time::sleep(LOOK / N_LOOKS).await;
            running.retain(|pid| process::wants_a_processor(*pid));
        }
        let is_busy = |(pid, before): &(u32, u64)| {
            running.contains(pid) || process::processor_time(*pid).is_some_and(|now| now >= before + BUSY)
        };
        let told = |(pid, _): (u32, u64)| {
            format!("{} (pid {pid}) waits for nothing: it keeps a core busy", process::name(pid))
        };
        before.into_iter().filter(is_busy).map(told).take(MAX_WAITS).collect()
    }

    fn what_we_wait_for(&self, finding: &Finding) -> String {
        let bytes = self.lines.iter().map(|(who, line)| (who, line.n_sent.get(), false));
        let datagrams = self.posts.iter().map(|(who, post)| (who, post.n_sent.get(), true));
        let spoken = bytes.chain(datagrams).filter(|(_, n_sent, _)| *n_sent > 0).take(3);
        let sent: Vec<String> = spoken
            .map(|(who, n_sent, is_datagrams)| {
                let count = if is_datagrams { n_datagrams(n_sent) } else { terminal::byte_size(n_sent) };
                format!("{count} as {who}")
            })
            .collect();
        let sent = if sent.is_empty() { "nothing".to_owned() } else { sent.join(", ") };
        format!("netlab has sent {sent}, and waits for this: {}", finding.expected)
    }

    fn what_the_subject_waits_for(&self) -> Vec<String> {
        let family = process::family(self.keeper.pid());
        let subjects = family.get(1..).unwrap_or_default();
        let entries = table::sockets().map(|table| table.entries).unwrap_or_default();
        let mut facts: Vec<String> =
            self.lines.iter().filter_map(|(who, line)| queue_of(who, line, &entries)).collect();
        facts.extend(entries.iter().filter_map(|entry| self.accept_queue(entry)));
        let mut told = Vec::new();
        for pid in subjects {
            let name = || format!("{} (pid {pid})", process::name(*pid));
            match process::state(*pid) {
                Some('T') => {
                    told.push(format!("{} is stopped (SIGSTOP, or Ctrl-Z): it waits for SIGCONT", name()));
                    continue;
                }
                Some('t') => {
                    told.push(format!("{} is stopped by a debugger", name()));
                    continue;
                }
                _ => {}
            }
            let waits = process::waits(*pid);
            let n_told = told.len();
            for wait in &waits {
                let sentence = self.wait(wait, &entries);
                if let Some(sentence) = sentence.filter(|sentence| !told.contains(sentence)) {
                    told.push(sentence);
                }
            }
            // In most programs some threads wait for others; where all do, it is worth a word.
            if let Some(first) = waits.first().filter(|_| told.len() == n_told)
                && waits.iter().all(|wait| wait.call == Some("futex"))
            {
                let name = &first.program;
                told.push(format!("{name} (pid {pid}) waits for a lock, or for a thread of its own"));
            }
        }
        facts.extend(told.into_iter().take(MAX_WAITS));
        facts
    }

    fn accept_queue(&self, entry: &Entry) -> Option<String> {
        let queue = entry.accept_queue.filter(|queue| queue.len > 0 && self.is_door(entry))?;
        let connections = if queue.len == 1 {
            "1 connection waits".to_owned()
        } else {
            format!("{} connections wait", queue.len)
        };
        Some(format!("{connections} in the accept queue: the kernel has accepted, the program has not"))
    }

    fn is_door(&self, entry: &Entry) -> bool {
        entry.transport == self.exercise.transport
            && entry.is_open_to_all()
            && entry.local.port() == self.addr.port()
    }

    /// One thread, in words; a thread that waits for its own colleagues says nothing.
    fn wait(&self, wait: &Wait, entries: &[Entry]) -> Option<String> {
        let name = format!("{} (pid {})", wait.program, wait.pid);
        let call = wait.call?;
        let sockets: Vec<&Entry> =
            entries.iter().filter(|entry| entry.inode != 0 && wait.sockets.contains(&entry.inode)).collect();
        if wait.is_event_loop {
            let names: Vec<String> = sockets.iter().filter_map(|entry| self.socket(entry)).collect();
            // Every event loop waits; what matters is for whom.
            return (!names.is_empty()).then(|| format!("{name} waits in {call} for {}", list(&names)));
        }
        let socket = sockets.first().and_then(|entry| self.socket(entry));
        match (call, socket) {
            ("accept" | "accept4", Some(_)) => Some(format!("{name} waits in {call} for the next client")),
            ("read" | "recvfrom" | "recvmsg", Some(socket)) => {
                Some(format!("{name} waits in {call} to read from {socket}"))
            }
            ("write" | "writev" | "sendto" | "sendmsg", Some(socket)) => {
                Some(format!("{name} waits in {call} until it can write to {socket}"))
            }
            ("connect", _) => Some(format!("{name} waits in connect")),
            ("read", None) if wait.descriptor == Some(0) => Some(format!(
                "{name} waits for its keyboard: it reads standard input, as input() does in Python"
            )),
            ("read", None) if wait.sockets.is_empty() => {
                Some(format!("{name} waits in read, and not on a socket"))
            }
            ("nanosleep" | "clock_nanosleep", _) => Some(format!("{name} sleeps")),
            _ => None,
        }
    }

    /// A socket by the name that the reader of the steps knows.
    fn socket(&self, entry: &Entry) -> Option<String> {
        if self.is_door(entry) {
            let door = if self.exercise.transport == Transport::Udp {
                "its UDP socket"
            } else {
                "new clients (the listening socket)"
            };
            return Some(door.to_owned());
        }
        let found = self.lines.iter().find(|(_, line)| entry.peer == Some(line.local));
        found.map(|(who, _)| format!("{who}'s connection"))
    }
}

/// Between two looks at the processor time.
const LOOK: Duration = Duration::from_millis(200);
const N_LOOKS: u32 = 10;
/// Hundredths of a second within [`LOOK`]: a fifth of a core, as others may have most of it.
const BUSY: u64 = 4;

/// A program of many threads that all wait is told by its first ones.
const MAX_WAITS: usize = 6;

/// What lies in the subject's receive queue of this connection, or that the program does not have it.
fn queue_of(who: &str, line: &Line, entries: &[Entry]) -> Option<String> {
    let theirs = entries
        .iter()
        .find(|entry| entry.peer == Some(line.local) && entry.local.port() == line.peer.port())?;
    let unread = theirs.stream.map_or(0, |stream| stream.unread);
    let bytes = terminal::byte_size(unread);
    match theirs.holding() {
        Holding::Unaccepted if unread > 0 => {
            Some(format!("the program has not accepted {who}'s connection; {bytes} wait in it"))
        }
        Holding::Unaccepted => Some(format!("the program has not accepted {who}'s connection")),
        _ if unread > 0 => Some(format!("{bytes} from {who} lie unread in the program's receive queue")),
        _ if theirs.state == Some(TcpState::CloseWait) => {
            Some(format!("{who} has finished, and the program has not closed its end (CLOSE_WAIT)"))
        }
        _ => None,
    }
}

fn n_datagrams(count: u64) -> String {
    if count == 1 { "1 datagram".to_owned() } else { format!("{} datagrams", terminal::grouped(count)) }
}

fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first, second] => format!("{first} and {second}"),
        [first, second, rest @ ..] => format!("{first}, {second} and {} more", rest.len()),
    }
}
