//! What is said on every desk: where a program can be reached, and what is not kept.
//!
//! The one idea: each sentence is one function of facts, so that a second language says it whole, in its own order.
//!
//! See it run: `netlab tcp-server 0:9191`.

use std::net::{IpAddr, SocketAddr};

/// Stands behind what a program says that goes on until it is told to end. Whoever starts one knows by it that it is
/// ready.
pub(crate) const UNTIL_CTRL_C: &str = "; Ctrl-C ends it";

/// A server or a relay is there.
pub(crate) fn listening_on(at: SocketAddr) -> String {
    format!("listening on {at}{UNTIL_CTRL_C}")
}

/// A receiver of datagrams is there.
pub(crate) fn receiving_on(at: SocketAddr) -> String {
    format!("receiving on {at}{UNTIL_CTRL_C}")
}

/// A name has several addresses, and this one was bound.
pub(super) fn one_of_its_addresses(at: IpAddr, n_addresses: usize, host: &str) -> String {
    format!("note: {at} is one of {n_addresses} addresses of {host}; nothing answers at the others")
}

/// Connections are accepted from other machines.
pub(super) const fn anyone_can_connect() -> &'static str {
    "note: anyone who can reach this machine can connect; 127.0.0.1 would keep it to yourself"
}

/// Datagrams are taken from other machines.
pub(super) const fn anyone_can_send() -> &'static str {
    "note: anyone who can reach this machine can send; 127.0.0.1 would keep it to yourself"
}

/// A name has several addresses, and datagrams go to one of them.
pub(crate) fn sending_to_the_first(to: SocketAddr, n_addresses: usize) -> String {
    format!("sending to {to}, the first of {n_addresses} addresses")
}

/// There is no place for progress.
pub(super) const fn no_home() -> &'static str {
    "note: progress is not kept: this user has no home directory; HOME or NETLAB_HOME can name one"
}

/// Progress is there and cannot be read, so it is not written over.
pub(super) fn progress_is_unread(why: &str) -> String {
    format!("note: progress is neither read nor kept: {why}")
}

/// Progress cannot be written.
pub(super) fn progress_is_not_kept(why: &str) -> String {
    format!("note: progress is not kept: {why}")
}

/// A record would have been empty.
pub(super) fn nothing_recorded(path: &str) -> String {
    format!("note: no socket did anything, so there is no record {path}")
}

/// A drawing leaves out what came last.
pub(super) fn events_left_out(n_left_out: usize, n_drawn: usize) -> String {
    format!("{n_left_out} events came after the first {n_drawn}")
}

/// What a client said is in another encoding, or none: the catalogue's words for it.
pub(super) fn what_came_is(encoding: &str) -> String {
    format!("note: what came is {encoding}")
}

/// What `netlab lesson list` shows.
pub(crate) const fn lesson_list() -> &'static str {
    "all lessons, and how far you are"
}
