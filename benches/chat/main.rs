//! How fast the chat room is: beside a bare floor, and beside other chat servers.
//!
//! The one idea: a number of one machine and one hour says little, a ratio within one run says a lot.
//! So every server is measured by turns with a floor that only reads and writes, again and again, and
//! what counts is the median of the ratios.
//!
//! See it run: `make bench-chat` for the table, or any chat server of lines by itself:
//! `cargo bench --bench chat -- --addr 127.0.0.1:8080 --members 100 --senders 10 --window 32`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the report of a bench is what it prints")]
#![allow(clippy::cast_precision_loss, reason = "no measurement has 52 significant bits")]

mod apart;
mod arrival;
mod broadcast;
mod channel;
mod course;
mod crowd;
mod eager;
mod floor;
#[path = "../../tests/common/lease.rs"]
mod lease;
mod line;
mod process;
mod report;
mod rooms;
mod score;
mod table;

use std::io;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use netlab::kernel::limits::raise_open_files;

use crate::course::{Course, Pace};
use crate::crowd::Crowd;

/// Measures chat servers of lines.
#[derive(Debug, Parser)]
struct Args {
    /// Measure the chat server at this address; without it, the table of all servers
    #[arg(long)]
    addr: Option<SocketAddr>,

    /// The server's process, for its processor time and memory; found by its port where it can be
    #[arg(long)]
    pid: Option<u32>,

    /// How many members there are
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(2..))]
    members: u16,

    /// How many of them send
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..))]
    senders: u16,

    /// Bytes of a line, with its newline
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u32).range(24..=65_536))]
    size: u32,

    /// Messages that a sender has under way; the next one goes when its observer has got one
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u32).range(1..=4096))]
    window: u32,

    /// Messages a second, of all senders together, instead of a window
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    rate: Option<u32>,

    /// How long is measured
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,

    /// Table: how often each pair of servers is measured
    #[arg(long, default_value_t = 5)]
    rounds: usize,

    /// Table: only the rows whose words contain this
    #[arg(long, default_value = "")]
    only: String,

    /// Table: netlab and the floor alone
    #[arg(long)]
    pair: bool,

    /// Table: let the kernel choose which processors measure, and which are measured
    #[arg(long)]
    anywhere: bool,

    /// Be one of the servers to compare with
    #[arg(long, value_enum, hide = true)]
    serve: Option<Server>,

    /// Given by cargo
    #[arg(long, hide = true)]
    bench: bool,
}

/// What this program can be besides a load generator.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Server {
    Floor,
    Eager,
    Channel,
    Broadcast,
}

fn main() -> ExitCode {
    raise_open_files();
    let args = Args::parse();
    let done = match (args.serve, args.addr) {
        (Some(Server::Floor), Some(addr)) => floor::serve(addr),
        (Some(Server::Eager), Some(addr)) => eager::serve(addr),
        (Some(Server::Channel), Some(addr)) => channel::serve(addr),
        (Some(Server::Broadcast), Some(addr)) => broadcast::serve(addr),
        (_, Some(addr)) => measure(&args, addr),
        (_, None) => {
            let (n_rounds, is_apart) = (args.rounds, !args.anywhere);
            table::run(&table::Choice { n_rounds, only: args.only, is_pair: args.pair, is_apart })
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Measures one server that somebody else has started.
fn measure(args: &Args, addr: SocketAddr) -> io::Result<()> {
    let pid = args.pid.or_else(|| process::listening_at(addr));
    let course = Course {
        n_senders: usize::from(args.senders.min(args.members)),
        n_bytes: args.size as usize,
        pace: args.rate.map_or(Pace::Window(args.window), Pace::Rate),
        warm_up: Duration::from_millis(500),
        length: Duration::from_secs_f64(args.seconds),
    };
    let idle = pid.and_then(process::memory_bytes);
    let mut crowd = Crowd::gather(addr, usize::from(args.members), Duration::from_secs(30))?;
    crowd.enter(Duration::from_secs(30))?;
    eprintln!("{} members are in", args.members);
    let outcome = course.run(&mut crowd, pid, |elapsed, deliveries_per_second| {
        eprintln!(
            "{:>5.1} s  {:>11} deliveries/s",
            elapsed.as_secs_f64(),
            report::grouped(deliveries_per_second)
        );
    })?;
    println!("{}", report::full(&outcome, crowd.len(), idle));
    Ok(())
}
