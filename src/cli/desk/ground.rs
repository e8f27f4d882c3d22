//! What the terminal's texts stand on: light, dark, or nobody knows.
//!
//! The one idea: who knows best is asked first: the user, by a flag; the terminal itself, once an hour; the
//! environment. A terminal that does not answer is not waited for again, and nothing is guessed.
//!
//! What is typed within the 80 ms of asking goes back to the terminal. Where the system refuses that (TIOCSTI;
//! Linux from 6.2 on with `dev.tty.legacy_tiocsti=0`), our own reader gets those keys first, and a command
//! that reads no keys takes them along: the shell, or the program behind, does not see them.
//!
//! See it run: `netlab tour`, in a light window and in a dark one.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::cli::desk::colour::Color;
use crate::cli::desk::kept;
use crate::files;
use crate::kernel::standard;
use crate::kernel::terminal_ground::{ask, give_back, name_of_terminal};
use crate::telling::sink::told_ground;
use crate::terminal::palette::Ground;

/// The ground of the terminal that we write to.
pub(crate) fn ground(color: Color) -> Ground {
    match color {
        Color::Light => return Ground::Light,
        Color::Dark => return Ground::Dark,
        Color::Auto | Color::Always | Color::Never => {}
    }
    match asked() {
        Some(ground @ (Ground::Light | Ground::Dark)) => ground,
        Some(Ground::Unknown) | None => told_ground(),
    }
}

/// The ground of a stream that is written to before the command line is understood; `None` where it is to
/// have no colours.
pub(crate) fn of_stream(color: Color, is_terminal: bool) -> Option<Ground> {
    color.is_on(is_terminal).then(|| ground(color))
}

/// How long the terminal has to answer.
const PATIENCE: Duration = Duration::from_millis(80);
/// How long an answer holds: people change the colours of their windows.
const HOLDS: Duration = Duration::from_secs(60 * 60);

/// What the terminal says, or has said within the hour; `None` where it cannot be asked.
fn asked() -> Option<Ground> {
    let name = name_of_terminal()?;
    let file = kept::cache_folder()?.join("grounds");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let mut kept = read(&file, now);
    if let Some((_, _, ground)) = kept.iter().find(|(of, _, _)| *of == name) {
        return Some(*ground);
    }
    if !answers_questions() {
        return None;
    }
    let answer = ask(PATIENCE)?;
    if !answer.typed.is_empty() && !give_back(&answer.typed) {
        standard::put_ahead(answer.typed);
    }
    let ground = answer.rgb.map_or(Ground::Unknown, Ground::of);
    kept.push((name, now.as_secs(), ground));
    write(&file, &kept);
    Some(ground)
}

/// Not a terminal that knows few commands; and not one at the other end of a network, whose answer may come
/// when nobody waits for it any more, and would stand in the next line that is typed.
fn answers_questions() -> bool {
    let value = |name: &str| std::env::var(name).unwrap_or_default();
    let is_near = value("SSH_TTY").is_empty() && value("SSH_CONNECTION").is_empty();
    is_near && !["", "dumb", "linux"].contains(&value("TERM").as_str())
}

/// A terminal's name, when it answered (in seconds since 1970), and what.
type Kept = (String, u64, Ground);

/// The answers that still hold.
fn read(file: &Path, now: Duration) -> Vec<Kept> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let kept = text.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let (name, at, ground) = (words.next()?, words.next()?.parse().ok()?, words.next()?);
        let age = now.as_secs().checked_sub(at)?;
        let ground =
            [Ground::Light, Ground::Dark, Ground::Unknown].into_iter().find(|it| word(*it) == ground)?;
        (age < HOLDS.as_secs()).then(|| (name.to_owned(), at, ground))
    });
    kept.collect()
}

/// Keeps the answers; where that is not possible, the terminal is asked again.
fn write(file: &Path, kept: &[Kept]) {
    let lines = kept.iter().map(|(name, at, ground)| format!("{name} {at} {}\n", word(*ground)));
    let text: String = lines.collect();
    let folder = file.parent().map_or_else(PathBuf::new, PathBuf::from);
    let _ = std::fs::create_dir_all(folder).and_then(|()| files::replace(file, text.as_bytes()));
}

const fn word(ground: Ground) -> &'static str {
    match ground {
        Ground::Light => "light",
        Ground::Dark => "dark",
        Ground::Unknown => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_holds_for_an_hour() {
        let folder = tempfile::tempdir().expect("a directory");
        let file = folder.path().join("new/grounds");
        let at = |seconds| Duration::from_secs(seconds);
        write(
            &file,
            &[("8803-17".to_owned(), 1_000, Ground::Dark), ("8804-9".to_owned(), 4_000, Ground::Light)],
        );
        assert_eq!(read(&file, at(4_599)).len(), 2);
        assert_eq!(read(&file, at(4_600)), [("8804-9".to_owned(), 4_000, Ground::Light)]);
        // The clock was set back.
        assert_eq!(read(&file, at(500)), []);
        std::fs::write(&file, "no\nmore than words\n8803-1 1 pink\n").expect("written");
        assert_eq!(read(&file, at(2)), []);
    }
}
