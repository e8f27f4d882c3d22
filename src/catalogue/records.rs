//! Records of TLS in the portions in which they are named.
//!
//! The one idea: of many alike the name is said once and the sizes behind it, as the sizes are what a stranger sees.

use crate::packet::{Content, Records};
use crate::terminal::grouped;

/// Records that follow each other and carry the same: what, the sizes of the first ones, and how many are left out.
type Run = (Content, Vec<String>, usize);

/// More sizes of one kind tell nothing more.
const MAX_SIZES: usize = 4;

/// The records, those alike together.
pub(super) fn runs(records: &Records) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for record in &records.all {
        if runs.last().is_none_or(|(content, ..)| *content != record.content) {
            runs.push((record.content, Vec::new(), 0));
        }
        let Some((_, sizes, n_left_out)) = runs.last_mut() else { continue };
        if sizes.len() < MAX_SIZES {
            sizes.push(grouped(record.len as u64));
        } else {
            *n_left_out += 1;
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use crate::catalogue::{Lang, records};

    fn bytes(all: &[(u8, usize)]) -> Vec<u8> {
        let one = |(content, len): &(u8, usize)| {
            [&[*content, 3, 3, (len >> 8) as u8, *len as u8][..], &vec![0; *len]].concat()
        };
        all.iter().flat_map(one).collect()
    }

    #[test]
    fn ciphertext_is_named_by_what_it_carries_and_by_its_sizes() {
        let check = |all: &[(u8, usize)], english: &str, chinese: &str| {
            let bytes = bytes(all);
            let len = bytes.len() as u64;
            assert_eq!(records(Lang::English, &bytes, len).as_deref(), Some(english));
            assert_eq!(records(Lang::Chinese, &bytes, len).as_deref(), Some(chinese));
        };
        check(
            &[(23, 40), (23, 19)],
            "2 TLS records, application data 40 and 19",
            "2 条 TLS 记录，应用数据 40 和 19",
        );
        check(
            &[(22, 122), (20, 1), (23, 1060)],
            "3 TLS records, handshake 122, change cipher spec 1, application data 1,060",
            "3 条 TLS 记录，握手 122，更改密码规范 1，应用数据 1,060",
        );
        check(&[(21, 2)], "1 TLS record, alert 2", "1 条 TLS 记录，警报 2");
        check(
            &[(23, 1), (23, 2), (23, 3), (23, 4), (23, 5), (23, 6)],
            "6 TLS records, application data 1, 2, 3, 4 and 2 more",
            "6 条 TLS 记录，应用数据 1、2、3、4 和另外 2 条",
        );
    }

    #[test]
    fn of_bytes_that_were_not_kept_nothing_is_claimed() {
        let bytes = bytes(&[(23, 40), (23, 19)]);
        assert_eq!(
            records(Lang::English, &bytes[..45], 69).as_deref(),
            Some("TLS records, application data 40, and more")
        );
        assert_eq!(records(Lang::English, b"hello", 5), None);
    }
}
