//! The chat server: lets members in, and closes the room in good order.
//!
//! The one idea: the server itself does almost nothing. It accepts, it starts a task for each member,
//! and at the end it tells them and waits for them. What is shared is the room.
//!
//! See it run: `netlab chat-server`.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::{JoinSet, unconstrained};
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::chapters::chat::flush::flush;
use crate::chapters::chat::helper::Helper;
use crate::chapters::chat::machines::Joined;
use crate::chapters::chat::member::attend;
use crate::chapters::chat::options::RoomOptions;
use crate::chapters::chat::room::Room;
use crate::chapters::door::{Connection, Door, let_in};

/// The options of a chat server.
#[derive(Debug, Clone)]
pub struct ServerOptions {
    /// The room that it keeps.
    pub room: RoomOptions,
}

/// What members are written to who come in by this door.
type Writer<D> = <<D as Door>::Connection as Connection>::Writer;

/// Keeps a room until `shutdown` completes. The room's log is written to `out`.
///
/// Returns how many members had to be cut off at the end because they did not leave in time.
///
/// # Errors
/// Only those of `out`, which close the room in good order: no member can end it.
pub async fn serve<W>(
    door: impl Door,
    options: ServerOptions,
    out: W,
    shutdown: impl Future<Output = ()>,
) -> io::Result<usize>
where
    W: AsyncWrite + Unpin,
{
    keep_open(door, options, Hands { helper: None, joined: None }, out, shutdown).await
}

/// The same, with a thread that helps while the room is quiet, where the system gives one: then a line that
/// comes alone is with all of many members earlier.
///
/// # Errors
/// As [`serve`].
pub async fn serve_with_helper<W>(
    door: impl Door,
    options: ServerOptions,
    out: W,
    shutdown: impl Future<Output = ()>,
) -> io::Result<usize>
where
    W: AsyncWrite + Unpin,
{
    keep_open(door, options, Hands { helper: Helper::start().ok(), joined: None }, out, shutdown).await
}

/// The same for a room that other machines share, which this one has joined.
///
/// # Errors
/// As [`serve`].
pub async fn serve_one_of_several<W>(
    door: impl Door,
    options: ServerOptions,
    joined: Joined,
    out: W,
    shutdown: impl Future<Output = ()>,
) -> io::Result<usize>
where
    W: AsyncWrite + Unpin,
{
    let hands = Hands { helper: Helper::start().ok(), joined: Some(joined) };
    keep_open(door, options, hands, out, shutdown).await
}

/// Who works for the room besides its members' tasks.
struct Hands<W> {
    helper: Option<Helper<W>>,
    joined: Option<Joined>,
}

async fn keep_open<D: Door, W: AsyncWrite + Unpin>(
    door: D,
    options: ServerOptions,
    hands: Hands<Writer<D>>,
    out: W,
    shutdown: impl Future<Output = ()>,
) -> io::Result<usize> {
    let (log, lines) = mpsc::channel(MAX_LOG_LINES);
    let log_failed = Notify::new();
    let mut writing = pin!(async {
        let written = write_log(lines, out).await;
        log_failed.notify_one();
        written
    });
    let stop = async {
        tokio::select! {
            () = shutdown => {}
            () = log_failed.notified() => {}
        }
    };
    let machines = hands.joined.as_ref().map(Joined::shared);
    let mut running = pin!(run(door, Room::new(options.room, log, machines), hands, stop));
    let mut written = None;
    let n_cut_off = loop {
        tokio::select! {
            n_cut_off = &mut running => break n_cut_off,
            ended = &mut writing, if written.is_none() => written = Some(ended),
        }
    };
    match written {
        Some(written) => written?,
        // The room has gone, and with it the last handle to its log: what is written ends by itself.
        None => timeout(FAREWELL, writing).await.unwrap_or(Ok(()))?,
    }
    Ok(n_cut_off)
}

/// Keeps the room until `shutdown` completes; returns how many members had to be cut off.
async fn run<D: Door>(
    door: D,
    room: Room<Writer<D>>,
    hands: Hands<Writer<D>>,
    shutdown: impl Future<Output = ()>,
) -> usize {
    let room = Arc::new(room);
    let closing = CancellationToken::new();
    let mut flusher = JoinSet::new();
    flusher.spawn(unconstrained(flush(Arc::clone(&room), hands.helper)));
    let (close, is_closed) = oneshot::channel();
    let mut keeper = JoinSet::new();
    if let Some(joined) = hands.joined {
        keeper.spawn(joined.keep(Arc::clone(&room), is_closed));
    }
    let mut members = JoinSet::new();
    {
        let mut keeping = pin!(keep(&room));
        let mut shutdown = pin!(shutdown);
        loop {
            tokio::select! {
                () = &mut shutdown => break,
                (arrival, peer) = next_guest(&door) => {
                    let (room, closing) = (Arc::clone(&room), closing.clone());
                    members.spawn(async move {
                        if let Some(connection) = let_in(arrival, &closing).await {
                            attend(connection, peer, room).await;
                        }
                    });
                }
                Some(_) = members.join_next() => {}
                never = &mut keeping => match never {},
            }
        }
    }
    drop(door);
    closing.cancel();
    room.close();
    let all_gone = async { while members.join_next().await.is_some() {} };
    let _ = timeout(FAREWELL, all_gone).await;
    let n_left = members.len();
    members.shutdown().await;
    drop(close);
    let _ = timeout(FAREWELL, keeper.join_next()).await;
    keeper.shutdown().await;
    flusher.shutdown().await;
    n_left
}

/// The next guest; a failed accept, as when file descriptors run out, is tried again after a pause.
///
/// # Cancel safety
/// A dropped call has accepted no client.
async fn next_guest<D: Door>(door: &D) -> (D::Arrival, SocketAddr) {
    let mut pause = Duration::from_millis(10);
    loop {
        match door.accept().await {
            Ok(guest) => return guest,
            Err(_) => sleep(pause).await,
        }
        pause = (pause * 2).min(Duration::from_secs(1));
    }
}

/// What the room does by itself: tells the notices that gather, and minds who is silent.
async fn keep<W: AsyncWrite + Unpin>(room: &Room<W>) -> Infallible {
    let mut second = interval(Duration::from_secs(1));
    second.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = room.news.notified() => {
                sleep(GATHER).await;
                room.cry();
            }
            _ = second.tick(), if room.options.idle_timeout.is_some() => {
                room.dismiss_the_silent(room.options.idle_timeout.unwrap_or(Duration::MAX));
            }
        }
    }
}

async fn write_log<W: AsyncWrite + Unpin>(mut lines: mpsc::Receiver<String>, mut out: W) -> io::Result<()> {
    while let Some(line) = lines.recv().await {
        out.write_all(format!("{line}\n").as_bytes()).await?;
        out.flush().await?;
    }
    Ok(())
}

/// How long notices gather, so that a rush of guests is one line.
const GATHER: Duration = Duration::from_millis(20);

/// Lines of the log that wait to be written; further ones are lost.
const MAX_LOG_LINES: usize = 1024;

/// How long members may take to leave when the room closes.
const FAREWELL: Duration = Duration::from_secs(2);
