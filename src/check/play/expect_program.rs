//! What the judge expects of the program itself: its end, its exit code, its output, its memory.
//!
//! The one idea: an exit code is read by other programs and output by people, so both belong to the
//! contract. Output is looked at again whenever more of it comes, and once more at the end.
//!
//! See it run: `lessons/03-greeting-client/exercise.toml`.

use std::time::{Duration, Instant};

use crate::check::exercise::contract::Role;
use crate::check::exercise::expectation::{Exit, Expectation, Presence, Stream};
use crate::check::exercise::got::Word;
use crate::check::exercise::step::Step;
use crate::check::exercise::template::Template;
use crate::check::play::finding::Finding;
use crate::check::play::player::{Player, limit};
use crate::check::report::steps as words;
use crate::check::subject::output::Output;
use crate::check::subject::ready::how;
use crate::terminal;

type Done = Result<(), Finding>;

/// What must be printed, and where; not as a part of something else.
struct Wanted<'a> {
    stream: Stream,
    what: &'a Template,
    other_than: Option<&'a Template>,
}

impl Player<'_> {
    pub(crate) async fn expect_program(&mut self, step: &Step, who: &str, expectation: &Expectation) -> Done {
        match expectation {
            Expectation::Running => self.runs(who).await,
            Expectation::Exit(exit) => self.exits(step, who, *exit).await,
            Expectation::Output { stream, what, presence, times, other_than, not_before } => match presence {
                Presence::Has => {
                    let wanted = Wanted { stream: *stream, what, other_than: other_than.as_ref() };
                    self.has_printed(step, who, wanted, *times as usize).await
                }
                Presence::New => self.says_something(step, who, *not_before).await,
                Presence::Once | Presence::Lacks => self.count(who, *stream, what, *presence),
            },
            Expectation::Growth(limit) => self.has_not_grown(*limit).await,
            _ => Ok(()),
        }
    }

    async fn runs(&mut self, who: &str) -> Done {
        let end = Instant::now() + Duration::from_millis(100);
        loop {
            if let Some(ended) = self.keeper.state(who).ended {
                return Err(Finding::new("a program that runs", format!("it {}", how(ended)), Word::Died));
            }
            if !self.wait_until(end).await {
                return Ok(());
            }
        }
    }

    async fn exits(&mut self, step: &Step, who: &str, wanted: Exit) -> Done {
        let is_first = self.exercise.role == Role::Client && !self.has_come;
        let limit = if is_first { limit(step).max(self.setup.start_timeout) } else { limit(step) };
        let end = Instant::now() + limit;
        let expected = match wanted {
            Exit::Code(code) => format!("exit code {code}"),
            Exit::Failure => "another exit code than 0".to_owned(),
            Exit::Any => "the program's end".to_owned(),
        };
        loop {
            if let Some(ended) = self.keeper.state(who).ended {
                if let Some(output) = self.keeper.output(who) {
                    output.ended(Duration::from_secs(1)).await;
                }
                let is_wanted = match wanted {
                    Exit::Code(code) => ended.code == Some(code),
                    Exit::Failure => ended.code != Some(0),
                    Exit::Any => true,
                };
                if is_wanted {
                    return Ok(());
                }
                let printed = self.printed(who, Stream::Err);
                return Err(
                    Finding::new(expected, format!("it {}", how(ended)), Word::Other).with_bytes(printed)
                );
            }
            if !self.wait_until(end).await {
                let got = format!("it is still running after {}", words::seconds(limit));
                return Err(Finding::new(expected, got, Word::Running));
            }
        }
    }

    fn printed(&self, who: &str, stream: Stream) -> Vec<u8> {
        self.keeper.output(who).map(|output| output.text(stream)).unwrap_or_default()
    }

    async fn has_printed(
        &mut self,
        step: &Step,
        who: &str,
        Wanted { stream, what, other_than }: Wanted<'_>,
        n_times: usize,
    ) -> Done {
        let wanted = what.fill(&self.values);
        let other = other_than.map(|text| text.fill(&self.values));
        let counted = |output: &Output| {
            let n_others = other.as_ref().map_or(0, |other| output.count(stream, other));
            output.count(stream, &wanted).saturating_sub(n_others)
        };
        let end = Instant::now() + limit(step);
        loop {
            if self.keeper.output(who).map_or(0, counted) >= n_times {
                return Ok(());
            }
            let has_ended = self.keeper.state(who).ended.is_some();
            if let Some(output) = self.keeper.output(who).filter(|_| has_ended) {
                output.ended(Duration::from_secs(1)).await;
            }
            let is_over = has_ended || !self.wait_until(end).await;
            if is_over && self.keeper.output(who).is_none_or(|output| counted(output) < n_times) {
                let printed = self.printed(who, stream);
                let place = if stream == Stream::Err { "standard error" } else { "standard output" };
                let got = if printed.is_empty() { "nothing".to_owned() } else { words::quoted(&printed) };
                let times = if n_times > 1 { format!("{n_times} times ") } else { String::new() };
                let expected = format!("{} {times}on {place}", words::quoted(&wanted));
                let finding = Finding::new(expected, got, Word::Other);
                return Err(finding.with_bytes(printed));
            }
        }
    }

    async fn says_something(&mut self, step: &Step, who: &str, not_before: Duration) -> Done {
        let began = Instant::now();
        let end = began + limit(step);
        let (n_before, expected) = (self.n_printed, "some words");
        loop {
            let (_, came) = self.keeper.output(who).map_or((0, None), |output| output.progress(n_before));
            if let Some(at) = came {
                let after = at.saturating_duration_since(began);
                if after < not_before {
                    let got = format!("them after {}", terminal::span(after.as_micros() as u64));
                    return Err(Finding::new(format!("{expected}, but not at once"), got, Word::Early));
                }
                return Ok(());
            }
            if !self.wait_until(end).await {
                return Err(Finding::new(expected, "silence", Word::Nothing));
            }
        }
    }

    fn count(&self, who: &str, stream: Stream, what: &Template, presence: Presence) -> Done {
        let wanted = what.fill(&self.values);
        let n_found = self.keeper.output(who).map_or(0, |output| output.count(stream, &wanted));
        let n_wanted = usize::from(presence == Presence::Once);
        if n_found == n_wanted {
            return Ok(());
        }
        let expected = format!("{} {n_wanted} times", words::quoted(&wanted));
        Err(Finding::new(expected, format!("it {n_found} times"), Word::Other)
            .with_bytes(self.printed(who, stream)))
    }
}
