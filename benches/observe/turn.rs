//! One turn: a program, watched or not, run to its end.
//!
//! The one idea: the kernel counts the processor's time of a child and of all that it has waited for.

use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Runs a command to its end; gives the processor's time of all of it in seconds, its own and the kernel's for it.
///
/// # Errors
/// It does not start, ends with an error, or takes longer than a turn may.
pub(crate) fn cpu_of(command: &mut Command) -> io::Result<f64> {
    let before = of_children();
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0).spawn()?;
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if began.elapsed() > LIMIT {
            // Whoever watches takes the program along.
            child.kill()?;
            child.wait()?;
            return Err(io::Error::other(format!("{command:?} takes more than {} s", LIMIT.as_secs())));
        }
        thread::sleep(Duration::from_millis(2));
    };
    if !status.success() {
        return Err(io::Error::other(format!("{command:?}: {status}")));
    }
    Ok(of_children() - before)
}

/// Ten times what the longest takes.
const LIMIT: Duration = Duration::from_secs(60);

/// The processor's time of all children that were waited for.
#[allow(unsafe_code)]
fn of_children() -> f64 {
    // SAFETY: zeroes are valid, and the call writes to the structure given.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_CHILDREN, &raw mut usage);
        usage
    };
    let seconds = |time: libc::timeval| {
        let nanoseconds = u32::try_from(time.tv_usec * 1_000).unwrap_or(0);
        Duration::new(time.tv_sec.cast_unsigned(), nanoseconds).as_secs_f64()
    };
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
}
