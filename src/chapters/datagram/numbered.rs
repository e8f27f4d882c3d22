//! Numbered datagrams: `netlab SEQ SEND_US ` and padding.
//!
//! The one idea: UDP carries no numbers, so who wants to notice a loss must send them along. The number
//! shows what is missing, and the time of sending shows how unevenly the rest travelled. No I/O here.
//!
//! | what | bytes | meaning |
//! |---|---|---|
//! | `netlab ` | 7 | this is a numbered datagram |
//! | `SEQ` | 1 to 10 | its number in decimal, from 1 |
//! | blank | 1 | |
//! | `SEND_US` | 1 to 13 | microseconds since its sender began, in decimal |
//! | blank | 1 | |
//! | `.` … | any | padding up to the length asked for |
//!
//! See it run: `netlab udp-send 8080 --count 3`, with `netlab udp-recv` in another terminal.

/// What a numbered datagram says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// Its place among its sender's datagrams, from 1.
    pub seq: u32,
    /// When it was sent, in microseconds since its sender began; only differences mean anything.
    pub send_us: u64,
}

/// The longest header: a datagram of this length holds any number and the time of a hundred days.
pub const MIN_BYTES: usize = 32;

const MARK: &[u8] = b"netlab ";

/// The most that 13 digits hold: after 115 days of sending the times stand still.
const MAX_SEND_US: u64 = 9_999_999_999_999;

impl Number {
    /// Writes the datagram over `payload`: the header, and padding up to `n_bytes`.
    pub fn write(self, payload: &mut Vec<u8>, n_bytes: usize) {
        let (header, n_header) = self.header();
        payload.clear();
        payload.extend_from_slice(&header[..n_header]);
        payload.resize(n_bytes.max(n_header), b'.');
    }

    /// Writes the datagram over a slice of at least [`MIN_BYTES`].
    ///
    /// # Panics
    /// If the slice is shorter.
    pub fn fill(self, datagram: &mut [u8]) {
        let (header, n_header) = self.header();
        datagram[..MIN_BYTES].copy_from_slice(&header);
        datagram[MIN_BYTES.min(n_header)..].fill(b'.');
    }

    /// The header, padded, and its length.
    ///
    /// Written digit by digit: a formatter takes longer than the kernel does for a datagram in a batch.
    fn header(self) -> ([u8; MIN_BYTES], usize) {
        let mut header = [b'.'; MIN_BYTES];
        header[..MARK.len()].copy_from_slice(MARK);
        let mut end = MARK.len();
        for value in [u64::from(self.seq), self.send_us.min(MAX_SEND_US)] {
            let n_digits = value.checked_ilog10().unwrap_or(0) as usize + 1;
            let mut rest = value;
            for digit in header[end..end + n_digits].iter_mut().rev() {
                *digit = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
            header[end + n_digits] = b' ';
            end += n_digits + 1;
        }
        (header, end)
    }

    /// Reads the header; `None` where the datagram is not a numbered one.
    #[must_use]
    pub fn read(payload: &[u8]) -> Option<Number> {
        let mut words = payload.strip_prefix(MARK)?.splitn(3, |byte| *byte == b' ');
        let seq = decimal(words.next()?, 10)?;
        let send_us = decimal(words.next()?, 13)?;
        words.next()?;
        let seq = u32::try_from(seq).ok().filter(|seq| *seq > 0)?;
        Some(Number { seq, send_us })
    }
}

/// A number of at most so many digits and nothing else: a stranger may send anything.
fn decimal(word: &[u8], max_digits: usize) -> Option<u64> {
    let is_number = (1..=max_digits).contains(&word.len()) && word.iter().all(u8::is_ascii_digit);
    is_number.then(|| word.iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_has_the_length_asked_for() {
        let mut payload = b"something longer that stood there before, and more of it".to_vec();
        for (seq, send_us, n_bytes) in [(1, 0, 0), (7, 1_234, 32), (u32::MAX, 9_999_999_999_999, 64)] {
            let number = Number { seq, send_us };
            number.write(&mut payload, n_bytes);
            assert_eq!(Number::read(&payload), Some(number));
            assert!(payload.len() == n_bytes || n_bytes == 0, "{}", payload.len());
        }
        Number { seq: 3, send_us: 20 }.write(&mut payload, 16);
        assert_eq!(payload, b"netlab 3 20 ....");
        let mut slice = [b'x'; 34];
        Number { seq: 105, send_us: 0 }.fill(&mut slice);
        assert_eq!(&slice, b"netlab 105 0 .....................");
    }

    #[test]
    fn the_longest_header_fits_the_least_length() {
        let mut payload = Vec::new();
        Number { seq: u32::MAX, send_us: u64::MAX }.write(&mut payload, MIN_BYTES);
        assert_eq!(payload.len(), MIN_BYTES);
    }

    #[test]
    fn anything_else_is_not_numbered() {
        for payload in [
            &b""[..],
            b"hello",
            b"netlab",
            b"netlab ",
            b"netlab 1",
            b"netlab 1 ",
            b"netlab 1 2",
            b"netlab 0 2 ",
            b"netlab -1 2 ",
            b"netlab +1 2 ",
            b"netlab 1 x ",
            b"netlab  1 2 ",
            b"netlab 4294967296 2 ",
            b"netlab 99999999999999999999 2 ",
            b"netlab 1 99999999999999999999 ",
            b" netlab 1 2 ",
        ] {
            assert_eq!(Number::read(payload), None, "{}", String::from_utf8_lossy(payload));
        }
    }
}
