//! One round on its way to all members, by one hand or by two.
//!
//! The one idea: who comes next is one number, and whoever takes members from there has them for itself. So
//! hands need not agree on anything else, and a hand that comes late finds nothing left to do.
//!
//! See it run: `ps -T` beside `netlab chat-server`.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::AsyncWrite;
use tokio::sync::Notify;

use crate::chapters::chat::log::Round;
use crate::chapters::chat::seat::{Seat, Seats};

/// A round, and how far it has come.
#[derive(Debug)]
pub(super) struct Delivery<W> {
    round: Arc<Round>,
    seats: Seats<W>,
    /// The first member that nobody has taken.
    next: AtomicUsize,
    n_left: AtomicUsize,
    /// Nobody is left.
    ended: Notify,
    stuck: Mutex<Vec<Arc<Seat<W>>>>,
}

/// Members taken at a time: few, so that two hands end together.
const N_AT_A_TIME: usize = 4;

impl<W: AsyncWrite + Unpin> Delivery<W> {
    pub(super) fn new(round: Arc<Round>, seats: Seats<W>) -> Self {
        let (next, n_left) = (AtomicUsize::new(0), AtomicUsize::new(seats.len()));
        Delivery { round, seats, next, n_left, ended: Notify::new(), stuck: Mutex::default() }
    }

    /// How many members there are in all.
    pub(super) fn n_members(&self) -> usize {
        self.seats.len()
    }

    /// Lets members hear the round until all are taken.
    pub(super) fn work(&self) {
        loop {
            let from = self.next.fetch_add(N_AT_A_TIME, Ordering::Relaxed);
            let Some(rest) = self.seats.get(from..).filter(|rest| !rest.is_empty()) else { return };
            let taken = &rest[..rest.len().min(N_AT_A_TIME)];
            for seat in taken {
                if seat.deliver(&self.round) {
                    self.stuck.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(seat));
                }
            }
            if self.n_left.fetch_sub(taken.len(), Ordering::AcqRel) == taken.len() {
                self.ended.notify_one();
            }
        }
    }

    /// Waits until everybody has heard the round or is owed it; returns those who are stuck.
    pub(super) async fn end(&self) -> Vec<Arc<Seat<W>>> {
        if self.n_left.load(Ordering::Acquire) > 0 {
            self.ended.notified().await;
        }
        std::mem::take(&mut self.stuck.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
