//! The guard's side of an observed subject: how its observer is started, and what it says.
//!
//! The one idea: to the judge an observed program is a program like any other. It has started, it has ended, and what its
//! observer tells besides is handed on as it comes.
//!
//! See it run: `netlab --ladder check greeting-server -- python3 x.py`, where it fails.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read};
use std::process::Command;
use std::sync::mpsc::SyncSender;

use crate::check::subject::orders::{News, SAID, Said};

/// What makes netlab an observer. It is no command: only a guard says it.
pub const OBSERVER: &str = "--observe-a-subject";

/// An observer that will start this program, on these terminals; its arguments are still to be added.
///
/// # Errors
/// Those of finding our own file.
pub(crate) fn command(program: &OsStr, out: &str, err: &str) -> io::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args([OBSERVER, out, err]).arg(program);
    Ok(command)
}

/// Hears an observer to its end, and hands on what it says; false where nothing that it said was the subject's end.
pub(crate) fn hear(voice: impl Read, who: &str, pid: u32, tell: &SyncSender<News>) -> bool {
    let mut is_over = false;
    let who = || who.to_owned();
    for line in BufReader::new(voice).lines().map_while(Result::ok) {
        let news = match line.strip_prefix(SAID).map(serde_json::from_str) {
            None => News::Seen { who: who(), line },
            Some(Ok(Said::Started)) => News::Started { who: who(), pid },
            Some(Ok(Said::NotStarted(error))) => News::NotStarted { who: who(), error },
            Some(Ok(Said::Refused(error))) => News::NotObserved { who: who(), error },
            Some(Ok(Said::Holds(held))) => News::Holds { who: who(), held },
            Some(Ok(Said::Ended { code, signal })) => News::Exited { who: who(), code, signal },
            // It was cut short.
            Some(Err(_)) => continue,
        };
        is_over |= matches!(news, News::Exited { .. } | News::NotStarted { .. } | News::NotObserved { .. });
        // Nobody hears it only where the judge has gone.
        let _ = tell.send(news);
    }
    is_over
}
