//! Which datagram that was received is which that was sent.
//!
//! The one idea: datagrams carry no number, so a receipt is known by its payload, of which both ends told
//! a digest. Equal payloads are matched in order; where two were under way at once, each could be either,
//! and the picture says so instead of guessing in silence.
//!
//! See it run: `netlab ladder` on the records of `udp-send --count 3 same` and `udp-recv`.

use std::collections::{BTreeMap, VecDeque};

use crate::event::{Event, Kind};
use crate::ladder::join::flows::Flow;
use crate::ladder::join::sockets::Act;

/// What became of one datagram.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match<'a> {
    pub(crate) sent: Option<Act<'a>>,
    pub(crate) received: Option<Act<'a>>,
    /// It had been received before.
    pub(crate) is_repeated: bool,
    /// Another one with this payload was under way: which of them this is, nobody can tell.
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
    let (whole, cut): (Vec<Act<'a>>, Vec<Act<'a>>) =
        flow.received.iter().partition(|act| act.event.kind == Kind::DatagramReceived);
    let has_digests = flow.sent.iter().chain(&whole).all(|act| act.event.digest.is_some());
    let payload = |event: &'a Event<'a>| match event.digest {
        Some(digest) if has_digests => Payload::Digest(digest),
        _ => Payload::Bytes(event.len.unwrap_or(0), event.data.as_deref().unwrap_or_default()),
    };
    let mut alike: BTreeMap<Payload<'a>, (VecDeque<Act<'a>>, Vec<Act<'a>>)> = BTreeMap::new();
    for act in &flow.sent {
        alike.entry(payload(act.event)).or_default().0.push_back(*act);
    }
    for act in whole {
        alike.entry(payload(act.event)).or_default().1.push(act);
    }
    add_the_cut(&mut alike, cut);
    let mut all: Vec<Match<'a>> =
        alike.into_values().flat_map(|(sent, received)| matches_of_one_payload(sent, received)).collect();
    mark_overtaking(&mut all);
    all
}

/// Pairs of a send and its first receipt about which there is no doubt: no other datagram was like it.
pub(crate) fn certain<'a>(flow: &Flow<'a>) -> Vec<(Act<'a>, Act<'a>)> {
    let mut alike: BTreeMap<u64, (Vec<Act<'a>>, Option<Act<'a>>)> = BTreeMap::new();
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

/// A cut datagram has lost its digest: it is a receipt of whatever it is the beginning of.
fn add_the_cut<'a>(alike: &mut BTreeMap<Payload<'a>, (VecDeque<Act<'a>>, Vec<Act<'a>>)>, cut: Vec<Act<'a>>) {
    for act in cut {
        let start = act.event.data.as_deref().unwrap_or_default();
        let fits = |sent: &Act<'_>| {
            let data = sent.event.data.as_deref().unwrap_or_default();
            let n_known = data.len().min(start.len());
            let has_length = act.event.full_len.is_none_or(|full| sent.event.len == Some(full));
            has_length && sent.at <= act.at.max(sent.began) && data[..n_known] == start[..n_known]
        };
        let found = alike
            .values_mut()
            .find(|(sent, taken)| sent.len() > taken.len() && sent.front().is_some_and(&fits));
        match found {
            Some((_, received)) => received.push(act),
            None => alike.entry(Payload::Bytes(u64::MAX, start)).or_default().1.push(act),
        }
    }
    for (_, received) in alike.values_mut() {
        received.sort_by_key(|act| (act.at, act.id));
    }
}

/// Matches equal payloads in order. A receipt can only be of what had been sent by then; with nothing
/// left of that, it is a repetition.
fn matches_of_one_payload<'a>(mut sent: VecDeque<Act<'a>>, received: Vec<Act<'a>>) -> Vec<Match<'a>> {
    let mut all = Vec::new();
    let mut under_way: VecDeque<Act<'a>> = VecDeque::new();
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

/// Whoever left later and arrived earlier has overtaken. Repetitions do not count.
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
