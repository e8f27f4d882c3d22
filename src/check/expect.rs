//! What the judge expects of a connection or a UDP socket.
//!
//! The one idea: an expectation looks at what has been heard, and waits for news only while it could
//! still be met. It never looks at how bytes were cut into reads: that is the network's affair.
//!
//! See it run: `lessons/04-framing/exercise.toml`.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use super::case::Word;
use super::exercise::{Ending, Expectation, Payload, Role, Step};
use super::finding::{Finding, without_line_end};
use super::player::{Player, limit};
use super::stream::{Ended, Heard};
use super::value::Template;
use super::words;

type Done = Result<(), Finding>;

impl<'a> Player<'a> {
    pub(super) async fn expect(&mut self, step: &'a Step, who: &str, expectation: &'a Expectation) -> Done {
        let end = Instant::now() + limit(step);
        match expectation {
            Expectation::Running
            | Expectation::Exit(_)
            | Expectation::Output { .. }
            | Expectation::Growth(_) => {
                return self.expect_program(step, who, expectation).await;
            }
            Expectation::Differ(values) => return self.differ(values),
            Expectation::Lacks(text) => return self.lacks(who, text, step.within.unwrap_or(QUIET)).await,
            _ => {}
        }
        for (index, member) in self.members(who).into_iter().enumerate() {
            self.values.set("turn", (index + 1).to_string());
            match expectation {
                Expectation::Bytes(what) => self.bytes(&member, what, end).await?,
                Expectation::Lines(lines) => self.lines(&member, lines, end).await?,
                Expectation::AnyLine => self.any_line(&member, end).await?,
                Expectation::Count(n_lines) => self.n_lines(&member, *n_lines, limit(step)).await?,
                Expectation::Hears { lines, times } => self.hears(&member, lines, *times, end).await?,
                Expectation::Nothing(span) => self.nothing(&member, *span).await?,
                Expectation::Open(span) => self.stays_open(&member, *span).await?,
                Expectation::End { ending, after_anything } => {
                    self.ends(&member, *ending, *after_anything, end).await?;
                }
                Expectation::Datagram { unless_failed: Some(id), .. } if self.failed.contains(id) => {}
                Expectation::Datagram { what, is_exact, .. } => {
                    self.datagram(&member, what, *is_exact, self.first_limit(step)).await?;
                }
                Expectation::Datagrams(all) => self.datagrams(&member, all, self.first_limit(step)).await?,
                Expectation::Clean => self.clean(&member)?,
                _ => {}
            }
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

    async fn lines(&mut self, who: &str, lines: &[Template], end: Instant) -> Done {
        let heard = self.heard(who)?;
        // Nothing is taken until all of them have come, so that a finding shows them together.
        let mut at = 0;
        for template in lines {
            loop {
                let next = heard.borrow().line_at(at);
                if let Some((line, n_bytes)) = next {
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
        (0..lines.len()).for_each(|_| drop(heard.take_line()));
        Ok(())
    }

    fn not_those(&self, heard: &RefCell<Heard>, lines: &[Template]) -> Finding {
        let wanted: Vec<u8> =
            lines.iter().flat_map(|line| [line.fill(&self.values), b"\n".to_vec()].concat()).collect();
        Self::not_that(heard, words::of_lines(lines, &self.values), Some(wanted))
    }

    async fn any_line(&mut self, who: &str, end: Instant) -> Done {
        let heard = self.heard(who)?;
        loop {
            let next = heard.borrow_mut().take_line();
            match next {
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
    async fn n_lines(&mut self, who: &str, n_lines: u32, patience: Duration) -> Done {
        let heard = self.heard(who)?;
        let mut count = 0;
        let mut end = Instant::now() + patience;
        while count < n_lines {
            if heard.borrow_mut().take_line().is_some() {
                count += 1;
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
                if let Some((_, datagram)) = post.heard.borrow().datagrams.front() {
                    let got = format!("the datagram {}", words::quoted(datagram));
                    return Err(Finding::new("nothing", got, Word::Other).with_bytes(datagram.clone()));
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
        loop {
            let ended = heard.borrow().end;
            if after_anything {
                let n_rest = heard.borrow().rest().len();
                heard.borrow_mut().take(n_rest);
            } else if !heard.borrow().rest().is_empty() {
                self.settle(&heard, usize::MAX).await;
                return Err(Self::not_that(
                    &heard,
                    "the program's end (FIN), and nothing before it".to_owned(),
                    None,
                ));
            }
            match (ended, ending) {
                (Some(Ended::Fin), _) | (Some(Ended::Reset), Ending::Any) => {
                    heard.borrow_mut().is_end_taken = true;
                    return Ok(());
                }
                (Some(Ended::Reset), Ending::Fin) => {
                    return Err(Self::not_that(&heard, "the program's end (FIN)".to_owned(), None));
                }
                (None, _) => {}
            }
            if !self.wait_until(end).await && heard.borrow().end.is_none() {
                return Err(Self::not_that(&heard, "the program's end (FIN)".to_owned(), None));
            }
        }
    }

    fn clean(&mut self, who: &str) -> Done {
        let heard = self.heard(who)?;
        let all = heard.borrow().all().to_vec();
        let is_foreign = |char: char| {
            (char.is_control() && !matches!(char, '\n' | '\r' | '\t'))
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

    /// Datagrams of a client subject wait for its start as well.
    fn first_limit(&self, step: &Step) -> Instant {
        let is_first = self.exercise.role == Role::Client && !self.has_come;
        Instant::now() + if is_first { self.setup.start_timeout } else { limit(step) }
    }

    async fn datagram(&mut self, who: &str, what: &Template, is_exact: bool, end: Instant) -> Done {
        let post = self.post(who)?;
        let wanted = what.fill(&self.values);
        let expected = format!("the datagram {}", words::quoted(&wanted));
        let mut stranger = None;
        loop {
            let next = post.heard.borrow_mut().datagrams.pop_front();
            if let Some((from, datagram)) = next {
                if post.local != self.addr && from.port() != self.addr.port() {
                    stranger = Some(from);
                    continue;
                }
                self.has_come = true;
                let compared = if is_exact { datagram.as_slice() } else { without_line_end(&datagram) };
                let Some(kept) = what.matches(compared, &self.values) else {
                    let got = format!("the datagram {}", words::quoted(&datagram));
                    return Err(Finding::new(expected, got, Word::Other)
                        .with_bytes(datagram)
                        .instead_of(wanted));
                };
                self.values.keep(kept);
                return Ok(());
            }
            if post.heard.borrow().is_unreachable {
                let got = "an ICMP message: nobody has that port any more";
                return Err(Finding::new(expected, got, Word::Unreachable));
            }
            let is_over = self.keeper.dead().is_some() || !self.wait_until(end).await;
            if is_over && post.heard.borrow().datagrams.is_empty() {
                return Err(match stranger {
                    Some(from) => {
                        Finding::new(expected, format!("a datagram, but from {from}"), Word::Stranger)
                    }
                    None => Finding::new(expected, "nothing", Word::Nothing),
                });
            }
        }
    }

    async fn datagrams(&mut self, who: &str, all: &[Template], end: Instant) -> Done {
        let post = self.post(who)?;
        let mut done: Vec<Vec<u8>> = Vec::new();
        for (index, template) in all.iter().enumerate() {
            let wanted = template.fill(&self.values);
            let expected = format!("the datagram {}", words::quoted(&wanted));
            loop {
                let next = post.heard.borrow_mut().datagrams.pop_front();
                if let Some((_, datagram)) = next {
                    self.has_come = true;
                    let datagram = without_line_end(&datagram).to_vec();
                    if datagram == wanted {
                        done.push(datagram);
                        break;
                    }
                    if done.last() == Some(&datagram) {
                        continue;
                    }
                    let is_later = all[index..].iter().any(|later| later.fill(&self.values) == datagram);
                    let word =
                        if is_later || done.contains(&datagram) { Word::Disorder } else { Word::Missing };
                    let got = format!("the datagram {}", words::quoted(&datagram));
                    return Err(Finding::new(expected, got, word).with_bytes(datagram).instead_of(wanted));
                }
                if !self.wait_until(end).await {
                    let word = if done.is_empty() { Word::Nothing } else { Word::Missing };
                    return Err(Finding::new(expected, "nothing more", word));
                }
            }
        }
        Ok(())
    }

    /// Lets what belongs together arrive, so that a finding shows it whole.
    pub(super) async fn settle(&self, heard: &RefCell<Heard>, n_enough: usize) {
        let end = Instant::now() + Duration::from_millis(150);
        while heard.borrow().end.is_none()
            && heard.borrow().rest().len() < n_enough
            && self.wait_until(end).await
        {}
    }

    /// The finding for what came instead of what was expected.
    pub(super) fn not_that(heard: &RefCell<Heard>, expected: String, wanted: Option<Vec<u8>>) -> Finding {
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
