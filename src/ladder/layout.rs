//! What stands where in a ladder, for one connection seen from both ends.
//!
//! The one idea: two sockets belong together when each one's own address is the other's peer. A write
//! `[0,6)` met reads `[0,3)` and `[3,6)` exactly when the ranges overlap, whatever the timing was.
//!
//! See it run: `netlab tour`.

use std::net::SocketAddr;

use crate::event::{Event, Kind};

/// The two ends of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The end that connected; drawn at the left.
    Client,
    /// The end that accepted; drawn at the right.
    Server,
}

/// One line of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Something at one end alone.
    Mark {
        /// Microseconds since the first row.
        at_us: u64,
        /// Where.
        side: Side,
        /// What.
        kind: Kind,
        /// It happened to the listening socket, not to the connection.
        is_listener: bool,
        /// Bytes, where some went out and were never taken.
        len: Option<u64>,
    },
    /// Something that went from one end to the other.
    Arrow {
        /// Microseconds since the first row until it arrived.
        at_us: u64,
        /// Where it began.
        from: Side,
        /// What the sender did.
        sent: Kind,
        /// What the receiver did.
        taken: Kind,
        /// How many bytes went; 0 for what is no bytes.
        len: u64,
        /// The first of those bytes.
        data: Vec<u8>,
    },
}

/// A connection, laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The address of the end that connected.
    pub client: SocketAddr,
    /// The address of the end that accepted.
    pub server: SocketAddr,
    /// Its rows, from top to bottom.
    pub rows: Vec<Row>,
}

/// Lays out the first connection of which both ends are among the events; `None` if there is none.
#[must_use]
pub fn layout(events: &[Event<'_>]) -> Option<Picture> {
    let accepted = events.iter().find(|event| event.kind == Kind::Accepted)?;
    let (server, client) = (accepted.local?, accepted.peer?);
    let ends = Ends { client, server };
    let first_us = events.iter().map(|event| event.began_us).min()?;
    let mut rows: Vec<(u64, Row)> =
        events.iter().flat_map(|event| ends.rows_of(event, events, first_us)).collect();
    rows.sort_by_key(|(at_us, _)| *at_us);
    Some(Picture { client, server, rows: rows.into_iter().map(|(_, row)| row).collect() })
}

struct Ends {
    client: SocketAddr,
    server: SocketAddr,
}

impl Ends {
    fn side_of(&self, event: &Event<'_>) -> Option<Side> {
        match (event.local, event.peer) {
            (Some(local), Some(peer)) if local == self.client && peer == self.server => Some(Side::Client),
            (Some(local), Some(peer)) if local == self.server && peer == self.client => Some(Side::Server),
            (Some(local), None) if local == self.server => Some(Side::Server),
            (None, Some(peer)) if peer == self.server => Some(Side::Client),
            _ => None,
        }
    }

    /// The rows that end at this event. An act that an arrow begins with has no row of its own.
    fn rows_of(&self, event: &Event<'_>, all: &[Event<'_>], first_us: u64) -> Vec<(u64, Row)> {
        let Some(side) = self.side_of(event) else { return Vec::new() };
        let other = |kind: Kind| {
            all.iter().filter(move |it| it.kind == kind && self.side_of(it).is_some_and(|its| its != side))
        };
        let at_us = event.t_us - first_us;
        let arrow = |sent: Kind, len: u64, data: Vec<u8>| {
            (event.t_us, Row::Arrow { at_us, from: side.opposite(), sent, taken: event.kind, len, data })
        };
        let is_listener = event.peer.is_none();
        let mark = |len| (event.t_us, Row::Mark { at_us, side, kind: event.kind, is_listener, len });
        match event.kind {
            Kind::Accepted => vec![arrow(Kind::Connecting, 0, Vec::new())],
            Kind::Received => other(Kind::Sent)
                .filter_map(|sent| overlap(sent, event))
                .map(|(len, data)| arrow(Kind::Sent, len, data))
                .collect(),
            Kind::PeerFinished if other(Kind::Finished).next().is_some() => {
                vec![arrow(Kind::Finished, 0, Vec::new())]
            }
            Kind::PeerFinished if other(Kind::Closed).next().is_some() => {
                vec![arrow(Kind::Closed, 0, Vec::new())]
            }
            Kind::Reset if other(Kind::Closed).next().is_some() => vec![arrow(Kind::Closed, 0, Vec::new())],
            Kind::Sent if other(Kind::Received).all(|taken| overlap(event, taken).is_none()) => {
                vec![mark(event.len)]
            }
            Kind::Finished if other(Kind::PeerFinished).next().is_none() => vec![mark(None)],
            Kind::Sent | Kind::Finished | Kind::Connecting | Kind::Connected => Vec::new(),
            _ => vec![mark(None)],
        }
    }
}

impl Side {
    const fn opposite(self) -> Side {
        match self {
            Side::Client => Side::Server,
            Side::Server => Side::Client,
        }
    }
}

/// The bytes that one write gave and one read took: how many, and the first of them.
fn overlap(sent: &Event<'_>, taken: &Event<'_>) -> Option<(u64, Vec<u8>)> {
    let (sent_from, taken_from) = (sent.offset?, taken.offset?);
    let from = sent_from.max(taken_from);
    let to = (sent_from + sent.len?).min(taken_from + taken.len?);
    let len = to.checked_sub(from).filter(|len| *len > 0)?;
    let first = (from - taken_from) as usize;
    let data =
        taken.data.as_deref().unwrap_or_default().iter().skip(first).take(len as usize).copied().collect();
    Some((len, data))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::event::Transport;

    fn event(kind: Kind, side: Side, t_us: u64) -> Event<'static> {
        let (client, server) = ("127.0.0.1:5".parse().ok(), "127.0.0.1:8".parse().ok());
        let (local, peer) = if side == Side::Client { (client, server) } else { (server, client) };
        Event { local, peer, ..Event::new(kind, 1, Transport::Tcp, t_us) }
    }

    fn bytes(kind: Kind, side: Side, t_us: u64, offset: u64, data: &'static [u8]) -> Event<'static> {
        let len = Some(data.len() as u64);
        Event { offset: Some(offset), len, data: Some(Cow::Borrowed(data)), ..event(kind, side, t_us) }
    }

    /// The arrows' bytes and the marks' kinds, from top to bottom.
    fn check(events: &[Event<'_>], expected: &[&str]) {
        let rows = layout(events).expect("a connection").rows;
        let said = |row: &Row| match row {
            Row::Mark { kind, .. } => kind.to_string(),
            Row::Arrow { taken: Kind::Received, data, .. } => String::from_utf8_lossy(data).into_owned(),
            Row::Arrow { sent, taken, .. } => format!("{sent} > {taken}"),
        };
        assert_eq!(rows.iter().map(said).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn reads_are_joined_to_the_writes_whose_bytes_they_took() {
        check(
            &[
                event(Kind::Accepted, Side::Server, 1),
                bytes(Kind::Sent, Side::Client, 2, 0, b"abcdef"),
                bytes(Kind::Sent, Side::Client, 3, 6, b"gh"),
                bytes(Kind::Received, Side::Server, 4, 0, b"abc"),
                bytes(Kind::Received, Side::Server, 5, 3, b"defgh"),
            ],
            &["connecting > accepted", "abc", "def", "gh"],
        );
    }

    #[test]
    fn an_end_is_an_arrow_only_where_the_other_end_saw_it() {
        let opening = event(Kind::Accepted, Side::Server, 1);
        let finished = event(Kind::Finished, Side::Client, 2);
        check(&[opening.clone(), finished.clone()], &["connecting > accepted", "finished"]);
        let seen = event(Kind::PeerFinished, Side::Server, 3);
        check(&[opening, finished, seen], &["connecting > accepted", "finished > peer-finished"]);
    }

    #[test]
    fn bytes_that_nobody_took_are_a_mark_at_their_sender() {
        let opening = event(Kind::Accepted, Side::Server, 1);
        check(&[opening, bytes(Kind::Sent, Side::Server, 2, 0, b"lost")], &["connecting > accepted", "sent"]);
    }

    #[test]
    fn without_both_ends_there_is_no_picture() {
        assert_eq!(layout(&[]), None);
        assert_eq!(layout(&[event(Kind::Sent, Side::Client, 1)]), None);
    }
}
