//! What a ladder says of its marks and arrows, in English.
//!
//! The one idea: a caption names what the drawing cannot show by itself: how much, and what is known of
//! what came of it. It claims no more than the two records do.
//!
//! See it run: `netlab ladder run.jsonl`.

use crate::catalogue::entry::{Drawn, PageWords};

/// The words of a ladder.
pub(crate) const DRAWN: Drawn = Drawn {
    ladder: "A ladder",
    rows: "rows",
    sockets: "sockets",
    client: "client",
    server: "server",
    listener: "listener",
    datagrams: "udp",
    unknown: "socket",
    not_recorded: "not recorded",
    of_write: "of a write of",
    of_read: "of a read of",
    repeated: "repeated",
    overtook: "overtook another",
    could_be_either: "could be either",
    cut_from: "cut from",
    in_receive_buffer: "unread, in the receive buffer",
    in_some_buffer: "unread, in some buffer",
    never_accepted: "waits in the accept queue",
    waited: "waited",
    took: "later",
    rule: "rule",
    not_received: "not received",
    unread: "unread",
    not_taken: "not taken",
    silence: "of silence",
    record_ends: "record ends",
    nothing: "nothing happened",
    more: "more not shown",
    filtered: "left out by the filters",
    clocks: "clocks",
    ahead_of: "ahead of",
    behind: "behind",
    by_messages: "by so many messages",
    by_walls: "by the time of day alone",
    drift: "the messages contradict each other by",
};

/// The words of the page around it.
pub(crate) const PAGE: PageWords = PageWords {
    help: "Point at a row, tap it, or walk with ↑ ↓ PageUp PageDown Home End; Enter keeps it, Escape lets it go.",
    detail: "The row in detail",
    nothing_chosen: "Nothing is chosen yet.",
    needs_script: "This page draws with its script.",
    after_first: "after the first event",
    carried: "What it carried",
    first_bytes: "recorded of it, in bytes:",
    took: "the call took",
    had_waited: "the program had waited",
    call: "call",
    state: "TCP state",
    source: "source",
    printed: "Only the first rows are printed",
};
