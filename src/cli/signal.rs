//! The user's wish to end: Ctrl-C, or a polite kill.
//!
//! The one idea: a signal is only a wish. The program hears it at its next wait, and then ends in an
//! orderly way: that is why servers are handed a future that means "stop".
//!
//! See it run: press Ctrl-C in `netlab tcp-server`.

use std::io;

/// Waits for SIGINT or SIGTERM (elsewhere than Unix, for Ctrl-C).
///
/// The listening begins when the future is made, not when it is first polled, so no signal is missed.
///
/// # Errors
/// Those of installing the handlers.
#[cfg(unix)]
pub(super) fn interrupted() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Waits for Ctrl-C.
///
/// # Errors
/// None here; the waiting itself may fail, and then never ends.
#[cfg(not(unix))]
pub(super) fn interrupted() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}
