//! What a narration says of an impairment: which rule, which bytes or datagram, and what it did.
//!
//! The one idea: a rule's name alone tells little, so each says what it did to this very traffic.
//!
//! See it run: `netlab impair --to 8080 --delay 100ms`.

use crate::catalogue::en::numbers::bytes;
use crate::event::{Event, Rule, Transport};

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
pub(super) fn changed(event: &Event<'_>) -> String {
    let rules = event.option.as_deref().unwrap_or("?");
    event.name.as_deref().map_or_else(|| rules.to_owned(), |phase| format!("phase {phase:?}: {rules}"))
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
