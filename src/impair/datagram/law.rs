//! What the rules of datagrams do to many of them, counted.
//!
//! The one idea: chance is tested by counting. The seed is pinned, so the counts are the same in every run;
//! the bounds say what they must be for any seed but one in a million (five standard deviations).
//!
//! See it run: `cargo test --lib impair::datagram::law`.

use std::time::Duration;

use bytes::Bytes;

use crate::event::Rule;
use crate::impair::chance::Origin;
use crate::impair::datagram::link::{DatagramLink, DatagramTouch};
use crate::impair::datagram::rules::DatagramRules;
use crate::impair::rule_set::RuleSet;

const ORIGIN: Origin = Origin { seed: 7, ordinal: 1, is_up: true, n_changes: 0 };
const N: u32 = 100_000;

/// What came out: the number of each datagram, and when it left.
struct Outcome {
    left: Vec<(u32, Duration)>,
    touched: Vec<DatagramTouch>,
}

/// Sends `n` datagrams of `len` bytes, one in each `gap`, and lets all leave.
fn play(rules: &DatagramRules, n: u32, len: usize, gap: Duration) -> Outcome {
    let mut link = DatagramLink::new(rules, ORIGIN, false, std::sync::Arc::default());
    let mut outcome = Outcome { left: Vec::new(), touched: Vec::new() };
    let mut leave = |link: &mut DatagramLink, until: Duration| {
        while let Some(due) = link.next_due().filter(|due| *due <= until) {
            let payload = link.leave(due).expect("one is due");
            let number = u32::from_be_bytes(payload[..4].try_into().expect("four bytes"));
            outcome.left.push((number, due));
        }
    };
    for number in 0..n {
        let now = gap * number;
        leave(&mut link, now.saturating_sub(Duration::from_nanos(1)));
        let mut payload = vec![0; len.max(4)];
        payload[..4].copy_from_slice(&number.to_be_bytes());
        link.take(now, &Bytes::from(payload), &mut outcome.touched);
    }
    leave(&mut link, Duration::MAX);
    outcome
}

/// Rules in the words of a record: `loss=10% delay=1s`.
fn rules(words: &str) -> DatagramRules {
    let mut rules = DatagramRules::default();
    for (name, value) in words.split_whitespace().filter_map(|word| word.split_once('=')) {
        rules.set(name, value).expect("a rule");
    }
    rules
}

const GAP: Duration = Duration::from_millis(1);

/// `N` trials with this probability come so often, within five standard deviations.
#[track_caller]
fn check_share(what: &str, count: usize, probability: f64) {
    let n = f64::from(N);
    let deviation = (n * probability * (1.0 - probability)).sqrt();
    let off = (f64::from(u32::try_from(count).expect("a small count")) - n * probability).abs();
    assert!(off <= 5.0 * deviation, "{what}: {count} of {N}, expected {probability}");
}

#[test]
fn without_a_rule_each_leaves_once_in_order_and_at_once() {
    let outcome = play(&DatagramRules::default(), 1_000, 0, GAP);
    let expected: Vec<_> = (0..1_000).map(|number| (number, GAP * number)).collect();
    assert_eq!((outcome.left, outcome.touched), (expected, Vec::new()));
}

#[test]
fn loss_loses_its_share_and_says_which() {
    let outcome = play(&rules("loss=10%"), N, 0, GAP);
    check_share("lost", N as usize - outcome.left.len(), 0.1);
    assert_eq!(outcome.touched.len(), N as usize - outcome.left.len());
    assert!(outcome.touched.iter().all(|touch| *touch == DatagramTouch { rule: Rule::Loss, held: None }));
}

#[test]
fn the_same_seed_decides_alike_and_other_rules_do_not_change_that() {
    let numbers = |text| -> Vec<u32> {
        play(&rules(text), 1_000, 0, GAP).left.into_iter().map(|(number, _)| number).collect()
    };
    let alone = numbers("loss=10%");
    assert_eq!(alone, numbers("loss=10%"));
    assert_eq!(alone, numbers("loss=10% delay=5ms mtu=1500"));
}

#[test]
fn burst_loss_has_the_mean_and_the_bursts_of_its_parameters() {
    // Gilbert's model: P/(P+R) are lost, in bursts of 1/R on average.
    let outcome = play(&rules("burst-loss=1%,25%"), N, 0, GAP);
    let lost = f64::from(N) - f64::from(u32::try_from(outcome.left.len()).expect("a count"));
    let share = lost / f64::from(N);
    assert!((0.034..0.043).contains(&share), "{share}, expected 0.0385");
    let arrived: Vec<u32> = outcome.left.iter().map(|(number, _)| *number).collect();
    let n_bursts = arrived.windows(2).filter(|pair| pair[1] - pair[0] > 1).count();
    let mean = lost / f64::from(u32::try_from(n_bursts).expect("a count"));
    assert!((3.6..4.4).contains(&mean), "bursts of {mean}, expected 4");
}

#[test]
fn the_good_state_loses_too_where_it_is_told_to() {
    let outcome = play(&rules("burst-loss=0%,100%,100%,20%"), N, 0, GAP);
    check_share("lost", N as usize - outcome.left.len(), 0.2);
}

#[test]
fn duplicate_passes_its_share_on_twice() {
    let outcome = play(&rules("duplicate=5%"), N, 0, GAP);
    check_share("repeated", outcome.left.len() - N as usize, 0.05);
    let n_pairs = outcome.left.windows(2).filter(|pair| pair[0].0 == pair[1].0).count();
    assert_eq!(n_pairs, outcome.left.len() - N as usize);
}

#[test]
fn reorder_lets_the_next_overtake_its_share() {
    let outcome = play(&rules("reorder=10%"), N, 0, GAP);
    assert_eq!(outcome.left.len(), N as usize, "nothing is lost");
    let mut latest = 0;
    let mut n_late = 0;
    for (number, _) in &outcome.left {
        n_late += usize::from(*number < latest);
        latest = latest.max(*number);
    }
    check_share("late", n_late, 0.1);
}

#[test]
fn reordered_ones_are_overtaken_also_while_others_are_delayed() {
    let outcome = play(&rules("reorder=10% delay=50ms"), N, 0, GAP);
    let n_late = outcome.left.windows(2).filter(|pair| pair[1].0 < pair[0].0).count();
    assert!(n_late > 8_000, "{n_late}");
    let is_held = |(number, at): &(u32, Duration)| at.saturating_sub(GAP * *number).as_millis() >= 50;
    assert!(outcome.left.iter().all(is_held), "none overtakes those before it");
}

#[test]
fn a_reordered_one_with_nobody_behind_it_goes_after_a_while() {
    let outcome = play(&rules("reorder=100%"), 1, 0, GAP);
    assert_eq!(outcome.left, [(0, Duration::from_millis(100))]);
}

#[test]
fn delay_and_jitter_add_up_and_jitter_reorders() {
    let outcome = play(&rules("delay=20ms jitter=10ms"), N, 0, GAP);
    let late = |(number, at): &(u32, Duration)| at.saturating_sub(GAP * *number);
    assert!(outcome.left.iter().map(late).all(|late| (20..=30).contains(&late.as_millis())));
    let mean = outcome.left.iter().map(late).sum::<Duration>() / N;
    assert!((24_900..25_100).contains(&mean.as_micros()), "{mean:?}, expected 25 ms");
    assert!(outcome.left.windows(2).filter(|pair| pair[1].0 < pair[0].0).count() > 10_000);
}

#[test]
fn rate_paces_packets_and_loses_what_its_queue_has_no_room_for() {
    // A packet of 100 bytes takes 10 ms; one comes every 5 ms, and the queue has room for 10.
    let outcome = play(&rules("rate=10kB/s queue=1kB"), 1_000, 72, Duration::from_millis(5));
    let gaps: Vec<Duration> =
        outcome.left.windows(2).map(|pair| pair[1].1.saturating_sub(pair[0].1)).collect();
    assert!(gaps.iter().all(|gap| *gap == Duration::from_millis(10)), "{gaps:?}");
    assert!((495..=515).contains(&outcome.left.len()), "half of them, and the queue: {}", outcome.left.len());
    let most =
        outcome.left.iter().map(|(number, at)| at.saturating_sub(Duration::from_millis(5) * *number)).max();
    assert!(most <= Some(Duration::from_millis(110)), "{most:?} in the queue");
}

#[test]
fn mtu_counts_the_headers() {
    let rules = rules("mtu=1500");
    assert_eq!(play(&rules, 1, 1_472, GAP).left.len(), 1, "1472 + 28 = 1500");
    assert_eq!(play(&rules, 1, 1_473, GAP).left.len(), 0);
}

#[test]
fn what_is_held_is_bounded_and_the_rest_is_lost_and_told() {
    let outcome = play(&rules("delay=1h"), 1_200, 60_000, GAP);
    // What it has of its own, and what one direction may borrow.
    assert_eq!(outcome.left.len(), 65 * 1024 * 1024 / 60_028);
    let n_lost = outcome.touched.iter().filter(|touch| touch.held.is_none()).count();
    assert_eq!(n_lost, 1_200 - outcome.left.len());
}
