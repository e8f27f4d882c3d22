//! Which of the global options a command takes.
//!
//! The one idea: an option that does nothing is worse than one that is refused, as whoever gave it
//! believes that it was done. Each command says what it makes of them, in one table.
//!
//! See it run: `netlab --record run.jsonl explain backlog`.

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::cli::arguments::Command;
use crate::cli::desk::failure::{Clash, Failure, Lack, RequestFailure};
use crate::cli::desk::options::LogFormat;

/// What a command makes of the options that not every command takes. All take `--quiet`, which asks for
/// less, and `--color`.
struct Takes {
    /// It has sockets that can be told, recorded and drawn.
    observes: bool,
    /// It can say more.
    says_more: bool,
    reads_lessons: bool,
}

const fn takes(command: Option<&Command>) -> Takes {
    let (observes, says_more, reads_lessons) = match command {
        Some(
            Command::Tour(_)
            | Command::TcpServer(_)
            | Command::TcpClient(_)
            | Command::ChatServer(_)
            | Command::ChatClient(_)
            | Command::UdpRecv(_)
            | Command::UdpSend(_)
            | Command::Impair(_)
            | Command::Observe(_),
        ) => (true, true, false),
        Some(Command::Check(_)) => (true, false, true),
        Some(Command::Sockets(_) | Command::Layers(_)) => (false, true, false),
        Some(
            Command::Lesson(_)
            | Command::Start(_)
            | Command::Solution(_)
            | Command::Progress(_)
            | Command::Explain(_),
        )
        | None => (false, false, true),
        Some(
            Command::Ladder(_)
            | Command::Live(_)
            | Command::Doctor(_)
            | Command::Completions(_)
            | Command::Man(_)
            | Command::Help(_),
        ) => (false, false, false),
    };
    Takes { observes, says_more, reads_lessons }
}

/// Refuses what the command would not do.
///
/// # Errors
/// [`Failure`], naming the first option that the command does not take.
pub(super) fn refuse(command: Option<&Command>, matches: &ArgMatches, program: &str) -> Result<(), Failure> {
    let takes = takes(command);
    let is_given = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let refused =
        |option, lack| Err(RequestFailure::NotTaken { program: program.to_owned(), option, lack }.into());
    for (id, option) in OBSERVING {
        if is_given(id) && !takes.observes {
            return refused(option, Lack::Sockets);
        }
    }
    for (id, option) in [("verbose", "--verbose"), ("explains", "--explain")] {
        if is_given(id) && !takes.says_more {
            return refused(option, Lack::MoreToSay);
        }
    }
    if is_given("lessons") && !takes.reads_lessons {
        return refused("--lessons", Lack::Lessons);
    }
    let writes_json = is_given("log_format") && matches.get_one("log_format") == Some(&LogFormat::Json);
    if writes_json && is_given("quiet") {
        return Err(Clash::QuietJson.into());
    }
    if is_given("record_bytes") && !is_given("record") && !writes_json {
        return Err(Clash::NoRecordToFill.into());
    }
    Ok(())
}

/// The options of observing, by their ids.
const OBSERVING: [(&str, &str); 6] = [
    ("explains", "--explain"),
    ("record", "--record"),
    ("record_bytes", "--record-bytes"),
    ("ladder", "--ladder"),
    ("log_format", "--log-format"),
    ("no_live", "--no-live"),
];
