//! The last messages, for newcomers.
//!
//! The one idea: a memory has two bounds, how many and how large. Without the second, a few large
//! messages would fill a newcomer's outbox before it has read its first line, and nobody could join.
//!
//! See it run: `netlab chat-server --history 10`.

use std::collections::VecDeque;

use bytes::Bytes;

/// Messages, oldest first, encoded.
#[derive(Debug, Default)]
pub(super) struct History {
    messages: VecDeque<Bytes>,
    n_bytes: usize,
}

impl History {
    /// Keeps one message more, and forgets the oldest until at most so many messages and bytes remain.
    pub(super) fn push(&mut self, message: &[u8], max_messages: usize, max_bytes: usize) {
        // A copy, as a slice would keep the whole frame that the message came in.
        self.messages.push_back(Bytes::copy_from_slice(message));
        self.n_bytes += message.len();
        while self.messages.len() > max_messages || self.n_bytes > max_bytes {
            let Some(oldest) = self.messages.pop_front() else { return };
            self.n_bytes -= oldest.len();
        }
    }

    pub(super) fn messages(&self) -> impl Iterator<Item = Bytes> {
        self.messages.iter().cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_are_forgotten_when_there_are_too_many_or_they_are_too_large() {
        let check = |messages: &[&str], expected: &[&str]| {
            let mut history = History::default();
            for message in messages {
                history.push(message.as_bytes(), 3, 10);
            }
            assert_eq!(history.messages().collect::<Vec<_>>(), expected);
        };
        check(&["a", "b", "c"], &["a", "b", "c"]);
        check(&["a", "b", "c", "d"], &["b", "c", "d"]);
        check(&["aaaaa", "bbbbb", "c"], &["bbbbb", "c"]);
        check(&["a", "bbbbbbbbbbb"], &[]);
    }
}
