//! A child that does not outlive its parent.
//!
//! The one idea: a parent that is killed cannot tidy up. So the child asks the kernel, before it becomes
//! another program, for a signal at its parent's death (`man 2 PR_SET_PDEATHSIG`). A parent that died before
//! that is not told any more, so the child then looks whether it is still there. The signal goes to the child
//! alone and not to what it starts: that is the guard's work.
//!
//! See it run: kill the guard of a subject, in `netlab check`.

use std::process::Command;

/// Makes the kernel kill the child when the thread that starts it ends, where the system can do that.
#[cfg(target_os = "linux")]
pub fn dies_with_parent(command: &mut Command) {
    dies_with(command, std::process::id());
}

#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
fn dies_with(command: &mut Command, parent: u32) {
    use std::os::unix::process::CommandExt;

    use rustix::io::Errno;
    use rustix::process::{Pid, Signal, getppid, set_parent_process_death_signal};

    let ask = move || {
        set_parent_process_death_signal(Some(Signal::KILL))?;
        let is_orphan = Pid::as_raw(getppid()) != parent.cast_signed();
        if is_orphan { Err(Errno::SRCH.into()) } else { Ok(()) }
    };
    // SAFETY: the closure makes two system calls, and neither allocates nor takes a lock.
    unsafe { command.pre_exec(ask) };
}

/// Makes the kernel kill the child with its parent: this system cannot do that.
#[cfg(not(target_os = "linux"))]
pub fn dies_with_parent(_: &mut Command) {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn who_has_lost_its_parent_before_it_could_ask_does_not_become_a_program() {
        let start = |parent: u32| {
            let mut command = Command::new("true");
            dies_with(&mut command, parent);
            command.status()
        };
        assert!(start(std::process::id()).is_ok_and(|status| status.success()));
        let error = start(std::os::unix::process::parent_id()).expect_err("another's child");
        assert_eq!(error.raw_os_error(), Some(libc::ESRCH));
    }
}
