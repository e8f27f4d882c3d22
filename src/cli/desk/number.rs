//! Numbers as options take them.
//!
//! The one idea: what is refused is answered with what was expected.
//!
//! See it run: `netlab chat-server --max-members 0`.

/// A count that is not zero.
pub(crate) fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| *n > 0).ok_or_else(|| "expected a number of at least 1".to_owned())
}
