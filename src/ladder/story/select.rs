//! Which part of a story is to be drawn.
//!
//! The one idea: a filter chooses among what has been joined already, so an arrow is the same arrow
//! whether the rest of its connection is drawn or not; and whatever was left out is counted.
//!
//! See it run: `netlab ladder --kind received run.jsonl`.

use std::net::SocketAddr;

use crate::event::Kind;
use crate::ladder::lane::Lanes;
use crate::ladder::picture::LeftOut;
use crate::ladder::story::item::{Item, Thing};

/// A choice; the default is everything.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Only what touches one of these sockets; empty for all.
    pub sockets: Vec<Wanted>,
    /// Only what one of these kinds has a part in; empty for all.
    pub kinds: Vec<Kind>,
    /// Only what ends at or after this time, in microseconds from the first event on.
    pub from_us: Option<u64>,
    /// Only what begins at or before this time.
    pub to_us: Option<u64>,
    /// At most so many marks and arrows, the first ones.
    pub max: Option<usize>,
    /// What has a line of its own.
    pub lanes: Lanes,
}

/// A way to name a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Its number within its process.
    Number(u64),
    /// The port of its own address.
    Port(u16),
    /// Its own address.
    Address(SocketAddr),
}

impl Wanted {
    fn is(self, end: &End) -> bool {
        match self {
            Wanted::Number(number) => end.number == Some(number),
            Wanted::Port(port) => end.address.is_some_and(|addr| addr.port() == port),
            Wanted::Address(addr) => end.address == Some(addr),
        }
    }
}

/// What a socket can be named by: its number within its process, where there is a record of it, and its address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct End {
    pub(crate) number: Option<u64>,
    pub(crate) address: Option<SocketAddr>,
}

impl Selection {
    /// Keeps what is wanted of items in the order of time; times count from `first`.
    pub(crate) fn keep(&self, items: &mut Vec<Item<'_>>, ends: &[End], first: i64) -> LeftOut {
        let n_all = items.len();
        items.retain(|item| self.wants(item, ends, first));
        let by_filter = n_all - items.len();
        let n_kept = items.len().min(self.max.unwrap_or(usize::MAX));
        let by_max = items.len() - n_kept;
        items.truncate(n_kept);
        LeftOut { by_filter, by_max }
    }

    fn wants(&self, item: &Item<'_>, ends: &[End], first: i64) -> bool {
        let since = |us: i64| u64::try_from(us - first).unwrap_or(0);
        let is_in_time = self.from_us.is_none_or(|from| since(item.at.0) >= from)
            && self.to_us.is_none_or(|to| since(item.left.0) <= to);
        let is_of_a_socket = self.sockets.is_empty()
            || item.ends.iter().any(|end| self.sockets.iter().any(|wanted| wanted.is(&ends[*end])));
        is_in_time && is_of_a_socket && (self.kinds.is_empty() || self.has_kind(item))
    }

    fn has_kind(&self, item: &Item<'_>) -> bool {
        match &item.what {
            Thing::Mark(mark) => self.kinds.contains(&mark.event.kind),
            Thing::Arrow(arrow) => [arrow.sent, arrow.answer, arrow.taken]
                .into_iter()
                .flatten()
                .any(|event| self.kinds.contains(&event.kind)),
        }
    }
}
