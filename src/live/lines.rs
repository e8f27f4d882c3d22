//! Lines of records, taken into the ring.
//!
//! The one idea: what comes is foreign: each first line begins a record, and what is no line of one is left out.

use crate::live::ring::Ring;

/// An event with 4,096 bytes of payload takes some 6,000.
pub(super) const MAX_LINE_BYTES: u64 = 64 * 1024;

/// How a first line begins.
const HEADER: &str = "{\"netlab_trace\"";

/// Takes the lines of one source.
#[derive(Debug, Default)]
pub(super) struct Taking {
    record: Option<u32>,
}

impl Taking {
    /// Takes a line, with its newline or without.
    pub(super) fn take(&mut self, line: &[u8], ring: &Ring) {
        let Some(text) = std::str::from_utf8(line).ok().map(str::trim_ascii) else { return };
        if !text.starts_with('{') || serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() {
            return;
        }
        match self.record {
            _ if text.starts_with(HEADER) => self.record = Some(ring.begin(text)),
            Some(record) => ring.add(record, text),
            None => {}
        }
    }

    /// The source has ended.
    #[cfg(unix)]
    pub(super) fn end(self, ring: &Ring) {
        if let Some(record) = self.record {
            ring.add(record, "{\"gone\":true}");
        }
    }
}
