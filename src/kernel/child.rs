//! A child that does not outlive its parent.
//!
//! The one idea: a parent that is killed cannot tidy up. So the child asks the kernel, before it becomes
//! another program, for a signal at its parent's death (`man 2 PR_SET_PDEATHSIG`). The signal goes to
//! the child alone and not to what it starts: that is the guard's work.
//!
//! See it run: kill the guard of a subject, in `netlab check`.

use std::process::Command;

/// Makes the kernel kill the child when the thread that starts it ends, where the system can do that.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
pub fn dies_with_parent(command: &mut Command) {
    use std::os::unix::process::CommandExt;

    let ask = || {
        // SAFETY: prctl with this option reads one number, and is safe to call between fork and exec.
        let status = unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) };
        if status == 0 { Ok(()) } else { Err(std::io::Error::last_os_error()) }
    };
    // SAFETY: the closure makes one system call, and neither allocates nor takes a lock.
    unsafe { command.pre_exec(ask) };
}

/// Makes the kernel kill the child with its parent: this system cannot do that.
#[cfg(not(target_os = "linux"))]
pub fn dies_with_parent(_: &mut Command) {}
