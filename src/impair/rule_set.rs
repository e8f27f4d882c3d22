//! What the rules of streams and those of datagrams have in common: they can be named and taken away.
//!
//! The one idea: two types keep apart what cannot be asked for; whoever only shows rules, or switches one
//! off, need not know which of the two it holds.
//!
//! See it run: the keys of `netlab impair` in a terminal.

use std::fmt::{Debug, Display};

use crate::event::Rule;

/// The rules of one direction.
pub trait RuleSet: Clone + Debug + Default + Display + PartialEq + Send + Sync + 'static {
    /// The rules in force, each in words, as in `delay 100ms`.
    fn settings(&self) -> Vec<(Rule, String)>;

    /// Takes a rule away; one that is not there stays so.
    fn clear(&mut self, rule: Rule);

    /// Pulls the cable out, or puts it in again where it is out already.
    fn flip_cable(&mut self);
}

/// The rules in one line; `no rule` where there is none.
pub(super) fn join(rules: &impl RuleSet) -> String {
    let settings = rules.settings();
    if settings.is_empty() {
        return "no rule".to_owned();
    }
    settings.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(", ")
}

/// Something for each direction of a connection or session.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Directions<R> {
    /// From the client to the server.
    pub up: R,
    /// From the server to the client.
    pub down: R,
}

impl<R: Clone> Directions<R> {
    /// The same for both.
    #[must_use]
    pub fn both(rules: R) -> Self {
        Directions { up: rules.clone(), down: rules }
    }
}

impl<R: RuleSet> Directions<R> {
    /// In one line: said once where both are alike.
    #[must_use]
    pub fn in_words(&self) -> String {
        let none = R::default();
        match self {
            Directions { up, down } if up == down => up.to_string(),
            Directions { up, down } if *down == none => format!("up: {up}"),
            Directions { up, down } if *up == none => format!("down: {down}"),
            Directions { up, down } => format!("up: {up}; down: {down}"),
        }
    }
}
