//! A text that is no value of what it was typed for.
//!
//! The one idea: what could have been typed is a fact; the words for it are made where it is reported.
//!
//! See it run: `netlab chat-server --max-members zebra`.

use std::ops::RangeInclusive;
use std::str::FromStr;

/// What was expected instead. Its `Display` is for whoever develops netlab.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub(crate) enum NoValue {
    /// A whole number from one to another; with no limit above.
    Number { from: u64, to: Option<u64> },
    /// A port that a socket can have, which 0 is not.
    Port,
    /// Which sockets of a ladder are meant.
    Socket,
    /// A kind of event.
    Kind,
    /// A time in a ladder.
    TimeOfLadder,
    /// A file whose name says that a picture or a page is drawn into it.
    Picture,
    /// A layer, of the four or of the seven.
    Layer,
    /// A multicast group; `typed` is what is none.
    Group { typed: String },
    /// Where a message ends.
    Framing,
    /// What is done with a member that reads too slowly.
    SlowReader,
    /// What a sender of datagrams is answered.
    Reply,
    /// Where an engine is.
    Engine,
    /// What one of several servers is called.
    Machine,
    /// What a room is called that several servers share.
    Room,
    /// In which form a datagram is shown.
    Form,
}

/// A count that is not zero.
pub(crate) fn at_least_one(text: &str) -> Result<usize, NoValue> {
    text.parse().ok().filter(|n| *n > 0).ok_or(NoValue::Number { from: 1, to: None })
}

/// A number within these limits.
pub(crate) fn within<T: TryFrom<u64>>(
    range: RangeInclusive<u64>,
) -> impl Fn(&str) -> Result<T, NoValue> + Clone {
    move |text| {
        let number = text.parse().ok().filter(|number| range.contains(number));
        let expected =
            || NoValue::Number { from: *range.start(), to: Some(*range.end()).filter(|end| *end < u64::MAX) };
        number.and_then(|number| T::try_from(number).ok()).ok_or_else(expected)
    }
}

/// One of a few words, of which each is a value.
pub(crate) fn word<T: FromStr>(expected: NoValue) -> impl Fn(&str) -> Result<T, NoValue> + Clone {
    move |text| text.parse().map_err(|_other| expected.clone())
}
