//! Answers that leave from the address that was asked.
//!
//! The one idea: who sends to 127.0.0.2 waits for an answer from 127.0.0.2. A socket on the wildcard
//! address has to remember, for each sender, which address that was; a connected socket of TCP need not.
//!
//! See it run: `netlab udp-recv 0.0.0.0:8080 --reply ack`, then `netlab udp-send 127.0.0.2 hello --wait 500`.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

#[cfg(target_os = "linux")]
use crate::kernel::asked::Asked;

/// What an address is called where the system does not tell it: nobody can make one.
#[cfg(not(target_os = "linux"))]
type Asked = std::convert::Infallible;

/// Which address each sender has asked last.
#[derive(Debug, Default)]
pub(super) struct Answers {
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    by_sender: HashMap<SocketAddr, (Asked, u64)>,
    n_noted: u64,
}

/// So many senders are remembered; one more takes the place of the one that was silent the longest, whose
/// answer leaves as it would without us.
const MAX_SENDERS: usize = 1_024;

impl Answers {
    #[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "no other system tells"))]
    pub(super) fn note(&self, sender: SocketAddr, asked: Asked) {
        let mut seen = self.seen();
        seen.n_noted += 1;
        if seen.by_sender.len() >= MAX_SENDERS && !seen.by_sender.contains_key(&sender) {
            let oldest = seen.by_sender.iter().min_by_key(|(_, (_, n))| *n).map(|(addr, _)| *addr);
            oldest.and_then(|addr| seen.by_sender.remove(&addr));
        }
        let n = seen.n_noted;
        seen.by_sender.insert(sender, (asked, n));
    }

    #[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "no other system tells"))]
    pub(super) fn asked_by(&self, sender: SocketAddr) -> Option<Asked> {
        self.seen().by_sender.get(&sender).map(|(asked, _)| *asked)
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
