//! What the list of sockets says: of each, of the whole table, and of its keys.
//!
//! The one idea: the numbers are facts of the kernel; each word beside one is a function of it.
//!
//! See it run: `netlab sockets`, `netlab sockets --watch`.

use std::time::Duration;

use crate::kernel::table::{Source, Timer, TimerKind};
use crate::terminal::grouped;

/// No socket has the port that was asked for.
pub(super) fn no_socket_has(port: u16) -> String {
    format!("no socket has port {port}")
}

/// There is no socket at all.
pub(super) const fn no_socket() -> &'static str {
    "this machine has no TCP or UDP socket"
}

/// There is no socket of those that are listed where nothing is asked for.
pub(super) const fn no_usual_socket() -> &'static str {
    "no socket on ports 8080 and 8081, and no netlab program runs"
}

/// Where nothing was found: how all are listed.
pub(super) fn every_socket(command: &str) -> String {
    format!("Every socket of this machine: {command}")
}

/// A watch begins, through a pipe.
pub(super) const fn watching() -> &'static str {
    "watching: all sockets now, then what changes; Ctrl-C ends it"
}

/// Above the sockets of a watch on a screen.
pub(super) const fn legend() -> &'static str {
    "netlab sockets --watch   + new   * changed   - gone   Ctrl-C ends it"
}

/// Below them, where there are more than there is room for.
pub(super) fn more_lines(n_lines: usize) -> String {
    format!("… {n_lines} more lines; a PORT shows less")
}

/// Below the board's rows, where there are more than there is room for.
pub(super) fn more_rows(n_lines: usize) -> String {
    format!("… {n_lines} more lines: ↓ goes there, / leaves rows out")
}

/// Below the board's rows: holders that are not told.
pub(super) fn hidden_programs(n_sockets: usize) -> String {
    match n_sockets {
        1 => "The program of 1 socket is not shown: it is another user's, outside of this container, or the \
              kernel's own. Root sees those of all users."
            .to_owned(),
        n => format!(
            "The programs of {n} sockets are not shown: they are other users', outside of this container, or the \
             kernel's own. Root sees those of all users."
        ),
    }
}

/// A socket was there a moment ago.
pub(super) const fn gone() -> &'static str {
    "the kernel has forgotten it"
}

/// At the board's head, how many sockets there are.
pub(super) fn counts(n_open: usize, n_time_wait: usize) -> String {
    format!("{n_open} open · {n_time_wait} TIME_WAIT")
}

/// Stands for the connections in TIME_WAIT.
pub(super) fn folded(n_time_wait: usize) -> String {
    format!("{n_time_wait} × TIME_WAIT (t unfolds)")
}

/// At the board's foot, below an explanation.
pub(super) const fn any_key_goes_back() -> &'static str {
    "Any key goes back."
}

/// At the board's foot, while a filter is typed.
pub(super) fn typing(filter: &str) -> String {
    format!("/{filter}▏ Enter ends typing")
}

/// The keys, with the order and the filter that hold.
pub(super) fn keys(order: &str, filter: &str) -> String {
    format!("↑↓ choose  ⏎ explain  s sort: {order}  / {}  t fold  q quit", or_filter(filter))
}

/// The keys, where there is less room.
pub(super) fn keys_in_short(order: &str, filter: &str) -> String {
    format!("↑↓  ⏎ explain  s {order}  / {}  t fold  q quit", or_filter(filter))
}

fn or_filter(filter: &str) -> &str {
    if filter.is_empty() { "filter" } else { filter }
}

/// Without root, other users' programs are not told.
pub(super) const fn owners_need_root() -> &'static str {
    "note: some owners are not told: without root you see those of your own programs only"
}

/// With root, some are not told all the same.
pub(super) const fn owners_are_elsewhere() -> &'static str {
    "note: some owners are not told: they are outside of this container, or the kernel itself"
}

/// What a table lacks for its source's sake.
pub(super) const fn lacks(source: Source) -> Option<&'static str> {
    match source {
        Source::SockDiag => None,
        Source::ProcNet => Some(
            "note: read from /proc/net, as the kernel does not answer sock_diag here: no backlog, window, \
             round trip, nor clients turned away",
        ),
        Source::Listed => Some(
            "note: this system tells local addresses, states and owners only: no peers, queues or timers, \
             and no socket without a program",
        ),
    }
}

/// Stands for a state that the system does not tell.
pub(super) const fn no_state() -> &'static str {
    "(no state)"
}

/// The holder is another user's program.
pub(super) fn owner_not_told(uid: Option<u32>) -> String {
    match uid {
        Some(uid) => format!("(not told; user {uid})"),
        None => "(not told)".to_owned(),
    }
}

/// The same, in a narrow column.
pub(super) fn hidden(uid: Option<u32>) -> String {
    match uid {
        Some(uid) => format!("(hidden; user {uid})"),
        None => "(hidden)".to_owned(),
    }
}

/// The connection waits in an accept queue.
pub(super) const fn not_accepted() -> &'static str {
    "(not accepted yet)"
}

/// The program is done with it.
pub(super) const fn held_by_the_kernel() -> &'static str {
    "(no program: the kernel)"
}

/// The same, in a narrow column.
pub(super) const fn the_kernel() -> &'static str {
    "(the kernel)"
}

/// What was so a moment ago: facts, each in words.
pub(super) fn before(facts: &[String]) -> String {
    format!("before: {}", facts.join("; "))
}

/// Connections that wait for accept.
pub(super) fn accept_queue(n_waiting: u64, backlog: Option<u64>) -> String {
    match backlog {
        Some(backlog) => format!("accept queue: {n_waiting} waiting, backlog {backlog}"),
        None => format!("accept queue: {n_waiting} waiting"),
    }
}

/// Bytes that the program has not read.
pub(super) fn not_read(n_bytes: u64) -> String {
    match n_bytes {
        1 => "1 byte not read".to_owned(),
        n => format!("{} bytes not read", grouped(n)),
    }
}

/// Bytes that the peer's kernel has not acknowledged.
pub(super) fn not_acknowledged(n_bytes: u64) -> String {
    match n_bytes {
        1 => "1 byte not acknowledged".to_owned(),
        n => format!("{} bytes not acknowledged", grouped(n)),
    }
}

/// How much the peer has room for.
pub(super) fn peer_window(n_bytes: u64) -> String {
    format!("the peer's window {}", grouped(n_bytes))
}

/// The round trip time, as a span.
pub(super) fn round_trip(span: &str) -> String {
    format!("round trip {span}")
}

/// Memory that unread datagrams take.
pub(super) fn datagram_memory(n_bytes: u64, limit: Option<u64>) -> String {
    let used = grouped(n_bytes);
    match limit {
        Some(limit) => format!("datagrams not read take {used} of {} bytes of memory", grouped(limit)),
        None => format!("datagrams not read take {used} bytes of memory"),
    }
}

/// Datagrams that found the queue full.
pub(super) fn datagrams_dropped(n_drops: u64) -> String {
    format!("{} datagrams dropped", grouped(n_drops))
}

/// Connections that found the accept queue full.
pub(super) fn clients_turned_away(n_drops: u64) -> String {
    format!("{} tries of clients turned away", grouped(n_drops))
}

/// A timer, and what happens when it ends.
pub(super) fn timer(timer: Timer) -> String {
    let what = match timer.kind {
        TimerKind::Retransmission => "sent again",
        TimerKind::Keepalive => "keepalive",
        TimerKind::TimeWait => "forgotten",
        TimerKind::WindowProbe => "window probe",
    };
    let time = seconds(timer.left);
    match timer.n_tries {
        0 => format!("{what} in {time}"),
        1 => format!("{what} in {time}, after 1 try"),
        n => format!("{what} in {time}, after {n} tries"),
    }
}

/// A tenth of a second is as fine as anybody reads.
fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
