//! What the judge expects of a connection or a UDP socket.
//!
//! The one idea: an expectation looks at what has been heard, and waits for news only while it could
//! still be met. It never looks at how bytes were cut into reads: that is the network's affair.
//!
//! See it run: `lessons/04-framing/exercise.toml`.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::check::exercise::act::Payload;
use crate::check::exercise::expectation::{Ending, Expectation};
use crate::check::exercise::got::Word;
use crate::check::exercise::step::Step;
use crate::check::exercise::template::Template;
use crate::check::peer::connection::{Ended, Heard};
use crate::check::play::finding::Finding;
use crate::check::play::player::{Player, limit};
use crate::check::report::steps as words;
use crate::terminal;

type Done = Result<(), Finding>;

impl<'a> Player<'a> {
    pub(crate) async fn expect(&mut self, step: &'a Step, who: &str, expectation: &'a Expectation) -> Done {
        let end = Instant::now() + limit(step);
        match expectation {
            Expectation::Running
            | Expectation::Exit(_)
            | Expectation::Output { .. }
            | Expectation::Growth(_) => {
                return self.expect_program(step, who, expectation).await;
            }
            Expectation::Differ(values) => return self.differ(values),
            Expectation::Same(values) => return self.same(values),
            Expectation::Lacks(text) => return self.lacks(who, text, step.within.unwrap_or(QUIET)).await,
            _ => {}
        }
        let members = self.members(who);
        for (index, member) in members.iter().enumerate() {
            self.values.set("turn", (index + 1).to_string());
            let held = self.expect_of(step, member, expectation, end).await;
            held.map_err(|mut finding| {
                if members.len() > 1 {
                    finding.facts.push(format!("that was {member}, one of {}", members.len()));
                }
                finding
            })?;
        }
        Ok(())
    }

    async fn expect_of(
        &mut self,
        step: &'a Step,
        member: &str,
        expectation: &'a Expectation,
        end: Instant,
    ) -> Done {
        match expectation {
            Expectation::Bytes(what) => self.bytes(member, what, end).await?,
            Expectation::Lines { lines, ignoring } => self.lines(member, lines, ignoring, end).await?,
            Expectation::AnyLine { ignoring } => self.any_line(member, ignoring, end).await?,
            Expectation::Count { n_lines, ignoring } => {
                self.n_lines(member, *n_lines, ignoring, limit(step)).await?;
            }
            Expectation::Hears { lines, times } => self.hears(member, lines, *times, end).await?,
            Expectation::HearsEach { speakers, times } => {
                self.hears_each(member, speakers, *times, limit(step)).await?;
            }
            Expectation::Nothing(span) => self.nothing(member, *span).await?,
            Expectation::Open(span) => self.stays_open(member, *span).await?,
            Expectation::End { ending, after_anything, not_before } => {
                self.ends(member, *ending, *after_anything, end).await?;
                self.was_not_early(member, *not_before)?;
            }
            Expectation::Datagram { unless_failed: Some(id), .. } if self.failed.contains(id) => {}
            Expectation::Datagram { what, is_exact, times, .. } => {
                let end = self.first_limit(step);
                for n_come in 0..*times {
                    let come = self.datagram(member, what, *is_exact, end).await;
                    come.map_err(|finding| finding.of_many(n_come, *times, "came"))?;
                }
            }
            Expectation::Datagrams(all) => self.datagrams(member, all, self.first_limit(step)).await?,
            Expectation::Clean => self.clean(member)?,
            _ => {}
        }
        Ok(())
    }

    fn heard(&self, who: &str) -> Result<Rc<RefCell<Heard>>, Finding> {
        Ok(Rc::clone(&self.line(who)?.heard))
    }

    async fn bytes(&mut self, who: &str, what: &Payload, end: Instant) -> Done {
        let heard = self.heard(who)?;
        let wanted = what.whole().fill(&self.values);
        loop {
            let rest = heard.borrow().rest().to_vec();
            if rest.starts_with(&wanted) {
                heard.borrow_mut().take(wanted.len());
                return Ok(());
            }
            let is_beginning = wanted.starts_with(&rest);
            let is_over = heard.borrow().end.is_some() || !is_beginning || !self.wait_until(end).await;
            if is_over && heard.borrow().rest().len() == rest.len() {
                self.settle(&heard, wanted.len()).await;
                let expected = words::of_payload(what, &self.values);
                return Err(Self::not_that(&heard, expected, Some(wanted)));
            }
        }
    }

    fn is_ignored(&self, line: &[u8], ignoring: &[Template]) -> bool {
        ignoring.iter().any(|pattern| pattern.matches(line, &self.values).is_some())
    }

    async fn lines(&mut self, who: &str, lines: &[Template], ignoring: &[Template], end: Instant) -> Done {
        let heard = self.heard(who)?;
        // Nothing is taken until all of them have come, so that a finding shows them together.
        let (mut at, mut n_come) = (0, 0);
        for template in lines {
            loop {
                let next = heard.borrow().line_at(at);
                if let Some((line, n_bytes)) = next {
                    n_come += 1;
                    if self.is_ignored(&line, ignoring) {
                        at += n_bytes;
                        continue;
                    }
                    let Some(kept) = template.matches(&line, &self.values) else {
                        self.settle(&heard, usize::MAX).await;
                        return Err(self.not_those(&heard, lines));
                    };
                    self.values.keep(kept);
                    at += n_bytes;
                    break;
                }
                let n_total = heard.borrow().n_total();
                let is_over = heard.borrow().end.is_some() || !self.wait_until(end).await;
                if is_over && heard.borrow().n_total() == n_total {
                    return Err(self.not_those(&heard, lines));
                }
            }
        }
        let mut heard = heard.borrow_mut();
        (0..n_come).for_each(|_| drop(heard.take_line()));
        Ok(())
    }

    fn not_those(&self, heard: &RefCell<Heard>, lines: &[Template]) -> Finding {
        let wanted: Vec<u8> =
            lines.iter().flat_map(|line| [line.fill(&self.values), b"\n".to_vec()].concat()).collect();
        Self::not_that(heard, words::of_lines(lines, &self.values), Some(wanted))
    }

    async fn any_line(&mut self, who: &str, ignoring: &[Template], end: Instant) -> Done {
        let heard = self.heard(who)?;
        loop {
            let next = heard.borrow_mut().take_line();
            match next {
                Some(line) if self.is_ignored(&line, ignoring) => continue,
                Some(line) if line.is_empty() => {
                    let finding = Finding::new("a line that is not empty", "a blank line", Word::Part);
                    return Err(finding.with_bytes(b"\n".as_slice()));
                }
                Some(_) => return Ok(()),
                None => {}
            }
            let n_total = heard.borrow().n_total();
            let is_over = heard.borrow().end.is_some() || !self.wait_until(end).await;
            if is_over && heard.borrow().n_total() == n_total {
                let finding = Self::not_that(&heard, "a line".to_owned(), None);
                let has_begun = !heard.borrow().rest().is_empty();
                return Err(if has_begun { finding.and(Word::Part) } else { finding });
            }
        }
    }

    /// Slow is no fault: the limit begins anew with each line.
    async fn n_lines(&mut self, who: &str, n_lines: u32, ignoring: &[Template], patience: Duration) -> Done {
        let heard = self.heard(who)?;
        let mut count = 0;
        let mut end = Instant::now() + patience;
        while count < n_lines {
            let next = heard.borrow_mut().take_line();
            if let Some(line) = next {
                count += u32::from(!self.is_ignored(&line, ignoring));
                end = Instant::now() + patience;
                continue;
            }
            let n_total = heard.borrow().n_total();
            let is_over = heard.borrow().end.is_some() || !self.wait_until(end).await;
            if is_over && heard.borrow().n_total() == n_total {
                let mut finding = Self::not_that(&heard, format!("{n_lines} lines"), None);
                finding.facts.push(format!("{count} lines came"));
                return Err(finding);
            }
        }
        Ok(())
    }

    async fn nothing(&mut self, who: &str, span: Duration) -> Done {
        let end = Instant::now() + span;
        if let Ok(post) = self.post(who) {
            loop {
                if let Some(datagram) = post.heard.borrow().first() {
                    let got = format!("the datagram {}", words::quoted(datagram));
                    return Err(Finding::new("nothing", got, Word::Other).with_bytes(datagram));
                }
                if !self.wait_until(end).await {
                    return Ok(());
                }
            }
        }
        let heard = self.heard(who)?;
        loop {
            let is_broken = heard.borrow().end.is_some();
            if is_broken || !heard.borrow().rest().is_empty() {
                self.settle(&heard, usize::MAX).await;
                return Err(Self::not_that(
                    &heard,
                    "nothing, for the connection is not at an end".to_owned(),
                    None,
                ));
            }
            if !self.wait_until(end).await {
                return Ok(());
            }
        }
    }

    async fn stays_open(&mut self, who: &str, span: Duration) -> Done {
        let heard = self.heard(who)?;
        let was_finished = heard.borrow().is_end_taken;
        let end = Instant::now() + span;
        loop {
            let now = heard.borrow().end;
            if now == Some(Ended::Reset) || (now.is_some() && !was_finished) {
                return Err(Self::not_that(&heard, "an open connection".to_owned(), None));
            }
            if !self.wait_until(end).await {
                return Ok(());
            }
        }
    }

    async fn ends(&mut self, who: &str, ending: Ending, after_anything: bool, end: Instant) -> Done {
        let heard = self.heard(who)?;
        let expected = match ending {
            Ending::Fin => "the program's end (FIN)",
            Ending::Reset => "a reset (RST)",
            Ending::Any => "the end of the connection",
        };
        loop {
            let ended = heard.borrow().end;
            if after_anything {
                let n_rest = heard.borrow().rest().len();
                heard.borrow_mut().take(n_rest);
            } else if !heard.borrow().rest().is_empty() {
                self.settle(&heard, usize::MAX).await;
                return Err(Self::not_that(&heard, format!("{expected}, and nothing before it"), None));
            }
            match (ended, ending) {
                (Some(Ended::Fin), Ending::Fin | Ending::Any)
                | (Some(Ended::Reset), Ending::Reset | Ending::Any) => {
                    heard.borrow_mut().is_end_taken = true;
                    return Ok(());
                }
                (Some(_), _) => return Err(Self::not_that(&heard, expected.to_owned(), None)),
                (None, _) => {}
            }
            if !self.wait_until(end).await && heard.borrow().end.is_none() {
                return Err(Self::not_that(&heard, expected.to_owned(), None));
            }
        }
    }

    /// Looks at when the end came, and not at when the judge found the time to look.
    fn was_not_early(&self, who: &str, not_before: Duration) -> Done {
        let line = self.line(who)?;
        let ended = line.heard.borrow().ended_at;
        let after = ended.map(|at| at.saturating_duration_since(line.last_act.get()));
        match after.filter(|after| *after < not_before) {
            None => Ok(()),
            Some(after) => {
                let expected = format!("the end, but not before {}", words::seconds(not_before));
                let got = format!("it after {}", terminal::span(after.as_micros() as u64));
                Err(Finding::new(expected, got, Word::Early))
            }
        }
    }

    fn clean(&mut self, who: &str) -> Done {
        let heard = self.heard(who)?;
        let all = heard.borrow().all().to_vec();
        let is_foreign = |char: char| {
            (char.is_control() && !matches!(char, '\n' | '\r' | '\t'))
                || matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}')
                || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        let foreign = match std::str::from_utf8(&all) {
            Err(error) => Some(error.valid_up_to()),
            Ok(text) => text.find(is_foreign),
        };
        let Some(at) = foreign else { return Ok(()) };
        let around = &all[at.saturating_sub(20)..(at + 20).min(all.len())];
        let got = format!("{}, with a byte that is none", words::quoted(around));
        Err(Finding::new("text without control characters", got, Word::Other).with_bytes(around))
    }

    fn differ(&self, values: &[Template]) -> Done {
        let filled: Vec<Vec<u8>> = values.iter().map(|value| value.fill(&self.values)).collect();
        let double = filled.iter().enumerate().find(|(index, value)| filled[..*index].contains(value));
        let Some((_, value)) = double else { return Ok(()) };
        Err(Finding::new("values that differ", format!("{} twice", words::quoted(value)), Word::Other))
    }

    fn same(&self, values: &[Template]) -> Done {
        let filled: Vec<Vec<u8>> = values.iter().map(|value| value.fill(&self.values)).collect();
        let pair = filled.windows(2).find(|pair| pair[0] != pair[1]);
        let Some([one, other]) = pair else { return Ok(()) };
        let got = format!("{} and {}", words::quoted(one), words::quoted(other));
        Err(Finding::new("values that are the same", got, Word::Other).with_bytes(other.as_slice()))
    }

    /// Lets what belongs together arrive, so that a finding shows it whole.
    pub(crate) async fn settle(&self, heard: &RefCell<Heard>, n_enough: usize) {
        let end = Instant::now() + Duration::from_millis(150);
        while heard.borrow().end.is_none()
            && heard.borrow().rest().len() < n_enough
            && self.wait_until(end).await
        {}
    }

    /// The finding for what came instead of what was expected.
    pub(crate) fn not_that(heard: &RefCell<Heard>, expected: String, wanted: Option<Vec<u8>>) -> Finding {
        let heard = heard.borrow();
        let rest = heard.rest();
        let shown = words::quoted(rest);
        let (got, word) = match (rest.is_empty(), heard.end) {
            (true, None) => ("nothing: the connection is open and silent".to_owned(), Word::Nothing),
            (true, Some(Ended::Fin)) => ("the end of the stream (FIN)".to_owned(), Word::End),
            (true, Some(Ended::Reset)) => ("a reset (RST)".to_owned(), Word::Reset),
            (false, None) => (format!("{shown}, and then nothing more"), Word::Other),
            (false, Some(Ended::Fin)) => (format!("{shown}, and then the end (FIN)"), Word::End),
            (false, Some(Ended::Reset)) => (format!("{shown}, and then a reset (RST)"), Word::Reset),
        };
        let mut finding = Finding::new(expected, got, word).with_bytes(rest);
        if heard.end.is_none() {
            finding.words.push(Word::Open);
        }
        if let Some(wanted) = wanted {
            if !rest.is_empty() && wanted.starts_with(rest) {
                finding.words.insert(0, Word::Part);
            }
            let first = memchr::memchr(b'\n', rest).map(|end| &rest[..end]);
            if first.is_some_and(|line| {
                !line.is_empty()
                    && line.len() + 1 < wanted.len()
                    && wanted.starts_with(line)
                    && !wanted[line.len()..].starts_with(b"\n")
            }) {
                finding.words.push(Word::Head);
            }
            finding.expected_bytes = Some(wanted);
        }
        finding
    }
}

/// How long a member is listened to for what it must not hear.
const QUIET: Duration = Duration::from_millis(300);
