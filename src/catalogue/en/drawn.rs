//! What a ladder says of its marks and arrows, in English.
//!
//! The one idea: a caption names what the drawing cannot show by itself: how much, and what is known of
//! what came of it. It claims no more than the two records do.
//!
//! See it run: `netlab ladder run.jsonl`.

use crate::catalogue::entry::{ClockWords, Drawn, PageWords};

/// The words of a ladder.
pub(crate) const DRAWN: Drawn = Drawn {
    title: |n_rows, n_sockets| format!("A ladder: {n_rows} rows, {n_sockets} sockets"),
    client: "client",
    server: "server",
    listener: "listener",
    datagrams: "udp",
    sender: "sender",
    receiver: "receiver",
    relay: "relay",
    relay_in: "relay▸in",
    relay_out: "relay▸out",
    n_sockets: |count| format!("{count} sockets"),
    program: "program",
    unknown: "socket",
    not_recorded: "not recorded",
    notes: |notes| format!("({})", notes.join(", ")),
    of_write: |len| format!("of a write of {len}"),
    of_read: |len| format!("of a read of {len}"),
    repeated: "repeated",
    overtook: "overtook another",
    could_be_either: "could be either",
    cut_from: |len| format!("cut from {len}"),
    in_receive_buffer: "unread, in the receive buffer",
    in_some_buffer: "unread, in some buffer",
    never_accepted: "waits in the accept queue",
    waited: |time| format!("waited {time}"),
    took: |time| format!("{time} later"),
    rule: |name| format!("rule {name}"),
    not_received: "not received",
    unread: |size| format!("{size} unread"),
    not_taken: |size| format!("{size} not taken"),
    silence: |time| format!("{time} of silence"),
    record_ends: "record ends",
    nothing: "nothing happened",
    more: |count| format!("{count} more not shown"),
    filtered: |count| format!("{count} left out by the filters"),
    clock,
};

/// `chat-server, 12 × chat-client: a ladder of 168 rows and 25 sockets`.
fn title(programs: &str, n_rows: usize, n_sockets: usize) -> String {
    let rows = if n_rows == 1 { "1 row".to_owned() } else { format!("{n_rows} rows") };
    let sockets = if n_sockets == 1 { "1 socket".to_owned() } else { format!("{n_sockets} sockets") };
    match programs {
        "" => format!("A ladder of {rows} and {sockets}"),
        programs => format!("{programs}: a ladder of {rows} and {sockets}"),
    }
}

/// `clocks: laptop 1.7 ms behind server (±330 µs, by so many messages: 3)`.
fn clock(set: &ClockWords<'_>) -> String {
    let ClockWords { whose, follows, apart, is_behind, margin, n_messages, drift } = *set;
    let side = if is_behind { "behind" } else { "ahead of" };
    let apart = apart.unwrap_or("?");
    let margin = margin.map(|time| format!("±{time}"));
    let how = match n_messages {
        0 => "by the time of day alone".to_owned(),
        n => format!("by so many messages: {n}"),
    };
    let drift = drift.map(|time| format!("the messages contradict each other by {time}"));
    let details: Vec<String> = margin.into_iter().chain([how]).chain(drift).collect();
    format!("clocks: {whose} {apart} {side} {follows} ({})", details.join(", "))
}

/// The words of the page around it.
pub(crate) const PAGE: PageWords = PageWords {
    title,
    help: "Point at a row, tap it, or walk with ↑ ↓ PageUp PageDown Home End; Enter keeps it, Escape lets it go. \
           / filters, n and N go to the next and the previous trouble.",
    filter: "Filter",
    wishes: "a text · kind:sent · :8080 · trouble",
    shown: "rows shown",
    detail: "The row in detail",
    nothing_chosen: "Nothing is chosen yet.",
    needs_script: "This page draws with its script.",
    after_first: "after the first event",
    carried: "What it carried",
    first_bytes: "recorded of it, in bytes:",
    took: |time| format!("the call took {time}"),
    had_waited: |time| format!("the program had waited {time}"),
    call: "call",
    state: |change| format!("TCP state: {change}"),
    source: "source",
    printed: "Only the first rows are printed",
};
