//! Reorder: some datagrams are overtaken by the next one.
//!
//! The one idea: two packets of one sender may take different ways, so the second can be the first to
//! arrive. RFC 4737 calls a packet reordered if a later one was there before it.
//!
//! See it run: `netlab impair --udp --to 8080 --reorder 10%`.

use std::time::Duration;

use crate::event::Rule;
use crate::impair::chance::Chance;
use crate::impair::datagram::rule::{Datagram, DatagramRule, Verdict};
use crate::impair::value::Share;

/// Holds a share of them back until the next one has left.
#[derive(Debug)]
pub(super) struct Reorder {
    share: Share,
    chance: Chance,
}

/// The last one of all has none behind it, and goes after this time.
const PATIENCE: Duration = Duration::from_millis(100);

impl Reorder {
    pub(super) fn new(share: Share, chance: Chance) -> Self {
        Reorder { share, chance }
    }
}

impl DatagramRule for Reorder {
    fn rule(&self) -> Rule {
        Rule::Reorder
    }

    fn judge(&mut self, _: &Datagram, _: Duration) -> Verdict {
        if self.chance.happens(self.share.0) { Verdict::BehindNext(PATIENCE) } else { Verdict::Pass }
    }
}
