//! What is written of a check: the exercise, the values of this run, and where the play stands in it.
//!
//! The one idea: nothing here is a socket or a process. What a text of the exercise says at this moment is asked
//! here, whoever sends or expects it.
//!
//! See it run: `netlab check framing --seed 7 -- python3 echo.py`.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::check::exercise::contract::{Check, Exercise, Given, Role};
use crate::check::exercise::step::Step;
use crate::check::exercise::template::{Template, Values, letters};
use crate::check::setup::Setup;
use crate::event::Transport;

/// The exercise, and the values of this run.
pub(crate) struct Script<'a> {
    pub(crate) exercise: &'a Exercise,
    pub(crate) setup: &'a Setup,
    pub(crate) values: Values,
    /// Steps that were allowed to fail, and did.
    pub(crate) failed: BTreeSet<String>,
    /// The number of the round, from 1, where steps are repeated.
    pub(crate) round: u32,
    /// How much more memory a step behind this one allows.
    pub(crate) limit_ahead: Option<u64>,
}

impl<'a> Script<'a> {
    pub(crate) fn new(exercise: &'a Exercise, check: &Check, setup: &'a Setup, addr: SocketAddr) -> Self {
        let mut values = Values::default();
        for (name, given) in &exercise.given {
            match given {
                Given::Text(text) => values.set(name, text.as_bytes()),
                Given::Letters(n_letters) => {
                    values.set(name, letters(setup.seed, &format!("{}/{name}", check.id), *n_letters));
                }
            }
        }
        values.set("host", addr.ip().to_string());
        values.set("port", addr.port().to_string());
        values.set("addr", addr.to_string());
        Script { exercise, setup, values, failed: BTreeSet::new(), round: 0, limit_ahead: None }
    }

    pub(crate) fn is_server(&self) -> bool {
        self.exercise.role == Role::Server
    }

    pub(crate) fn is_udp(&self) -> bool {
        self.exercise.transport == Transport::Udp
    }

    /// The bytes of a text, with the values of this moment.
    pub(crate) fn fill(&self, text: &Template) -> Vec<u8> {
        text.fill(&self.values)
    }

    /// Which of the repetitions of a text comes next, from 1.
    pub(crate) fn set_turn(&mut self, turn: usize) {
        self.values.set("turn", turn.to_string());
    }

    /// Until when a first sign of the program is waited for: it may still have to be built and started.
    pub(crate) fn first_end(&self, step: &Step, has_come: bool) -> Instant {
        let is_first = !self.is_server() && !has_come;
        Instant::now() + if is_first { self.setup.start_timeout } else { limit(step) }
    }
}

/// How long a step may take; five seconds where it does not say.
pub(crate) fn limit(step: &Step) -> Duration {
    step.within.unwrap_or(LIMIT)
}

/// Long for a computer, short for a person: what takes longer is taken for a hang.
pub(crate) const LIMIT: Duration = Duration::from_secs(5);
