//! Bytes through a relay without a rule: netlab beside a bare two-way copy and socat.
//!
//! The one idea: a relay that does nothing on purpose must not do anything else either. All relays run at
//! once, each as a process of its own; they are loaded in turns, in a rotating order, and each turn is
//! compared with the floor's turn of the same round. The table gives the median ratio and its quartiles.
//!
//! Two loads: a flood, one way, as fast as it goes; and round trips of one byte, one at a time. The floor is
//! tokio's `copy_bidirectional`, as anybody would write it. Client, relay and server share the machine's
//! cores, so on a busy one the processor time of the relay ("by µs", on Linux) tells more than the clock.
//!
//! See it run: `make bench-impair`; it takes about a minute.

#[path = "../tests/common/lease.rs"]
mod lease;
mod table;

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::lease::Lease;
use crate::table::{Row, Spread};

/// A relay under load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relay {
    Tokio,
    Quiet,
    Recorded,
    Socat,
}

const RELAYS: [Relay; 4] = [Relay::Tokio, Relay::Quiet, Relay::Recorded, Relay::Socat];

/// The relays are started anew so often: some of a process's speed is luck that lasts its life.
const N_BLOCKS: usize = 4;
/// How often each is loaded before that.
const N_ROUNDS: usize = 6;
/// How long each time.
const TURN: Duration = Duration::from_millis(250);
const START_LIMIT: Duration = Duration::from_secs(10);

/// What one turn came to; not a number where a figure is unknown.
#[derive(Debug, Clone, Copy)]
struct Turn {
    per_second: f64,
    /// Processor time of the relay for each unit, in seconds.
    relay_seconds: f64,
}

/// A load, and what it is counted in.
#[derive(Debug, Clone, Copy)]
struct Load {
    name: &'static str,
    unit: &'static str,
    run: fn(SocketAddr) -> io::Result<f64>,
}

const LOADS: [Load; 2] = [
    Load { name: "flood", unit: "GiB", run: flood },
    Load { name: "round trips", unit: "trips", run: round_trips },
];

fn main() -> io::Result<()> {
    if std::env::args().any(|argument| argument == SERVE) {
        return serve_bare();
    }
    let server = sink()?;
    let mut rows = Vec::new();
    for load in LOADS {
        let turns = measure(load, server)?;
        rows.extend(rows_of(load, &turns));
    }
    table::print(&rows)
}

/// The argument with which this program runs itself as the floor; the server's address follows.
const SERVE: &str = "serve";

/// The floor: what a tutorial on tokio would show.
fn serve_bare() -> io::Result<()> {
    let to: SocketAddr =
        std::env::args().next_back().and_then(|text| text.parse().ok()).ok_or(io::ErrorKind::InvalidInput)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        io::stderr().write_all(format!("listening on {}; \n", listener.local_addr()?).as_bytes())?;
        loop {
            let (mut client, _) = listener.accept().await?;
            tokio::spawn(async move {
                let mut server = tokio::net::TcpStream::connect(to).await?;
                client.set_nodelay(true)?;
                server.set_nodelay(true)?;
                tokio::io::copy_bidirectional(&mut client, &mut server).await
            });
        }
    })
}

/// A server that answers the first byte of each connection: `f` floods are taken and counted at their end,
/// `r` round trips are echoed.
fn sink() -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let addr = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A connection that breaks ends its own turn, which is then told.
            thread::spawn(move || answer(stream));
        }
    });
    Ok(addr)
}

fn answer(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut kind = [0];
    stream.read_exact(&mut kind)?;
    let mut buf = vec![0; 256 * 1024];
    let mut n_taken: u64 = 0;
    loop {
        match stream.read(&mut buf)? {
            0 => return stream.write_all(&n_taken.to_be_bytes()),
            n_bytes if &kind == b"f" => n_taken += n_bytes as u64,
            n_bytes => stream.write_all(&buf[..n_bytes])?,
        }
    }
}

/// GiB that arrived in one turn.
#[allow(clippy::cast_precision_loss, reason = "a few GiB")]
fn flood(relay: SocketAddr) -> io::Result<f64> {
    let mut stream = TcpStream::connect(relay)?;
    stream.write_all(b"f")?;
    let (chunk, started) = (vec![b'x'; 256 * 1024], Instant::now());
    while started.elapsed() < TURN {
        stream.write_all(&chunk)?;
    }
    stream.shutdown(std::net::Shutdown::Write)?;
    let mut n_taken = [0; 8];
    stream.read_exact(&mut n_taken)?;
    Ok(u64::from_be_bytes(n_taken) as f64 / f64::from(1 << 30))
}

/// Round trips in one turn.
fn round_trips(relay: SocketAddr) -> io::Result<f64> {
    let mut stream = TcpStream::connect(relay)?;
    stream.set_nodelay(true)?;
    stream.write_all(b"r")?;
    let (mut n_trips, started) = (0.0, Instant::now());
    while started.elapsed() < TURN {
        stream.write_all(b"x")?;
        stream.read_exact(&mut [0])?;
        n_trips += 1.0;
    }
    Ok(n_trips)
}

/// The turns of each relay, in the order of [`RELAYS`].
fn measure(load: Load, server: SocketAddr) -> io::Result<[Vec<Turn>; RELAYS.len()]> {
    let mut turns = [const { Vec::new() }; RELAYS.len()];
    for block in 0..N_BLOCKS {
        progress(&format!("{}: block {} of {N_BLOCKS}", load.name, block + 1));
        let room = TempDir::new()?;
        let mut running = Vec::with_capacity(RELAYS.len());
        for relay in RELAYS {
            running.push(Running::start(relay, server, room.path())?);
        }
        for round in 0..N_ROUNDS {
            for step in 0..RELAYS.len() {
                let which = (round + step) % RELAYS.len();
                turns[which].extend(running[which].as_ref().map(|relay| relay.turn(load)).transpose()?);
            }
        }
    }
    Ok(turns)
}

/// A relay's process; dropped, it is killed and waited for.
struct Running {
    child: Child,
    addr: SocketAddr,
    /// Held as long as it runs: no other program of ours takes its port.
    _ports: Lease,
}

impl Running {
    /// Starts one; `None` where it is not installed.
    fn start(relay: Relay, server: SocketAddr, room: &Path) -> io::Result<Option<Running>> {
        let lease = Lease::take();
        let free = lease.addr();
        let mut command = command(relay, server, free, room)?;
        let stderr = room.join(format!("{relay:?}.stderr"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(&stderr)?);
        let child = match command.spawn() {
            Err(error) if relay == Relay::Socat && error.kind() == io::ErrorKind::NotFound => {
                return Ok(None);
            }
            started => started?,
        };
        let mut running = Running { child, addr: free, _ports: lease };
        if relay != Relay::Socat {
            running.addr = address_in(&stderr)?;
        }
        wait_until_it_listens(running.addr)?;
        Ok(Some(running))
    }

    fn turn(&self, load: Load) -> io::Result<Turn> {
        let (started, busy) = (Instant::now(), processor_time(self.child.id()));
        let n = (load.run)(self.addr)?;
        let busy = processor_time(self.child.id()) - busy;
        Ok(Turn { per_second: n / started.elapsed().as_secs_f64(), relay_seconds: busy / n })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself, and then a turn has failed already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(relay: Relay, server: SocketAddr, free: SocketAddr, room: &Path) -> io::Result<Command> {
    let mut command = match relay {
        Relay::Tokio => Command::new(std::env::current_exe()?),
        Relay::Socat => Command::new("socat"),
        Relay::Quiet | Relay::Recorded => Command::new(env!("CARGO_BIN_EXE_netlab")),
    };
    match relay {
        Relay::Tokio => command.arg(SERVE),
        Relay::Quiet => command.args(["-q", "impair", "--listen", "127.0.0.1:0", "--to"]),
        Relay::Recorded => {
            command.arg("--record").arg(room.join("trace.jsonl"));
            command.args(["-q", "--record-bytes", "0", "impair", "--listen", "127.0.0.1:0", "--to"])
        }
        // Its usual buffer is 8 KiB, as that of `copy_bidirectional`.
        Relay::Socat => {
            command.arg(format!("TCP-LISTEN:{},bind=127.0.0.1,reuseaddr,fork,nodelay", free.port()))
        }
    };
    match relay {
        Relay::Socat => command.arg(format!("TCP:{server},nodelay")),
        _ => command.arg(server.to_string()),
    };
    Ok(command)
}

/// Waits until a relay has said where it listens.
fn address_in(stderr: &Path) -> io::Result<SocketAddr> {
    let started = Instant::now();
    while started.elapsed() < START_LIMIT {
        let said = fs::read_to_string(stderr)?;
        let addr = said.split_once("listening on ").and_then(|(_, rest)| rest.split_once(';'));
        if let Some(addr) = addr.and_then(|(addr, _)| addr.parse().ok()) {
            return Ok(addr);
        }
        thread::sleep(Duration::from_millis(5));
    }
    Err(io::Error::other(format!("a relay did not start: {}", fs::read_to_string(stderr)?)))
}

fn wait_until_it_listens(addr: SocketAddr) -> io::Result<()> {
    let started = Instant::now();
    while let Err(error) = TcpStream::connect(addr) {
        if started.elapsed() > START_LIMIT {
            return Err(error);
        }
        thread::sleep(Duration::from_millis(5));
    }
    Ok(())
}

/// How long a process's threads have had a processor, in seconds; not a number where nobody tells.
fn processor_time(pid: u32) -> f64 {
    // `man 5 proc`: the first field of schedstat is the time spent running, in nanoseconds.
    let Ok(threads) = fs::read_dir(format!("/proc/{pid}/task")) else { return f64::NAN };
    let running_ns = |thread: io::Result<fs::DirEntry>| -> Option<f64> {
        let text = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse().ok()
    };
    threads.filter_map(running_ns).sum::<f64>() / 1e9
}

fn rows_of(load: Load, turns: &[Vec<Turn>; RELAYS.len()]) -> Vec<Row> {
    let [tokio, quiet, recorded, socat] = turns;
    let is_flood = load.name == "flood";
    let names = if is_flood { FLOOD } else { TRIPS };
    let mut rows = vec![speed(names[0], load, tokio), speed(names[1], load, quiet)];
    rows.push(speed(names[2], load, recorded));
    rows.push(ratio(names[3], quiet, tokio, Some(1.0)));
    rows.push(ratio(names[4], recorded, tokio, None));
    if !socat.is_empty() {
        rows.push(speed(names[5], load, socat));
        rows.push(ratio(names[6], quiet, socat, None));
    }
    rows
}

const FLOOD: [&str; 7] = [
    "flood: bare copy_bidirectional",
    "flood: netlab impair --quiet",
    "flood: netlab impair --quiet --record",
    "flood: quiet, of the bare copy",
    "flood: recorded, of the bare copy",
    "flood: socat (a process for each connection)",
    "flood: quiet, of socat",
];
const TRIPS: [&str; 7] = [
    "round trips: bare copy_bidirectional",
    "round trips: netlab impair --quiet",
    "round trips: netlab impair --quiet --record",
    "round trips: quiet, of the bare copy",
    "round trips: recorded, of the bare copy",
    "round trips: socat",
    "round trips: quiet, of socat",
];

fn speed(what: &'static str, load: Load, turns: &[Turn]) -> Row {
    let per_second = Spread::of(turns.iter().map(|turn| turn.per_second)).median;
    let microseconds = Spread::of(turns.iter().map(|turn| turn.relay_seconds)).median * 1e6;
    let digits = if load.unit == "GiB" { 2 } else { 0 };
    // A child of socat's does the work, so its own time says nothing.
    let time = if what.contains("socat") { String::new() } else { format!(", {microseconds:.0} µs each") };
    Row::figure(what, format!("{per_second:.digits$} {}/s{time}", load.unit))
}

fn ratio(what: &'static str, ours: &[Turn], floor: &[Turn], least: Option<f64>) -> Row {
    let ratios = ours.iter().zip(floor).map(|(turn, floor)| turn.per_second / floor.per_second);
    let Spread { low, median, high } = Spread::of(ratios);
    let times = ours.iter().zip(floor).map(|(turn, floor)| floor.relay_seconds / turn.relay_seconds);
    let by_time = Spread::of(times).median;
    let by_time = if what.contains("socat") { String::new() } else { format!(", by µs {by_time:.2}") };
    let row = Row::figure(what, format!("{median:.2} ({low:.2} to {high:.2}){by_time}"));
    match least {
        Some(least) => row.judged(format!("≥ {least}"), median >= least),
        None => row,
    }
}

/// Says on standard error how far we are; one that nobody reads is no failure.
fn progress(text: &str) {
    let _ = io::stderr().write_all(format!("{text}\n").as_bytes());
}
