//! What a narration says of an impairment: which rule, which bytes or datagram, and what it did.
//!
//! The one idea: a rule's name alone tells little, so each says what it did to this very traffic.
//!
//! See it run: `netlab impair --to 8080 --delay 100ms`.

use crate::catalogue::en::numbers::bytes;
use crate::event::{Event, Rule, RuleSetting, RulesInForce, Transport};

/// What a rule did.
pub(super) fn touched(event: &Event<'_>) -> String {
    let name = event.rule.as_deref().unwrap_or("?");
    let what = what(event);
    let Ok(rule) = name.parse::<Rule>() else { return format!("{name}: {what}") };
    let Some(held) = event.waited_us.map(time) else { return without_time(rule, event, &what) };
    match rule {
        Rule::Coalesce => format!("coalesce gathers {what} for {held}"),
        Rule::SlowClose => format!("slow-close holds the end after {} for {held}", bytes(event.offset)),
        Rule::Reorder => format!("reorder lets the next overtake {what}, for at most {held}"),
        Rule::Jitter => format!("jitter holds {what} for {held} more"),
        _ => format!("{name} holds {what} for {held}"),
    }
}

fn without_time(rule: Rule, event: &Event<'_>, what: &str) -> String {
    let at = bytes(event.offset);
    match rule {
        Rule::Slice => format!("slice passes on {what} alone"),
        Rule::Rate | Rule::LinkRate if event.transport == Transport::Tcp => {
            format!("{rule} passes on {what} alone")
        }
        Rule::StallAfter => format!("stall-after holds {what} for good"),
        Rule::Blackhole => format!("blackhole holds {what}"),
        Rule::ResetAfter => format!("reset-after throws the connection away after {at}"),
        Rule::SlowClose => format!("slow-close holds the end after {at}"),
        Rule::AcceptOnly => "accept-only leaves the connection alone".to_owned(),
        Rule::Loss => format!("loss loses {what}"),
        Rule::BurstLoss => format!("burst-loss loses {what}"),
        Rule::Duplicate => format!("duplicate passes on {what} twice"),
        Rule::Mtu => format!("mtu loses {what}: too large"),
        Rule::Rate | Rule::LinkRate | Rule::Delay | Rule::Jitter | Rule::Coalesce | Rule::Reorder => {
            format!("{rule} loses {what}: too much waits already")
        }
    }
}

/// The rules in force, and the phase of the scenario.
pub(crate) fn in_force(phase: Option<&str>, record: &str) -> String {
    let rules = directions(record);
    match phase {
        Some(phase) => format!("phase {phase:?}: {rules}"),
        None => rules,
    }
}

/// The rules of both directions, of what a record keeps of them. Older records keep words, which stay as they are.
fn directions(record: &str) -> String {
    let Ok(RulesInForce { up, down }) = record.parse() else { return record.to_owned() };
    match (up.is_empty(), down.is_empty()) {
        _ if up == down => settings(&up),
        (false, false) => format!("up: {}; down: {}", settings(&up), settings(&down)),
        (_, true) => format!("up: {}", settings(&up)),
        (true, _) => format!("down: {}", settings(&down)),
    }
}

fn settings(all: &[RuleSetting]) -> String {
    if all.is_empty() {
        return "no rule".to_owned();
    }
    all.iter().map(setting).collect::<Vec<_>>().join(", ")
}

/// `delay 100ms`, `stall-after 10 for 1s`.
fn setting(RuleSetting { rule, value, more }: &RuleSetting) -> String {
    match (rule, value, more) {
        (_, None, _) => rule.to_string(),
        (Rule::StallAfter, Some(value), Some(time)) => format!("{rule} {value} for {time}"),
        (Rule::StallAfter, Some(value), None) => format!("{rule} {value} for good"),
        (_, Some(value), Some(queue)) => format!("{rule} {value} with a queue of {queue}"),
        (_, Some(value), None) => format!("{rule} {value}"),
    }
}

/// `6 bytes from byte 10 on`, or `datagram 3 (14 bytes)`.
fn what(event: &Event<'_>) -> String {
    let len = bytes(event.len);
    match (event.n, event.offset) {
        (Some(n), _) => format!("datagram {n} ({len})"),
        (None, Some(offset)) if event.len == Some(0) => format!("the end after {}", bytes(Some(offset))),
        (None, Some(offset)) if offset > 0 => format!("{len} from byte {offset} on"),
        _ => len,
    }
}

/// Milliseconds, with a tenth where it is not a whole number.
#[allow(clippy::cast_precision_loss, reason = "a tenth is shown")]
fn time(us: u64) -> String {
    if us.is_multiple_of(1_000) { format!("{} ms", us / 1_000) } else { format!("{:.1} ms", us as f64 / 1e3) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Kind;

    #[test]
    fn rules_in_force_are_said_once_where_both_directions_are_alike() {
        let check = |record: &str, expected: &str| assert_eq!(in_force(None, record), expected);
        check("none", "no rule");
        check("delay=1s blackhole slice=1..10", "delay 1s, blackhole, slice 1..10");
        check("stall-after=10 stall-for=1s", "stall-after 10 for 1s");
        check("stall-after=10", "stall-after 10 for good");
        check("rate=1KiB/s queue=4KiB", "rate 1KiB/s with a queue of 4KiB");
        check("up.delay=1s", "up: delay 1s");
        check("down.delay=1s", "down: delay 1s");
        check("up.jitter=1s down.delay=1s", "up: jitter 1s; down: delay 1s");
        assert_eq!(in_force(Some("slow"), "delay=1s"), "phase \"slow\": delay 1s");
    }

    #[test]
    fn what_older_records_say_stays_as_it_is() {
        for words in ["no rule", "delay 1s, jitter 2ms", "up: delay 1s; down: jitter 2ms", "accept-only", "?"]
        {
            assert_eq!(in_force(None, words), words);
        }
    }

    #[test]
    fn every_rule_says_what_it_did() {
        for rule in Rule::ALL {
            for waited_us in [None, Some(12_345)] {
                let event = Event {
                    rule: Some(rule.name().into()),
                    offset: Some(10),
                    len: Some(6),
                    waited_us,
                    ..Event::new(Kind::Impaired, 1, Transport::Udp, 0)
                };
                let said = touched(&event);
                assert!(said.starts_with(rule.name()) && said.len() > 20, "{said}");
                assert_eq!(said.contains("12.3 ms"), waited_us.is_some(), "{said}");
            }
        }
    }
}
