//! How a failure is written: an `error:` line, a `hint:` line, and the exit code.
//!
//! The one idea: whatever was wrong, it is said last, on standard error, in one form; a JSON log stays JSON to
//! its end.
//!
//! See it run: `netlab --log-format json tcp-client 127.0.0.1:1`.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use serde_json::json;

use crate::catalogue::Lang;
use crate::cli::desk::colour::Color;
use crate::cli::desk::failure::facts::Failure;
use crate::cli::desk::failure::words::{Words, words_of};
use crate::cli::desk::ground;
use crate::cli::desk::said::in_terminal;
use crate::telling::sink;
use crate::terminal::palette::{Ink, bold_word};
use crate::terminal::{Surface, in_colours};

impl Failure {
    /// What is said of it, and what to do, where it is no error of the command's own.
    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    pub(crate) fn message_and_hint(&self, lang: Lang) -> (String, Option<String>) {
        let Words { message, hint } = words_of(lang, self);
        (message, hint)
    }

    /// Writes the error and its hint, and gives the exit code. What was asked of colours is not known yet.
    pub(crate) fn report(&self, lang: Lang, is_json: bool) -> ExitCode {
        let ground = ground::of_stream(Color::Auto, io::stderr().is_terminal());
        self.report_on(Surface { ground, ..Surface::default() }, lang, is_json)
    }

    /// The same, shown so.
    pub(crate) fn report_on(&self, surface: Surface, lang: Lang, is_json: bool) -> ExitCode {
        let Words { message, hint } = words_of(lang, self);
        let mut text = String::new();
        if is_json {
            let line = match hint {
                Some(hint) => json!({ "error": message, "hint": hint }),
                None => json!({ "error": message }),
            };
            let _ = writeln!(text, "{line}");
        } else {
            // What is wrong may be named in somebody else's words.
            let (error, hint_before) = (lang.pick("error: ", "错误："), lang.pick("hint: ", "提示："));
            let message = in_terminal(error, &message);
            let _ = writeln!(text, "{}{message}", label(Ink::Trouble, error));
            if let Some(hint) = hint {
                let hint = in_terminal(hint_before, &hint);
                let _ = writeln!(text, "{}{hint}", label(Ink::Typed, hint_before));
            }
        }
        // Nobody is left to be told that standard error has gone.
        let _ = sink::err(if is_json { surface.exact() } else { surface })
            .write_all(in_colours(&text).as_bytes());
        ExitCode::from(self.exit_code())
    }
}

/// Stands before a text; the blank behind it has no colour.
fn label(ink: Ink, label: &str) -> String {
    let word = label.trim_end();
    bold_word(ink, word) + &label[word.len()..]
}
