//! What one event costs: unheard, told and recorded; and how fast and how small netlab is.
//!
//! The one idea: an event that nobody listens to must cost next to nothing, or nobody would leave the
//! observed sockets in a program of their own. So our socket and tokio's do the same in turns, and what
//! counts is the difference; a counting allocator says whether memory was asked for.
//!
//! "Unheard" rows are polled reads: a "wait" finds nothing and makes no system call, so that nothing hides
//! the cost; a "read" takes a byte. The "empty wrapper" is tokio's socket behind a function in which nothing
//! happens: a return just after a system call is slow by itself (the processor has forgotten where it leads),
//! and that is the price of a function, not of an event. "Told" is the narrator's whole way for a
//! line; beyond 50 lines a second events are "summed up". "Recorded" is a line of a trace, encoded alone
//! or appended to a file as well.
//!
//! See it run: `cargo bench --bench event`; it takes a few seconds.

mod table;

use std::alloc::{GlobalAlloc, Layout, System};
use std::borrow::Cow;
use std::hint::black_box;
use std::io;
use std::pin::Pin;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use netlab::catalogue::Lang;
use netlab::event::{self, Event, Kind, Transport};
use netlab::net;
use netlab::trace::{
    Clock, Detail, Ear, Ears, Explained, Header, Narrator, Pen, Recorder, Voice, Wishes, summary,
};
use tokio::io::{AsyncRead, AsyncWriteExt, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tracing_subscriber::layer::SubscriberExt;

use crate::table::{Row, Spread};

fn main() -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // Unconstrained, as tokio otherwise makes a task wait after 128 reads.
    let mut rows = runtime.block_on(tokio::task::unconstrained(unheard()))?;
    rows.extend(heard()?);
    rows.extend(binary()?);
    table::print(&rows)
}

/// How often everything is measured; the median counts.
const N_ROUNDS: u32 = 3000;
/// How many calls are timed at once, as the clock itself takes about 20 ns.
const N_CALLS: u32 = 100;

/// The time of one call, in nanoseconds.
fn ns_of(mut call: impl FnMut()) -> f64 {
    let started = Instant::now();
    for _ in 0..N_CALLS {
        call();
    }
    started.elapsed().as_secs_f64() * 1e9 / f64::from(N_CALLS)
}

/// Nobody listens: the check alone, and whole reads on our socket beside tokio's.
async fn unheard() -> io::Result<Vec<Row>> {
    let mut sockets = Sockets::connect().await?;
    let rounds = || Vec::with_capacity(N_ROUNDS as usize);
    // With room from the start, as they must not ask for memory while we count.
    let (mut checks, mut waits, mut reads) = (Vec::with_capacity(N_ROUNDS as usize), rounds(), rounds());
    let mut n_allocations = 0;
    for round in 0..N_ROUNDS as usize {
        let before = N_ALLOCATIONS.load(Relaxed);
        checks.push(ns_of(|| {
            black_box(event::is_wanted());
        }));
        waits.push(sockets.read_in_turns(round, None));
        n_allocations += N_ALLOCATIONS.load(Relaxed) - before;

        sockets.fill().await?;
        let before = N_ALLOCATIONS.load(Relaxed);
        reads.push(sockets.read_in_turns(round, Some(BYTE)));
        n_allocations += N_ALLOCATIONS.load(Relaxed) - before;
        sockets.find_empty();
    }
    let check = Spread::of(checks).median;
    let mut rows = vec![
        Row::figure("event unheard: the check", format!("{check:.1} ns"))
            .judged("< 10 ns".into(), check < 10.0),
    ];
    rows.extend(on_top(
        ["event unheard: a wait, over an empty wrapper", "event unheard: a wait, over tokio"],
        &waits,
    ));
    rows.extend(on_top(
        ["event unheard: a read, over an empty wrapper", "event unheard: a read, over tokio"],
        &reads,
    ));
    let n_calls = 7 * N_CALLS * N_ROUNDS;
    rows.push(
        Row::figure("event unheard: allocations", format!("{n_allocations} in {n_calls} calls"))
            .judged("0".into(), n_allocations == 0),
    );
    Ok(rows)
}

/// What is sent, so that it can be told from a byte that did not come.
const BYTE: u8 = 7;

/// Three connections to read from, and their other ends.
struct Sockets {
    ours: net::TcpStream,
    wrapped: Wrapped,
    tokios: TcpStream,
    peers: Vec<TcpStream>,
}

impl Sockets {
    async fn connect() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let addr = listener.local_addr()?;
        let ours = net::TcpStream::connect(addr).await?;
        let wrapped = Wrapped(TcpStream::connect(addr).await?);
        let tokios = TcpStream::connect(addr).await?;
        let mut peers = Vec::new();
        for _ in 0..3 {
            peers.push(listener.accept().await?.0);
        }
        Ok(Sockets { ours, wrapped, tokios, peers })
    }

    /// Gives each a byte for every call that will be timed, so that none finds its socket empty.
    async fn fill(&mut self) -> io::Result<()> {
        for peer in &mut self.peers {
            peer.write_all(&[BYTE; N_CALLS as usize]).await?;
        }
        self.ours.readable().await?;
        self.wrapped.0.readable().await?;
        self.tokios.readable().await
    }

    /// Lets tokio learn that nothing is left, so that the next reads make no system call.
    fn find_empty(&mut self) {
        read(&mut self.ours, None);
        read(&mut self.wrapped, None);
        read(&mut self.tokios, None);
    }

    /// The time of one read of each, in nanoseconds; they take turns in being first.
    fn read_in_turns(&mut self, round: usize, expected: Option<u8>) -> Times {
        let mut times = Times::default();
        for step in 0..3 {
            match (round + step) % 3 {
                0 => times.ours = ns_of(|| read(&mut self.ours, expected)),
                1 => times.wrapped = ns_of(|| read(&mut self.wrapped, expected)),
                _ => times.tokios = ns_of(|| read(&mut self.tokios, expected)),
            }
        }
        times
    }
}

/// What one call took, in nanoseconds.
#[derive(Default)]
struct Times {
    ours: f64,
    wrapped: f64,
    tokios: f64,
}

/// What our socket costs more than the others.
fn on_top(what: [&'static str; 2], rounds: &[Times]) -> [Row; 2] {
    let row = |what, other: fn(&Times) -> f64| {
        let more = Spread::of(rounds.iter().map(|times| times.ours - other(times)));
        let other = Spread::of(rounds.iter().map(other)).median;
        let Spread { low, median, high } = more;
        (Row::figure(what, format!("{other:.0} ns {median:+.1} ({low:+.1} to {high:+.1})")), median)
    };
    let (over_wrapper, ns) = row(what[0], |times| times.wrapped);
    let (over_tokio, _) = row(what[1], |times| times.tokios);
    [over_wrapper.judged("< 10 ns".into(), ns < 10.0), over_tokio]
}

/// Polls for one byte, and checks that it comes, or that none is there.
fn read(stream: &mut (impl AsyncRead + Unpin), expected: Option<u8>) {
    let mut byte = [0];
    let mut buf = ReadBuf::new(&mut byte);
    let polled = Pin::new(stream).poll_read(&mut Context::from_waker(Waker::noop()), &mut buf);
    assert_eq!(polled.is_ready().then_some(byte[0]), expected);
}

/// A tokio socket behind a function of its own, as ours is, in which nothing happens.
struct Wrapped(TcpStream);

impl AsyncRead for Wrapped {
    #[inline(never)]
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        black_box(Pin::new(&mut self.0).poll_read(cx, buf))
    }
}

/// Somebody listens: what a line costs the socket's own thread.
fn heard() -> io::Result<Vec<Row>> {
    let mut voice = Voice::new(Clock::starting_at(0), Detail::FirstTime, Explained::default(), 80);
    voice.tell(&received());
    let words = Spread::of((0..N_ROUNDS).map(|_| {
        ns_of(|| {
            black_box(voice.tell(&received()));
        })
    }));
    let pen = Pen::new(io::sink(), io::sink(), |tally| summary(Lang::English, tally))?;
    let narrator = |voice| Narrator::new(pen.clone(), voice, Duration::ZERO);
    let recorder = || Recorder::new(header(), io::sink(), 256);
    let summed_up = emitted_to(alone(narrator(voice)));
    let encoded = emitted_to(alone(recorder()?));
    let appended = emitted_to(alone(Recorder::new(header(), tempfile::tempfile()?, 256)?));
    let mut three = alone(recorder()?);
    three.add(recorder()?, Wishes::default());
    three.add(
        narrator(Voice::new(Clock::starting_at(0), Detail::FirstTime, Explained::default(), 80)),
        Wishes::default(),
    );
    let by_three = emitted_to(three);
    let row = |what, ns: f64| Row::figure(what, format!("{ns:.0} ns"));
    Ok(vec![
        row("event told: its words", words.median),
        row("event told: summed up, in a flood", summed_up),
        row("event recorded: its line", encoded),
        row("event recorded: appended to a file", appended),
        row("event heard by two records and a flood's sum", by_three),
    ])
}

fn alone(ear: impl Ear + 'static) -> Ears {
    let mut ears = Ears::default();
    ears.add(ear, Wishes::default());
    ears
}

/// What an event costs when these are all that listen, in nanoseconds.
fn emitted_to(ears: Ears) -> f64 {
    let listeners = tracing_subscriber::registry().with(ears.layer());
    tracing::subscriber::with_default(listeners, || {
        Spread::of((0..N_ROUNDS).map(|_| ns_of(|| received().emit()))).median
    })
}

/// A greeting's line as the server receives it.
fn received() -> Event<'static> {
    Event::new(Kind::Received, 5, Transport::Tcp, 1).with(|it| {
        it.local = Some(([127, 0, 0, 1], 8080).into());
        it.peer = Some(([127, 0, 0, 1], 54321).into());
        it.waited_us = Some(40);
        it.offset = Some(0);
        it.len = Some(23);
        it.asked = Some(8192);
        it.data = Some(Cow::Borrowed(b"Hello from the client!\n"));
    })
}

fn header() -> Header {
    Header {
        netlab_trace: 1,
        program: "bench".to_owned(),
        pid: 0,
        started: Timestamp::UNIX_EPOCH,
        host: None,
        boot_id: None,
        time_ns: None,
        net_ns: None,
        mono_us: 0,
    }
}

/// How long the program takes to start, and how large it is.
fn binary() -> io::Result<Vec<Row>> {
    let program = env!("CARGO_BIN_EXE_netlab");
    let mut starts = Vec::new();
    for _ in 0..50 {
        let started = Instant::now();
        let status = Command::new(program).arg("--version").stdout(Stdio::null()).status()?;
        starts.push(started.elapsed().as_secs_f64() * 1e3);
        assert!(status.success());
    }
    let start_ms = Spread::of(starts).median;
    let n_kilobytes = std::fs::metadata(program)?.len() / 1000;
    Ok(vec![
        Row::figure("netlab --version", format!("{start_ms:.1} ms"))
            .judged("< 10 ms".into(), start_ms < 10.0),
        Row::figure("release binary", format!("{}.{:03} MB", n_kilobytes / 1000, n_kilobytes % 1000))
            .judged("< 8 MB".into(), n_kilobytes < 8_000),
    ])
}

/// The system's allocator, which counts how often it is asked.
struct Counting;

static N_ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: every call goes to the system's allocator unchanged, and its answer comes back unchanged.
#[allow(unsafe_code, reason = "an allocator cannot be written without; the program itself has none")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        N_ALLOCATIONS.fetch_add(1, Relaxed);
        // SAFETY: the caller keeps our promise, which is the system's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: as above; all memory of ours is the system's.
        unsafe { System.dealloc(memory, layout) }
    }
}
