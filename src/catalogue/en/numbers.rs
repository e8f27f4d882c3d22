//! Numbers with the words that go with them: one byte, two bytes.
//!
//! The one idea: a number and its words are one function. A language decides by the number which word follows, and what is
//! glued together elsewhere cannot be said in another one.
//!
//! See it run: the right-hand column of `netlab tour`.

/// A number by itself; `?` where nothing is known.
pub(super) fn number(count: Option<u64>) -> String {
    count.map_or_else(|| "?".to_owned(), |count| count.to_string())
}

/// The same; `? bytes` where nothing is known.
pub(super) fn bytes(count: Option<u64>) -> String {
    count.map_or_else(|| "? bytes".to_owned(), n_bytes)
}

/// A number of bytes, exactly.
pub(super) fn n_bytes(count: u64) -> String {
    if count == 1 { "1 byte".to_owned() } else { format!("{count} bytes") }
}
