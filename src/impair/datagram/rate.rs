//! Rate, for datagrams: so many bytes a second, and a queue that can be full.
//!
//! The one idea: UDP has no brake. What comes faster than the link goes waits in a queue, which makes it
//! late; and when the queue is full, it is lost. So delay grows first, and loss follows.
//!
//! See it run: `netlab impair --udp --to 8080 --rate 64KiB/s --queue 16KiB`.

use std::time::Duration;

use crate::event::Rule;
use crate::impair::datagram::rule::{Datagram, DatagramRule, Verdict};
use crate::impair::shared::Busy;
use crate::impair::value::{Size, Speed};

/// A link that is busy for as long as each packet takes, with a queue before it.
#[derive(Debug)]
pub(super) struct DatagramRate {
    rule: Rule,
    speed: Speed,
    queue: Size,
    link: Busy,
}

/// The queue where none is asked for: a second's worth at 64 KiB/s.
const QUEUE: Size = Size(64 * 1024);

impl DatagramRate {
    /// A rate of this name: on a link of its own, or on one that others use as well.
    pub(super) fn new(rule: Rule, speed: Speed, queue: Option<Size>, link: Busy) -> Self {
        DatagramRate { rule, speed, queue: queue.unwrap_or(QUEUE), link }
    }

    #[allow(clippy::cast_precision_loss, reason = "rates and packets are below a petabyte")]
    fn time_for(&self, n_bytes: u64) -> Duration {
        Duration::from_secs_f64(n_bytes as f64 / self.speed.0 as f64)
    }
}

impl DatagramRule for DatagramRate {
    fn rule(&self) -> Rule {
        self.rule
    }

    fn judge(&mut self, datagram: &Datagram, due: Duration) -> Verdict {
        let begins_at = self.link.free_at().max(due);
        let waits = begins_at.saturating_sub(due);
        if !waits.is_zero() && waits + self.time_for(datagram.packet_len as u64) > self.time_for(self.queue.0)
        {
            return Verdict::Lose;
        }
        let time = self.time_for(datagram.packet_len as u64);
        Verdict::Delay((self.link.take(due, time) + time).saturating_sub(due))
    }
}
