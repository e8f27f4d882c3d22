//! The rules in force, as a record keeps them.
//!
//! The one idea: a record states facts, and says them in no language: `up.delay=100ms up.rate=1MB/s`. Each setting is
//! written as the command line's option takes it, so whoever reads the record can ask for the same again.
//!
//! See it run: `netlab --log-format json impair --to 8080 --delay 100ms`.

use std::fmt;
use std::str::FromStr;

use crate::event::rule::Rule;

/// A rule as it is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSetting {
    /// The rule.
    pub rule: Rule,
    /// What its option is given, as in `100ms`; `None` for a rule that is only on or off.
    pub value: Option<String>,
    /// What a second option adds: how long a stall lasts, how much waits for a rate.
    pub more: Option<String>,
}

impl RuleSetting {
    /// A rule that is given nothing.
    #[must_use]
    pub const fn on(rule: Rule) -> Self {
        RuleSetting { rule, value: None, more: None }
    }

    /// A rule with its value.
    #[must_use]
    pub fn of(rule: Rule, value: impl fmt::Display) -> Self {
        RuleSetting { value: Some(value.to_string()), ..RuleSetting::on(rule) }
    }

    /// The same with what a second option adds, where there is anything.
    #[must_use]
    pub fn with(self, more: Option<impl fmt::Display>) -> Self {
        RuleSetting { more: more.map(|more| more.to_string()), ..self }
    }
}

/// The second option that a rule may have.
const fn second_option(rule: Rule) -> Option<&'static str> {
    match rule {
        Rule::StallAfter => Some("stall-for"),
        Rule::Rate | Rule::LinkRate => Some("queue"),
        _ => None,
    }
}

/// The rules of both directions of a relay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RulesInForce {
    /// From the client to the server.
    pub up: Vec<RuleSetting>,
    /// From the server to the client.
    pub down: Vec<RuleSetting>,
}

/// Where there is no rule.
const NONE: &str = "none";

impl fmt::Display for RulesInForce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> = if self.up == self.down {
            self.up.iter().flat_map(|setting| written("", setting)).collect()
        } else {
            let up = self.up.iter().flat_map(|setting| written("up.", setting));
            up.chain(self.down.iter().flat_map(|setting| written("down.", setting))).collect()
        };
        f.write_str(if words.is_empty() { NONE.to_owned() } else { words.join(" ") }.as_str())
    }
}

/// A setting in one word, or in two where it has a second option.
fn written(direction: &str, setting: &RuleSetting) -> Vec<String> {
    let word = |name: &str, value: &str| format!("{direction}{name}={value}");
    let first = match &setting.value {
        Some(value) => word(setting.rule.name(), value),
        None => format!("{direction}{}", setting.rule),
    };
    let more = second_option(setting.rule).zip(setting.more.as_deref());
    std::iter::once(first).chain(more.map(|(name, more)| word(name, more))).collect()
}

/// The text is none that a record keeps of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown rules")]
pub struct UnknownRules;

impl FromStr for RulesInForce {
    type Err = UnknownRules;

    fn from_str(text: &str) -> Result<Self, UnknownRules> {
        let mut rules = RulesInForce::default();
        for word in text.split(' ').filter(|_| text != NONE) {
            let (is_up, is_down, option) = match (word.strip_prefix("up."), word.strip_prefix("down.")) {
                (Some(option), _) => (true, false, option),
                (None, Some(option)) => (false, true, option),
                (None, None) => (true, true, word),
            };
            if is_up {
                take(&mut rules.up, option)?;
            }
            if is_down {
                take(&mut rules.down, option)?;
            }
        }
        Ok(rules)
    }
}

fn take(settings: &mut Vec<RuleSetting>, option: &str) -> Result<(), UnknownRules> {
    let (name, value) =
        option.split_once('=').map_or((option, None), |(name, value)| (name, Some(value.to_owned())));
    if let Ok(rule) = name.parse() {
        settings.push(RuleSetting { value, ..RuleSetting::on(rule) });
        return Ok(());
    }
    let last = settings.last_mut().filter(|last| second_option(last.rule) == Some(name));
    last.ok_or(UnknownRules)?.more = value;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let delay = RuleSetting::of(Rule::Delay, "100ms");
        let stall = RuleSetting::of(Rule::StallAfter, "10").with(Some("1s"));
        let check = |up: &[RuleSetting], down: &[RuleSetting], text: &str| {
            let rules = RulesInForce { up: up.to_vec(), down: down.to_vec() };
            assert_eq!(rules.to_string(), text);
            assert_eq!(text.parse(), Ok(rules));
        };
        check(&[], &[], "none");
        check(&[RuleSetting::on(Rule::Blackhole)], &[RuleSetting::on(Rule::Blackhole)], "blackhole");
        check(std::slice::from_ref(&delay), &[], "up.delay=100ms");
        let both = [delay, stall];
        check(&both, &both, "delay=100ms stall-after=10 stall-for=1s");
        check(&both[..1], &both[1..], "up.delay=100ms down.stall-after=10 down.stall-for=1s");
    }

    #[test]
    fn a_sentence_is_no_list_of_rules() {
        for text in ["no rule", "delay 100ms", "up: delay 100ms", "queue=1", "delay=1s stall-for=1s", ""] {
            assert_eq!(text.parse::<RulesInForce>(), Err(UnknownRules), "{text}");
        }
    }
}
