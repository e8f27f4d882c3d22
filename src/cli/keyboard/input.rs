//! Lines from standard input.
//!
//! The one idea: a read of standard input cannot be cancelled, so it is done by a plain thread that
//! hands its lines to a bounded channel. When the program ends, the thread is left where it waits. And
//! an error is no end: whoever took it for one would send half of what was meant.
//!
//! See it run: `echo hello | netlab tcp-client`, and `netlab tcp-client </`.

use std::io::{self, BufRead, BufReader, Read};
use std::thread;

use tokio::sync::{mpsc, oneshot};

use crate::cli::desk::failure::{Failure, FileFailure};
use crate::kernel::standard;

/// Lines without their ends, as they come.
pub(crate) type Lines = mpsc::Receiver<Vec<u8>>;

/// The failure of standard input, should it fail.
pub(crate) struct Broken(Option<oneshot::Receiver<(io::Error, mpsc::Sender<Vec<u8>>)>>);

impl Broken {
    /// Of an input that cannot fail.
    pub(crate) fn never() -> Broken {
        Broken(None)
    }

    /// Waits for the failure; for ever where there is none.
    pub(crate) async fn failure(self) -> Failure {
        let Some(broken) = self.0 else { return std::future::pending().await };
        match broken.await {
            // Until here the lines had no end.
            Ok((error, _lines)) => FileFailure::StdinNotRead(error.into()).into(),
            Err(_ended_well) => std::future::pending().await,
        }
    }
}

/// The lines of standard input; `otherwise`, if given, where there are none.
///
/// When the channel's 64 places are full the thread waits, and with it whoever writes to us.
///
/// # Errors
/// Those of starting a thread.
pub(crate) fn stdin_lines(otherwise: Option<Vec<u8>>) -> io::Result<(Lines, Broken)> {
    let (sender, lines) = mpsc::channel(64);
    let (tell, broken) = oneshot::channel();
    thread::Builder::new().name("stdin".to_owned()).spawn(move || {
        let mut is_empty = true;
        let mut stdin = BufReader::new(standard::Input);
        loop {
            match next_line(&mut stdin) {
                Ok(Some(line)) => {
                    is_empty = false;
                    if sender.blocking_send(line).is_err() {
                        return;
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    let _ = tell.send((error, sender));
                    return;
                }
            }
        }
        if let (true, Some(line)) = (is_empty, otherwise) {
            let _ = sender.blocking_send(line);
        }
    })?;
    Ok((lines, Broken(Some(broken))))
}

/// One line that is already known.
pub(crate) fn one_line(line: Vec<u8>) -> Lines {
    let (sender, lines) = mpsc::channel(1);
    sender.try_send(line).expect("a new channel has room for one");
    lines
}

/// A longer line than this comes in pieces, so no input can fill our memory.
const MAX_LINE_BYTES: u64 = 1024 * 1024;

fn next_line(source: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let n_bytes = source.take(MAX_LINE_BYTES).read_until(b'\n', &mut line)?;
    if line.ends_with(b"\n") {
        line.pop();
        if line.ends_with(b"\r") {
            line.pop();
        }
    }
    Ok((n_bytes > 0).then_some(line))
}
