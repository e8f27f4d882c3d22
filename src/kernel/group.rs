//! A process group: a program with all that it started and that did not leave.
//!
//! The one idea: a group has its leader's number. While the leader has not been reaped, that number is nobody
//! else's, so a signal to the group cannot meet a stranger. Whoever signals a group reaps its leader last.
//!
//! See it run: Ctrl-C in a lesson, and `kill` in an exercise.

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

/// A group whose leader is a child of this process and has not been reaped.
#[derive(Debug, Clone, Copy)]
pub struct Group(Pid);

/// How a group's leader ended: its exit code, or the signal that killed it.
pub type LeaderEnd = (Option<i32>, Option<i32>);

impl Group {
    /// The group of this leader; `None` where that is no number of a process.
    #[must_use]
    pub fn led_by(leader: u32) -> Option<Group> {
        Pid::from_raw(leader.cast_signed()).map(Group)
    }

    /// Sends a signal to all of the group, as a terminal does at Ctrl-C.
    pub fn signal(self, signal: Signal) {
        // It fails only where the group has gone.
        let _ = kill_process_group(self.0, signal);
    }

    /// Waits for the leader's end, and leaves it to be reaped; `None` where the system does not know how it ended.
    #[must_use]
    pub fn wait_for_leader(self) -> Option<LeaderEnd> {
        let status = waitid(WaitId::Pid(self.0), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
        let status = status.ok().flatten()?;
        Some((status.exit_status(), status.terminating_signal()))
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    use super::*;

    #[test]
    fn a_group_keeps_its_number_until_its_leader_is_reaped() {
        let mut leader = Command::new("sleep").arg("1000").process_group(0).spawn().expect("a program");
        let group = Group::led_by(leader.id()).expect("a number");
        group.signal(Signal::KILL);
        assert_eq!(group.wait_for_leader(), Some((None, Some(9))));
        assert_eq!(group.wait_for_leader(), Some((None, Some(9))), "nobody has reaped it");
        leader.wait().expect("it is ours");
        assert_eq!(group.wait_for_leader(), None);
    }
}
