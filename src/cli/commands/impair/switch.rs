//! What a key switches while the relay runs.
//!
//! The one idea: the keyboard says what is to be switched, and the switchboard does it; neither knows the other.

use crate::event::Rule;

/// What is switched off, or on again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Switch {
    /// This rule.
    Rule(Rule),
    /// The cable: out, or in again.
    Cable,
    /// All rules.
    All,
}
