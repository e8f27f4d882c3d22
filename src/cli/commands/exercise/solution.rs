//! `netlab solution`: how we solved it.
//!
//! The one idea: a solution that is read before one's own teaches to read. It is shown after a pass, or
//! to whoever says that he wants it anyway.
//!
//! See it run: `netlab solution 2 --in node --anyway`.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use crate::cli::commands::exercise::beginning::{Language, files_of};
use crate::cli::desk::failure::{Failure, LessonFailure};
use crate::cli::desk::setting::Setting;
use crate::cli::desk::shelf;
use crate::terminal::Escaper;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "N|NAME")]
    which: String,

    #[arg(long = "in", value_name = "LANGUAGE")]
    language: Option<Language>,

    #[arg(long)]
    anyway: bool,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<ExitCode, Failure> {
    let lessons = shelf::load(setting)?;
    let lesson = shelf::find(&lessons, &args.which)?;
    let progress = shelf::progress(setting);
    let begun = progress.started(&lesson.slug).and_then(|started| Language::of_folder(&started.language));
    let language = args.language.or(begun).unwrap_or(Language::Python);
    let files = files_of(lesson, "solution", language);
    let number = lesson.number;
    if files.is_empty() {
        return Err(LessonFailure::NoSolution { number, language: language.folder() }.into());
    }
    if !args.anyway && !progress.has_passed(&lesson.slug) {
        return Err(LessonFailure::NotPassed { number, slug: lesson.slug.clone() }.into());
    }
    for (_, text) in files {
        let escaped = |text: &str| {
            let mut escaper = Escaper::default();
            escaper.push(text.as_bytes()) + &escaper.finish()
        };
        // Through a pipe it is the file as it stands.
        setting.printer.print_exactly(&if io::stdout().is_terminal() {
            escaped(text)
        } else {
            text.to_owned()
        });
    }
    Ok(ExitCode::SUCCESS)
}
