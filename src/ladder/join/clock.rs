//! One clock for all parts of a picture.
//!
//! The one idea: nothing arrives before it left. Each message from one machine to another so sets a limit
//! to how far their clocks are apart, and each message back sets the opposite one; the
//! truth lies between the narrowest two. Halfway is the best guess, half the width its margin (RFC 5905 §8).
//!
//! See it run: `netlab ladder` on records from two machines; the guess stands below the picture.

use crate::ladder::join::machines::numbered;
use crate::ladder::part::Part;
use crate::ladder::picture::ClockSetting;

/// Something that left at one part and arrived at another, each time by the part's own clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Passage {
    pub(crate) from: usize,
    pub(crate) left: i64,
    pub(crate) to: usize,
    pub(crate) arrived: i64,
}

/// What is to be added to each part's times, and what was guessed for it.
#[derive(Debug, Default)]
pub(crate) struct Clocks {
    pub(crate) shifts: Vec<i64>,
    pub(crate) settings: Vec<ClockSetting>,
}

/// How far one clock may be ahead of another: what must be added to the other's times lies between.
#[derive(Debug, Clone, Copy)]
struct Limits {
    least: Option<i64>,
    most: Option<i64>,
    n_messages: usize,
}

/// Sets all clocks by that of the first part.
pub(crate) fn clocks(parts: &[Part<'_>], passages: &[Passage]) -> Clocks {
    let clock_of = numbered(parts, Part::shares_clock_with);
    let n_clocks = clock_of.iter().max().map_or(0, |last| last + 1);
    let owner = |clock: usize| &parts[clock_of.iter().position(|it| *it == clock).unwrap_or(0)];
    let mut shifts: Vec<Option<i64>> = vec![None; n_clocks];
    let mut settings = Vec::new();
    if let Some(first) = shifts.first_mut() {
        *first = Some(0);
    }
    while let Some(next) = nearest(&shifts, &clock_of, passages) {
        let known = (0..n_clocks).filter(|clock| shifts[*clock].is_some());
        let limits = known.map(|by| (by, limits(by, next, &clock_of, passages)));
        let best = limits.max_by_key(|(by, limits)| {
            (limits.least.is_some() && limits.most.is_some(), limits.n_messages, std::cmp::Reverse(*by))
        });
        let Some((by, limits)) = best else { break };
        let walls = owner(next).wall_us.zip(owner(by).wall_us).map(|(its, ours)| its - ours);
        // The machine's time of day is in no namespace: where the messages allow it, it is better than a guess.
        let is_one_boot = owner(next).boot.is_some() && owner(next).boot == owner(by).boot;
        let known = walls.filter(|walls| is_one_boot && limits.allow(*walls));
        let shift = known
            .or_else(|| limits.guess(walls))
            .unwrap_or_else(|| first_of(owner(by)) - first_of(owner(next)));
        shifts[next] = shifts[by].map(|known| known + shift);
        settings.push(ClockSetting {
            whose: name(owner(next), owner(by)),
            follows: name(owner(by), owner(next)),
            ahead_us: walls.map(|walls| walls - shift),
            margin_us: limits.margin(),
            n_messages: limits.n_messages,
            drift_us: limits.drift(),
        });
    }
    Clocks { shifts: clock_of.iter().map(|clock| shifts[*clock].unwrap_or(0)).collect(), settings }
}

/// The next clock to set: one that exchanged messages with a clock that is set already, if there is any.
fn nearest(shifts: &[Option<i64>], clock_of: &[usize], passages: &[Passage]) -> Option<usize> {
    let is_set = |part: usize| shifts[clock_of[part]].is_some();
    let linked = passages.iter().find(|it| is_set(it.from) != is_set(it.to));
    let of = |it: &Passage| if is_set(it.from) { clock_of[it.to] } else { clock_of[it.from] };
    linked.map(of).or_else(|| shifts.iter().position(Option::is_none))
}

/// What messages say of how much must be added to the times of clock `next` to make them those of `by`.
fn limits(by: usize, next: usize, clock_of: &[usize], passages: &[Passage]) -> Limits {
    let mut limits = Limits { least: None, most: None, n_messages: 0 };
    for it in passages {
        if (clock_of[it.from], clock_of[it.to]) == (by, next) {
            // arrived + shift >= left
            limits.least = limits.least.max(Some(it.left - it.arrived));
            limits.n_messages += 1;
        } else if (clock_of[it.from], clock_of[it.to]) == (next, by) {
            // left + shift <= arrived
            let most = it.arrived - it.left;
            limits.most = Some(limits.most.map_or(most, |known| known.min(most)));
            limits.n_messages += 1;
        }
    }
    limits
}

impl Limits {
    /// The best guess: halfway where both limits are known; else what the walls say, within the limit.
    fn guess(self, walls: Option<i64>) -> Option<i64> {
        match (self.least, self.most) {
            (Some(least), Some(most)) => Some(least + (most - least) / 2),
            (Some(least), None) => Some(walls.map_or(least, |walls| walls.max(least))),
            (None, Some(most)) => Some(walls.map_or(most, |walls| walls.min(most))),
            (None, None) => walls,
        }
    }

    fn allow(self, shift: i64) -> bool {
        self.least.is_none_or(|least| least <= shift) && self.most.is_none_or(|most| shift <= most)
    }

    fn margin(self) -> Option<u64> {
        let width = self.most?.checked_sub(self.least?)?;
        u64::try_from(width).ok().map(|width| width.div_ceil(2))
    }

    fn drift(self) -> u64 {
        let excess = self.least.zip(self.most).map_or(0, |(least, most)| least - most);
        u64::try_from(excess).unwrap_or(0)
    }
}

fn first_of(part: &Part<'_>) -> i64 {
    part.events.iter().map(|event| event.began_us).min().and_then(|us| i64::try_from(us).ok()).unwrap_or(0)
}

/// Whose clock it is: the machine's, or the program's where the other one is of that machine too.
fn name(part: &Part<'_>, other: &Part<'_>) -> String {
    match (&part.host, part.pid) {
        (Some(host), _) if part.host != other.host => host.clone(),
        (_, Some(pid)) => format!("{} (pid {pid})", part.program),
        (_, None) => part.program.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: usize = 0;
    const THERE: usize = 1;

    /// Two machines, the second one's clock behind by `shift`; messages of (from, left, arrived), true times.
    fn check(shift: i64, walls: [Option<i64>; 2], messages: &[(usize, i64, i64)]) -> (i64, Option<u64>) {
        let part = |boot: &str, wall_us| Part { boot: Some(boot.to_owned()), wall_us, ..Part::default() };
        let passages: Vec<Passage> = messages
            .iter()
            .map(|(from, left, arrived)| match *from {
                HERE => Passage { from: HERE, left: *left, to: THERE, arrived: arrived - shift },
                _ => Passage { from: THERE, left: left - shift, to: HERE, arrived: *arrived },
            })
            .collect();
        let clocks = clocks(&[part("a", walls[0]), part("b", walls[1])], &passages);
        assert_eq!(clocks.shifts[0], 0);
        (clocks.shifts[1], clocks.settings[0].margin_us)
    }

    #[test]
    fn messages_both_ways_set_a_clock_between_their_limits() {
        let (shift, margin) =
            check(5_000, [None, None], &[(HERE, 0, 100), (THERE, 200, 300), (HERE, 400, 900)]);
        assert_eq!((shift, margin), (5_000, Some(100)));
    }

    #[test]
    fn messages_one_way_only_leave_the_walls_word_where_it_is_possible() {
        assert_eq!(check(700, [Some(0), Some(690)], &[(HERE, 0, 50)]), (690, None));
        assert_eq!(check(700, [Some(0), Some(10)], &[(HERE, 0, 50)]), (650, None), "not before it left");
    }

    #[test]
    fn without_messages_the_walls_are_believed() {
        assert_eq!(check(700, [Some(5), Some(705)], &[]), (700, None));
    }

    #[test]
    fn parts_of_one_boot_share_their_clock() {
        let part = Part { boot: Some("a".to_owned()), ..Part::default() };
        let clocks = clocks(&[part.clone(), part], &[Passage { from: 0, left: 9, to: 1, arrived: 5 }]);
        assert_eq!((clocks.shifts, clocks.settings), (vec![0, 0], vec![]));
    }

    #[test]
    fn a_boot_alone_is_no_clock() {
        let check = |time_ns: [Option<u64>; 2], walls: [i64; 2], is_one: bool| {
            let part = |at: usize| Part {
                boot: Some("a".to_owned()),
                host: Some("laptop".to_owned()),
                program: "netlab".to_owned(),
                pid: u32::try_from(at).ok(),
                time_ns: time_ns[at],
                wall_us: Some(walls[at]),
                ..Part::default()
            };
            let shift = if is_one { 0 } else { -5_000 };
            let there = |us: i64| us - shift;
            let passages = [
                Passage { from: HERE, left: 10, to: THERE, arrived: there(20) },
                Passage { from: THERE, left: there(30), to: HERE, arrived: 40 },
            ];
            let clocks = clocks(&[part(0), part(1)], &passages);
            assert_eq!(clocks.shifts, [0, shift], "{time_ns:?} {walls:?}");
            let whose: Vec<_> =
                clocks.settings.iter().map(|it| (it.whose.as_str(), it.follows.as_str())).collect();
            let expected = [("netlab (pid 1)", "netlab (pid 0)")];
            assert_eq!(whose, if is_one { &[][..] } else { &expected[..] }, "the doubt is said");
        };
        check([Some(1), Some(1)], [0, 9_000_000], true);
        check([None, None], [0, 900_000], true);
        check([Some(1), Some(2)], [0, -5_000], false);
        check([None, None], [0, -5_000_000], false);
        check([Some(1), None], [0, -5_000_000], false);
    }
}
