//! Burst loss: datagrams are lost several in a row.
//!
//! The one idea: losses come in company. A queue that is full stays so for a while; a radio link fades and
//! comes back. The model of Gilbert and Elliott has a good state and a bad one and changes between them by
//! chance:
//!
//! | parameter | what it is |
//! |---|---|
//! | `P` | before each datagram, the chance to go from good to bad |
//! | `R` | before each datagram, the chance to go from bad to good |
//! | `BAD` | the share lost in the bad state; 100% where it is not given |
//! | `GOOD` | the share lost in the good state; 0% where it is not given |
//!
//! A stay in the bad state lasts 1/R datagrams on average, and `P/(P+R)` of all datagrams meet it. E. N.
//! Gilbert, "Capacity of a Burst-Noise Channel", Bell System Technical Journal 39 (1960), pages 1253 to
//! 1265; E. O. Elliott, "Estimates of Error Rates for Codes on Burst-Noise Channels", BSTJ 42 (1963),
//! pages 1977 to 1997. The order is that of `man 8 tc-netem` (`loss gemodel P R 1-H 1-K`).
//!
//! See it run: `netlab impair --udp --to 8080 --burst-loss 1%,25%`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::event::Rule;
use crate::impair::chance::Chance;
use crate::impair::datagram::rule::{Datagram, DatagramRule, Verdict};
use crate::impair::value::{Share, ValueError, ValueKind};

/// The model's four parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BurstLoss {
    /// From good to bad.
    pub to_bad: Share,
    /// From bad to good.
    pub to_good: Share,
    /// Lost in the bad state.
    pub lost_in_bad: Share,
    /// Lost in the good state.
    pub lost_in_good: Share,
}

impl BurstLoss {
    pub(super) fn start(self, chance: Chance) -> Channel {
        Channel { model: self, chance, is_bad: false }
    }
}

impl FromStr for BurstLoss {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let wrong = || ValueError::new(text, ValueKind::BurstLoss);
        let shares: Result<Vec<Share>, _> = text.split(',').map(str::parse).collect();
        let (to_bad, to_good, lost_in_bad, lost_in_good) = match shares.map_err(|_error| wrong())?[..] {
            [p, r] => (p, r, Share(1.0), Share(0.0)),
            [p, r, bad] => (p, r, bad, Share(0.0)),
            [p, r, bad, good] => (p, r, bad, good),
            _ => return Err(wrong()),
        };
        Ok(BurstLoss { to_bad, to_good, lost_in_bad, lost_in_good })
    }
}

impl fmt::Display for BurstLoss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{},{},{}", self.to_bad, self.to_good, self.lost_in_bad, self.lost_in_good)
    }
}

/// A channel that is good or bad at the moment; it begins good.
#[derive(Debug)]
pub(super) struct Channel {
    model: BurstLoss,
    chance: Chance,
    is_bad: bool,
}

impl DatagramRule for Channel {
    fn rule(&self) -> Rule {
        Rule::BurstLoss
    }

    fn judge(&mut self, _: &Datagram, _: Duration) -> Verdict {
        let BurstLoss { to_bad, to_good, lost_in_bad, lost_in_good } = self.model;
        let change = if self.is_bad { to_good } else { to_bad };
        self.is_bad ^= self.chance.happens(change.0);
        let lost = if self.is_bad { lost_in_bad } else { lost_in_good };
        if self.chance.happens(lost.0) { Verdict::Lose } else { Verdict::Pass }
    }
}
