//! Loss: each datagram by a chance of its own.
//!
//! The one idea: neither the sender nor the receiver of a lost datagram learns of it. Who needs to know
//! must count, or ask for an answer.
//!
//! See it run: `netlab impair --udp --to 8080 --loss 10%`.

use std::time::Duration;

use crate::event::Rule;
use crate::impair::chance::Chance;
use crate::impair::datagram::rule::{Datagram, DatagramRule, Verdict};
use crate::impair::value::Share;

/// Loses a share of them.
#[derive(Debug)]
pub(super) struct Loss {
    share: Share,
    chance: Chance,
}

impl Loss {
    pub(super) fn new(share: Share, chance: Chance) -> Self {
        Loss { share, chance }
    }
}

impl DatagramRule for Loss {
    fn rule(&self) -> Rule {
        Rule::Loss
    }

    fn judge(&mut self, _: &Datagram, _: Duration) -> Verdict {
        if self.chance.happens(self.share.0) { Verdict::Lose } else { Verdict::Pass }
    }
}
