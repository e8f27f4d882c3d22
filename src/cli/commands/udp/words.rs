//! What the sender and the receiver of datagrams say besides their events.
//!
//! The one idea: a count means nothing without its definition, so each definition is a function of its own beside
//! the others.
//!
//! See it run: `netlab udp-send 8080 --count 100`, then Ctrl-C in `netlab udp-recv`.

use std::net::SocketAddr;

use crate::terminal::grouped;

/// Standard input is a terminal.
pub(super) const fn type_lines() -> &'static str {
    "each line that you type is sent as one datagram; Ctrl-D ends it"
}

/// A group, and `--connect`.
pub(super) const fn connected_hears_no_group() -> &'static str {
    "note: a connected socket hears its one peer alone, so no member of a group"
}

/// Nothing was given to be sent.
pub(super) const fn nothing_sent() -> &'static str {
    "nothing was sent: there was no text, and standard input was empty"
}

/// An answer came to the datagram that was sent last, after this span.
pub(super) fn answer(from: SocketAddr, span: &str) -> String {
    format!("answer from {from} after {span}")
}

/// An answer came to an earlier datagram, whose wait was over.
pub(super) fn late_answer(seq: u32, from: SocketAddr, span: &str) -> String {
    format!("answer to datagram {seq}, late, from {from} after {span}")
}

/// A datagram came from an address that nothing was sent to.
pub(super) fn stranger(from: SocketAddr) -> String {
    format!("not shown: a datagram from {from}, who was not asked")
}

/// The wait for an answer is over.
pub(super) fn no_answer(n: u64, ms: u64) -> String {
    format!("no answer to datagram {n} within {ms} ms")
}

/// Round trips: how long each took, as spans.
pub(super) struct RoundTrips {
    pub(super) least: String,
    pub(super) most: String,
    pub(super) mean: String,
}

/// At a sender's end.
pub(super) fn sum_of_sending(
    n_sent: u64,
    n_answers: u64,
    RoundTrips { least, most, mean }: &RoundTrips,
) -> String {
    format!("{n_sent} sent, {n_answers} answers; round trip {least} to {most}, {mean} on average")
}

/// What a datagram is, where it is no text in UTF-8: the catalogue's words for its encoding.
pub(super) fn datagram_is(from: SocketAddr, encoding: &str) -> String {
    format!("note: the datagram from {from} is {encoding}")
}

/// Stands behind a sender's address: the datagram was longer than the buffer.
pub(super) fn cut_to(n_bytes: usize) -> String {
    match n_bytes {
        1 => "(cut to 1 byte, the rest is lost)".to_owned(),
        n => format!("(cut to {n} bytes, the rest is lost)"),
    }
}

/// A group was joined.
pub(super) const fn group_is_open() -> &'static str {
    "note: everyone on this network can send to a group"
}

/// `--blast` begins.
pub(super) const fn blast_begins(has_batches: bool) -> &'static str {
    if has_batches {
        "blast: many datagrams a call; from here on the socket is not observed, nothing is shown"
    } else {
        "blast: one datagram a call; from here on the socket is not observed, nothing is shown"
    }
}

/// `--blast` has sent all: a number, seconds, and how many a second.
pub(super) fn blast_sent(n_sent: u32, seconds: f64, rate: &str) -> String {
    format!("sent {} datagrams in {seconds:.3} s: {rate} a second", grouped(n_sent.into()))
}

/// Beside the number that `--blast` received: their size, seconds, and how many a second.
pub(super) fn blast_received(size: &str, seconds: f64, rate: &str) -> String {
    format!("datagrams, {size} in {seconds:.3} s: {rate} a second")
}

/// Beside the number that `--blast` is missing.
pub(super) fn blast_missing(highest: u32) -> String {
    format!("of those numbered up to {}, if one sender sent all", grouped(highest.into()))
}

/// The names of the counts.
pub(super) struct Names {
    pub(super) received: &'static str,
    pub(super) missing: &'static str,
    pub(super) repeated: &'static str,
    pub(super) out_of_order: &'static str,
    pub(super) jitter: &'static str,
    pub(super) dropped_here: &'static str,
}

/// What the counts are called.
pub(super) const fn names() -> Names {
    Names {
        received: "received",
        missing: "missing",
        repeated: "repeated",
        out_of_order: "out of order",
        jitter: "jitter",
        dropped_here: "dropped here",
    }
}

/// Above the counts of one sender.
pub(super) fn numbered_from(from: SocketAddr, highest: u32) -> String {
    format!("numbered datagrams from {from}, up to number {highest}:")
}

/// What `received` counts.
pub(super) const fn received() -> &'static str {
    "different ones that came"
}

/// What `missing` counts.
pub(super) fn missing(highest: u32) -> String {
    format!("below number {highest}, so far; after it nothing is known")
}

/// What `repeated` counts.
pub(super) const fn repeated() -> &'static str {
    "further copies of one that had come"
}

/// What `out of order` counts.
pub(super) const fn out_of_order() -> &'static str {
    "came after one with a higher number"
}

/// What `jitter` measures.
pub(super) const fn jitter() -> &'static str {
    "how unevenly they came, smoothed (RFC 3550)"
}

/// What `dropped here` counts.
pub(super) const fn dropped_here() -> &'static str {
    "found this program's own queue full"
}

/// What `dropped here` says where it is none.
pub(super) const fn none_dropped_here() -> &'static str {
    "this program's own queue had room"
}

/// Below the counts: senders that were too many to be counted each.
pub(super) fn not_counted(n_datagrams: u64) -> String {
    format!("not counted: {} of further senders", grouped(n_datagrams))
}
