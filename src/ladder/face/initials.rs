//! Short names for many lines: `c1`, `c2`, `s`.
//!
//! The one idea: where many talk a row has no room for names, and counting lines to find out who it was is no
//! reading. So each line gets the first letter of what it is, and a number where there are several of its kind.
//!
//! See it run: `netlab ladder room.jsonl` where more than eight programs talk.

use std::collections::HashMap;

use crate::ladder::face::caption;
use crate::ladder::picture::Picture;

/// With so many lines each can still be named in full.
const MOST_NAMED: usize = 8;

/// A short name for each of these lines; `None` where they are few.
pub(crate) fn initials(picture: &Picture<'_>, lanes: &[usize]) -> Option<Vec<String>> {
    if lanes.len() <= MOST_NAMED {
        return None;
    }
    let letter = |lane: &usize| {
        let lane = &picture.lanes[*lane];
        let name = lane.name.as_deref().unwrap_or_else(|| caption::role(picture.lang, lane.role));
        name.chars().next().filter(|char| char.is_alphanumeric()).unwrap_or('?')
    };
    let mut n_alike: HashMap<char, usize> = HashMap::new();
    lanes.iter().map(letter).for_each(|letter| *n_alike.entry(letter).or_default() += 1);
    let mut n_met: HashMap<char, usize> = HashMap::new();
    let initial = |letter: char| {
        let number = n_met.entry(letter).or_default();
        *number += 1;
        if n_alike[&letter] == 1 { letter.to_string() } else { format!("{letter}{number}") }
    };
    Some(lanes.iter().map(letter).map(initial).collect())
}
