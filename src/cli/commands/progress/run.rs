//! The list of what was read and passed, or its forgetting.
//!
//! The one idea: nothing is forgotten by the way: it takes a word of its own.
//!
//! See it run: `netlab progress`, `netlab progress reset 2`.

use std::process::ExitCode;

use crate::cli::commands::lesson;
use crate::cli::commands::progress::words;
use crate::cli::desk::failure::{Failure, LessonFailure};
use crate::cli::desk::setting::Setting;
use crate::cli::desk::shelf;
use crate::terminal::escaped_path;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Option<Act>,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    Reset {
        #[arg(value_name = "N|NAME")]
        which: Option<String>,
    },
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<ExitCode, Failure> {
    let lessons = shelf::load(setting)?;
    let mut progress = shelf::progress(setting);
    let Some(Act::Reset { which }) = &args.act else {
        let place = progress.file().map_or_else(|| words::nowhere(setting.lang).to_owned(), escaped_path);
        setting.print(&lesson::progress(setting.lang, &lessons, &progress, &place));
        return Ok(ExitCode::SUCCESS);
    };
    let slug = match which {
        None => None,
        Some(word) => Some(shelf::find(&lessons, word)?.slug.as_str()),
    };
    if progress.file().is_none() {
        return Err(LessonFailure::ProgressIsNowhere.into());
    }
    progress.reset(slug).map_err(LessonFailure::ProgressNotChanged)?;
    setting.print(&match slug {
        Some(slug) => format!("{}\n", words::is_forgotten(setting.lang, slug)),
        None => format!("{}\n", words::all_are_forgotten(setting.lang)),
    });
    Ok(ExitCode::SUCCESS)
}
