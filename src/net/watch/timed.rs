//! A future that remembers when it was polled.
//!
//! The one idea: a call that had to wait has two beginnings: when the program asked, and when the try
//! that succeeded was made. The first gives `waited_us`, the second `began_us`.
//!
//! See it run: `waited_us` in a recorded trace.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use crate::net::watch::record::Act;

/// What a call returned, and when it was begun.
pub(crate) struct Timed<T> {
    pub(crate) output: T,
    /// The try that completed; empty when nobody listened.
    pub(crate) act: Act,
    /// How long the program waited before that try, in microseconds; `None` if it did not wait.
    pub(crate) waited_us: Option<u64>,
}

/// Runs a call and notes its times. As cancel safe as the call itself.
pub(crate) async fn timed<F: Future>(call: F) -> Timed<F::Output> {
    timed_where(call, || true).await
}

/// Runs a call and notes its times, but counts a wait only where `is_real` says so at its beginning: a
/// first poll is also pending while the runtime has not asked the kernel yet, and that is no wait for it.
pub(crate) async fn timed_where<F: Future>(call: F, is_real: impl Fn() -> bool) -> Timed<F::Output> {
    let mut call = pin!(call);
    let mut first = None;
    poll_fn(move |cx| {
        let act = Act::begin();
        match call.as_mut().poll(cx) {
            Poll::Pending => {
                first = first.or_else(|| act.began_us().filter(|_| is_real()));
                Poll::Pending
            }
            Poll::Ready(output) => {
                let waited_us = first.zip(act.began_us()).map(|(since, began)| began.saturating_sub(since));
                Poll::Ready(Timed { output, act, waited_us })
            }
        }
    })
    .await
}
