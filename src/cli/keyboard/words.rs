//! What the line editor says of itself.

/// The line that is typed can hold no more.
pub(super) fn line_is_full(max_bytes: usize) -> String {
    format!("note: a line holds {max_bytes} bytes at most; the rest is left out")
}
