//! The table: what our room owes, measured by turns with the floor, and other rooms beside it.
//!
//! The one idea: on a busy machine every number wanders, so floor and room are measured one after the
//! other in each round, and the median of the rounds' ratios is judged.

use std::io;
use std::time::Duration;

use crate::arrival;
use crate::course::{Course, Outcome, Pace};
use crate::crowd::Crowd;
use crate::report::{line, median, percent, range};
use crate::rooms::Kind;

/// Which part of the table is wanted.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) n_rounds: usize,
    /// Only rows whose words contain this.
    pub(super) only: String,
    /// Leave out the other rooms.
    pub(super) is_pair: bool,
}

/// One row: a load, and what is owed under it.
struct Row {
    words: &'static str,
    room: Kind,
    n_members: usize,
    pace: Pace,
    /// How long a measurement counts.
    length: Duration,
    target: Target,
    /// Whether the other rooms are measured, too.
    has_others: bool,
}

/// What the ratio of our room to the floor must be.
#[derive(Clone, Copy)]
enum Target {
    /// In deliveries a second, at least.
    Speed(f64),
    /// In the 99th percentile of latency, at most.
    Latency(f64),
}

const SATURATED: Row = Row {
    words: "deliveries/s, 100 members, window 32",
    room: Kind::Netlab,
    n_members: 100,
    pace: Pace::Window(32),
    length: Duration::from_secs(1),
    target: Target::Speed(1.0),
    has_others: true,
};

const ROWS: &[Row] = &[
    SATURATED,
    Row {
        words: "deliveries/s, 100 members, window 1",
        pace: Pace::Window(1),
        target: Target::Speed(1.2),
        ..SATURATED
    },
    Row { words: "deliveries/s, 10 members, window 32", n_members: 10, ..SATURATED },
    Row { words: "deliveries/s, 1,000 members, window 32", n_members: 1_000, ..SATURATED },
    Row {
        words: "p99 latency, 100 members, 100 lines/s",
        pace: Pace::Rate(100),
        length: Duration::from_secs(2),
        target: Target::Latency(1.0),
        ..SATURATED
    },
    Row {
        words: "deliveries/s, narrated, 100 members",
        room: Kind::Narrated,
        target: Target::Speed(0.6),
        has_others: false,
        ..SATURATED
    },
];

const N_SENDERS: usize = 10;
const LINE_BYTES: usize = 64;

/// Other rooms are far from the floor, so fewer rounds tell as much.
const ROUNDS_OF_OTHERS: usize = 3;

/// Measures and prints the table.
///
/// # Errors
/// Those of the floor and of our own room; another that fails is left out.
pub(super) fn run(choice: &Choice) -> io::Result<()> {
    let mut others = vec![Kind::Broadcast, Kind::Node, Kind::Ncat];
    others.retain(|kind| !choice.is_pair && kind.is_here());
    let mut lines = Vec::new();
    for row in ROWS.iter().filter(|row| row.words.contains(&choice.only)) {
        lines.push(measure(row, choice.n_rounds, if row.has_others { &others } else { &[] })?);
    }
    if arrival::JOINING.contains(&choice.only) {
        lines.push(arrival::joining(choice.n_rounds)?);
    }
    if arrival::IDLING.contains(&choice.only) {
        lines.push(arrival::idling()?);
    }
    println!("\nratios to the floor: the median of the rounds (their range)");
    for line in lines {
        println!("{line}");
    }
    Ok(())
}

/// Measures one row, and puts it in a line of the table.
fn measure(row: &Row, n_rounds: usize, others: &[Kind]) -> io::Result<String> {
    println!("\n{}", row.words);
    let mut ratios = Vec::new();
    let mut others: Vec<(Kind, Vec<f64>)> = others.iter().map(|kind| (*kind, Vec::new())).collect();
    for round in 0..n_rounds {
        let floor = row.value(&row.once(Kind::Floor)?);
        ratios.push(row.value(&row.once(row.room)?) / floor);
        for (kind, ratios) in others.iter_mut().filter(|_| round < ROUNDS_OF_OTHERS) {
            match row.once(*kind) {
                Ok(outcome) => ratios.push(row.value(&outcome) / floor),
                Err(error) => println!("  {:<9} {error}", kind.name()),
            }
        }
    }
    let (target, is_met) = match row.target {
        Target::Speed(target) => (format!("≥ {target:.1}"), median(&ratios) >= target),
        Target::Latency(target) => (format!("≤ {target:.1}"), median(&ratios) <= target),
    };
    let measured = format!("{:.2} {}", median(&ratios), range(&ratios));
    let beside = others.iter().filter(|(_, ratios)| !ratios.is_empty());
    let beside = beside
        .fold(String::new(), |told, (kind, ratios)| format!("{told}  {} {:.3}", kind.name(), median(ratios)));
    Ok(line(row.words, &target, &measured, is_met) + &beside)
}

impl Row {
    /// Starts a server, fills it, and measures it once.
    fn once(&self, kind: Kind) -> io::Result<Outcome> {
        let room = kind.start()?;
        let mut crowd = Crowd::gather(room.addr, self.n_members, Duration::from_secs(10))?;
        crowd.enter(Duration::from_secs(10))?;
        let course = Course {
            n_senders: N_SENDERS,
            n_bytes: LINE_BYTES,
            pace: self.pace,
            warm_up: Duration::from_millis(300),
            length: self.length,
        };
        let outcome = course.run(&mut crowd, Some(room.pid()), |_, _| {})?;
        println!("  {:<9} {}", kind.name(), outcome.brief());
        if percent(outcome.own_cpu, outcome.elapsed) > 97.0
            && percent(outcome.server_cpu, outcome.elapsed) < 80.0
        {
            println!("  {:<9} the measuring itself was the limit here", "");
        }
        Ok(outcome)
    }

    /// What is compared: a speed, or a latency.
    fn value(&self, outcome: &Outcome) -> f64 {
        match self.target {
            Target::Speed(_) => outcome.deliveries_per_second(),
            Target::Latency(_) => outcome.p99().as_secs_f64(),
        }
    }
}
