//! Signals that are sent to us and meant for the program.
//!
//! The one idea: a terminal's Ctrl-C goes to everybody in front of it, and the program has it already. What somebody sends
//! to us alone, as `kill` or `timeout` does, is passed on. A handler may do little (`man 7 signal-safety`), but it may
//! send a signal.
//!
//! Once the program has ended, a signal is meant for us, also where nobody has taken notice of that end yet.
//!
//! One that asks us ourselves to end ends the wait for the program, but only where that has begun: a moment earlier, nothing
//! would be noticed until the program's next call. So it also starts a bell, which rings until somebody has looked.
//!
//! See it run: `timeout 2 netlab observe -- python3 -m http.server 8080`.

#![allow(unsafe_code)]

use std::io;
use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering::SeqCst};

/// Who is given them; 0 for nobody.
static PROGRAM: AtomicI32 = AtomicI32::new(0);
/// One came that asks us ourselves to end.
static IS_ASKED_TO_END: AtomicBool = AtomicBool::new(false);

const SIGNALS: [i32; 6] =
    [libc::SIGINT, libc::SIGQUIT, libc::SIGTERM, libc::SIGHUP, libc::SIGUSR1, libc::SIGUSR2];

/// From now on signals are passed on to this process; those that were ignored stay ignored.
///
/// # Errors
/// Those of `sigaction`.
pub fn to(program: Option<u32>) -> io::Result<()> {
    PROGRAM.store(program.map_or(0, u32::cast_signed), SeqCst);
    handle(libc::SIGALRM, rung as *const () as usize)?;
    let_through(libc::SIGALRM)?;
    for signal in SIGNALS {
        if !is_ignored(signal)? {
            handle(signal, heard as *const () as usize)?;
        }
    }
    Ok(())
}

/// The program is in our own process group, whose signals it is sent as well: they are neither passed on, nor do they
/// end us. SIGKILL ends both.
///
/// # Errors
/// Those of `sigaction`.
pub fn not_at_all() -> io::Result<()> {
    // A signal that was ignored would be ignored by the program too; one that has a handler would not (`man 2 execve`).
    SIGNALS.iter().chain(&[libc::SIGALRM]).try_for_each(|signal| handle(*signal, rung as *const () as usize))
}

/// The program has ended: from now on signals ask us to end.
pub fn to_nobody() {
    PROGRAM.store(0, SeqCst);
}

/// Whether a signal asked us ourselves to end. Until somebody has asked this, each wait for a program is interrupted.
pub fn is_asked_to_end() -> bool {
    let is_asked = IS_ASKED_TO_END.load(SeqCst);
    if is_asked {
        ring(0);
    }
    is_asked
}

extern "C" fn heard(signal: i32, info: *const libc::siginfo_t, _: *const libc::c_void) {
    let program = PROGRAM.load(SeqCst);
    if program == 0 || has_ended(program) {
        if IS_ASKED_TO_END.swap(true, SeqCst) {
            // Whoever asks twice does not want to wait for what may still be written.
            // SAFETY: it ends the process, and may be called here.
            unsafe { libc::_exit(128 + signal) };
        }
        ring(RINGS_EVERY_US);
        return;
    }
    // SAFETY: the kernel hands over a valid structure.
    let is_from_somebody = unsafe { (*info).si_code } <= 0;
    if is_from_somebody {
        // SAFETY: it takes two numbers, and may be called here; the process is our child until we have reaped it.
        unsafe { libc::kill(program, signal) };
    }
}

/// Whether our child has ended, be it that its end was seen or not. It may be called in a handler: it makes one system
/// call.
fn has_ended(program: i32) -> bool {
    let mut about = MaybeUninit::<libc::siginfo_t>::zeroed();
    let options = libc::WEXITED | libc::WNOHANG | libc::WNOWAIT;
    // SAFETY: it writes to the structure given, and leaves the end to be seen by whoever waits for it.
    let result = unsafe { libc::waitid(libc::P_PID, program.cast_unsigned(), about.as_mut_ptr(), options) };
    // SAFETY: zeroes are valid, and stay where there is nothing to tell.
    let about = unsafe { about.assume_init() };
    // Whoever follows a process is told of its stops as well, also unasked (`man 2 ptrace`).
    result == -1 || matches!(about.si_code, libc::CLD_EXITED | libc::CLD_KILLED | libc::CLD_DUMPED)
}

/// That it came is all: whatever waits is interrupted.
const extern "C" fn rung(_: i32, _: *const libc::siginfo_t, _: *const libc::c_void) {}

/// Sends us SIGALRM again and again; with 0, no more.
fn ring(every_us: libc::suseconds_t) {
    let time = libc::timeval { tv_sec: 0, tv_usec: every_us };
    let times = libc::itimerval { it_interval: time, it_value: time };
    // SAFETY: it reads two times, and is a system call and no more, so a handler may make it.
    unsafe { libc::setitimer(libc::ITIMER_REAL, &raw const times, std::ptr::null_mut()) };
}

const RINGS_EVERY_US: libc::suseconds_t = 10_000;

/// Takes a signal out of those that are held back: whoever started us may have blocked it.
fn let_through(signal: i32) -> io::Result<()> {
    let mut signals = MaybeUninit::<libc::sigset_t>::zeroed();
    // SAFETY: the first makes the set, the second adds to it, the third reads it.
    let error = unsafe {
        libc::sigemptyset(signals.as_mut_ptr());
        libc::sigaddset(signals.as_mut_ptr(), signal);
        libc::pthread_sigmask(libc::SIG_UNBLOCK, signals.as_ptr(), std::ptr::null_mut())
    };
    if error == 0 { Ok(()) } else { Err(io::Error::from_raw_os_error(error)) }
}

fn is_ignored(signal: i32) -> io::Result<bool> {
    let mut action = MaybeUninit::<libc::sigaction>::zeroed();
    // SAFETY: it writes what stands now to the address given.
    let result = unsafe { libc::sigaction(signal, std::ptr::null(), action.as_mut_ptr()) };
    if result == -1 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: it was written.
    Ok(unsafe { action.assume_init() }.sa_sigaction == libc::SIG_IGN)
}

fn handle(signal: i32, handler: usize) -> io::Result<()> {
    // SAFETY: a structure of numbers, for which zeroes are valid: no signal is held back, no flag is set.
    let mut action: libc::sigaction = unsafe { std::mem::zeroed() };
    action.sa_sigaction = handler;
    action.sa_flags = libc::SA_SIGINFO;
    // SAFETY: both handlers have the form that the flag asks for, and do only what a handler may.
    let result = unsafe { libc::sigaction(signal, &raw const action, std::ptr::null_mut()) };
    if result == -1 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
