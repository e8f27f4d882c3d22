//! Numbers of bytes, and names of encodings, in Chinese.
//!
//! The one idea: a text and its number are made in one place, so that 1 and 2 read alike where the language has no
//! plural.
//!
//! See it run: `netlab --lang zh-CN tour`.

use crate::terminal::Encoding;

/// A number that may not be known.
pub(super) fn number(count: Option<u64>) -> String {
    count.map_or_else(|| "?".to_owned(), |count| count.to_string())
}

/// A number of bytes that may not be known.
pub(super) fn bytes(count: Option<u64>) -> String {
    count.map_or_else(|| "? 字节".to_owned(), n_bytes)
}

/// A number of bytes, exactly.
pub(super) fn n_bytes(count: u64) -> String {
    format!("{count} 字节")
}

/// A number of bytes as people say it: `512 字节`, `64.0 KiB`, `3.1 MiB`.
#[allow(clippy::cast_precision_loss, reason = "three digits are shown")]
pub(crate) fn byte_size(n_bytes: u64) -> String {
    match n_bytes {
        0..1024 => format!("{n_bytes} 字节"),
        1024..1_048_576 => format!("{:.1} KiB", n_bytes as f64 / 1024.0),
        _ => format!("{:.1} MiB", n_bytes as f64 / 1_048_576.0),
    }
}

/// What a payload is that is not UTF-8.
pub(crate) const fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::LikeGbk => "不是 UTF-8（可能是 GBK）",
        Encoding::Unknown => "不是 UTF-8",
    }
}

/// The same, and how its bytes are shown.
pub(crate) const fn shown_as(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::LikeGbk => "不是 UTF-8（可能是 GBK）：ASCII 以外的字节显示为 \\xNN",
        Encoding::Unknown => "不是 UTF-8：ASCII 以外的字节显示为 \\xNN",
    }
}
