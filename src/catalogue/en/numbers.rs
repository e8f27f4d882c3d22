//! Numbers with the words that go with them: one byte, two bytes.
//!
//! The one idea: a number and its words are one function. A language decides by the number which word follows, and what is
//! glued together elsewhere cannot be said in another one.
//!
//! See it run: the right-hand column of `netlab tour`.

use crate::terminal::Encoding;

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

/// A number of bytes as people say it: `512 bytes`, `64.0 KiB`, `3.1 MiB`.
#[allow(clippy::cast_precision_loss, reason = "three digits are shown")]
pub(crate) fn byte_size(n_bytes: u64) -> String {
    match n_bytes {
        1 => "1 byte".to_owned(),
        0..1024 => format!("{n_bytes} bytes"),
        1024..1_048_576 => format!("{:.1} KiB", n_bytes as f64 / 1024.0),
        _ => format!("{:.1} MiB", n_bytes as f64 / 1_048_576.0),
    }
}

/// What is said of a payload that is not UTF-8, in the middle of a sentence.
pub(crate) const fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::LikeGbk => "not UTF-8 (looks like GBK)",
        Encoding::Unknown => "not UTF-8",
    }
}

/// The same with how its bytes are shown.
pub(crate) const fn shown_as(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::LikeGbk => "not UTF-8 (looks like GBK): bytes beyond ASCII are shown as \\xNN",
        Encoding::Unknown => "not UTF-8: bytes beyond ASCII are shown as \\xNN",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_bytes_reads_as_people_say_it() {
        assert_eq!(byte_size(1), "1 byte");
        assert_eq!(byte_size(512), "512 bytes");
        assert_eq!(byte_size(3 << 20), "3.0 MiB");
    }
}
