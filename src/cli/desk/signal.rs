//! Signals: the user's wish to end, to stop, or to go on.
//!
//! The one idea: a signal is only a wish. The program hears it at its next wait, and then ends in an
//! orderly way: that is why servers are handed a future that means "stop". But a program can stand
//! still, behind a reader that does not read. So a thread of its own hears them, and the second wish to
//! end is carried out by that thread, whatever the others do.
//!
//! See it run: press Ctrl-C in `netlab tcp-server`.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::mpsc;

use crate::kernel::terminal_mode::TerminalMode;

/// What a program hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// Somebody wants it to end, or its terminal has gone.
    Leave,
    /// Ctrl-C, where that is no wish to end.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only the reader of lessons, on Unix, is told"))]
    Interrupt,
    /// The terminal has another size.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only Unix tells"))]
    Resized,
    /// It shall stop, as with Ctrl-Z; a terminal that it has changed is to be put back before.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only Unix tells"))]
    Stop,
    /// It was stopped and goes on; meanwhile others had the terminal.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only Unix tells"))]
    Continued,
}

/// What a program has done to its terminal, and so, which signals it must hear.
#[derive(Debug, Clone)]
#[cfg_attr(not(unix), allow(dead_code, reason = "only Unix has such modes"))]
pub(crate) enum Terminal {
    /// Nothing: SIGINT and SIGTERM are heard, and all others do what they do to any program.
    Untouched,
    /// It has changed this mode, which is put back however it ends.
    Changed(TerminalMode),
    /// The same, and it draws all of the screen; Ctrl-C is a key to it.
    Filled(TerminalMode),
}

/// How far the program's end has come.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ending(Arc<Progress>);

#[derive(Debug, Default)]
struct Progress {
    /// A signal has asked for it.
    is_asked: AtomicBool,
    /// There is nothing left to do but to write: then the next wish ends it.
    only_writes: AtomicBool,
}

impl Ending {
    /// Nothing is left to do but to write.
    pub(crate) fn only_writes(&self) {
        self.0.only_writes.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked for the end, who does not wait for a reader that stands still.
    pub(crate) fn is_asked(&self) -> bool {
        self.0.is_asked.load(Ordering::Relaxed)
    }

    fn is_only_writing(&self) -> bool {
        self.0.only_writes.load(Ordering::Relaxed)
    }
}

/// So long an end in good order may take when it was asked for twice: whoever sends a signal to a group
/// of processes and to one of them (`man 1 timeout`) means it once.
const PATIENCE: Duration = Duration::from_secs(1);
/// Signals that wait to be heard by the program; further ones of the same kind say nothing new.
const MAX_WAITING: usize = 16;

#[cfg(unix)]
mod ear {
    use std::future::poll_fn;
    use std::task::Poll;

    use tokio::runtime::{Builder, Runtime};
    use tokio::signal::unix::{Signal, SignalKind, signal};
    use tokio::time::{Instant, sleep_until};

    use super::{Duration, Ending, MAX_WAITING, Ordering, PATIENCE, Terminal, Told, io, mpsc};

    /// Hears what this program must hear, from now on: no signal is missed.
    ///
    /// # Errors
    /// Those of installing the handlers and of starting a thread.
    pub(crate) fn hear(terminal: Terminal, ending: &Ending) -> io::Result<mpsc::Receiver<Told>> {
        let runtime = LeftBehind(Some(Builder::new_current_thread().enable_all().build()?));
        let mut signals = {
            let _inside = runtime.0.as_ref().map(Runtime::enter);
            Signals::install(&terminal)?
        };
        let (sender, told) = mpsc::channel(MAX_WAITING);
        let ending = ending.clone();
        std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
            let tell = signals.tell(terminal, &ending, &sender);
            runtime.0.as_ref().map(|runtime| runtime.block_on(tell))
        })?;
        Ok(told)
    }

    /// A runtime that is dropped without waiting: where no thread may be made, that happens within another
    /// runtime, where tokio forbids to wait.
    struct LeftBehind(Option<Runtime>);

    impl Drop for LeftBehind {
        fn drop(&mut self) {
            if let Some(runtime) = self.0.take() {
                runtime.shutdown_background();
            }
        }
    }

    struct Signals(Vec<(SignalKind, Told, Signal)>);

    impl Signals {
        fn install(terminal: &Terminal) -> io::Result<Signals> {
            let interrupt =
                if matches!(terminal, Terminal::Filled(_)) { Told::Interrupt } else { Told::Leave };
            let mut heard =
                vec![(SignalKind::interrupt(), interrupt), (SignalKind::terminate(), Told::Leave)];
            if !matches!(terminal, Terminal::Untouched) {
                heard.extend([
                    (SignalKind::hangup(), Told::Leave),
                    (SignalKind::quit(), Told::Leave),
                    (SignalKind::from_raw(libc::SIGTSTP), Told::Stop),
                    (SignalKind::from_raw(libc::SIGCONT), Told::Continued),
                    (SignalKind::window_change(), Told::Resized),
                ]);
            }
            let installed = heard.into_iter().map(|(kind, told)| Ok((kind, told, signal(kind)?)));
            installed.collect::<io::Result<Vec<_>>>().map(Signals)
        }

        async fn next(&mut self) -> (SignalKind, Told) {
            poll_fn(|cx| {
                for (kind, told, signal) in &mut self.0 {
                    if signal.poll_recv(cx).is_ready() {
                        return Poll::Ready((*kind, *told));
                    }
                }
                Poll::Pending
            })
            .await
        }

        /// Tells what is heard, to the end of the process.
        async fn tell(
            &mut self,
            terminal: Terminal,
            ending: &Ending,
            sender: &mpsc::Sender<Told>,
        ) -> Duration {
            let mut asked_at = None;
            loop {
                let (kind, told) = self.next().await;
                let is_wish = told == Told::Leave || (told == Told::Interrupt && ending.is_only_writing());
                if is_wish && (asked_at.is_some() || ending.is_only_writing()) {
                    sleep_until(asked_at.map_or_else(Instant::now, |asked_at| asked_at + PATIENCE)).await;
                    leave_at_once(terminal, kind);
                }
                if is_wish {
                    asked_at = Some(Instant::now());
                    ending.0.is_asked.store(true, Ordering::Relaxed);
                }
                // Whoever is not there to be told hears of the second wish.
                let _ = sender.try_send(told);
            }
        }
    }

    /// Ends the process with the code that a shell gives to whatever ended by this signal.
    fn leave_at_once(terminal: Terminal, kind: SignalKind) -> ! {
        if let Terminal::Changed(mode) | Terminal::Filled(mode) = terminal {
            mode.put_back();
        }
        std::process::exit(128 + kind.as_raw_value())
    }
}

/// This system knows Ctrl-C alone.
#[cfg(not(unix))]
mod ear {
    use super::{Ending, MAX_WAITING, Ordering, PATIENCE, Terminal, Told, io, mpsc};

    /// Hears Ctrl-C from now on.
    ///
    /// # Errors
    /// Those of starting a thread.
    pub(crate) fn hear(_: Terminal, ending: &Ending) -> io::Result<mpsc::Receiver<Told>> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (sender, told) = mpsc::channel(MAX_WAITING);
        let ending = ending.clone();
        std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
            runtime.block_on(async move {
                let mut is_asked = false;
                while tokio::signal::ctrl_c().await.is_ok() {
                    if ending.is_only_writing() {
                        std::process::exit(130);
                    }
                    if is_asked {
                        tokio::time::sleep(PATIENCE).await;
                        std::process::exit(130);
                    }
                    is_asked = true;
                    ending.0.is_asked.store(true, Ordering::Relaxed);
                    let _ = sender.try_send(Told::Leave);
                }
            });
        })?;
        Ok(told)
    }
}

pub(crate) use ear::hear;

/// Waits for the wish to end; everything else is handed to `each`.
pub(crate) async fn leave(mut told: mpsc::Receiver<Told>, mut each: impl FnMut(Told)) {
    loop {
        match told.recv().await {
            Some(Told::Leave) => return,
            Some(other) => each(other),
            None => std::future::pending().await,
        }
    }
}
