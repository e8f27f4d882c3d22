//! Duplicate: some datagrams arrive twice.
//!
//! The one idea: UDP guarantees neither delivery nor that a datagram comes once only (RFC 768). Who must
//! not do a thing twice has to recognise the second copy.
//!
//! See it run: `netlab impair --udp --to 8080 --duplicate 5%`.

use std::time::Duration;

use crate::event::Rule;
use crate::impair::chance::Chance;
use crate::impair::datagram::rule::{Datagram, DatagramRule, Verdict};
use crate::impair::value::Share;

/// Passes a share of them on twice.
#[derive(Debug)]
pub(super) struct Duplicate {
    share: Share,
    chance: Chance,
}

impl Duplicate {
    pub(super) fn new(share: Share, chance: Chance) -> Self {
        Duplicate { share, chance }
    }
}

impl DatagramRule for Duplicate {
    fn rule(&self) -> Rule {
        Rule::Duplicate
    }

    fn judge(&mut self, _: &Datagram, _: Duration) -> Verdict {
        if self.chance.happens(self.share.0) { Verdict::Twice } else { Verdict::Pass }
    }
}
