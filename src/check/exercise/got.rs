//! What can have come instead of what was expected.
//!
//! The one idea: a mistake shows itself by what comes. Most often one word says it (nothing, an end, half a line); where
//! no word does, the text itself is given.
//!
//! See it run: the list of words in `lessons/AUTHORING.md`.

use crate::check::exercise::template::Template;

/// What can have come instead of what was expected.
#[derive(Debug, Clone)]
pub(crate) enum Got {
    /// A word of the list in `AUTHORING.md`.
    Word(Word),
    /// All that came is this.
    Text(Template),
    /// The first line that came is this.
    Line(Template),
    /// The datagram that came is this.
    Datagram(Template),
    /// All characters of this came in their order, with line ends between them.
    InPieces(Template),
    /// All characters of this came in their order, a piece in each line, whatever else stood there.
    InLines(Template),
}

/// A word for what came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// Nothing, and nothing is over.
    Nothing,
    /// The end of the stream.
    End,
    /// A reset.
    Reset,
    /// Not an end.
    Open,
    /// The beginning of what was expected, or a line without its newline, and no more.
    Part,
    /// The beginning of an expected line, ended as a line.
    Head,
    /// Two messages as one.
    Joined,
    /// A message again.
    Doubled,
    /// A later message before an earlier one.
    Disorder,
    /// A later message, and an earlier one not.
    Missing,
    /// A sender heard its own words, and nobody else did.
    Echo,
    /// Some heard and others did not.
    OneWay,
    /// The program ended.
    Died,
    /// It has not ended.
    Running,
    Refused,
    /// Sending stood still.
    Stuck,
    /// It came after its time.
    Late,
    /// It came before its time.
    Early,
    /// An ICMP message came: nobody has that port.
    Unreachable,
    /// Somebody else answered.
    Stranger,
    /// Anything else, or anything at all.
    Other,
}
