//! What all connections and sessions of one relay share: how much they may hold, and the link's time.
//!
//! The one idea: a long way has much under way, at 100 MB/s and 50 ms some 5 MB; a relay that holds less
//! would slow down what it was only to delay. So each direction borrows from one pool, and when that is
//! empty, a notice says so: from then on the delay is a limit too.
//!
//! See it run: `netlab impair --to 8080 --delay 1s --link-rate 1MiB/s`, with several clients.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

/// What a relay has only once.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub(super) pool: Pool,
    up: Busy,
    down: Busy,
}

impl Shared {
    /// When the link of one direction is busy, for all connections together.
    pub(super) fn busy(&self, is_up: bool) -> Busy {
        if is_up { self.up.clone() } else { self.down.clone() }
    }
}

/// Memory for what is under way, beyond the little that each direction has for itself.
#[derive(Debug)]
pub(super) struct Pool {
    n_left: AtomicUsize,
    was_short: AtomicBool,
    is_short: Notify,
}

/// A direction borrows at most so much.
pub(super) const MAX_BORROWED_BYTES: usize = 64 << 20;

/// All directions together borrow at most so much.
const POOL_BYTES: usize = 256 << 20;

impl Default for Pool {
    fn default() -> Self {
        Pool {
            n_left: AtomicUsize::new(POOL_BYTES),
            was_short: AtomicBool::new(false),
            is_short: Notify::new(),
        }
    }
}

impl Pool {
    /// Borrows as many bytes as there are left of those that are wanted.
    pub(super) fn borrow(&self, n_wanted: usize) -> usize {
        if n_wanted == 0 {
            return 0;
        }
        let take = |n_left: usize| Some(n_left - n_left.min(n_wanted));
        self.n_left.fetch_update(Relaxed, Relaxed, take).map_or(0, |n_left| n_left.min(n_wanted))
    }

    /// Gives back what was borrowed.
    pub(super) fn give_back(&self, n_bytes: usize) {
        if n_bytes > 0 {
            self.n_left.fetch_add(n_bytes, Relaxed);
        }
    }

    /// A direction got less than it wanted. Only the first one is noticed.
    pub(super) fn fell_short(&self) {
        if !self.was_short.swap(true, Relaxed) {
            self.is_short.notify_one();
        }
    }

    /// Waits until a direction has got less than it wanted.
    pub(super) async fn short(&self) {
        self.is_short.notified().await;
    }
}

/// Until when a link is busy with what was sent, or is sure to be sent.
#[derive(Debug, Clone, Default)]
pub(super) struct Busy {
    free_at: Arc<Mutex<Duration>>,
}

impl Busy {
    /// Takes the link for this long, from when it is free, but from `not_before` at the earliest; says when
    /// that begins. Those that ask first are first, so several take turns.
    pub(super) fn take(&self, not_before: Duration, time: Duration) -> Duration {
        let mut free_at = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
        let begins_at = (*free_at).max(not_before);
        *free_at = begins_at + time;
        begins_at
    }

    /// When it is free.
    pub(super) fn free_at(&self) -> Duration {
        *self.free_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;

    #[test]
    fn that_there_was_too_little_is_told_once() {
        let pool = Pool::default();
        let is_told = || pin!(pool.short()).poll(&mut Context::from_waker(Waker::noop())).is_ready();
        assert!(!is_told());
        pool.fell_short();
        pool.fell_short();
        assert!(is_told());
        assert!(!is_told());
    }

    #[test]
    fn no_more_is_lent_than_there_is_and_all_comes_back() {
        let pool = Pool::default();
        assert_eq!(pool.borrow(POOL_BYTES - 10), POOL_BYTES - 10);
        assert_eq!((pool.borrow(100), pool.borrow(100)), (10, 0));
        pool.give_back(50);
        assert_eq!(pool.borrow(100), 50);
    }
}
