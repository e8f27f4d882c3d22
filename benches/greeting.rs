//! Greeting exchanges per second, 50 at a time: netlab beside servers that nobody observes.
//!
//! The one idea: a machine's speed changes from second to second, so only ratios count, and only between
//! neighbours in time. All servers run at once, each as a process of its own; they are loaded in turns of a
//! quarter of a second, in a rotating order, and each turn is compared with the floor's turn of the same
//! round. The table gives the median ratio and, in brackets, its quartiles.
//!
//! An exchange: connect, hear the greeting, send a line, finish, hear the server's end, close. The floors
//! and the load are in `bare/` and `load/`. Every server writes what clients say to `/dev/null`, and has
//! one thread but where the table says otherwise. With the load on a second core, "load busy" near 100%
//! means that the load, not the server, set the pace; and on a machine with other work to do, chance sets
//! it. Then the processor time of an exchange (on Linux) tells the servers apart: "by µs" is its ratio.
//!
//! See it run: `cargo bench --bench greeting`; it takes about a minute.

mod bare;
mod load;
mod table;

/// What the chapter's source finds as `crate::net`.
mod net {
    pub(crate) use tokio::net::{TcpListener, TcpStream, tcp};
}

#[allow(dead_code, unreachable_pub, unused_imports, reason = "the client's half is not served here")]
#[path = "../src/chapters"]
mod chapters {
    pub mod door;
    pub mod greeting;
}

use std::fs::{self, File};
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio, id};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::runtime::Builder;

use crate::table::{Row, Spread};

/// A server under load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Server {
    Tokio,
    Epoll,
    Quiet,
    Told,
    Recorded,
    Threads,
}

const SERVERS: [Server; 6] =
    [Server::Tokio, Server::Epoll, Server::Quiet, Server::Told, Server::Recorded, Server::Threads];

/// The servers are started anew so often: some of a process's speed is luck that lasts its life.
const N_BLOCKS: usize = 5;
/// How often each is loaded before that.
const N_ROUNDS: usize = 8;
/// How long each time; a few thousand exchanges.
const TURN: Duration = Duration::from_millis(250);
const START_LIMIT: Duration = Duration::from_secs(10);

/// What one turn came to.
#[derive(Debug, Clone, Copy)]
struct Turn {
    per_second: f64,
    /// Processor time of the server for each exchange, in microseconds; not a number where unknown.
    server_us: f64,
    /// The share of the time in which the load had a processor; not a number where unknown.
    load_busy: f64,
}

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1).skip_while(|argument| argument != SERVE);
    match arguments.nth(1).as_deref() {
        Some("tokio") => bare::serve_on_tokio(Builder::new_current_thread()),
        Some("threads") => bare::serve_on_tokio(Builder::new_multi_thread()),
        Some("epoll") => bare::serve_on_epoll(),
        _ => table::print(&rows(&measure()?)),
    }
}

/// The argument with which this program runs itself as a floor; which one follows.
const SERVE: &str = "serve";

/// The turns of each server, in the order of [`SERVERS`].
fn measure() -> io::Result<[Vec<Turn>; SERVERS.len()]> {
    let mut turns = [const { Vec::new() }; SERVERS.len()];
    for block in 0..N_BLOCKS {
        progress(&format!("greeting: block {} of {N_BLOCKS}", block + 1));
        let room = TempDir::new()?;
        let mut running = Vec::with_capacity(SERVERS.len());
        for server in SERVERS {
            running.push(Running::start(server, room.path())?);
        }
        for round in 0..N_ROUNDS {
            for step in 0..SERVERS.len() {
                let which = (round + step) % SERVERS.len();
                turns[which].push(running[which].turn()?);
            }
        }
    }
    Ok(turns)
}

/// A server's process; dropped, it is killed and waited for.
struct Running {
    child: Child,
    addr: SocketAddr,
}

impl Running {
    fn start(server: Server, room: &Path) -> io::Result<Running> {
        let mut command = command(server, room)?;
        let stderr = room.join(format!("{server:?}.stderr"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(&stderr)?);
        let mut running = Running { child: command.spawn()?, addr: SocketAddr::from(([127, 0, 0, 1], 0)) };
        running.addr = address_in(&stderr)?;
        load::run(running.addr, TURN)?;
        Ok(running)
    }

    fn turn(&self) -> io::Result<Turn> {
        let started = Instant::now();
        let (server, load) = (processor_time(self.child.id()), processor_time(id()));
        let n_exchanges = f64::from(load::run(self.addr, TURN)?);
        let (server, load) = (processor_time(self.child.id()) - server, processor_time(id()) - load);
        let seconds = started.elapsed().as_secs_f64();
        Ok(Turn {
            per_second: n_exchanges / seconds,
            server_us: server * 1e6 / n_exchanges,
            load_busy: load / seconds,
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself, and then a turn has failed already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(server: Server, room: &Path) -> io::Result<Command> {
    let floor = match server {
        Server::Tokio => "tokio",
        Server::Threads => "threads",
        Server::Epoll => "epoll",
        Server::Quiet | Server::Told | Server::Recorded => {
            let mut command = Command::new(env!("CARGO_BIN_EXE_netlab"));
            if server != Server::Told {
                command.arg("--quiet");
            }
            if server == Server::Recorded {
                command.arg("--record").arg(room.join("trace.jsonl"));
            }
            command.args(["tcp-server", "127.0.0.1:0"]);
            return Ok(command);
        }
    };
    let mut command = Command::new(std::env::current_exe()?);
    command.args([SERVE, floor]);
    Ok(command)
}

/// Waits until a server has said where it listens.
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
    Err(io::Error::other(format!("a server did not start: {}", fs::read_to_string(stderr)?)))
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

fn rows(turns: &[Vec<Turn>; SERVERS.len()]) -> Vec<Row> {
    let [tokio, epoll, quiet, told, recorded, threads] = turns;
    let mut rows = vec![
        speed("greeting: bare tokio", tokio),
        speed("greeting: bare tokio, a thread for each core", threads),
        speed("greeting: bare epoll loop", epoll),
        speed("greeting: netlab --quiet", quiet),
        speed("greeting: netlab, narration to a file", told),
        speed("greeting: netlab --quiet --record", recorded),
    ];
    for (what, server, floor, least) in [
        ("greeting: quiet, of bare tokio", quiet, tokio, Some(0.95)),
        ("greeting: quiet, of bare epoll", quiet, epoll, Some(0.9)),
        ("greeting: narrated, of bare tokio", told, tokio, Some(0.6)),
        ("greeting: recorded, of bare tokio", recorded, tokio, None),
    ] {
        let ratios = server.iter().zip(floor).map(|(turn, floor)| turn.per_second / floor.per_second);
        let Spread { low, median, high } = Spread::of(ratios);
        let times = server.iter().zip(floor).map(|(turn, floor)| floor.server_us / turn.server_us);
        let by_time = Spread::of(times).median;
        let row = Row::figure(what, format!("{median:.2} ({low:.2} to {high:.2}), by µs {by_time:.2}"));
        rows.push(match least {
            Some(least) => row.judged(format!("≥ {least}"), median >= least),
            None => row,
        });
    }
    rows
}

fn speed(what: &'static str, turns: &[Turn]) -> Row {
    let median = |figure: fn(&Turn) -> f64| Spread::of(turns.iter().map(figure)).median;
    let (per_second, server_us) = (median(|turn| turn.per_second), median(|turn| turn.server_us));
    let load_busy = median(|turn| turn.load_busy) * 100.0;
    Row::figure(what, format!("{per_second:.0}/s, {server_us:.0} µs, load busy {load_busy:.0}%"))
}

/// Says on standard error how far we are; one that nobody reads is no failure.
fn progress(text: &str) {
    let _ = io::Write::write_all(&mut io::stderr(), format!("{text}\n").as_bytes());
}
