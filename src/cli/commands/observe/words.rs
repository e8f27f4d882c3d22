//! What is said of an observed program besides its events.

use crate::observe::News;

/// A note on something that is not seen, or not allowed; none where nothing is to be said.
pub(super) const fn note(news: News) -> Option<&'static str> {
    match news {
        News::IoUringRefused => Some(
            "note: the program asked for io_uring, whose work cannot be seen from outside; it was told that this is \
             not permitted, and most programs then use ordinary calls. To let it: --io-uring allow",
        ),
        News::IoUringAllowed => {
            Some("note: the program uses io_uring: what its sockets do by that is not seen, and not told")
        }
        News::WantsToTrace => Some(
            "note: the program wants to trace, as a debugger or a search for leaks does; it cannot while it is \
             observed itself. For a leak sanitizer: ASAN_OPTIONS=detect_leaks=0",
        ),
        News::Foreign => {
            Some("note: a program of 32 bits was started; it runs as usual, and its sockets are not seen")
        }
        News::Unprivileged => Some(
            "note: a program with rights of its own (setuid) was started; observed, it runs without them. As root \
             it keeps them: sudo netlab observe -- …",
        ),
        News::MainEnded { .. } | News::Interrupted => None,
    }
}

/// A process that ran already is observed from now on.
pub(super) fn attached(program: &str, pid: u32) -> String {
    format!("observing {program} (pid {pid}); Ctrl-C lets it go on alone")
}

/// The program has ended, and not all that it started.
pub(super) fn still_there(program: &str, n_left: usize) -> String {
    match n_left {
        1 => format!("note: {program} has ended; a process that it started goes on, until Ctrl-C ends it"),
        n => {
            format!("note: {program} has ended; {n} processes that it started go on, until Ctrl-C ends them")
        }
    }
}
