//! The rules while the relay runs: a scenario's phases, and the keys that switch rules off and on.
//!
//! The one idea: the phase says which rules there are, the keys say which of them are off; what is in
//! force follows from the two, and is worked out anew whenever either changes.
//!
//! See it run: `netlab impair --to 8080 --delay 1s` in a terminal, then press `d`.

use std::convert::Infallible;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use crate::catalogue::{self, Lang};
use crate::cli::commands::impair::switch::Switch;
use crate::cli::commands::impair::words;
use crate::cli::desk::setting::Setting;
use crate::event::Rule;
use crate::impair::{Control, Directions, InForce, Plan, RuleSet, Scenario};

/// The rules over time.
#[derive(Debug)]
pub(super) enum Program<R> {
    /// These, to the end.
    Fixed(Directions<R>),
    /// Those of each phase.
    Scenario(Scenario<R>),
}

/// Decides which rules are in force.
#[derive(Debug)]
pub(super) struct Switchboard<R> {
    control: Control<R>,
    program: Program<R>,
}

/// What the keys have switched.
#[derive(Debug, Default)]
struct Switches {
    off: Vec<Rule>,
    all_off: bool,
    cable: bool,
}

impl<R: RuleSet> Switchboard<R> {
    /// A switchboard, and the plan that it changes.
    pub(super) fn new(program: Program<R>, seed: u64) -> (Self, Plan<R>) {
        let (name, rules, _) = program.phase(0);
        let (plan, control) = Plan::changing(seed, name.map(str::to_owned), rules);
        (Switchboard { control, program }, plan)
    }

    /// Every rule of the program, in the order in which they are shown.
    pub(super) fn rules(&self) -> Vec<Rule> {
        let phases = (0..self.program.n_phases()).map(|index| self.program.phase(index).1);
        let all: Vec<Rule> = phases
            .flat_map(|rules| [rules.up, rules.down])
            .flat_map(|rules| rules.settings())
            .map(|it| it.rule)
            .collect();
        Rule::ALL.iter().copied().filter(|rule| all.contains(rule)).collect()
    }

    pub(super) fn has_chance(&self) -> bool {
        self.rules().into_iter().any(Rule::has_chance)
    }

    /// Follows the scenario and the keys, for as long as it is asked to.
    pub(super) async fn run(&self, mut keys: mpsc::Receiver<Switch>, setting: &Setting) -> Infallible {
        let (mut index, mut switches) = (0, Switches::default());
        let (mut has_keys, mut was_full) = (true, false);
        let (mut name, mut rules, mut length) = self.program.phase(index);
        let mut begun = Instant::now();
        loop {
            let ends_at = length.map(|length| begun + length);
            tokio::select! {
                () = async { sleep_until(ends_at.unwrap_or(begun)).await }, if ends_at.is_some() => {
                    // From the planned end on, so that a late timer does not make the next phase late.
                    begun = ends_at.unwrap_or(begun);
                    index = self.program.next(index);
                    (name, rules, length) = self.program.phase(index);
                }
                key = keys.recv(), if has_keys => {
                    let Some(key) = key else {
                        has_keys = false;
                        continue;
                    };
                    switches.press(key);
                }
                () = self.control.is_full(), if !was_full => {
                    was_full = true;
                    setting.notice(words::relay_is_full(setting.lang));
                    continue;
                }
                // Nothing will change any more.
                else => std::future::pending().await,
            }
            self.put(name, &rules, &switches, setting);
        }
    }

    /// Puts the rules of a phase into force, but for those that are switched off.
    fn put(&self, phase: Option<&str>, rules: &Directions<R>, switches: &Switches, setting: &Setting) {
        let rules = Directions { up: switches.applied(&rules.up), down: switches.applied(&rules.down) };
        self.control.set(phase.map(str::to_owned), rules);
        if !setting.options.tells() {
            setting.notice(&in_words(setting.lang, &self.control.in_force()));
        }
    }
}

/// The rules in force, and the scenario's phase.
pub(super) fn in_words<R: RuleSet>(lang: Lang, in_force: &InForce<R>) -> String {
    catalogue::rules(lang, in_force.phase.as_deref(), &in_force.rules.settings().to_string())
}

impl<R: RuleSet> Program<R> {
    fn n_phases(&self) -> usize {
        match self {
            Program::Fixed(_) => 1,
            Program::Scenario(scenario) => scenario.phases.len(),
        }
    }

    /// A phase's name, its rules, and how long it lasts; behind the last one there is no rule.
    fn phase(&self, index: usize) -> (Option<&str>, Directions<R>, Option<Duration>) {
        match self {
            Program::Fixed(rules) => (None, rules.clone(), None),
            Program::Scenario(scenario) => match scenario.phases.get(index) {
                Some(phase) => (Some(&phase.name), phase.rules.clone(), phase.length.map(|time| time.0)),
                None => (Some(words::after_the_last_phase()), Directions::both(R::default()), None),
            },
        }
    }

    fn next(&self, index: usize) -> usize {
        match self {
            Program::Scenario(scenario) if scenario.repeat => (index + 1) % scenario.phases.len(),
            _ => index + 1,
        }
    }
}

impl Switches {
    fn press(&mut self, switch: Switch) {
        match switch {
            Switch::All => self.all_off = !self.all_off,
            Switch::Cable => self.cable = !self.cable,
            Switch::Rule(rule) => match self.off.iter().position(|off| *off == rule) {
                Some(index) => drop(self.off.remove(index)),
                None => self.off.push(rule),
            },
        }
    }

    /// What is left of the rules of one direction.
    fn applied<R: RuleSet>(&self, rules: &R) -> R {
        let mut left = if self.all_off { R::default() } else { rules.clone() };
        for rule in &self.off {
            left.clear(*rule);
        }
        if self.cable {
            left.flip_cable();
        }
        left
    }
}
