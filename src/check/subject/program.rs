//! The program of one check, in all its copies, and what is known of it so far.
//!
//! The one idea: what the keeper tells of a moment is put together here with what was seen before: whether it has
//! come to us, how much it had printed, how much memory it took.
//!
//! See it run: any check.

use std::cell::Cell;
use std::io;
use std::sync::Arc;

use tokio::sync::Notify;

use crate::check::subject::keeper::{GuardCommand, Keeper};
use crate::check::subject::known::ProgramEnd;
use crate::check::subject::memory::Measured;
use crate::check::subject::output::Output;
use crate::check::subject::ready::Port;

/// The subject, held by its keeper.
pub(crate) struct Program {
    pub(crate) keeper: Keeper,
    /// Where it is expected, if it is a server.
    pub(crate) port: Port,
    pub(crate) is_server: bool,
    /// Which copy was started last.
    pub(crate) last_started: String,
    /// How much it had printed when the step before ended.
    pub(crate) n_printed: usize,
    /// It has had its port, or has come to us: it needs no more time to be built and started.
    pub(crate) has_come: Cell<bool>,
    pub(crate) measured: Option<Measured>,
}

impl Program {
    /// One that has not been started.
    ///
    /// # Errors
    /// Those of starting its guard.
    pub(crate) fn new(
        guard: &GuardCommand,
        port: Port,
        is_server: bool,
        news: &Arc<Notify>,
    ) -> io::Result<Program> {
        Ok(Program {
            keeper: Keeper::new(guard, news)?,
            port,
            is_server,
            last_started: String::new(),
            n_printed: 0,
            has_come: Cell::new(false),
            measured: None,
        })
    }

    /// How the copy of this name ended.
    pub(crate) fn ended(&self, who: &str) -> Option<ProgramEnd> {
        self.keeper.state(who).ended
    }

    /// Whether a copy of it has the port.
    pub(crate) fn has_port(&self) -> bool {
        self.port.is_held(&self.keeper)
    }

    /// How many processes go on in its place, where it ended in good order and left its work to them: a server's
    /// port, or whatever a client does. They are counted once, for some of them may be about to end.
    pub(crate) fn n_left(&self, who: &str, ended: ProgramEnd) -> usize {
        if ended.code != Some(0) || self.keeper.state(who).was_signalled {
            return 0;
        }
        let has_another_copy = self.keeper.has_living();
        let seen = Seen { has_another_copy, has_port: self.has_port(), n_living: self.keeper.n_living() };
        seen.n_left(self.is_server)
    }

    /// Notes how much it has printed, for a step that asks for more.
    pub(crate) fn note_output(&mut self) {
        self.n_printed = self.keeper.output("subject").map_or(0, |output| output.progress(0).0);
    }

    /// Notes how much memory it takes.
    pub(crate) fn measure(&mut self) {
        self.measured = Some(Measured::now(&self.keeper));
    }

    /// How much more memory it takes than when it was measured; 0 where it was not.
    pub(crate) fn grown(&mut self) -> u64 {
        self.measured.as_mut().map_or(0, |measured| measured.grown(&self.keeper))
    }

    /// Makes the acquaintance of processes that are new, where memory is measured and so many more bytes were sent.
    pub(crate) fn look_for_newcomers(&mut self, n_sent: usize) {
        if let Some(measured) = &mut self.measured {
            measured.look_for_newcomers(&self.keeper, n_sent);
        }
    }

    /// Takes what it has printed and nobody has looked at.
    pub(crate) fn take_what_came(&self) {
        self.keeper.outputs().values().for_each(Output::take_what_came);
    }
}

/// What is seen of a program after its first process has ended.
#[derive(Debug, Clone, Copy)]
struct Seen {
    /// Another copy, which the judge has started, lives.
    has_another_copy: bool,
    has_port: bool,
    /// Its processes that live.
    n_living: usize,
}

impl Seen {
    /// How many processes that it has started do its work.
    fn n_left(self, is_server: bool) -> usize {
        // A port is seen a little longer than the process that had it: only one that lives goes on.
        let has_its_work = !self.has_another_copy && (self.has_port || !is_server);
        if has_its_work { self.n_living } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_left_nobody_alive_is_no_launcher() {
        let check = |is_server: bool, has_port: bool, n_living: usize, expected: usize| {
            let seen = Seen { has_another_copy: false, has_port, n_living };
            assert_eq!(seen.n_left(is_server), expected, "{seen:?}");
            assert_eq!(Seen { has_another_copy: true, ..seen }.n_left(is_server), 0, "{seen:?}");
        };
        check(true, true, 1, 1);
        // The table of sockets was read while the process still had them.
        check(true, true, 0, 0);
        check(true, false, 1, 0);
        check(false, false, 2, 2);
        check(false, false, 0, 0);
    }
}
