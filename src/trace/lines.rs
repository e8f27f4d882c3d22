//! Lines of a foreign source, each read with a limit.

use std::io::{self, BufRead};

/// Of a longer line only this much is looked at: an event with 4,096 bytes of payload takes some 6,000.
const MAX_LINE_BYTES: usize = 1 << 20;

/// Lines of a source that may have none, or no end.
pub(super) struct Lines<R> {
    pub(super) source: R,
    pub(super) n_bytes: u64,
    /// No more bytes than these are asked for.
    pub(super) limit: u64,
}

/// What came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Line,
    Input,
    /// More may come, and is not read.
    Patience,
}

impl<R: BufRead> Lines<R> {
    /// Reads the next line with its newline, of a long one the beginning.
    pub(super) fn next(&mut self, line: &mut Vec<u8>) -> io::Result<End> {
        line.clear();
        loop {
            let bytes = match self.source.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                bytes => bytes?,
            };
            if bytes.is_empty() {
                return Ok(End::Input);
            }
            let newline = memchr::memchr(b'\n', bytes);
            let n_bytes = newline.map_or(bytes.len(), |at| at + 1);
            let n_kept = n_bytes.min(MAX_LINE_BYTES - line.len());
            line.extend_from_slice(&bytes[..n_kept]);
            self.source.consume(n_bytes);
            self.n_bytes += n_bytes as u64;
            match newline {
                _ if self.n_bytes >= self.limit => return Ok(End::Patience),
                Some(_) => return Ok(End::Line),
                None => {}
            }
        }
    }
}
