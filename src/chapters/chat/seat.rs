//! A member's seat: where what is said reaches it.
//!
//! The one idea: two may write into one socket, but never in the same while. The room writes as long as
//! the socket takes everything. Once it does not, the rest is owed, and the member's own task writes until
//! nothing is owed any more; meanwhile the room only puts more behind it. So nobody waits for a socket that is
//! full but its owner.
//!
//! See it run: `netlab chat-server`, a member stopped by Ctrl-Z, and another that says a lot.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::io::AsyncWrite;
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::chapters::chat::log::{Id, Log, Round};
use crate::chapters::chat::mail::{Dismissal, Mail};
use crate::chapters::chat::outbox::Limits;
use crate::chapters::chat::protocol::Framing;

/// What a member's own task has to do besides listening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// Nothing: the room writes.
    Rest,
    /// To [write](Seat::write_on) what is owed.
    Write,
    Go(Dismissal),
}

/// One member's seat, over the writing half of its connection.
#[derive(Debug)]
pub(super) struct Seat<W> {
    pub(super) id: Id,
    /// Its task has something to do.
    pub(super) wake: Notify,
    /// It was given another name that it did not ask for.
    has_new_name: AtomicBool,
    mail: Mutex<Mail<W>>,
}

/// The seats of all members, as they are at one moment.
pub(super) type Seats<W> = Arc<Vec<Arc<Seat<W>>>>;

/// What is left when a member leaves: its writer, and what it is still to be told.
pub(super) type Legacy<W> = (W, VecDeque<Bytes>);

impl<W: AsyncWrite + Unpin> Seat<W> {
    /// A seat that will hear what comes from now on.
    pub(super) fn new(id: Id, writer: W, framing: Framing, limits: Limits) -> Self {
        let has_new_name = AtomicBool::new(false);
        Seat { id, wake: Notify::new(), has_new_name, mail: Mutex::new(Mail::new(writer, framing, limits)) }
    }

    fn mail(&self) -> MutexGuard<'_, Mail<W>> {
        self.mail.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The member has another name, which the room has given it.
    pub(super) fn tell_of_new_name(&self) {
        self.has_new_name.store(true, Ordering::Relaxed);
    }

    /// Whether it has one, asked once.
    pub(super) fn takes_new_name(&self) -> bool {
        self.has_new_name.load(Ordering::Relaxed) && self.has_new_name.swap(false, Ordering::Relaxed)
    }

    /// Lets the member hear a round, now or behind what it is owed.
    ///
    /// Returns whether it is so far behind that the room should wait for it.
    #[inline]
    pub(super) fn deliver(&self, round: &Round) -> bool {
        let mut mail = self.mail();
        let was_idle = mail.is_idle();
        mail.deliver(round, self.id);
        if mail.dismissed.is_some() || was_idle && !mail.is_idle() {
            self.wake.notify_one();
        }
        mail.outbox.stuck_since().is_some()
    }

    /// Owes a newcomer what it is greeted with; its own task writes it.
    pub(super) fn greet(&self, frames: impl Iterator<Item = Bytes>) {
        let mut mail = self.mail();
        frames.for_each(|frame| mail.owe(frame, 1));
    }

    /// What the member's own task has to do now.
    pub(super) fn turn(&self) -> Turn {
        let mail = self.mail();
        match mail.dismissed {
            Some(why) => Turn::Go(why),
            None if mail.is_idle() => Turn::Rest,
            None => Turn::Write,
        }
    }

    /// Writes some of what is owed, once the socket takes it.
    ///
    /// # Errors
    /// Those of writing.
    ///
    /// # Cancel safety
    /// A dropped call has written nothing.
    pub(super) async fn write_on(&self) -> io::Result<()> {
        poll_fn(|cx| self.mail().poll_write_on(cx)).await
    }

    /// Tells the member its last line, and that it must go. `log` is what will be the round of this number.
    pub(super) fn dismiss(
        &self,
        why: Dismissal,
        last_line: Bytes,
        in_flight: Option<&Round>,
        log: (u64, &Log),
    ) {
        let mut mail = self.mail();
        if mail.dismissed.is_none() {
            mail.hear_out(self.id, in_flight, log);
            mail.outbox.push(last_line);
            mail.dismiss(why);
            self.wake.notify_one();
        }
    }

    /// Takes the writer, and what the member is still to be told; `None` where it has left before.
    pub(super) fn leave(&self, in_flight: Option<&Round>, log: (u64, &Log)) -> Option<Legacy<W>> {
        let mut mail = self.mail();
        mail.hear_out(self.id, in_flight, log);
        let queue = mail.outbox.take_all();
        Some((mail.writer.take()?, queue))
    }

    /// Since when the room waits for this member, if it does.
    pub(super) fn stuck_since(&self) -> Option<Instant> {
        self.mail().outbox.stuck_since()
    }

    /// The room waits for this member no longer if nothing of what it is owed has gone out since then.
    pub(super) fn leave_behind(&self, since: Instant) {
        self.mail().outbox.leave_behind(since);
    }
}

#[cfg(test)]
mod tests {
    use std::pin::{Pin, pin};
    use std::sync::atomic::AtomicUsize;
    use std::task::{Context, Poll, Wake, Waker};

    use super::*;
    use crate::chapters::chat::log::Audience;
    use crate::chapters::chat::outbox::SlowReader;

    /// A socket with little room that, as every socket does, remembers only who asked last.
    #[derive(Default)]
    struct Socket {
        room: usize,
        taken: Vec<u8>,
        asked_last: Option<Waker>,
        /// It keeps bytes back until it is flushed, and that until there is room.
        is_buffered: bool,
        n_calls: usize,
    }

    impl AsyncWrite for Socket {
        fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
            self.n_calls += 1;
            let n_bytes = buf.len().min(self.room);
            if n_bytes == 0 {
                self.asked_last = Some(cx.waker().clone());
                return Poll::Pending;
            }
            self.room -= n_bytes;
            self.taken.extend_from_slice(&buf[..n_bytes]);
            Poll::Ready(Ok(n_bytes))
        }

        fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
            if self.is_buffered && self.room == 0 {
                self.asked_last = Some(cx.waker().clone());
                return Poll::Pending;
            }
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    /// A task that counts how often it is woken.
    #[derive(Default)]
    struct Task(AtomicUsize);

    impl Wake for Task {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    impl Seat<Socket> {
        fn over(socket: Socket) -> Self {
            let limits = Limits { slow_reader: SlowReader::Disconnect, outbox_bytes: 100 };
            Seat::new(1, socket, Framing::Lines, limits)
        }

        fn hears(&self, number: u64, text: &str) -> bool {
            let mut log = Log::default();
            log.append(Audience::AllBut { id: 2, newest: 2 }, text.as_bytes(), 1);
            self.deliver(&log.take(number))
        }

        /// What its own task does when it has its turn, until it has to wait.
        fn has_its_turn(&self, task: &Arc<Task>) {
            let waker = Arc::clone(task).into();
            while self.turn() == Turn::Write
                && pin!(self.write_on()).poll(&mut Context::from_waker(&waker)).is_ready()
            {}
        }

        /// The kernel has sent something on.
        fn gets_room(&self, n_bytes: usize) {
            let mut mail = self.mail();
            let socket = mail.writer.as_mut().expect("it is there");
            socket.room += n_bytes;
            if let Some(waker) = socket.asked_last.take() {
                waker.wake();
            }
        }

        fn has_heard(&self) -> String {
            let mail = self.mail();
            String::from_utf8_lossy(&mail.writer.as_ref().expect("it is there").taken).into_owned()
        }
    }

    #[test]
    fn while_something_is_owed_only_the_members_task_is_known_to_the_socket() {
        let (seat, task) = (Seat::over(Socket { room: 2, ..Socket::default() }), Arc::<Task>::default());
        seat.hears(1, "one ");
        seat.has_its_turn(&task);
        // The room must not ask now: the socket would forget the task.
        seat.hears(2, "two ");
        seat.gets_room(100);
        assert_eq!(task.0.load(Ordering::Relaxed), 1, "the task is woken");
        seat.has_its_turn(&task);
        assert_eq!((seat.has_heard().as_str(), seat.turn()), ("one two ", Turn::Rest));
    }

    #[test]
    fn the_room_has_no_waker_that_could_be_missed() {
        let (seat, task) = (Seat::over(Socket::default()), Arc::<Task>::default());
        seat.hears(1, "one ");
        // There is room before the task has its first turn: it finds out by itself.
        seat.gets_room(100);
        assert!(pin!(seat.wake.notified()).poll(&mut Context::from_waker(Waker::noop())).is_ready());
        seat.has_its_turn(&task);
        assert_eq!((seat.has_heard().as_str(), seat.turn()), ("one ", Turn::Rest));
    }

    #[test]
    fn what_a_stream_has_taken_and_not_sent_is_the_tasks_to_flush() {
        let socket = Socket { room: 4, is_buffered: true, ..Socket::default() };
        let (seat, task) = (Seat::over(socket), Arc::<Task>::default());
        seat.hears(1, "one ");
        assert_eq!(seat.turn(), Turn::Write);
        seat.has_its_turn(&task);
        seat.gets_room(1);
        assert_eq!(task.0.load(Ordering::Relaxed), 1, "the task is woken");
        seat.has_its_turn(&task);
        assert_eq!((seat.has_heard().as_str(), seat.turn()), ("one ", Turn::Rest));
    }

    #[test]
    fn who_keeps_up_costs_one_call_a_round_and_hears_each_once() {
        let seat = Seat::over(Socket { room: 100, ..Socket::default() });
        for (number, text) in [(1, "one "), (2, "two "), (2, "again ")] {
            assert!(!seat.hears(number, text));
        }
        assert_eq!(seat.has_heard(), "one two ");
        assert_eq!(seat.mail().writer.as_ref().expect("it is there").n_calls, 2);
    }

    #[test]
    fn who_leaves_takes_along_all_that_was_said_and_nothing_twice() {
        let mut log = Log::default();
        let says = |log: &mut Log, text: &str| {
            log.append(Audience::AllBut { id: 2, newest: 2 }, text.as_bytes(), 1);
        };
        for has_heard_the_second in [false, true] {
            let seat = Seat::over(Socket::default());
            seat.hears(1, "one ");
            says(&mut log, "two ");
            let in_flight = log.take(2);
            if has_heard_the_second {
                seat.deliver(&in_flight);
            }
            says(&mut log, "three");
            let (_, queue) = seat.leave(Some(&in_flight), (3, &log)).expect("it was there");
            let queue: Vec<Bytes> = queue.into();
            assert_eq!(queue.concat(), b"one two three");
            seat.deliver(&log.take(3));
            assert!(seat.leave(None, (4, &log)).is_none(), "it has left");
        }
    }
}
