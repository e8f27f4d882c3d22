//! The table: what our room owes, measured by turns with the floor, and other rooms beside it.
//!
//! The one idea: on a busy machine every number wanders, so floor and room are measured one after the
//! other in each round, and the median of the rounds' ratios is judged.

use std::io;
use std::rc::Rc;
use std::time::Duration;

use crate::apart::Apart;
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
    /// The measuring has a processor of its own, where that counts.
    pub(super) is_apart: bool,
}

/// One load, and what is owed under it.
struct Row {
    words: &'static str,
    room: Kind,
    n_members: usize,
    pace: Pace,
    /// How long a measurement counts.
    length: Duration,
    targets: &'static [Target],
    /// Whether the other rooms are measured, too.
    has_others: bool,
    /// Whether the measuring has a processor of its own: under a load that takes all there are.
    is_apart: bool,
}

/// What the ratio of our room to the floor must be.
#[derive(Clone, Copy)]
enum Target {
    /// In deliveries a second, at least.
    Speed(f64),
    /// In processor time for each delivery, at most.
    Cost(f64),
    /// In the latency of this percentile, at most.
    Latency(f64, f64),
}

const FAST: &[Target] = &[Target::Speed(0.97), Target::Cost(1.15)];

const SATURATED: Row = Row {
    words: "100 members, window 32",
    room: Kind::Netlab,
    n_members: 100,
    pace: Pace::Window(32),
    length: Duration::from_secs(1),
    targets: FAST,
    has_others: true,
    is_apart: true,
};

const ROWS: &[Row] = &[
    SATURATED,
    Row { words: "100 members, window 1", pace: Pace::Window(1), ..SATURATED },
    Row { words: "10 members, window 32", n_members: 10, ..SATURATED },
    Row { words: "10 members, window 1", n_members: 10, pace: Pace::Window(1), ..SATURATED },
    Row { words: "1,000 members, window 32", n_members: 1_000, ..SATURATED },
    Row { words: "1,000 members, window 1", n_members: 1_000, pace: Pace::Window(1), ..SATURATED },
    Row {
        words: "100 members, 100 lines/s",
        pace: Pace::Rate(100),
        length: Duration::from_secs(2),
        targets: &[Target::Latency(50.0, 0.8), Target::Latency(99.0, 0.95)],
        is_apart: false,
        ..SATURATED
    },
    Row {
        words: "100 members, window 32, narrated",
        room: Kind::Narrated,
        targets: &[Target::Speed(0.7)],
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
    let mut others = vec![Kind::Eager, Kind::Channel, Kind::Broadcast, Kind::Node, Kind::Ncat, Kind::Broker];
    others.retain(|kind| !choice.is_pair && kind.is_here());
    let mut lines = Vec::new();
    for row in ROWS.iter().filter(|row| row.words.contains(&choice.only)) {
        let row = &Row { is_apart: row.is_apart && choice.is_apart, ..*row };
        lines.extend(measure(row, choice.n_rounds, if row.has_others { &others } else { &[] })?);
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

/// Measures one load, and puts each of its targets in a line of the table.
fn measure(row: &Row, n_rounds: usize, others: &[Kind]) -> io::Result<Vec<String>> {
    println!("\n{}", row.words);
    let mut ours = Vec::new();
    let mut others: Vec<(Kind, Vec<Pair>)> = others.iter().map(|kind| (*kind, Vec::new())).collect();
    for round in 0..n_rounds {
        let floor = Rc::new(row.once(Kind::Floor)?);
        ours.push((row.once(row.room)?, Rc::clone(&floor)));
        for (kind, pairs) in others.iter_mut().filter(|_| round < ROUNDS_OF_OTHERS) {
            match row.once(*kind) {
                Ok(outcome) => pairs.push((outcome, Rc::clone(&floor))),
                Err(error) => println!("  {:<9} {error}", kind.name()),
            }
        }
    }
    let line_of = |target: &Target| {
        let ratios = target.ratios(&ours);
        let ratio = median(&ratios);
        let (wanted, is_met) = match *target {
            Target::Speed(least) => (format!("≥ {least}"), ratio >= least),
            Target::Cost(most) | Target::Latency(_, most) => (format!("≤ {most}"), ratio <= most),
        };
        let beside =
            others.iter().filter(|(_, pairs)| !pairs.is_empty()).fold(String::new(), |told, other| {
                format!("{told}  {} {:.2}", other.0.name(), median(&target.ratios(&other.1)))
            });
        let measured = format!("{ratio:.2} {}", range(&ratios));
        line(&format!("{}: {}", row.words, target.words()), &wanted, &measured, is_met) + &beside
    };
    Ok(row.targets.iter().map(line_of).collect())
}

/// What was measured of a room, and of the floor in the same round.
type Pair = (Outcome, Rc<Outcome>);

impl Target {
    fn words(self) -> String {
        match self {
            Target::Speed(_) => "deliveries/s".to_owned(),
            Target::Cost(_) => "processor".to_owned(),
            Target::Latency(percentile, _) => format!("p{percentile}"),
        }
    }

    fn ratios(self, pairs: &[Pair]) -> Vec<f64> {
        pairs.iter().map(|(room, floor)| self.value(room) / self.value(floor)).collect()
    }

    fn value(self, outcome: &Outcome) -> f64 {
        match self {
            Target::Speed(_) => outcome.deliveries_per_second(),
            Target::Cost(_) => outcome.server_seconds_per_delivery(),
            Target::Latency(percentile, _) => outcome.latency(percentile).as_secs_f64(),
        }
    }
}

impl Row {
    /// Starts a server, fills it, and measures it once.
    fn once(&self, kind: Kind) -> io::Result<Outcome> {
        let apart = self.is_apart.then(Apart::begin);
        let room = kind.start()?;
        if let Some(apart) = &apart {
            apart.measure();
        }
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
}
