//! The form of what is said: a message, and a hint.
//!
//! The one idea: the message says what is so, the hint what to do.

/// What is said of a failure.
pub(crate) struct Words {
    /// The act and its object, and why.
    pub(crate) message: String,
    /// The usual cause, and the next command to type.
    pub(crate) hint: Option<String>,
}

impl Words {
    pub(super) fn new(message: String, hint: impl Into<String>) -> Words {
        Words { message, hint: Some(hint.into()) }
    }
}
