//! Many members who come, and many who are there: a rush of guests, and a room of silent ones.
//!
//! The one idea: a room is judged by what it costs when nothing is said, too. Somebody is in once it
//! has heard another, so the two who were there before say something until all newcomers have heard it.

use std::io;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::crowd::Crowd;
use crate::process;
use crate::report::{line, median, range};
use crate::rooms::Kind;

pub(super) const JOINING: &str = "1,000 join at once, all are in, s";
pub(super) const IDLING: &str = "memory of an idle member of 10,000, KiB";

/// Within this all must be in.
const MAX_SECONDS: f64 = 0.3;
/// More than this no idle member may take.
const MAX_KIB: f64 = 4.0;

const N_JOINING: usize = 1_000;
const N_IDLE: usize = 10_000;

/// Measures how long a rush of guests takes, and puts it in a line of the table.
///
/// # Errors
/// Those of the servers.
pub(super) fn joining(n_rounds: usize) -> io::Result<String> {
    println!("\n{JOINING}");
    let mut seconds = Vec::new();
    for _ in 0..n_rounds {
        for kind in [Kind::Floor, Kind::Netlab] {
            let room = kind.start()?;
            let mut crowd = Crowd::connect(room.addr, 2)?;
            crowd.enter(Duration::from_secs(5))?;
            let began = Instant::now();
            crowd.add(room.addr, N_JOINING)?;
            let connected = began.elapsed();
            crowd.hear_each_other(Duration::from_secs(10))?;
            println!("  {:<9} connected {connected:.3?}, in {:.3?}", kind.name(), began.elapsed());
            if kind == Kind::Netlab {
                seconds.push(began.elapsed().as_secs_f64());
            }
        }
    }
    let measured = format!("{:.2} {}", median(&seconds), range(&seconds));
    Ok(line(JOINING, &format!("≤ {MAX_SECONDS}"), &measured, median(&seconds) <= MAX_SECONDS))
}

/// Measures what a silent member takes, and puts it in a line of the table.
///
/// # Errors
/// Those of the servers; a system without `/proc` is told as such.
pub(super) fn idling() -> io::Result<String> {
    println!("\n{IDLING}");
    let mut kib = f64::NAN;
    for kind in [Kind::Floor, Kind::Netlab] {
        let room = kind.start()?;
        let Some(before) = process::memory_bytes(room.pid()) else {
            return Ok(line(IDLING, &format!("≤ {MAX_KIB}"), "not told by this system", false));
        };
        let mut crowd = Crowd::connect(room.addr, 2)?;
        crowd.enter(Duration::from_secs(5))?;
        while crowd.len() < N_IDLE {
            crowd.add(room.addr, 500.min(N_IDLE - crowd.len()))?;
        }
        crowd.hear_each_other(Duration::from_secs(20))?;
        crowd.hush(Duration::from_millis(300), Duration::from_secs(20))?;
        sleep(Duration::from_millis(200));
        let after = process::memory_bytes(room.pid()).unwrap_or(before);
        kib = after.saturating_sub(before) as f64 / 1024.0 / N_IDLE as f64;
        println!("  {:<9} {kib:.2} KiB", kind.name());
    }
    Ok(line(IDLING, &format!("≤ {MAX_KIB}"), &format!("{kib:.2}"), kib <= MAX_KIB))
}
