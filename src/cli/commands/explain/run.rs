//! What was asked for, found or led on.
//!
//! The one idea: a word that is not there leads to one that is, or to the list; it never ends in nothing.
//!
//! See it run: `netlab explain backlg`.

use std::process::ExitCode;

use clap::Command;

use crate::catalogue::Word;
use crate::cli::commands::exercise::mistake;
use crate::cli::commands::explain::entry::entry;
use crate::cli::commands::explain::list;
use crate::cli::desk::failure::{Failure, Leads, RequestFailure};
use crate::cli::desk::setting::Setting;
use crate::cli::desk::typed::folded;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(allow_negative_numbers = true)]
    word: Vec<String>,
}

pub(crate) fn run(args: &Args, setting: &Setting, netlab: &Command) -> Result<ExitCode, Failure> {
    let asked = args.word.join(" ");
    let asked = folded(&asked);
    if asked.is_empty() {
        setting.print(&list::printed(&list::candidates(&mistake::mistakes(setting)?)));
        return Ok(ExitCode::SUCCESS);
    }
    let told = match Word::find(&asked) {
        Some(word) => Some(entry(word)),
        None => mistake::explained(&asked, setting)?,
    };
    let told = told.ok_or_else(|| unknown(&asked, netlab))?;
    setting.print(&told);
    Ok(ExitCode::SUCCESS)
}

/// Leads on where something fits: to a name, to a command of netlab, or to a text that uses the word.
fn unknown(asked: &str, netlab: &Command) -> Failure {
    let (near, mentioning) = (Word::near(asked), Word::mentioning(asked));
    // What a title says is surer than a guess by letters, but not than a part of a name.
    let is_guess = !near.iter().any(|word| word.name().contains(&asked.to_lowercase()));
    let leads = if netlab.find_subcommand(asked).is_some() {
        Leads::Command
    } else if !near.is_empty() && (mentioning.is_empty() || !is_guess) {
        Leads::Near(near)
    } else if !mentioning.is_empty() {
        Leads::Mentioning(mentioning)
    } else {
        Leads::Nowhere
    };
    RequestFailure::NotInCatalogue { asked: asked.to_owned(), leads }.into()
}
