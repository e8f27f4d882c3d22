//! What bytes are that are no UTF-8.
//!
//! The one idea: bytes do not say what characters they mean. Text of another encoding holds bytes that
//! are UTF-8 by chance, and half a character, as one read of a stream may give it, is no other encoding.
//! So a payload is shown as text only where most of it is, and only what can be known is said of it.
//!
//! See it run: `printf '\xb9\xfa\xbc\xd2\n' | netlab udp-send`, with `netlab udp-recv` elsewhere.

/// Whether these bytes are to be read as UTF-8: all of them, or most of those beyond ASCII.
#[must_use]
pub fn is_text(bytes: &[u8]) -> bool {
    let mut n_broken = 0;
    let mut n_valid = 0;
    for chunk in bytes.utf8_chunks() {
        n_broken += chunk.invalid().len();
        n_valid += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
    }
    n_broken == 0 || n_broken < n_valid
}

/// What a payload is that is not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Everyday Chinese in GBK, as far as can be told.
    LikeGbk,
    /// Something else.
    Unknown,
}

/// What a payload is that is not UTF-8; `None` where it is, or where it may be a piece of it.
#[must_use]
pub fn other_encoding(bytes: &[u8]) -> Option<Encoding> {
    let piece = without_cut_characters(bytes);
    if std::str::from_utf8(piece).is_ok() || is_text(bytes) {
        return None;
    }
    Some(if looks_like_gbk(bytes) { Encoding::LikeGbk } else { Encoding::Unknown })
}

/// The bytes without what may belong to characters that begin before them or end behind them.
fn without_cut_characters(bytes: &[u8]) -> &[u8] {
    // A character has at most three bytes behind its first (RFC 3629 §3).
    let n_before = bytes.iter().take(3).take_while(|byte| matches!(byte, 0x80..=0xbf)).count();
    let rest = &bytes[n_before..];
    let Some(end) = rest.utf8_chunks().last().map(|chunk| chunk.invalid()) else { return rest };
    let is_cut = std::str::from_utf8(end).is_err_and(|error| error.error_len().is_none());
    if is_cut { &rest[..rest.len() - end.len()] } else { rest }
}

/// Whether all of it can be read as GBK, and most of that as the characters of everyday Chinese.
///
/// | bytes | what |
/// |---|---|
/// | 0x00 to 0x7f | ASCII |
/// | 0x81 to 0xfe, 0x40 to 0xfe but 0x7f | a character of GBK |
/// | 0xa1 to 0xf7, 0xa1 to 0xfe | one that GB 2312 has already |
fn looks_like_gbk(bytes: &[u8]) -> bool {
    let (mut n_pairs, mut n_everyday) = (0, 0);
    let mut rest = bytes.iter();
    while let Some(first) = rest.next() {
        match (first, first.is_ascii()) {
            (b'\t' | b'\n' | b'\r' | b' '..=b'~', _) => continue,
            (_, true) => return false,
            _ => {}
        }
        // The last character may be cut.
        let Some(second) = rest.next() else { break };
        if !matches!(first, 0x81..=0xfe) || !matches!(second, 0x40..=0x7e | 0x80..=0xfe) {
            return false;
        }
        n_pairs += 1;
        n_everyday += usize::from(matches!(first, 0xa1..=0xf7) && *second >= 0xa1);
    }
    n_pairs > 0 && n_everyday * 4 >= n_pairs * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 国家，茫茫。 in GBK: c3 a3 is ã in UTF-8, by chance.
    const GBK: &[u8] = b"\xb9\xfa\xbc\xd2\xa3\xac\xc3\xa3\xc3\xa3\xa1\xa3";

    #[test]
    fn what_is_not_utf8_is_named_and_pieces_of_utf8_are_not() {
        let check = |bytes: &[u8], expected: Option<Encoding>| {
            assert_eq!(other_encoding(bytes), expected, "{bytes:02x?}");
        };
        check(b"", None);
        check(b"plain", None);
        check("你好 é 🙂".as_bytes(), None);
        check(GBK, Some(Encoding::LikeGbk));
        check(b"name: \xc4\xe3\n", Some(Encoding::LikeGbk));
        check(b"caf\xe9 cr\xe8me", Some(Encoding::Unknown));
        check(b"\0\0\0\xc8hello", Some(Encoding::Unknown));
        check(b"\xff\xfeh\0i\0", Some(Encoding::Unknown));
        let text = "一个套接字不是一个端口🙂".as_bytes();
        for from in 0..text.len() {
            for to in from..text.len() {
                check(&text[from..to], None);
            }
        }
    }

    #[test]
    fn a_payload_is_text_where_most_of_it_is() {
        assert!(is_text("你好\u{fffd}".as_bytes()) && is_text(b"\xbd\xa0\xe5\xa5\xbd!"));
        assert!(!is_text(GBK) && !is_text(b"\xc3\xa3\xb9\xfa") && !is_text(b"a\xff"));
    }
}
