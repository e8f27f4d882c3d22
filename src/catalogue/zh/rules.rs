//! What a narration says of an impairment: which rule, which bytes or datagram, and what it did.
//!
//! The one idea: a rule's name alone tells little, so each says what it did to this very traffic.
//!
//! See it run: `netlab impair --to 8080 --delay 100ms`.

use crate::catalogue::zh::numbers::bytes;
use crate::event::{Event, Rule, RuleSetting, RulesInForce, Transport};

/// What a rule did.
pub(super) fn touched(event: &Event<'_>) -> String {
    let name = event.rule.as_deref().unwrap_or("?");
    let what = what(event);
    let Ok(rule) = name.parse::<Rule>() else { return format!("{name}：{what}") };
    let Some(held) = event.waited_us.map(time) else { return without_time(rule, event, &what) };
    match rule {
        Rule::Coalesce => format!("coalesce 把 {what} 攒了 {held}"),
        Rule::SlowClose => format!("slow-close 把 {} 之后的结束推迟了 {held}", bytes(event.offset)),
        Rule::Reorder => format!("reorder 让后一个越过 {what}，最多 {held}"),
        Rule::Jitter => format!("jitter 使 {what} 再延迟 {held}"),
        _ => format!("{name} 使 {what} 延迟 {held}"),
    }
}

fn without_time(rule: Rule, event: &Event<'_>, what: &str) -> String {
    let at = bytes(event.offset);
    match rule {
        Rule::Slice => format!("slice 单独转发 {what}"),
        Rule::Rate | Rule::LinkRate if event.transport == Transport::Tcp => {
            format!("{rule} 单独转发 {what}")
        }
        Rule::StallAfter => format!("stall-after 一直扣留 {what}"),
        Rule::Blackhole => format!("blackhole 扣留 {what}"),
        Rule::ResetAfter => format!("reset-after 在 {at} 之后重置连接"),
        Rule::SlowClose => format!("slow-close 推迟 {at} 之后的结束"),
        Rule::AcceptOnly => "accept-only 不理会这条连接".to_owned(),
        Rule::Loss => format!("loss 丢弃 {what}"),
        Rule::BurstLoss => format!("burst-loss 丢弃 {what}"),
        Rule::Duplicate => format!("duplicate 把 {what} 转发两次"),
        Rule::Mtu => format!("mtu 丢弃 {what}：太大"),
        Rule::Rate | Rule::LinkRate | Rule::Delay | Rule::Jitter | Rule::Coalesce | Rule::Reorder => {
            format!("{rule} 丢弃 {what}：等待的已太多")
        }
    }
}

/// The rules in force, and the phase of the scenario.
pub(crate) fn in_force(phase: Option<&str>, record: &str) -> String {
    let rules = directions(record);
    match phase {
        Some(phase) => format!("阶段 {phase:?}：{rules}"),
        None => rules,
    }
}

/// The rules of both directions, of what a record keeps of them. Older records keep words, which stay as they are.
fn directions(record: &str) -> String {
    let Ok(RulesInForce { up, down }) = record.parse() else { return record.to_owned() };
    match (up.is_empty(), down.is_empty()) {
        _ if up == down => settings(&up),
        (false, false) => format!("上行：{}；下行：{}", settings(&up), settings(&down)),
        (_, true) => format!("上行：{}", settings(&up)),
        (true, _) => format!("下行：{}", settings(&down)),
    }
}

fn settings(all: &[RuleSetting]) -> String {
    if all.is_empty() {
        return "没有规则".to_owned();
    }
    all.iter().map(setting).collect::<Vec<_>>().join("，")
}

/// `delay 100ms`, `stall-after 10 for 1s`.
fn setting(RuleSetting { rule, value, more }: &RuleSetting) -> String {
    match (rule, value, more) {
        (_, None, _) => rule.to_string(),
        (Rule::StallAfter, Some(value), Some(time)) => format!("{rule} {value}，持续 {time}"),
        (Rule::StallAfter, Some(value), None) => format!("{rule} {value}，一直持续"),
        (_, Some(value), Some(queue)) => format!("{rule} {value}，队列 {queue}"),
        (_, Some(value), None) => format!("{rule} {value}"),
    }
}

/// `字节 10 起的 6 字节`, or `数据报 3（14 字节）`.
fn what(event: &Event<'_>) -> String {
    let len = bytes(event.len);
    match (event.n, event.offset) {
        (Some(n), _) => format!("数据报 {n}（{len}）"),
        (None, Some(offset)) if event.len == Some(0) => format!("{} 之后的结束", bytes(Some(offset))),
        (None, Some(offset)) if offset > 0 => format!("字节 {offset} 起的 {len}"),
        _ => len,
    }
}

/// Milliseconds, with a tenth where it is not a whole number.
#[allow(clippy::cast_precision_loss, reason = "a tenth is shown")]
fn time(us: u64) -> String {
    if us.is_multiple_of(1_000) { format!("{} ms", us / 1_000) } else { format!("{:.1} ms", us as f64 / 1e3) }
}
