//! What has been explained: each kind of event once, for each transport.
//!
//! The one idea: what somebody has read is not read to them again. So what was explained is known beyond
//! one narrator: it can begin with what an earlier run explained, and be asked what is new.
//!
//! See it run: `netlab tcp-server`, twice.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::event::{Kind, Transport};

/// The kinds that were explained; clones share them.
#[derive(Debug, Clone, Default)]
pub struct Explained(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    all: HashSet<(Kind, Transport)>,
    new: Vec<String>,
}

impl Explained {
    /// Kinds that were explained before, by the names that [`Explained::new_names`] gave; others are passed
    /// over.
    #[must_use]
    pub fn before<'a>(names: impl IntoIterator<Item = &'a str>) -> Explained {
        let kind = |name: &str| {
            let (transport, kind) = name.split_once(' ')?;
            Some((kind.parse().ok()?, transport.parse().ok()?))
        };
        let all = names.into_iter().filter_map(kind).collect();
        Explained(Arc::new(Mutex::new(Known { all, new: Vec::new() })))
    }

    /// The names of what was explained since, such as `tcp accepted`.
    #[must_use]
    pub fn new_names(&self) -> Vec<String> {
        self.lock().new.clone()
    }

    /// Notes that a kind is explained now; false where it was explained before.
    pub(super) fn insert(&self, kind: Kind, transport: Transport) -> bool {
        let mut known = self.lock();
        let is_new = known.all.insert((kind, transport));
        if is_new {
            known.new.push(format!("{transport} {kind}"));
        }
        is_new
    }

    /// Whether a kind was explained, whatever the transport.
    pub(super) fn has(&self, kind: Kind) -> bool {
        let known = self.lock();
        [Transport::Tcp, Transport::Udp].iter().any(|transport| known.all.contains(&(kind, *transport)))
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_earlier_run_explained_is_known_and_only_the_rest_is_new() {
        let first = Explained::default();
        assert!(first.insert(Kind::Sent, Transport::Tcp) && !first.insert(Kind::Sent, Transport::Tcp));
        let names = first.new_names();
        assert_eq!(names, ["tcp sent"]);
        let of_a_newer_netlab = ["udp beamed", "quic sent", "sent", ""];
        let next = Explained::before(names.iter().map(String::as_str).chain(of_a_newer_netlab));
        assert!(!next.insert(Kind::Sent, Transport::Tcp) && next.insert(Kind::Bound, Transport::Udp));
        assert!(next.has(Kind::Sent) && !next.has(Kind::Closed));
        assert_eq!(next.new_names(), ["udp bound"]);
    }
}
