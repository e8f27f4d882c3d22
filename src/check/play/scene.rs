//! The scene of one check: the judge's ends and the program, and the waiting for both.
//!
//! The one idea: everything that can happen (bytes, ends, output, a death) is noted by tasks and threads beside the
//! play, and wakes the one that waits. So there is one way to wait: look, and look again at each news, until the
//! time is over.
//!
//! See it run: any check.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use tokio::time::timeout_at;

use crate::check::peer::connection::Heard;
use crate::check::play::stage::Stage;
use crate::check::subject::program::Program;

/// What there is to look at, and what wakes whoever waits.
pub(crate) struct Scene {
    pub(crate) stage: Stage,
    pub(crate) program: Program,
    news: Arc<Notify>,
    /// The end of time for which [`Scene::has_news`] has looked at everything.
    looked_for: Cell<Option<Instant>>,
}

impl Scene {
    pub(crate) fn new(stage: Stage, program: Program, news: Arc<Notify>) -> Scene {
        Scene { stage, program, news, looked_for: Cell::new(None) }
    }

    /// Looks, and looks again at each news; `None` once the time is over and nothing was found.
    pub(crate) async fn until<T>(&self, end: Instant, mut look: impl FnMut() -> Option<T>) -> Option<T> {
        loop {
            if let Some(found) = look() {
                return Some(found);
            }
            if !self.has_news(end).await {
                return None;
            }
        }
    }

    /// The next line; `None` once none can come any more: the other end has ended, or the time is over.
    pub(crate) async fn next_line(&self, heard: &RefCell<Heard>, end: Instant) -> Option<Vec<u8>> {
        let next = || {
            let mut heard = heard.borrow_mut();
            let line = heard.take_line();
            (line.is_some() || heard.end.is_some()).then_some(line)
        };
        self.until(end, next).await.flatten()
    }

    /// Lets what belongs together arrive, so that a finding shows it whole.
    pub(crate) async fn settle(&self, heard: &RefCell<Heard>, n_enough: usize) {
        let is_whole = || {
            let heard = heard.borrow();
            (heard.end.is_some() || heard.rest().len() >= n_enough).then_some(())
        };
        let _ = self.until(Instant::now() + SETTLED, is_whole).await;
    }

    /// Waits for news of any kind; false once the time is over, and all that came within it has been taken.
    ///
    /// On a busy machine the judge hears of the time's end before it has looked at what came before. So
    /// the end of the time is told twice: first as news, behind a look at all that the kernel holds, and as
    /// the end only to one who has seen that and asks again.
    pub(crate) async fn has_news(&self, end: Instant) -> bool {
        if Instant::now() < end && timeout_at(end.into(), self.news.notified()).await.is_ok() {
            return true;
        }
        if self.looked_for.replace(Some(end)) == Some(end) {
            return false;
        }
        self.take_what_came().await;
        true
    }

    /// Lets our readers take what the kernel holds for us, until it says that nothing is there.
    async fn take_what_came(&self) {
        let end = Instant::now() + FLOODED;
        // What goes through a link or an engine of ours passes two more sockets on its way.
        let mut n_turns = if self.stage.has_detours() { 5 } else { 0 };
        while self.stage.has_more() && Instant::now() < end || n_turns > 0 {
            // While nothing can be done, the reactor asks the kernel as well, and our readers are run.
            tokio::time::sleep(Duration::from_millis(1)).await;
            n_turns = u32::saturating_sub(n_turns, 1);
        }
        self.program.take_what_came();
    }

    /// Ends everything in good order: our sockets first, so that nobody sees a reset from us. Gives the programs
    /// that could not be ended.
    pub(crate) async fn end(mut self) -> Vec<String> {
        self.stage.end().await;
        self.program.keeper.end().await
    }
}

/// Pieces of one message come within this.
const SETTLED: Duration = Duration::from_millis(150);
/// A subject that sends without end never lets a look come to its end: so long is enough.
const FLOODED: Duration = Duration::from_secs(1);
