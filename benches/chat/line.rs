//! The lines that are sent: who says it, and the how-manieth of its lines it is.
//!
//! The one idea: a chat server may put what it likes before a line, as a name, but the line ends in
//! what was said. So a line is understood from its end: its last `n_bytes` are `=SSSSNNNNNNNNRRRR.....`,
//! sender, number and run in hexadecimal, filled up with dots. Anything else is a notice.

/// Who said a line, and which of its lines it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) sender: usize,
    pub(super) number: u32,
}

/// How lines are made and understood in one run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// Bytes of a line without its newline.
    n_bytes: usize,
    /// Tells this run's lines from those that a server repeats from before.
    run: u16,
}

const MARK: u8 = b'=';
const HEAD_BYTES: usize = 1 + 16;

impl Style {
    /// Lines of so many bytes, newline and all.
    pub(super) fn new(n_bytes: usize, run: u16) -> Self {
        Style { n_bytes: n_bytes.max(HEAD_BYTES + 1) - 1, run }
    }

    /// Appends a line.
    pub(super) fn write(self, said: Said, out: &mut Vec<u8>) {
        let head = (said.sender as u64) << 48 | u64::from(said.number) << 16 | u64::from(self.run);
        out.push(MARK);
        out.extend((0..16).map(|place| b"0123456789abcdef"[(head >> (60 - 4 * place)) as usize & 15]));
        out.resize(out.len() + self.n_bytes - HEAD_BYTES, b'.');
        out.push(b'\n');
    }

    /// Understands a line, which comes without its newline; `None` if it is none of this run.
    #[inline]
    pub(super) fn read(self, line: &[u8]) -> Option<Said> {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let said = &line[line.len().checked_sub(self.n_bytes)?..];
        let (mark, rest) = said.split_first()?;
        let digits = rest.first_chunk::<16>().filter(|_| *mark == MARK)?;
        let mut head = 0;
        for digit in digits {
            // Digits and lower-case letters: the letters have bit 6, and are 9 more than their low bits.
            head = head << 4 | u64::from((digit & 15) + (digit >> 6) * 9);
        }
        let is_ours = head as u16 == self.run;
        is_ours.then_some(Said { sender: (head >> 48) as usize, number: (head >> 16) as u32 })
    }
}
