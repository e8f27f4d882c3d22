//! Waiting in a test for what the kernel will do.
//!
//! The one idea: a wait without an end is a hang, and a hang names nobody. So each wait says what it waits for,
//! and fails with these words.

use std::time::{Duration, Instant};

/// Longer than anything takes on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

/// Waits until this is so.
pub(super) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + LIMIT;
    while !is_so() {
        assert!(Instant::now() < end, "not within {LIMIT:?}: {what}");
        std::thread::yield_now();
    }
}
