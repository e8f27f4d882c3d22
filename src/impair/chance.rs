//! Chance that can be repeated.
//!
//! The one idea: a failure that came by chance must come again when it is looked for. All chance here
//! comes from one seed, and each rule of each direction of each connection draws from a row of its own.
//! So what one rule does is the same whether another one is on or not, and whichever task runs first.
//!
//! See it run: `netlab impair --to 8080 --udp --loss 10% --seed 7`, twice.

use std::time::Duration;

use crate::event::Rule;

/// A row of random numbers: `SplitMix64`.
///
/// Guy L. Steele, Doug Lea, Christine H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA
/// 2014, with the constants of Sebastiano Vigna's `splitmix64.c`. Written out here, because a library may
/// change its numbers with its next version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chance {
    state: u64,
}

/// Whose chance it is: enough to give each rule of each direction a row of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Origin {
    /// The seed of the whole run.
    pub(super) seed: u64,
    /// Which connection or session, from 1.
    pub(super) ordinal: u64,
    /// Whether it is the direction from the client to the server.
    pub(super) is_up: bool,
    /// How often the rules have changed before.
    pub(super) n_changes: u64,
}

impl Chance {
    /// The row that a seed gives.
    #[must_use]
    pub(super) const fn new(seed: u64) -> Self {
        Chance { state: seed }
    }

    /// The next number, any of 64 bits.
    pub(super) fn next(&mut self) -> u64 {
        let number = mixed(self.state);
        self.state = self.state.wrapping_add(STEP);
        number
    }

    /// A number from 0 up to, but not including, 1.
    #[allow(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub(super) fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something that happens with this probability, from 0 to 1, happens now.
    pub(super) fn happens(&mut self, probability: f64) -> bool {
        self.fraction() < probability
    }

    /// A whole number from `first` to `last`, both included.
    pub(super) fn between(&mut self, first: usize, last: usize) -> usize {
        let n_choices = (last.saturating_sub(first) as u128) + 1;
        // The product's upper half is below `n_choices`, whatever the number.
        first + ((u128::from(self.next()) * n_choices) >> 64) as usize
    }

    /// A time from zero to `longest`.
    pub(super) fn time_up_to(&mut self, longest: Duration) -> Duration {
        longest.mul_f64(self.fraction())
    }
}

/// From one state of a row to the next.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// The first number of the row that this seed gives: every seed has another one.
#[must_use]
pub const fn mixed(seed: u64) -> u64 {
    let state = seed.wrapping_add(STEP);
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

impl Origin {
    /// The row of one rule.
    #[must_use]
    pub(super) fn chance(self, rule: Rule) -> Chance {
        let parts = [self.ordinal, u64::from(self.is_up), self.n_changes, rule as u64];
        Chance::new(parts.iter().fold(self.seed, |seed, part| mixed(seed ^ part)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_published_algorithm() {
        // The first numbers for the seed 1234567, as given by Rosetta Code's "Pseudo-random
        // numbers/Splitmix64" and by the reference in C of Sebastiano Vigna.
        let mut chance = Chance::new(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| chance.next()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn each_rule_direction_connection_and_change_has_a_row_of_its_own() {
        let origin = Origin { seed: 7, ordinal: 1, is_up: true, n_changes: 0 };
        let others = [
            Origin { seed: 8, ..origin },
            Origin { ordinal: 2, ..origin },
            Origin { is_up: false, ..origin },
            Origin { n_changes: 1, ..origin },
        ];
        assert_eq!(origin.chance(Rule::Loss), origin.chance(Rule::Loss));
        assert_ne!(origin.chance(Rule::Loss), origin.chance(Rule::Jitter));
        for other in others {
            assert_ne!(origin.chance(Rule::Loss), other.chance(Rule::Loss), "{other:?}");
        }
    }

    #[test]
    fn all_choices_come_and_no_others() {
        let mut chance = Chance::new(1);
        let mut n_seen = [0; 10];
        for _ in 0..100_000 {
            n_seen[chance.between(1, 10) - 1] += 1;
        }
        assert!(n_seen.iter().all(|n| (9_500..10_500).contains(n)), "{n_seen:?}");
        assert_eq!(chance.between(5, 5), 5);
    }
}
