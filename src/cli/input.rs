//! Lines from standard input.
//!
//! The one idea: a read of standard input cannot be cancelled, so it is done by a plain thread that
//! hands its lines to a bounded channel. When the program ends, the thread is left where it waits.
//!
//! See it run: `echo hello | netlab tcp-client`.

use std::io::{self, BufRead, Read};
use std::thread;

use tokio::sync::mpsc;

/// The lines of standard input, without their ends, as they come; `otherwise`, if given, where there are none.
///
/// When the channel's 64 places are full the thread waits, and with it whoever writes to us.
///
/// # Errors
/// Those of starting a thread.
pub(super) fn stdin_lines(otherwise: Option<Vec<u8>>) -> io::Result<mpsc::Receiver<Vec<u8>>> {
    let (sender, lines) = mpsc::channel(64);
    thread::Builder::new().name("stdin".to_owned()).spawn(move || {
        let mut is_empty = true;
        let mut stdin = io::stdin().lock();
        while let Some(line) = next_line(&mut stdin) {
            is_empty = false;
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
        if let (true, Some(line)) = (is_empty, otherwise) {
            let _ = sender.blocking_send(line);
        }
    })?;
    Ok(lines)
}

/// One line that is already known.
pub(super) fn one_line(line: Vec<u8>) -> mpsc::Receiver<Vec<u8>> {
    let (sender, lines) = mpsc::channel(1);
    sender.try_send(line).expect("a new channel has room for one");
    lines
}

/// A longer line than this comes in pieces, so no input can fill our memory.
const MAX_LINE_BYTES: u64 = 1024 * 1024;

fn next_line(source: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    let n_bytes = source.take(MAX_LINE_BYTES).read_until(b'\n', &mut line).ok()?;
    if line.ends_with(b"\n") {
        line.pop();
        if line.ends_with(b"\r") {
            line.pop();
        }
    }
    (n_bytes > 0).then_some(line)
}
