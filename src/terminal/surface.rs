//! What a stream's texts are shown on.
//!
//! The one idea: a text carries meanings and our signs; the stream that it goes to knows its ground and what its
//! terminal can draw, and puts colours and signs in their place.
//!
//! See it run: `netlab --color never --charset ascii tour`.

use std::borrow::Cow;

use crate::terminal::palette::{self, Ground};
use crate::terminal::signs::{Charset, in_charset};

/// How a stream shows a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Surface {
    /// What the texts stand on; `None` where there are no colours.
    pub ground: Option<Ground>,
    /// With which signs.
    pub charset: Charset,
}

impl Surface {
    /// The same with every sign as it is, for what a program reads.
    #[must_use]
    pub const fn exact(self) -> Surface {
        Surface { charset: Charset::Unicode, ..self }
    }

    /// The text as it is shown here.
    #[must_use]
    pub fn shown(self, text: &str) -> Cow<'_, str> {
        match in_charset(text, self.charset) {
            Cow::Borrowed(text) => palette::shown(text, self.ground),
            Cow::Owned(text) => Cow::Owned(palette::shown(&text, self.ground).into_owned()),
        }
    }
}
