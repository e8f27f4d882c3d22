//! What the line editor says of itself.

use crate::catalogue::Lang;

/// The line that is typed can hold no more.
pub(super) fn line_is_full(lang: Lang, max_bytes: usize) -> String {
    lang.pick(
        format!("note: a line holds {max_bytes} bytes at most; the rest is left out"),
        format!("注意：一行最多 {max_bytes} 字节；其余的已略去"),
    )
}
