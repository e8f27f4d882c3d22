//! What a pen is to write: lines, and the sum of what found no room.
//!
//! The one idea: two streams may share a screen, and then a line of the one must not begin in the middle
//! of the other's. Who queues the lines knows where the last one ended.
//!
//! See it run: `printf half | netlab tcp-client`, with `netlab tcp-server` in a terminal.

use std::collections::{BTreeMap, VecDeque};
use std::io;

/// Where a line goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// The program's data.
    Out,
    /// Narration, notices and errors.
    Err,
}

/// What was not written: for each name, how often and how many bytes.
pub type Tally = BTreeMap<&'static str, (u64, u64)>;

/// What lies before the pen.
#[derive(Debug, Default)]
pub(super) struct Paper {
    pub(super) lines: VecDeque<(Stream, String)>,
    pub(super) n_queued_bytes: usize,
    pub(super) skipped: Tally,
    pub(super) is_writing: bool,
    /// The pen writes what is left and stops waiting for a full second before a summary.
    pub(super) is_ending: bool,
    /// What ended the writing to the first stream; what the second loses, nobody misses.
    pub(super) out_ended: Option<io::Error>,
    pub(super) screen: Screen,
}

#[derive(Debug, Default)]
pub(super) struct Screen {
    /// Both streams go to it.
    pub(super) is_shared: bool,
    /// The last text for the first stream has no line end.
    pub(super) is_mid_line: bool,
}

impl Paper {
    pub(super) fn push(&mut self, stream: Stream, mut text: String) {
        match stream {
            Stream::Out if text.is_empty() => {}
            Stream::Out => self.screen.is_mid_line = !text.ends_with('\n'),
            Stream::Err if self.must_end_line() => text.insert(0, '\n'),
            Stream::Err => {}
        }
        self.n_queued_bytes += text.len();
        self.lines.push_back((stream, text));
    }

    /// Whether a line of the second stream would stand in the middle of one; then it ends that one.
    fn must_end_line(&mut self) -> bool {
        self.screen.is_shared && std::mem::take(&mut self.screen.is_mid_line)
    }

    pub(super) fn count(&mut self, name: &'static str, n_bytes: u64) {
        let (count, bytes) = self.skipped.entry(name).or_default();
        *count += 1;
        *bytes += n_bytes;
    }

    pub(super) fn is_idle(&self) -> bool {
        let owes_summary = self.is_ending && !self.skipped.is_empty();
        self.lines.is_empty() && !self.is_writing && !owes_summary
    }
}
