//! Delay and jitter of a stream.
//!
//! The one idea: bytes stay in order, so what is held holds up all that follows.
//!
//! See it run: `netlab impair --to 8080 --delay 100ms --jitter 20ms`.

use std::time::Duration;

use crate::event::Rule;
use crate::impair::delay::{Delay, Jitter};
use crate::impair::stream::rule::StreamRule;

impl StreamRule for Delay {
    fn rule(&self) -> Rule {
        Rule::Delay
    }

    fn hold(&mut self, _: Duration, due: Duration) -> Duration {
        due + self.0.0
    }
}

impl StreamRule for Jitter {
    fn rule(&self) -> Rule {
        Rule::Jitter
    }

    fn hold(&mut self, _: Duration, due: Duration) -> Duration {
        due + self.next()
    }
}
