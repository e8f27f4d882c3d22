//! The shape of what a page says on which events appear as they happen.
//!
//! The one idea: the page is told all its words once, in every language, and puts the facts in itself: `{}` in a sentence
//! stands for one.
//!
//! See them run: `netlab live`.

use serde::Serialize;

/// The words of the page of events as they happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LiveWords {
    /// What the page shows comes as it happens.
    pub live: &'static str,
    /// What it shows comes from files.
    pub replay: &'static str,
    /// The picture stands at a moment, which follows.
    pub held: &'static str,
    /// The picture goes on from a moment of the past.
    pub playing: &'static str,
    /// Nobody sends any more.
    pub over: &'static str,
    /// The button that lets the picture stand.
    pub pause: &'static str,
    /// The button that plays from the moment that is shown.
    pub play: &'static str,
    /// How fast it is played.
    pub pace: &'static str,
    /// The bar on which a moment is chosen.
    pub moment: &'static str,
    /// The button that saves the events.
    pub save_lines: &'static str,
    /// The button that saves the picture as a page.
    pub save_page: &'static str,
    /// The name of the other language, in that language.
    pub other_language: &'static str,
    /// The button that changes between light and dark.
    pub theme: &'static str,
    /// The two tabs of a narrow window.
    pub views: &'static str,
    /// The picture.
    pub rows: &'static str,
    /// The table of sockets.
    pub sockets: &'static str,
    /// Nothing has happened yet: what to do.
    pub waiting: &'static str,
    /// No socket is known yet.
    pub no_socket: &'static str,
    /// So many sockets are left out.
    pub more_sockets: &'static str,
    /// A socket that is gone.
    pub closed: &'static str,
    /// Behind a program's number: it has ended, or tells no more.
    pub gone: &'static str,
    /// Written at one end, not read at the other.
    pub on_its_way: &'static str,
    /// Arrived, and not read by the program.
    pub unread: &'static str,
    /// Given to the kernel, and not acknowledged by the peer's.
    pub unacked: &'static str,
    /// Who does not read: a program, its number, how much waits.
    pub does_not_read: &'static str,
    /// One byte.
    pub one_byte: &'static str,
    /// So many bytes.
    pub n_bytes: &'static str,
    /// One row for so many writes.
    pub n_writes: &'static str,
    /// One row for so many datagrams.
    pub n_datagrams: &'static str,
    /// What one write gave was read by so many reads.
    pub in_reads: &'static str,
    /// It was read together with more, this much in all.
    pub of_read: &'static str,
    /// Read aloud now and then: events, programs, open sockets.
    pub status: &'static str,
    /// So many lines were not kept for this browser.
    pub missed: &'static str,
    /// So many events a program had no room for.
    pub dropped: &'static str,
}
