//! Blackhole: the cable is out.
//!
//! The one idea: TCP does not learn that a cable is out. Nothing moves, nothing is closed, and both
//! programs wait. Only a limit on the waiting, or a message now and then, lets them notice.
//!
//! See it run: `netlab impair --to 8080`, then press `b` in its terminal, and `b` again.

use std::time::Duration;

use crate::event::Rule;
use crate::impair::stream::rule::{Release, StreamRule};

/// Nothing leaves, not even the end. What came before waits, as the kernels would send it again.
#[derive(Debug)]
pub(super) struct Blackhole;

impl StreamRule for Blackhole {
    fn rule(&self) -> Rule {
        Rule::Blackhole
    }

    fn release(&mut self, _: Duration, _: usize) -> Release {
        Release::Never
    }
}
