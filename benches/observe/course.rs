//! The programs, and whom each is compared with.
//!
//! The one idea: where sockets are busy, strace is the measure; where files are, the program alone.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::table::{self, Row, Spread};
use crate::turn::cpu_of;

const N_ROUNDS: usize = 7;
/// No round of a program begins later. All of them end within four minutes, also where others keep both cores busy.
const SHARE: Duration = Duration::from_secs(30);

/// Whom a program's cost is compared with.
#[derive(Clone, Copy, PartialEq)]
enum Beside {
    Strace,
    Alone,
}

/// A program, and so much of the other's time at most.
struct Job {
    what: &'static str,
    words: Vec<String>,
    beside: Beside,
    at_most: f64,
}

/// Runs all, and prints what each comes to.
///
/// # Errors
/// A program is missing, or a turn failed.
pub(crate) fn run() -> io::Result<()> {
    let dir = tempfile::tempdir()?;
    for job in jobs(dir.path())? {
        table::go_on(&measure(&job, dir.path())?)?;
    }
    Ok(())
}

fn measure(job: &Job, dir: &Path) -> io::Result<[Row; 2]> {
    let end = Instant::now() + SHARE;
    // So that nobody pays for what is read from the disk the first time.
    turn(job, Watched::Not, dir)?;
    let [mut alone, mut observed, mut traced] = [const { Vec::new() }; 3];
    while alone.len() < N_ROUNDS && (alone.is_empty() || Instant::now() < end) {
        alone.push(turn(job, Watched::Not, dir)?);
        observed.push(turn(job, Watched::ByUs, dir)?);
        if job.beside == Beside::Strace {
            traced.push(turn(job, Watched::ByStrace, dir)?);
        }
    }
    let n_rounds = alone.len();
    let [alone, observed] = [alone, observed].map(Spread::of);
    let (other, name) = match job.beside {
        Beside::Strace => (Spread::of(traced), "strace"),
        Beside::Alone => (Spread { ..alone }, "alone"),
    };
    let ratio = observed.median / other.median;
    let measured =
        format!("{ratio:.2} of {name} ({:.2}/{:.2}/{:.2} s)", alone.median, observed.median, other.median);
    let (low, high) = (observed.low / other.median, observed.high / other.median);
    let quarters = format!("quarters {low:.2} to {high:.2}, {n_rounds} rounds");
    let target = format!("<= {}", job.at_most);
    Ok([Row::figure(job.what, measured).judged(target, ratio <= job.at_most), Row::figure("", quarters)])
}

fn jobs(dir: &Path) -> io::Result<Vec<Job>> {
    let (greetings, bulk) = (compiled(dir, "greetings")?, compiled(dir, "bulk")?);
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let job = |what, words, beside, at_most| Job { what, words, beside, at_most };
    Ok(vec![
        job("2,000 greetings in C, CPU", words(&[&greetings, "2000"]), Beside::Strace, 1.1),
        job(
            "1,000 greetings in Node, CPU",
            words(&["node", &file("greetings.js"), "1000"]),
            Beside::Strace,
            1.1,
        ),
        job("1 GiB in C, 64 KiB in a call, CPU", words(&[&bulk, "1024"]), Beside::Strace, 1.2),
        job("find /usr, CPU", words(&["find", "/usr"]), Beside::Alone, 1.1),
        job("Python: 14 modules imported, CPU", words(&["python3", "-c", IMPORTS]), Beside::Alone, 1.1),
        job(
            "Python: a socket, then 1,000s of files, CPU",
            words(&["python3", &file("files.py")]),
            Beside::Alone,
            1.1,
        ),
    ])
}

const IMPORTS: &str = "import argparse, asyncio, collections, csv, email.message, http.client, json, \
    logging, pathlib, re, subprocess, tempfile, unittest, urllib.request";

fn file(name: &str) -> String {
    format!("{}/benches/observe/programs/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn compiled(dir: &Path, name: &str) -> io::Result<String> {
    let program: PathBuf = dir.join(name);
    let status =
        Command::new("gcc").arg("-O2").arg("-o").arg(&program).arg(file(&format!("{name}.c"))).status()?;
    let path = program.to_str().filter(|_| status.success());
    path.map(str::to_owned).ok_or_else(|| io::Error::other(format!("{name}.c was not compiled")))
}

/// By whom a program is watched.
#[derive(Clone, Copy)]
enum Watched {
    Not,
    ByUs,
    ByStrace,
}

/// What both write goes to a file.
fn turn(job: &Job, watched: Watched, dir: &Path) -> io::Result<f64> {
    let record = dir.join("record");
    // There is none the first time, and where no socket did anything.
    let _ = std::fs::remove_file(&record);
    let mut command = match watched {
        Watched::Not => Command::new(&job.words[0]),
        Watched::ByUs => {
            let mut netlab = Command::new(env!("CARGO_BIN_EXE_netlab"));
            netlab.args(["-q", "--record"]).arg(&record).args(["observe", "--", &job.words[0]]);
            netlab.env("NETLAB_HOME", dir);
            netlab
        }
        Watched::ByStrace => {
            let mut strace = Command::new("strace");
            strace.args(["-f", "--seccomp-bpf", "-qq", "-s", "256", "-e", SAME_CALLS, "-o"]).arg(&record);
            strace.arg(&job.words[0]);
            strace
        }
    };
    cpu_of(command.args(&job.words[1..]))
}

/// What must be stopped at to see the bytes of sockets.
const SAME_CALLS: &str = "trace=network,read,write,readv,writev,close";
