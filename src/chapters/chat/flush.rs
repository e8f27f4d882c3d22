//! What was said goes out: round by round, to everybody.
//!
//! The one idea: whoever speaks only adds to the log, and wakes this task if nobody has. It does not hurry:
//! it lets everybody who is ready speak first, and then writes all of that to each member by one call. So
//! the more is said at once, the less each line costs.
//!
//! See it run: `strace -f -e trace=network,epoll_wait netlab -q chat-server`, with some members.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWrite;
use tokio::task::yield_now;
use tokio::time::{Instant, timeout_at};

use crate::chapters::chat::delivery::Delivery;
use crate::chapters::chat::helper::Helper;
use crate::chapters::chat::outbox::SlowReader;
use crate::chapters::chat::room::Room;
use crate::chapters::chat::seat::{Seat, Seats};

/// How long the room waits for a member of whose outbox nothing goes out. Short enough that a stopped one is
/// hardly noticed by the others; long enough for a busy one to get its turn on a busy machine.
const GRACE: Duration = Duration::from_millis(100);

/// A room that has rested so many times as long as it wrote last has a processor to spare for its helper. One
/// that has not is busy, and so are those who hear it: there a helper would take a processor from them.
const QUIET: u32 = 4;

/// Writes out what is said, for ever.
///
/// It must run unconstrained: to a task that has used up its turn, every socket of tokio's seems full.
pub(super) async fn flush<W: AsyncWrite + Unpin + Send + 'static>(
    room: Arc<Room<W>>,
    helper: Option<Helper<W>>,
) -> Infallible {
    let mut seats: Seats<W> = Arc::default();
    let (mut ended_at, mut took) = (Instant::now(), Duration::ZERO);
    loop {
        room.said.notified().await;
        let was_quiet = ended_at.elapsed() > took * QUIET;
        // Behind everybody who is ready to speak.
        yield_now().await;
        let Some(round) = room.take_round(&mut seats) else { continue };
        let began_at = Instant::now();
        let delivery = Arc::new(Delivery::new(round, Arc::clone(&seats)));
        if was_quiet && let Some(helper) = &helper {
            helper.help(&delivery);
        }
        delivery.work();
        let stuck = delivery.end().await;
        took = began_at.elapsed();
        room.end_round();
        wait_for(stuck, &room).await;
        ended_at = Instant::now();
    }
}

/// Waits until nobody is stuck. Unless the room waits for slow readers, a member of whose outbox nothing goes
/// out for longer than the grace is left behind.
async fn wait_for<W: AsyncWrite + Unpin>(mut stuck: Vec<Arc<Seat<W>>>, room: &Room<W>) {
    loop {
        let since = stuck.iter().filter_map(|seat| seat.stuck_since()).min();
        let Some(since) = since else { return };
        if room.options.slow_reader == SlowReader::Wait {
            room.progress.notified().await;
        } else if timeout_at(since + GRACE, room.progress.notified()).await.is_err() {
            for seat in &stuck {
                seat.leave_behind(since);
            }
        }
        stuck.retain(|seat| seat.stuck_since().is_some());
    }
}
