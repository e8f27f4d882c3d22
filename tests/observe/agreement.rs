//! Whether two ends of a connection tell the same story.
//!
//! The one idea: one end was told by netlab's own sockets, the other by looking at somebody else's program. What the one
//! sent, the other received; what ended here, ended there; and nothing arrived before it was sent.

use std::net::SocketAddr;

use netlab::event::{Event, Kind};

/// One end of a connection.
pub(crate) struct End<'a>(pub(crate) Vec<&'a Event<'a>>);

impl<'a> End<'a> {
    /// The connection between these two addresses, as `local` sees it.
    pub(crate) fn of(events: &'a [Event<'a>], local: SocketAddr, peer: SocketAddr) -> End<'a> {
        let is_it = |event: &&Event<'_>| (event.local, event.peer) == (Some(local), Some(peer));
        let number = events.iter().find(is_it).map(|event| event.socket);
        End(events.iter().filter(|event| Some(event.socket) == number).collect())
    }

    /// The bytes that moved in calls of this kind; each call must begin where the one before it ended.
    #[track_caller]
    fn bytes(&self, kind: Kind) -> Vec<u8> {
        let mut bytes = Vec::new();
        for event in self.0.iter().filter(|event| event.kind == kind) {
            assert_eq!(event.offset, Some(bytes.len() as u64), "{event:?}");
            let data = event.data.as_deref().unwrap_or_default();
            assert_eq!(event.len, Some(data.len() as u64), "the whole payload was kept: {event:?}");
            bytes.extend_from_slice(data);
        }
        bytes
    }

    pub(crate) fn first(&self, kind: Kind) -> Option<&'a Event<'a>> {
        self.0.iter().copied().find(|event| event.kind == kind)
    }

    pub(crate) fn count(&self, kind: Kind) -> usize {
        self.0.iter().filter(|event| event.kind == kind).count()
    }
}

/// Holds that both ends of the only connection of `peers` tell the same.
#[track_caller]
pub(crate) fn agree(observed: &[Event<'_>], peers: &[Event<'_>]) {
    let known = peers.iter().find_map(|event| Some((event.local?, event.peer?)));
    let (theirs, ours) = known.expect("the peer had a connection");
    agree_on(observed, peers, ours, theirs);
}

/// Holds that both ends of a connection tell the same.
#[track_caller]
pub(crate) fn agree_on(observed: &[Event<'_>], peers: &[Event<'_>], ours: SocketAddr, theirs: SocketAddr) {
    let (here, there) = (End::of(observed, ours, theirs), End::of(peers, theirs, ours));
    for (end, events) in [(&here, observed), (&there, peers)] {
        let near: Vec<_> = events.iter().filter(|it| [it.local, it.peer].contains(&Some(theirs))).collect();
        assert!(!end.0.is_empty(), "{ours} {theirs}: {near:#?}");
    }
    for (from, to) in [(&here, &there), (&there, &here)] {
        assert_eq!(text(&from.bytes(Kind::Sent)), text(&to.bytes(Kind::Received)), "{:#?}", here.0);
        if let Some(end) = to.first(Kind::PeerFinished) {
            assert_eq!(end.offset, Some(from.bytes(Kind::Sent).len() as u64));
            let cause = from.first(Kind::Finished).or(from.first(Kind::Closed)).expect("somebody ended it");
            // Our own sockets tell of a close only once they are gone; an observed one as it goes.
            let is_late = cause.kind == Kind::Closed && cause.fd.is_none();
            assert!(
                is_late || cause.began_us <= end.t_us,
                "the end came before it was made: {cause:?} {end:?}"
            );
        }
        assert_eq!(to.count(Kind::PeerFinished), 1.min(to.count(Kind::PeerFinished)), "it is told once");
        if let (Some(sent), Some(received)) = (from.first(Kind::Sent), to.first(Kind::Received)) {
            assert!(sent.began_us <= received.t_us, "it arrived before it was sent");
        }
    }
    assert_eq!(here.count(Kind::Closed), 1, "{:#?}", here.0);
    assert!(here.0.iter().all(|event| event.began_us <= event.t_us));
    assert!(here.0.is_sorted_by_key(|event| event.t_us), "in the order of their returns");
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
