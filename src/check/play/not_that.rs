//! The finding for what a connection heard instead of what was expected.
//!
//! The one idea: what came is described in every way that is true of it: nothing, an end, the beginning of what was
//! expected. Which of them proves a mistake, the cases of the step say.
//!
//! See it run: any failing check of a TCP exercise.

use std::cell::RefCell;

use crate::check::exercise::got::Word;
use crate::check::peer::connection::{Ended, Heard};
use crate::check::play::fact::{Came, Expected};
use crate::check::play::finding::Finding;

/// Describes all that no step has taken; `wanted` are the bytes that were expected, where they are known.
pub(crate) fn not_that(heard: &RefCell<Heard>, expected: Expected, wanted: Option<Vec<u8>>) -> Finding {
    let heard = heard.borrow();
    let rest = heard.rest();
    let word = match (rest.is_empty(), heard.end) {
        (true, None) => Word::Nothing,
        (false, None) => Word::Other,
        (_, Some(Ended::Fin)) => Word::End,
        (_, Some(Ended::Reset)) => Word::Reset,
    };
    let got = Came::Heard(rest.to_vec(), heard.end);
    let mut finding = Finding::new(expected, got, word).with_bytes(rest);
    if heard.end.is_none() {
        finding.words.push(Word::Open);
    }
    if let Some(wanted) = wanted {
        if !rest.is_empty() && wanted.starts_with(rest) {
            finding.words.insert(0, Word::Part);
        }
        let first = memchr::memchr(b'\n', rest).map(|end| &rest[..end]);
        if first.is_some_and(|line| is_head(line, &wanted)) {
            finding.words.push(Word::Head);
        }
        finding.expected_bytes = Some(wanted);
    }
    finding
}

/// Whether a whole line is the beginning of an expected one.
fn is_head(line: &[u8], wanted: &[u8]) -> bool {
    !line.is_empty()
        && line.len() + 1 < wanted.len()
        && wanted.starts_with(line)
        && !wanted[line.len()..].starts_with(b"\n")
}
