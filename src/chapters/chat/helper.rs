//! A second hand for the room: a thread that writes to some of the members, when there is one to spare.
//!
//! The one idea: a line that comes alone is written to a hundred members one after the other, and the last
//! one waits for all those writes. Two threads halve that. Under load a second thread gains nothing here: what
//! it takes from the first, waking it and agreeing with it costs. So only a quiet room calls its helper.
//!
//! See it run: `ps -T` beside `netlab chat-server`.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle, available_parallelism};

use tokio::io::AsyncWrite;

use crate::chapters::chat::delivery::Delivery;

/// The helper's thread; dropped, it ends and is waited for, which takes no longer than a few writes.
#[derive(Debug)]
pub(super) struct Helper<W> {
    /// `None` only while it is dropped.
    work: Option<SyncSender<Arc<Delivery<W>>>>,
    thread: Option<JoinHandle<()>>,
}

/// With fewer members a line is written before a helper is awake.
const MIN_MEMBERS: usize = 16;

impl<W: AsyncWrite + Unpin + Send + 'static> Helper<W> {
    /// Starts the thread.
    ///
    /// # Errors
    /// That the system gives none; [`io::ErrorKind::Unsupported`] where there is one processor: a second thread
    /// would only take it from the first.
    pub(super) fn start() -> io::Result<Self> {
        if available_parallelism()?.get() < 2 {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let (work, called) = sync_channel::<Arc<Delivery<W>>>(1);
        let help = move || called.iter().for_each(|delivery| delivery.work());
        let thread = Builder::new().name("helper".into()).spawn(help)?;
        Ok(Helper { work: Some(work), thread: Some(thread) })
    }

    /// Asks for help, where it is worth it. One call waits at most; a helper that is still busy is not called.
    pub(super) fn help(&self, delivery: &Arc<Delivery<W>>) {
        if delivery.n_members() >= MIN_MEMBERS
            && let Some(work) = &self.work
        {
            let _ = work.try_send(Arc::clone(delivery));
        }
    }
}

impl<W> Drop for Helper<W> {
    fn drop(&mut self) {
        self.work = None;
        if let Some(thread) = self.thread.take() {
            // It can only have panicked, and then there is nothing to wait for.
            let _ = thread.join();
        }
    }
}
