//! Keys that switch rules off and on while the relay runs.
//!
//! The one idea: a terminal keeps what is typed until Enter and shows it. For single keys both are
//! switched off, and put back when the program ends, whichever way it does.
//!
//! See it run: `netlab impair --to 8080 --delay 1s` in a terminal, then press `d`.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::sync::Mutex;

use tokio::sync::mpsc;

use crate::catalogue::Lang;
use crate::cli::commands::impair::switch::Switch;
use crate::cli::commands::impair::words;
use crate::cli::desk::signal::{self, Told};
use crate::cli::keyboard::key::{self, Key};
use crate::cli::keyboard::mode::Taken;
use crate::cli::keyboard::typing;
use crate::event::Rule;

/// The keys of a terminal; dropped, it puts the terminal's mode back.
pub(super) struct Keys {
    /// `None` where there is no terminal to read from.
    taken: Option<Taken>,
    pressed: Mutex<Option<mpsc::Receiver<Switch>>>,
    menu: Vec<(char, Switch)>,
}

/// Keys that wait to be heard; further ones are lost.
const MAX_WAITING: usize = 16;

impl Keys {
    /// Takes the terminal's keys, where there is one.
    pub(super) fn open(rules: &[Rule]) -> Keys {
        let (sender, pressed) = mpsc::channel(MAX_WAITING);
        let pressed = Mutex::new(Some(pressed));
        let is_interactive = io::stdin().is_terminal() && io::stderr().is_terminal();
        let taken = if is_interactive { Taken::for_single_keys() } else { None };
        let Some(taken) = taken else {
            return Keys { taken: None, pressed, menu: Vec::new() };
        };
        let menu = menu(rules);
        let known = menu.clone();
        let started = typing::hand_over("keys", key::Keys::default(), move |keys| {
            for switch in keys.iter().flatten().filter_map(|key| meant(&known, key)) {
                if matches!(sender.try_send(switch), Err(mpsc::error::TrySendError::Closed(_))) {
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        });
        Keys { taken: started.is_ok().then_some(taken), pressed, menu }
    }

    /// What is to be heard for the terminal's sake.
    pub(super) fn terminal(&self) -> signal::Terminal {
        self.taken.as_ref().map_or(signal::Terminal::Untouched, |taken| taken.mode.changed())
    }

    /// Does what a signal asks for.
    pub(super) fn obey(&self, told: Told) {
        let Some(Taken { mode, .. }) = &self.taken else { return };
        match told {
            Told::Stop => {
                mode.leave_and_stop();
                mode.enter();
            }
            Told::Continued => mode.enter(),
            Told::Leave | Told::Interrupt | Told::Resized => {}
        }
    }

    /// Which keys there are; `None` where there is no terminal.
    pub(super) fn in_words(&self, lang: Lang) -> Option<String> {
        self.taken.as_ref().map(|_| in_words(lang, &self.menu))
    }

    /// The keys as they are pressed; asked for once.
    pub(super) fn pressed(&self) -> mpsc::Receiver<Switch> {
        let mut slot = self.pressed.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        slot.take().unwrap_or_else(|| mpsc::channel(1).1)
    }
}

/// What a key of the terminal asks for; other keys than letters ask for nothing here.
fn meant(menu: &[(char, Switch)], key: &Key) -> Option<Switch> {
    let Key::Text(text) = key else { return None };
    menu.iter().find(|(letter, _)| text.chars().eq([*letter])).map(|(_, key)| *key)
}

/// The letter of each rule that can be switched, the cable, and all.
fn menu(rules: &[Rule]) -> Vec<(char, Switch)> {
    let rules = rules.iter().filter(|rule| **rule != Rule::Blackhole);
    let mut menu: Vec<(char, Switch)> = rules.map(|rule| (letter(*rule), Switch::Rule(*rule))).collect();
    menu.extend([('b', Switch::Cable), (' ', Switch::All)]);
    menu
}

const fn letter(rule: Rule) -> char {
    match rule {
        Rule::Delay => 'd',
        Rule::Jitter => 'j',
        Rule::Rate => 'r',
        Rule::LinkRate => 'k',
        Rule::Slice => 's',
        Rule::Coalesce => 'c',
        Rule::StallAfter => 't',
        Rule::Blackhole => 'b',
        Rule::ResetAfter => 'x',
        Rule::SlowClose => 'f',
        Rule::AcceptOnly => 'a',
        Rule::Loss => 'l',
        Rule::BurstLoss => 'u',
        Rule::Duplicate => '2',
        Rule::Reorder => 'o',
        Rule::Mtu => 'm',
    }
}

fn in_words(lang: Lang, menu: &[(char, Switch)]) -> String {
    let word = |(letter, key): &(char, Switch)| match key {
        Switch::Rule(rule) => format!("{letter} {rule}"),
        Switch::Cable => format!("{letter} {}", words::cable(lang)),
        Switch::All => words::space_is_for_all(lang).to_owned(),
    };
    words::keys(lang, &menu.iter().map(word).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_rules_that_can_be_together_share_a_key() {
        for is_together in [Rule::is_for_streams, Rule::is_for_datagrams] {
            let rules: Vec<Rule> = Rule::ALL.iter().copied().filter(|rule| is_together(*rule)).collect();
            let mut letters: Vec<char> = menu(&rules).iter().map(|(letter, _)| *letter).collect();
            letters.sort_unstable();
            letters.dedup();
            assert_eq!(letters.len(), menu(&rules).len(), "{letters:?}");
        }
    }
}
