//! `netlab progress`: what was read and passed, and where that is kept.
//!
//! The one idea: progress is the learner's own file. It can be read, and it can be forgotten.
//!
//! See it run: `netlab progress`, `netlab progress reset 2`.

use std::process::ExitCode;

use crate::cli::commands::lesson;
use crate::cli::desk::failure::{Failure, NOT_ASKED};
use crate::cli::desk::setting::Setting;
use crate::cli::desk::shelf;
use crate::cli::desk::shell::quoted;
use crate::lessons::ProgressError;
use crate::terminal::escaped_path;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Option<Act>,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Forget one lesson, or all of them
    Reset {
        /// A lesson's number or name; without it, all
        #[arg(value_name = "N|NAME")]
        which: Option<String>,
    },
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<ExitCode, Failure> {
    let lessons = shelf::load(setting)?;
    let mut progress = shelf::progress(setting);
    let Some(Act::Reset { which }) = &args.act else {
        let place = progress.file().map_or_else(|| "nowhere".to_owned(), escaped_path);
        setting.print(&format!("{}\nKept in {place}\n", lesson::list(&lessons, &progress)));
        return Ok(ExitCode::SUCCESS);
    };
    let slug = match which {
        None => None,
        Some(word) => Some(shelf::find(&lessons, word)?.slug.as_str()),
    };
    if progress.file().is_none() {
        return Err(Failure::new(NOT_ASKED, "progress is kept nowhere, so there is nothing to forget"));
    }
    progress.reset(slug).map_err(|error| not_changed(&error))?;
    setting.print(&match slug {
        Some(slug) => format!("{slug} is forgotten\n"),
        None => "all lessons are forgotten\n".to_owned(),
    });
    Ok(ExitCode::SUCCESS)
}

fn not_changed(error: &ProgressError) -> Failure {
    let failure = Failure::new(NOT_ASKED, format!("progress is not changed: {error}"));
    match error {
        ProgressError::Format { path, .. } => failure.with_hint(format!(
            "it may hold what you want to keep: correct it with an editor, or remove it: rm {}",
            quoted(path)
        )),
        ProgressError::Io { .. } => failure
            .with_hint("is its disk full, or its folder not yours? NETLAB_HOME can name another folder"),
    }
}
