//! `--blast`: datagrams as fast as the machine can, counted and nothing more.
//!
//! The one idea: at this pace whatever is done for each datagram is what is measured. So the work is a
//! plain thread that calls the kernel for many at once; nothing is observed, shown or answered.
//!
//! See it run: `netlab udp-recv --blast`, and `netlab udp-send 8080 --blast --count 1000000` elsewhere.

use std::io;
use std::net;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;
use socket2::SockRef;
use tokio::task::spawn_blocking;

use crate::catalogue::{Lang, byte_size};
use crate::chapters::datagram::Number;
use crate::cli::commands::udp::format::Format;
use crate::cli::commands::udp::loss_report::row;
use crate::cli::commands::udp::words::{self, Count as Counted};
use crate::cli::desk::failure::{Act, Failure, INTERRUPTED};
use crate::cli::desk::output::Output;
use crate::cli::desk::setting::Setting;
use crate::kernel::batch::{Inbox, Outbox};
use crate::kernel::datagram::n_dropped;
use crate::net::UdpSocket;
use crate::terminal::grouped;

/// What came of receiving.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
struct Count {
    received: u64,
    bytes: u64,
    /// From the first batch to the last.
    seconds: f64,
    /// The highest number that was seen, of the last datagram of each batch.
    highest: Option<u32>,
    dropped_here: Option<u64>,
}

/// Counts until interrupted, or until at least `count` have come; true where interrupted.
pub(crate) async fn receive(
    socket: UdpSocket,
    count: Option<u64>,
    format: Format,
    setting: &Setting,
    mut out: Output,
    interrupted: impl Future<Output = ()>,
) -> Result<bool, Failure> {
    let cannot = |error: io::Error| Failure::of_system(Act::Receive, &error);
    let socket = unobserved(socket, setting).map_err(cannot)?;
    socket.set_read_timeout(Some(GLANCE)).map_err(cannot)?;
    // A smaller one than asked for is what the system allows; it does as well.
    let _ = SockRef::from(&socket).set_recv_buffer_size(QUEUE_BYTES);
    let stop = Arc::new(AtomicBool::new(false));
    let should_stop = Arc::clone(&stop);
    let mut counting = spawn_blocking(move || count_all(&socket, count.unwrap_or(u64::MAX), &should_stop));
    let mut is_interrupted = false;
    let counted = tokio::select! {
        counted = &mut counting => counted,
        () = interrupted => {
            is_interrupted = true;
            stop.store(true, Relaxed);
            counting.await
        }
    };
    let counted = counted.map_err(io::Error::other).and_then(|counted| counted).map_err(cannot)?;
    // A reader that went away has seen what it wanted.
    let _ = out.last_words(told(setting.lang, &counted, format).as_bytes()).await;
    Ok(is_interrupted)
}

/// How long the thread waits for a datagram before it looks whether it should stop.
const GLANCE: Duration = Duration::from_millis(100);

/// Asked for as the socket's queue: some milliseconds of a flood.
const QUEUE_BYTES: usize = 4 * 1024 * 1024;

fn count_all(socket: &net::UdpSocket, n_wanted: u64, stop: &AtomicBool) -> io::Result<Count> {
    let mut inbox = Inbox::new(socket);
    let mut count = Count::default();
    let mut span: Option<(Instant, Instant)> = None;
    while count.received < n_wanted && !stop.load(Relaxed) {
        let taken = match inbox.receive(socket) {
            Ok(taken) => taken,
            Err(error) if is_quiet(&error) => continue,
            Err(error) => return Err(error),
        };
        count.received += taken.n_datagrams;
        count.bytes += taken.n_bytes;
        count.highest = count.highest.max(inbox.last().and_then(Number::read).map(|number| number.seq));
        let now = Instant::now();
        span = Some((span.map_or(now, |(first, _)| first), now));
        if taken.is_small {
            // Faster than the sender: let some gather, so that we are not woken for each.
            thread::sleep(GATHER);
        }
    }
    count.seconds = span.map_or(0.0, |(first, last)| (last - first).as_secs_f64());
    count.dropped_here = n_dropped(&SockRef::from(socket));
    Ok(count)
}

/// Long beside the cost of waking up, and short beside the time in which the queue fills.
const GATHER: Duration = Duration::from_micros(20);

fn is_quiet(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionReset, Interrupted, TimedOut, WouldBlock};
    matches!(error.kind(), WouldBlock | TimedOut | Interrupted | ConnectionReset)
}

fn told(lang: Lang, count: &Count, format: Format) -> String {
    if format == Format::Json {
        return format!("{{\"blast\":{}}}\n", serde_json::to_string(count).expect("numbers"));
    }
    let rate = rate(count.received, count.seconds);
    let in_time = words::blast_received(lang, &byte_size(lang, count.bytes), count.seconds, &rate);
    let mut text = row(words::name(lang, Counted::Received), &grouped(count.received), &in_time);
    if let Some(highest) = count.highest {
        let n_missing = u64::from(highest).saturating_sub(count.received);
        text += &row(
            words::name(lang, Counted::Missing),
            &grouped(n_missing),
            &words::blast_missing(lang, highest),
        );
    }
    if let Some(n_dropped) = count.dropped_here {
        text += &row(words::name(lang, Counted::DroppedHere), &grouped(n_dropped), words::dropped_here(lang));
    }
    text
}

/// How many that is a second, in whole numbers; a single moment has no rate.
#[allow(clippy::cast_precision_loss, clippy::cast_sign_loss, reason = "whole numbers are shown")]
fn rate(n: u64, seconds: f64) -> String {
    if seconds > 0.0 { grouped((n as f64 / seconds) as u64) } else { "?".to_owned() }
}

/// What is to be sent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Load {
    pub(crate) count: u32,
    pub(crate) n_bytes: usize,
}

/// Sends the load from a connected socket; the inner error is the kernel's refusal.
pub(crate) async fn send(
    socket: UdpSocket,
    load: Load,
    setting: &Setting,
    interrupted: impl Future<Output = ()>,
) -> Result<io::Result<ExitCode>, Failure> {
    let cannot = |error: io::Error| Failure::of_system(Act::Send, &error);
    let socket = unobserved(socket, setting).map_err(cannot)?;
    let stop = Arc::new(AtomicBool::new(false));
    let should_stop = Arc::clone(&stop);
    let began = Instant::now();
    let mut sending = spawn_blocking(move || send_all(&socket, load, &should_stop));
    let mut code = ExitCode::SUCCESS;
    let sent = tokio::select! {
        sent = &mut sending => sent,
        () = interrupted => {
            code = ExitCode::from(INTERRUPTED);
            stop.store(true, Relaxed);
            sending.await
        }
    };
    let sent = sent.map_err(|error| cannot(io::Error::other(error)))?;
    Ok(sent.map(|n_sent| {
        let seconds = began.elapsed().as_secs_f64();
        setting.notice(&words::blast_sent(setting.lang, n_sent, seconds, &rate(n_sent.into(), seconds)));
        code
    }))
}

fn send_all(socket: &net::UdpSocket, load: Load, stop: &AtomicBool) -> io::Result<u32> {
    let began = Instant::now();
    let mut outbox = Outbox::new();
    let n_in_batch = (BATCH_BYTES / load.n_bytes).clamp(1, MAX_IN_BATCH);
    let mut payload = vec![0; n_in_batch * load.n_bytes];
    let mut n_sent = 0;
    while n_sent < load.count && !stop.load(Relaxed) {
        let n_now = n_in_batch.min((load.count - n_sent) as usize);
        let batch = &mut payload[..n_now * load.n_bytes];
        let send_us = began.elapsed().as_micros() as u64;
        for (n_before, datagram) in batch.chunks_exact_mut(load.n_bytes).enumerate() {
            Number { seq: n_sent + n_before as u32 + 1, send_us }.fill(datagram);
        }
        let mut n_taken = 0;
        while n_taken < n_now {
            n_taken += outbox.send(socket, &batch[n_taken * load.n_bytes..], load.n_bytes)?;
        }
        n_sent += n_now as u32;
    }
    Ok(n_sent)
}

/// A batch fits the processor's nearest caches.
const BATCH_BYTES: usize = 256 * 1024;
const MAX_IN_BATCH: usize = 1024;

/// Takes the socket out of sight, and says so once.
fn unobserved(socket: UdpSocket, setting: &Setting) -> io::Result<net::UdpSocket> {
    setting.notice(words::blast_begins(setting.lang, cfg!(target_os = "linux")));
    let socket = socket.into_std()?;
    socket.set_nonblocking(false)?;
    Ok(socket)
}
