//! A socket of the table in words.
//!
//! The one idea: first the facts, on lines that can be compared; then, the first time a state or a remark
//! occurs, what it means and who is to act next.
//!
//! See it run: `netlab sockets`, `netlab -v sockets`.

use std::collections::HashSet;

use colored::Colorize;

use crate::catalogue::Lang;
use crate::catalogue::{self, Remark};
use crate::cli::commands::sockets::words;
use crate::event::{TcpState, Transport};
use crate::kernel::table::{Entry, Holding, Owner, Stream, Table, TimerKind};
use crate::terminal;

/// How much is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Nothing.
    Never,
    /// In one line each.
    Title,
    /// What occurs for the first time.
    FirstTime,
    /// All of it, every time.
    EveryTime,
}

/// Tells sockets one after the other, and remembers what it has explained.
pub(super) struct Report {
    lang: Lang,
    detail: Detail,
    n_columns: usize,
    explained: HashSet<&'static str>,
    has_hidden: bool,
}

impl Report {
    pub(super) fn new(lang: Lang, detail: Detail, n_columns: usize) -> Self {
        Report { lang, detail, n_columns, explained: HashSet::new(), has_hidden: false }
    }

    /// A socket in words, in whole lines.
    pub(super) fn entry(&mut self, entry: &Entry) -> String {
        self.has_hidden |= entry.holding() == Holding::Hidden;
        let mut text = self.head(entry);
        let facts = facts(self.lang, entry);
        if !facts.is_empty() {
            text += &self.in_rows(&words::all(self.lang, &facts));
        }
        if let Some(state) = entry.state {
            let about = catalogue::state(self.lang, state);
            text += &self.explained(state.name(), [about.title, about.meaning, about.next]);
        }
        for remark in remarks(entry) {
            let about = catalogue::remark(self.lang, remark);
            text += &self.explained(about.title, [about.title, about.meaning, about.next]);
        }
        text
    }

    /// What has changed since this was so: its state, and those of its numbers that are others now.
    pub(super) fn before(&self, before: &Entry, now: &Entry) -> String {
        let timeless = |entry: &Entry| {
            let stream = entry.stream.map(|stream| Stream { round_trip: None, ..stream });
            Entry { timer: None, stream, ..entry.clone() }
        };
        let now_facts = facts(self.lang, &timeless(now));
        let state =
            before.state.filter(|state| now.state != Some(*state)).map(|state| state.name().to_owned());
        let changed =
            facts(self.lang, &timeless(before)).into_iter().filter(|fact| !now_facts.contains(fact));
        let was: Vec<String> = state.into_iter().chain(changed).collect();
        if was.is_empty() {
            return String::new();
        }
        self.in_rows(&words::before(self.lang, &was))
    }

    /// Facts in rows. Between Chinese characters any place would do for a break, so each of those facts is kept whole.
    fn in_rows(&self, facts: &str) -> String {
        let mut whole = Vec::new();
        let mut from = 0;
        for fact in facts.split_inclusive('；') {
            whole.push(from..from + fact.len());
            from += fact.len();
        }
        let rows = terminal::broken(facts, self.n_columns.saturating_sub(INDENT.len()), &whole);
        rows.into_iter().fold(String::new(), |all, row| all + INDENT + &facts[row] + "\n")
    }

    /// What is so of the whole table.
    pub(super) fn notes(&self, table: &Table) -> String {
        let mut notes = Vec::new();
        if self.has_hidden {
            notes.push(if table.n_hidden > 0 {
                words::owners_need_root(self.lang)
            } else {
                words::owners_are_elsewhere(self.lang)
            });
        }
        notes.extend(words::lacks(self.lang, table.source));
        let note = |note: &&str| format!("{}\n", terminal::wrapped(note, self.n_columns, "").dimmed());
        notes.iter().map(note).collect()
    }

    /// Transport, state, addresses and owner; the owner has a line of its own where all are too long for one.
    fn head(&self, entry: &Entry) -> String {
        let state = match (entry.transport, entry.state) {
            (Transport::Tcp, Some(state)) => state.name(),
            (Transport::Tcp, None) => words::no_state(self.lang),
            (Transport::Udp, _) => "",
        };
        let owner = owner(self.lang, entry);
        let start = format!("{:<4} {} ", entry.transport.name(), terminal::filled(state, 12));
        let peer = entry.peer.map_or_else(String::new, |peer| format!(" ↔ {peer}"));
        let address = format!("{}{peer}", entry.local);
        let n_used = terminal::width(&start) + terminal::width(&address);
        if n_used > self.n_columns {
            // Two long IPv6 addresses stand below each other.
            let start = start.replace(state, &state.bold().to_string());
            return format!("{start}{}\n{INDENT}{}\n{INDENT}{owner}\n", entry.local, peer.trim_start());
        }
        let owner_at = OWNER_COLUMN.max(n_used + 2);
        let start = start.replace(state, &state.bold().to_string());
        if owner_at + terminal::width(&owner) <= self.n_columns {
            format!("{start}{address}{:1$}{owner}\n", "", owner_at - n_used)
        } else {
            format!("{start}{address}\n{INDENT}{}\n", terminal::cut(&owner, self.n_columns - INDENT.len()))
        }
    }

    /// The explanation of a state or a remark, where one is due.
    fn explained(&mut self, key: &'static str, [title, meaning, next]: [&str; 3]) -> String {
        let is_new = self.explained.insert(key);
        let paragraphs = match self.detail {
            Detail::Title => vec![title],
            Detail::FirstTime if is_new => vec![meaning, next],
            Detail::EveryTime => vec![meaning, next],
            Detail::FirstTime | Detail::Never => Vec::new(),
        };
        let paragraphs = paragraphs.iter().map(|text| terminal::wrapped(text, self.n_columns, EXPLANATION));
        let lines = paragraphs.collect::<Vec<_>>().join("\n");
        lines.lines().fold(String::new(), |all, line| format!("{all}{}\n", line.dimmed()))
    }
}

const INDENT: &str = "     ";
const EXPLANATION: &str = "       ";
/// Where owners stand below each other, as long as addresses leave room for it.
const OWNER_COLUMN: usize = 54;

/// Who holds a socket.
fn owner(lang: Lang, entry: &Entry) -> String {
    match entry.holding() {
        Holding::Programs(owners) => owners.iter().map(named).collect::<Vec<_>>().join(", "),
        Holding::Hidden => words::owner_not_told(lang, entry.uid),
        Holding::Unaccepted => words::not_accepted(lang).to_owned(),
        Holding::Kernel => words::held_by_the_kernel(lang).to_owned(),
    }
}

/// The name is foreign text: whoever starts a program chooses it.
fn named(owner: &Owner) -> String {
    format!("{} (pid {})", terminal::escaped(owner.program.as_bytes()), owner.pid)
}

/// The numbers of a socket.
fn facts(lang: Lang, entry: &Entry) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(queue) = entry.accept_queue {
        facts.push(words::accept_queue(lang, queue.len, queue.backlog));
    }
    if let Some(stream) = entry.stream.filter(|_| !is_remnant(entry)) {
        facts.push(words::not_read(lang, stream.unread));
        facts.push(words::not_acknowledged(lang, stream.unacked));
        facts.extend(stream.peer_window.map(|n_bytes| words::peer_window(lang, n_bytes)));
        let us = stream.round_trip.map(|time| time.as_micros() as u64);
        facts.extend(us.map(|us| words::round_trip(lang, &terminal::span(us))));
    }
    if let Some(datagrams) = entry.datagrams {
        facts.push(words::datagram_memory(lang, datagrams.memory, datagrams.limit));
    }
    if let Some(n_drops) = entry.drops.filter(|n_drops| *n_drops > 0) {
        facts.extend(match entry.transport {
            Transport::Udp => Some(words::datagrams_dropped(lang, n_drops)),
            // Of a connection it counts segments, and TCP sends again what nobody acknowledged.
            Transport::Tcp if entry.is_open_to_all() => Some(words::clients_turned_away(lang, n_drops)),
            Transport::Tcp => None,
        });
    }
    facts.extend(entry.timer.map(|timer| words::timer(lang, timer)));
    facts
}

/// Whether the kernel keeps only the addresses, and no bytes.
pub(super) fn is_remnant(entry: &Entry) -> bool {
    entry.timer.is_some_and(|timer| timer.kind == TimerKind::TimeWait)
}

/// What is to be said beside the state.
pub(super) fn remarks(entry: &Entry) -> Vec<Remark> {
    let is_full = entry.accept_queue.is_some_and(|queue| queue.backlog.is_some_and(|max| queue.len > max));
    let is_waiting = entry.stream.is_some_and(|stream| stream.unread > 0)
        || entry.datagrams.is_some_and(|datagrams| datagrams.memory > 0);
    let is_udp = entry.transport == Transport::Udp;
    let has_no_window = entry.stream.is_some_and(|stream| stream.peer_window == Some(0));
    // Once our end has finished no program writes, and what is left goes out without one.
    let may_write = matches!(entry.state, Some(TcpState::Established | TcpState::CloseWait));
    let is_sending_the_rest =
        matches!(entry.state, Some(TcpState::FinWait1 | TcpState::Closing | TcpState::LastAck));
    let is_repeating =
        entry.timer.is_some_and(|timer| timer.kind == TimerKind::Retransmission && timer.n_tries > 0);
    let is_alone = entry.holding() == Holding::Kernel
        && !is_udp
        && !matches!(entry.state, Some(TcpState::TimeWait | TcpState::SynReceived) | None);
    let all = [
        (is_udp && entry.peer.is_none(), Remark::OpenToDatagrams),
        (is_udp && entry.peer.is_some(), Remark::DatagramPeer),
        (entry.holding() == Holding::Unaccepted, Remark::Unaccepted),
        (is_full, Remark::AcceptQueueFull),
        (is_waiting, Remark::Unread),
        (has_no_window && may_write, Remark::WindowClosed),
        (has_no_window && is_sending_the_rest, Remark::LastBytesHeld),
        (is_repeating, Remark::Repeating),
        (is_alone, Remark::KernelAlone),
        (is_udp && entry.drops.is_some_and(|n_drops| n_drops > 0), Remark::Dropped),
    ];
    all.into_iter().filter_map(|(holds, remark)| holds.then_some(remark)).collect()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::kernel::table::{Source, proc_net};

    fn told(line: &str, n_columns: usize) -> String {
        let entry = proc_net::entry(line, Transport::Tcp).expect("a socket");
        let text = Report::new(Lang::English, Detail::Never, n_columns).entry(&entry);
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn two_long_addresses_stand_below_each_other() {
        let ip = "B80D0120CDAB3412CDAB3412CDAB3412";
        let line = format!("0: {ip}:1F90 {ip}:B126 01 00000000:00000000 00:00000000 00000000 1000 0 7 1 0 0");
        let text = told(&line, 80);
        assert!(text.lines().count() == 4 && text.contains("\n     ↔ ["), "{text}");
        assert!(text.lines().all(|line| terminal::width(line) <= 80), "{text}");
    }

    #[test]
    fn what_a_source_does_not_tell_is_said() {
        let notes = |source, n_hidden| {
            let table = Table { entries: Vec::new(), source, n_hidden };
            let text = Report::new(Lang::English, Detail::FirstTime, 80).notes(&table);
            anstream::adapter::strip_str(&text).to_string()
        };
        assert_eq!(notes(Source::SockDiag, 9), "", "nobody asked for what is hidden");
        assert!(notes(Source::ProcNet, 0).starts_with("note: read from /proc/net, as the kernel does not"));
        assert!(notes(Source::Listed, 0).starts_with("note: this system tells local addresses, states and"));
    }

    #[test]
    fn a_socket_that_no_program_holds_names_one_who_acts_next() {
        // FIN_WAIT_1 and FIN_WAIT_2 after a close: inode 0.
        for state in ["04", "05"] {
            let line = format!(
                "0: 0100007F:1F90 0100007F:B126 {state} 00000000:00000000 00:00000000 00000000 0 0 0 1"
            );
            let entry = proc_net::entry(&line, Transport::Tcp).expect("a socket");
            let text = Report::new(Lang::English, Detail::FirstTime, 80).entry(&entry);
            let text = anstream::adapter::strip_str(&text).to_string();
            assert!(text.contains("(no program: the kernel)"), "{text}");
            assert_eq!(text.matches("next").count(), 1, "{text}");
        }
    }

    #[test]
    fn a_write_waits_for_the_window_only_where_a_program_may_write() {
        let said = |state: &str| {
            let line = format!(
                "0: 0100007F:1F90 0100007F:B126 {state} 00000005:00000000 00:00000000 00000000 0 0 7 1 0 0"
            );
            let mut entry = proc_net::entry(&line, Transport::Tcp).expect("a socket");
            entry.stream.as_mut().expect("it is no listener").peer_window = Some(0);
            let remarks = remarks(&entry);
            (remarks.contains(&Remark::WindowClosed), remarks.contains(&Remark::LastBytesHeld))
        };
        for (state, expected) in [
            ("01", (true, false)),
            ("08", (true, false)),
            ("04", (false, true)),
            ("09", (false, true)),
            ("05", (false, false)),
        ] {
            assert_eq!(said(state), expected, "{state}");
        }
    }

    #[test]
    fn an_owner_that_is_not_told_is_at_least_a_user() {
        let line = "0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 1000 0 7 1 0 0";
        assert!(told(line, 80).contains(" (not told; user 1000)\n"));
    }
}
