//! TLS records: the envelopes in which TLS travels over a stream.
//!
//! The one idea: what is inside nobody can read, and what is outside everybody can: five bytes that say what kind it is
//! and how long. So whoever carries it sees how much is said, and when.
//!
//! | offset | size | name |
//! |---|---|---|
//! | 0 | 1 | what it carries: 20 to 24 |
//! | 1 | 2 | a version that says little: 0x0301, 0x0303 (RFC 8446 §5.1) |
//! | 3 | 2 | length of what follows, at most 16,384 + 2048 (RFC 5246 §6.2.3) |
//!
//! See it run: `netlab ladder` with a record of `netlab tcp-server --tls`.

/// A record, as its first five bytes tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// What it carries.
    pub content: Content,
    /// The length of what it carries, in bytes; encrypted, that is a few more than were said.
    pub len: usize,
}

/// What a record carries. From TLS 1.3 on all that is encrypted says that it is application data (RFC 8446 §5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Content {
    /// A word of TLS 1.2 that its successor sends for the sake of old machines on the way.
    ChangeCipherSpec,
    /// An end or a refusal.
    Alert,
    /// What leads to common keys.
    Handshake,
    /// What the programs say.
    ApplicationData,
    /// RFC 6520.
    Heartbeat,
}

impl Content {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::ChangeCipherSpec, Self::Alert, Self::Handshake, Self::ApplicationData, Self::Heartbeat];

    const fn of(byte: u8) -> Option<Content> {
        Some(match byte {
            20 => Content::ChangeCipherSpec,
            21 => Content::Alert,
            22 => Content::Handshake,
            23 => Content::ApplicationData,
            24 => Content::Heartbeat,
            _ => return None,
        })
    }
}

/// The records of some bytes of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records {
    /// In their order; at least one, and the last may go on behind these bytes.
    pub all: Vec<Record>,
    /// Whether there may be more: not all bytes were kept, or there are too many records.
    pub has_more: bool,
}

/// More than so many in one read or write are not told one by one.
const MAX_RECORDS: usize = 64;

/// The records in so many bytes of a stream, of which these first ones were kept; `None` where they are no TLS, or
/// do not begin with a record.
#[must_use]
pub fn records(first: &[u8], len: u64) -> Option<Records> {
    let mut all = Vec::new();
    let mut at = 0;
    while (at as u64) < len && all.len() < MAX_RECORDS {
        let Some(header) = first.get(at..at + HEADER_BYTES) else { break };
        let record = record(header)?;
        at += HEADER_BYTES + record.len;
        all.push(record);
    }
    let has_more = (at as u64) < len;
    (!all.is_empty()).then_some(Records { all, has_more })
}

const HEADER_BYTES: usize = 5;
/// What TLS 1.2 allows; TLS 1.3 allows less.
const MAX_LEN: usize = (1 << 14) + 2048;

fn record(header: &[u8]) -> Option<Record> {
    let [content, 3, 0..=4, high, low] = *header else { return None };
    let len = usize::from(u16::from_be_bytes([high, low]));
    let content = Content::of(content)?;
    // Only application data may be empty (RFC 5246 §6.2.1, RFC 8446 §5.1).
    let may_be = len <= MAX_LEN && (len > 0 || content == Content::ApplicationData);
    may_be.then_some(Record { content, len })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], len: u64, expected: Option<(&[(Content, usize)], bool)>) {
        let found = records(bytes, len);
        let found = found.map(|it| (it.all.iter().map(|one| (one.content, one.len)).collect(), it.has_more));
        assert_eq!(found, expected.map(|(all, has_more)| (all.to_vec(), has_more)), "{bytes:?}");
    }

    #[test]
    fn records_are_told_by_their_first_five_bytes() {
        use Content::{Alert, ApplicationData, Handshake};
        let two = [&[23, 3, 3, 0, 2, 9, 9][..], &[23, 3, 3, 0, 1, 9]].concat();
        check(&two, 13, Some((&[(ApplicationData, 2), (ApplicationData, 1)], false)));
        // The seven bytes that answer somebody who speaks no TLS.
        check(&[0x15, 3, 3, 0, 2, 2, 0x32], 7, Some((&[(Alert, 2)], false)));
        // A record goes on behind what was read, and a second one was not kept.
        check(&[22, 3, 1, 1, 0, 7], 6, Some((&[(Handshake, 256)], false)));
        check(&[22, 3, 1, 0, 1, 7], 20, Some((&[(Handshake, 1)], true)));
    }

    #[test]
    fn what_is_no_record_is_none() {
        check(b"hello", 5, None);
        check(b"", 0, None);
        check(&[23, 3, 3, 0], 4, None);
        check(&[23, 2, 0, 0, 1], 5, None);
        check(&[22, 3, 3, 0, 0], 5, None);
        check(&[23, 3, 3, 0xFF, 0xFF], 5, None);
        // A second one that is none shows that the first was none either.
        check(&[23, 3, 3, 0, 1, 9, b'h', b'e', b'l', b'l', b'o'], 11, None);
    }
}
