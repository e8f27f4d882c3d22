//! The law of streams: what arrives is the beginning of what was sent, whatever the rules.
//!
//! The one idea: a law is tried on thousands of courses that were not thought of before. Here a course is a list of
//! rules, of things that happen and of times, all drawn by chance, with a clock that only counts.
//!
//! See it run: `cargo test --lib impair::stream::law`.

use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::impair::chance::Origin;
use crate::impair::shared::MAX_BORROWED_BYTES;
use crate::impair::stream::link::{LinkStep, OWN_BYTES, StreamEnd, StreamLink};
use crate::impair::stream::rules::StreamRules;
use crate::impair::value::{Size, Speed, Time};

/// Something that happens to a direction.
#[derive(Debug, Clone)]
enum Happening {
    /// Its sender has so many more bytes to send.
    Sent(usize),
    /// So much time goes by.
    Passes(Duration),
    /// Its receiver's kernel takes at most so many bytes at a time from now on; 0 for none.
    Takes(usize),
    /// Other rules hold.
    Rules(Box<StreamRules>),
}

/// One direction with its two ends, played to the end.
struct Course {
    link: StreamLink,
    now: Duration,
    n_takes: usize,
    /// Sent and not yet taken in.
    outbox: usize,
    n_sent: u64,
    held: Vec<u8>,
    arrived: Vec<u8>,
    n_changes: u64,
    is_over: Option<StreamEnd>,
}

const ORIGIN: Origin = Origin { seed: 7, ordinal: 1, is_up: true, n_changes: 0 };

impl Course {
    fn new(rules: &StreamRules) -> Self {
        Course {
            link: StreamLink::new(rules, ORIGIN, Duration::ZERO, Arc::default()),
            now: Duration::ZERO,
            n_takes: usize::MAX,
            outbox: 0,
            n_sent: 0,
            held: Vec::new(),
            arrived: Vec::new(),
            n_changes: 0,
            is_over: None,
        }
    }

    fn happens(&mut self, happening: &Happening) {
        match happening {
            Happening::Sent(n_bytes) => self.outbox += n_bytes,
            Happening::Passes(time) => return self.go_on_until(self.now + *time),
            Happening::Takes(n_bytes) => self.n_takes = *n_bytes,
            Happening::Rules(rules) => {
                self.n_changes += 1;
                self.link.change(rules, Origin { n_changes: self.n_changes, ..ORIGIN }, self.now);
            }
        }
        self.go_on_until(self.now);
    }

    /// Does what the pump does, up to this time.
    fn go_on_until(&mut self, end: Duration) {
        while self.is_over.is_none() {
            match self.link.step(self.now, &mut Vec::new()) {
                LinkStep::Finish => self.is_over = Some(StreamEnd::Finished),
                LinkStep::Reset => self.is_over = Some(StreamEnd::Reset),
                LinkStep::Write(len) if self.n_takes > 0 => self.write(len),
                LinkStep::Write(_) => break,
                LinkStep::Wait(_) if self.take_in() => {}
                LinkStep::Wait(Some(until)) if until <= end => {
                    assert!(until > self.now, "it never waits for what is past");
                    self.now = until;
                }
                LinkStep::Wait(_) => break,
            }
        }
        self.now = self.now.max(end);
    }

    fn write(&mut self, len: usize) {
        assert!(len > 0 && len <= self.held.len(), "{len} of {}", self.held.len());
        let n_bytes = len.min(self.n_takes);
        self.arrived.extend(self.held.drain(..n_bytes));
        self.link.left(self.now, n_bytes);
    }

    fn take_in(&mut self) -> bool {
        let n_bytes = self.link.room(self.outbox);
        for _ in 0..n_bytes {
            self.held.push(byte_at(self.n_sent));
            self.n_sent += 1;
        }
        if n_bytes > 0 {
            self.outbox -= n_bytes;
            self.link.take(self.now, n_bytes, &mut Vec::new());
        }
        assert!(self.held.len() <= OWN_BYTES + MAX_BORROWED_BYTES);
        n_bytes > 0
    }

    fn arrived_is_the_beginning(&self) -> bool {
        self.arrived.iter().zip(0..).all(|(byte, place)| *byte == byte_at(place))
    }
}

/// A row of bytes in which a piece that is missing or misplaced shows.
fn byte_at(place: u64) -> u8 {
    (place.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8
}

fn times() -> impl Strategy<Value = Time> {
    (0..5_000_u64).prop_map(|ms| Time(Duration::from_millis(ms)))
}

/// Rules that only slow a stream down.
fn slow_rules() -> impl Strategy<Value = StreamRules> {
    let slice = prop::option::of(prop::sample::select(vec!["1..10", "1", "100..2000"]));
    let rates = (prop::option::of(1_000..1_000_000_u64), prop::option::weighted(0.3, 1_000..1_000_000_u64));
    let pace = (rates, slice, prop::option::of(times()));
    let lengths = (prop::option::of(times()), prop::option::of(times()), prop::option::of(times()));
    let stall = prop::option::of((1..10_000_u64, times()));
    (pace, lengths, stall).prop_map(
        |(((rate, link_rate), slice, coalesce), (delay, jitter, slow_close), stall)| StreamRules {
            delay,
            jitter,
            rate: rate.map(Speed),
            link_rate: link_rate.map(Speed),
            slice: slice.map(|text| text.parse().expect("a range")),
            coalesce,
            stall_after: stall.map(|(after, _)| after.to_string().parse().expect("a size")),
            stall_for: stall.map(|(_, time)| time),
            slow_close,
            ..StreamRules::default()
        },
    )
}

/// Rules that also cut, or stop for good.
fn all_rules() -> impl Strategy<Value = StreamRules> {
    let reset = prop::option::weighted(
        0.2,
        prop_oneof![
            (0..20_000_u64).prop_map(|n| super::ResetAfter::Bytes(Size(n))),
            times().prop_map(super::ResetAfter::Time)
        ],
    );
    (slow_rules(), reset, prop::bool::weighted(0.2), prop::bool::weighted(0.1)).prop_map(
        |(slow, reset_after, blackhole, is_endless)| StreamRules {
            reset_after,
            blackhole,
            stall_for: if is_endless { None } else { slow.stall_for },
            ..slow
        },
    )
}

fn happenings(rules: impl Strategy<Value = StreamRules>) -> impl Strategy<Value = Vec<Happening>> {
    let one = prop_oneof![
        4 => (1..2_000_usize).prop_map(Happening::Sent),
        3 => (0..2_000_u64).prop_map(|ms| Happening::Passes(Duration::from_millis(ms))),
        1 => prop_oneof![Just(0), Just(1), Just(1_000), Just(usize::MAX)].prop_map(Happening::Takes),
        1 => rules.prop_map(|rules| Happening::Rules(Box::new(rules))),
    ];
    prop::collection::vec(one, 1..30)
}

/// The same cases in every run; `PROPTEST_RNG_SEED` chooses others.
fn cases() -> ProptestConfig {
    let chosen = ProptestConfig::default();
    let rng_seed = if chosen.rng_seed == RngSeed::Random { RngSeed::Fixed(3) } else { chosen.rng_seed };
    ProptestConfig { cases: 2_000, rng_seed, failure_persistence: None, ..chosen }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn what_arrives_is_the_beginning_of_what_was_sent(
        first in all_rules(),
        course in happenings(all_rules()),
    ) {
        let mut played = Course::new(&first);
        for happening in &course {
            played.happens(happening);
        }
        prop_assert!(played.arrived_is_the_beginning());
    }

    #[test]
    fn all_of_it_arrives_unless_something_cuts_or_stops_it_for_good(
        first in slow_rules(),
        course in happenings(slow_rules()),
    ) {
        let mut played = Course::new(&first);
        for happening in &course {
            played.happens(happening);
        }
        played.happens(&Happening::Takes(usize::MAX));
        // A stall of 5 s after each of 60,000 bytes would take longer than a day; all else takes less.
        played.happens(&Happening::Rules(Box::new(StreamRules { stall_after: None, ..first })));
        played.go_on_until(Duration::from_secs(86_400));
        prop_assert_eq!(played.outbox, 0);
        played.link.take_end(played.now, StreamEnd::Finished, &mut Vec::new());
        played.go_on_until(Duration::from_secs(2 * 86_400));
        prop_assert_eq!(played.is_over, Some(StreamEnd::Finished));
        prop_assert_eq!(played.arrived.len() as u64, played.n_sent);
        prop_assert!(played.arrived_is_the_beginning());
    }

    #[test]
    fn a_blackhole_that_ends_has_lost_nothing(
        before in slow_rules(),
        n_bytes in 1..10_000_usize,
        out in times(),
    ) {
        let mut played = Course::new(&before);
        played.happens(&Happening::Sent(n_bytes));
        played.happens(&Happening::Rules(Box::new(StreamRules { blackhole: true, ..before.clone() })));
        let n_arrived = played.arrived.len();
        played.happens(&Happening::Sent(n_bytes));
        played.happens(&Happening::Passes(out.0));
        prop_assert_eq!(played.arrived.len(), n_arrived, "nothing moves");
        played.happens(&Happening::Rules(Box::default()));
        played.go_on_until(played.now + Duration::from_secs(60));
        prop_assert_eq!(played.arrived.len(), 2 * n_bytes);
    }
}

/// Plays one direction through a way of this length whose ends are as fast as can be; how many bytes a
/// second arrive in the end.
fn throughput(rules: &StreamRules) -> usize {
    let mut played = Course::new(rules);
    for _ in 0..100 {
        // More than passes in this time.
        played.happens(&Happening::Sent(100_000));
        played.happens(&Happening::Passes(Duration::from_millis(10)));
    }
    let n_before = played.arrived.len();
    for _ in 0..100 {
        played.happens(&Happening::Sent(100_000));
        played.happens(&Happening::Passes(Duration::from_millis(10)));
    }
    assert!(played.arrived_is_the_beginning());
    played.arrived.len() - n_before
}

#[test]
fn a_delay_delays_and_does_not_slow_down() {
    let delayed = |ms| StreamRules { delay: Some(Time(Duration::from_millis(ms))), ..StreamRules::default() };
    assert_eq!(throughput(&delayed(0)), 10_000_000);
    assert_eq!(throughput(&delayed(50)), 10_000_000);
    assert_eq!(throughput(&delayed(500)), 10_000_000);
    let rated = StreamRules { rate: Some(Speed(1_000_000)), ..delayed(500) };
    let n_bytes = throughput(&rated);
    assert!((950_000..=1_050_000).contains(&n_bytes), "{n_bytes}");
}

#[test]
fn behind_a_rate_no_more_is_under_way_than_passes_while_the_delay_lasts() {
    let second = Some(Time(Duration::from_secs(1)));
    let check = |rules: StreamRules, expected| assert_eq!(rules.most_under_way(), expected);
    check(StreamRules { rate: Some(Speed(65_536)), ..StreamRules::default() }, Some(0));
    check(StreamRules { rate: Some(Speed(65_536)), delay: second, ..StreamRules::default() }, Some(65_536));
    check(StreamRules { link_rate: Some(Speed(1)), delay: second, ..StreamRules::default() }, Some(1));
    check(StreamRules { delay: second, ..StreamRules::default() }, None);
}
