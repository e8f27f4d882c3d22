//! Which datagram that was received is which that was sent.
//!
//! The one idea: datagrams carry no number, so a receipt is known by its payload, of which both ends recorded
//! a digest. Equal payloads are matched in order; where two were under way at once, each could be either,
//! and the picture says so instead of guessing in silence.
//!
//! See it run: `netlab ladder` on the records of `udp-send --count 3 same` and `udp-recv`.

use std::collections::{BTreeMap, VecDeque};

use crate::event::{Event, Kind};
use crate::ladder::join::cut::{self, Alike};
use crate::ladder::join::flows::Flow;
use crate::ladder::join::sockets::TimedEvent;

/// What became of one datagram.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match<'a> {
    pub(crate) sent: Option<TimedEvent<'a>>,
    pub(crate) received: Option<TimedEvent<'a>>,
    /// It had been received before.
    pub(crate) is_repeated: bool,
    /// Another one with this payload was under way: which of them this is cannot be known.
    pub(crate) could_be_either: bool,
    /// It left after one that arrived later.
    pub(crate) overtook: bool,
}

/// What tells one payload from another.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
enum Payload<'a> {
    Digest(u64),
    /// Length and first bytes, where somebody did not ask for digests.
    Bytes(u64, &'a [u8]),
}

/// Matches the datagrams of one flow.
pub(crate) fn matches<'a>(flow: &Flow<'a>) -> Vec<Match<'a>> {
    let (whole, has_been_cut): (Vec<TimedEvent<'a>>, Vec<TimedEvent<'a>>) =
        flow.received.iter().partition(|act| act.event.kind == Kind::DatagramReceived);
    let has_digests = flow.sent.iter().chain(&whole).all(|act| act.event.digest.is_some());
    let payload = |event: &'a Event<'a>| match event.digest {
        Some(digest) if has_digests => Payload::Digest(digest),
        _ => Payload::Bytes(event.len.unwrap_or(0), event.data.as_deref().unwrap_or_default()),
    };
    let mut by_payload: BTreeMap<Payload<'a>, Alike<'a>> = BTreeMap::new();
    for act in &flow.sent {
        by_payload.entry(payload(act.event)).or_default().sent.push_back(*act);
    }
    for act in whole {
        by_payload.entry(payload(act.event)).or_default().received.push(act);
    }
    let mut alike: Vec<Alike<'a>> = by_payload.into_values().collect();
    cut::add(&mut alike, has_been_cut);
    let mut all: Vec<Match<'a>> = alike.into_iter().flat_map(matches_of_one_payload).collect();
    mark_overtaking(&mut all);
    all
}

/// Pairs of a send and its first receipt about which there is no doubt: no other datagram was like it.
pub(crate) fn certain<'a>(flow: &Flow<'a>) -> Vec<(TimedEvent<'a>, TimedEvent<'a>)> {
    let mut alike: BTreeMap<u64, (Vec<TimedEvent<'a>>, Option<TimedEvent<'a>>)> = BTreeMap::new();
    for act in &flow.sent {
        if let Some(digest) = act.event.digest {
            alike.entry(digest).or_default().0.push(*act);
        }
    }
    for act in &flow.received {
        if let Some(one) = act.event.digest.and_then(|digest| alike.get_mut(&digest)) {
            one.1.get_or_insert(*act);
        }
    }
    let single = alike.into_values().filter(|(sent, _)| sent.len() == 1);
    single.filter_map(|(sent, received)| Some((sent[0], received?))).collect()
}

/// Matches equal payloads in order. A receipt can only be of what had been sent by then; with nothing
/// left of that, it is a repetition.
fn matches_of_one_payload(Alike { mut sent, received }: Alike<'_>) -> Vec<Match<'_>> {
    let mut all = Vec::new();
    let mut under_way: VecDeque<TimedEvent<'_>> = VecDeque::new();
    let mut last = None;
    let mut could_be_either = false;
    for receipt in received {
        while sent.front().is_some_and(|next| next.began <= receipt.at) {
            under_way.extend(sent.pop_front());
        }
        could_be_either = under_way.len() > 1 || (could_be_either && !under_way.is_empty());
        let next = under_way.pop_front();
        // Clocks that do not agree can make it seem to come before it was sent.
        let next = next.or_else(|| if last.is_none() { sent.pop_front() } else { None });
        let is_repeated = next.is_none() && last.is_some();
        last = next.or(last);
        all.push(Match {
            sent: last,
            received: Some(receipt),
            is_repeated,
            could_be_either,
            overtook: false,
        });
    }
    let not_received = under_way.into_iter().chain(sent);
    all.extend(not_received.enumerate().map(|(index, act)| Match {
        sent: Some(act),
        received: None,
        is_repeated: false,
        could_be_either: could_be_either && index == 0,
        overtook: false,
    }));
    all
}

/// What left later and arrived earlier has overtaken. Repetitions do not count.
fn mark_overtaking(all: &mut [Match<'_>]) {
    all.sort_by_key(|it| {
        let act = it.sent.or(it.received);
        (act.map(|act| (act.began, act.id)), it.received.map(|act| (act.at, act.id)))
    });
    let mut latest = None;
    for one in all.iter_mut().filter(|it| it.sent.is_some() && !it.is_repeated && !it.could_be_either) {
        let arrived = one.received.map(|act| (act.at, act.id));
        one.overtook = arrived.is_some() && arrived < latest;
        latest = latest.max(arrived);
    }
}
