//! The runtime that the programs run on.
//!
//! The one idea: one thread is enough for most. These programs wait far more than they compute, and
//! threads that share work pay for it by waking each other: measured, the chat room under load delivers
//! up to half as much again with one thread as with two. What a second thread buys is latency at a modest
//! rate (a third less in the median): while one writes a line to half of a hundred members, the other
//! writes it to the rest. So the room, where one act is followed by many, has two; all else has one.
//!
//! See it run: `ps -T` beside `netlab chat-server`.

use std::cell::Cell;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

use crate::cli::desk::failure::{Act, Failure};

/// Runs a program to its end on a runtime of one thread.
pub(crate) fn run<T>(program: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    run_on(Builder::new_current_thread().enable_all().build(), program)
}

/// Runs a program whose tasks are many and due together to its end, on a runtime of two threads.
pub(crate) fn run_on_two<T>(program: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    ask_for_threads(N_THREADS).map_err(|error| Failure::of_thread(&error))?;
    STARTING.set(true);
    let runtime = Builder::new_multi_thread().worker_threads(N_THREADS).enable_all().build();
    STARTING.set(false);
    run_on(runtime, program)
}

/// Whether this thread is about to start a runtime's threads. Where one of them is refused all the same, the
/// runtime panics, and waits on its way out for those that it has, for ever: the process must end there and then.
pub(crate) fn is_starting() -> bool {
    STARTING.get()
}

thread_local! {
    // It is const; the lint does not see that in what Windows makes of the macro.
    #[allow(clippy::missing_const_for_thread_local)]
    static STARTING: Cell<bool> = const { Cell::new(false) };
}

const N_THREADS: usize = 2;

/// Whether so many threads can be had at once.
fn ask_for_threads(n_threads: usize) -> io::Result<()> {
    let mutex = Mutex::new(());
    let gate = &mutex;
    let closed = gate.lock().unwrap_or_else(PoisonError::into_inner);
    thread::scope(move |all| {
        // Opened with the last of this, so nobody is left behind it.
        let _closed = closed;
        (0..n_threads).try_for_each(|_| {
            let wait = move || drop(gate.lock());
            thread::Builder::new().spawn_scoped(all, wait).map(drop)
        })
    })
}

fn run_on<T>(
    runtime: io::Result<Runtime>,
    program: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let runtime = runtime.map_err(|error| Failure::of_system(Act::StartRuntime, &error))?;
    let result = runtime.block_on(program);
    // A name lookup cannot be cancelled; whoever pressed Ctrl-C does not wait for a slow resolver.
    runtime.shutdown_timeout(PARTING);
    result
}

/// How long the end waits for what the runtime still does.
const PARTING: Duration = Duration::from_millis(200);
