//! The rules by which a relay breaks traffic on purpose: their names.
//!
//! The one idea: a stream and a datagram are broken in different ways, so the two lists differ. A relay
//! between two TCP connections cannot lose a segment: both kernels would send it again.
//!
//! See them run: `netlab impair --help`.

use std::fmt;
use std::str::FromStr;

/// An impairment's rule. Its name is that of the command line's option, and the one in a trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// Passes everything on late, always by the same time.
    Delay,
    /// Passes on later still, by a time that varies.
    Jitter,
    /// Passes on only so many bytes a second.
    Rate,
    /// Stream: passes on a few bytes at a time.
    Slice,
    /// Stream: gathers what comes, and passes it on together.
    Coalesce,
    /// Stream: stops for a while after so many bytes.
    StallAfter,
    /// Stream: nothing moves and nothing is closed, as with a cable that is out.
    Blackhole,
    /// Stream: resets both connections after so many bytes or so much time.
    ResetAfter,
    /// Stream: passes on the end of a direction late.
    SlowClose,
    /// Stream: accepts the connection and then leaves it alone.
    AcceptOnly,
    /// Datagram: loses some, each by a chance of its own.
    Loss,
    /// Datagram: loses some in bursts.
    BurstLoss,
    /// Datagram: passes some on twice.
    Duplicate,
    /// Datagram: lets the next one overtake some.
    Reorder,
    /// Datagram: lets packets vanish that are too large.
    Mtu,
    /// As [`Rule::Rate`], for all connections together. It comes last, as a rule's chance comes from its place.
    LinkRate,
}

impl Rule {
    /// Every rule: those of both, those of streams, those of datagrams.
    pub const ALL: &'static [Self] = &[
        Self::Delay,
        Self::Jitter,
        Self::Rate,
        Self::LinkRate,
        Self::Slice,
        Self::Coalesce,
        Self::StallAfter,
        Self::Blackhole,
        Self::ResetAfter,
        Self::SlowClose,
        Self::AcceptOnly,
        Self::Loss,
        Self::BurstLoss,
        Self::Duplicate,
        Self::Reorder,
        Self::Mtu,
    ];

    /// The rule's name, as in `burst-loss`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Delay => "delay",
            Self::Jitter => "jitter",
            Self::Rate => "rate",
            Self::LinkRate => "link-rate",
            Self::Slice => "slice",
            Self::Coalesce => "coalesce",
            Self::StallAfter => "stall-after",
            Self::Blackhole => "blackhole",
            Self::ResetAfter => "reset-after",
            Self::SlowClose => "slow-close",
            Self::AcceptOnly => "accept-only",
            Self::Loss => "loss",
            Self::BurstLoss => "burst-loss",
            Self::Duplicate => "duplicate",
            Self::Reorder => "reorder",
            Self::Mtu => "mtu",
        }
    }

    /// Whether it draws lots; the others decide alike about everything.
    #[must_use]
    pub const fn has_chance(self) -> bool {
        matches!(
            self,
            Self::Jitter | Self::Slice | Self::Loss | Self::BurstLoss | Self::Duplicate | Self::Reorder
        )
    }

    /// Whether streams can be broken so.
    #[must_use]
    pub const fn is_for_streams(self) -> bool {
        !matches!(self, Self::Loss | Self::BurstLoss | Self::Duplicate | Self::Reorder | Self::Mtu)
    }

    /// Whether datagrams can be broken so.
    #[must_use]
    pub const fn is_for_datagrams(self) -> bool {
        !self.is_for_streams() || matches!(self, Self::Delay | Self::Jitter | Self::Rate | Self::LinkRate)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The text is no rule's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown rule")]
pub struct UnknownRule;

impl FromStr for Rule {
    type Err = UnknownRule;

    fn from_str(text: &str) -> Result<Self, UnknownRule> {
        Self::ALL.iter().copied().find(|rule| rule.name() == text).ok_or(UnknownRule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_found_again_by_its_name() {
        for rule in Rule::ALL {
            assert_eq!(rule.name().parse(), Ok(*rule));
        }
        assert_eq!(Rule::ALL.len(), Rule::LinkRate as usize + 1);
    }
}
