//! What was asked for, found or led on.
//!
//! The one idea: a word that is not there leads to one that is, or to the list; it never ends in nothing.
//!
//! See it run: `netlab explain backlg`.

use std::process::ExitCode;

use clap::Command;

use crate::catalogue::Lang;
use crate::catalogue::Word;
use crate::cli::commands::exercise::mistake::{self, Mistake};
use crate::cli::commands::explain::entry::entry;
use crate::cli::commands::explain::list::{self, Candidate};
use crate::cli::desk::failure::{Failure, Leads, RequestFailure};
use crate::cli::desk::setting::Setting;
use crate::cli::desk::typed::folded;
use crate::cli::desk::width::of_narration;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(allow_negative_numbers = true)]
    word: Vec<String>,
}

pub(crate) fn run(args: &Args, setting: &Setting, netlab: &Command) -> Result<ExitCode, Failure> {
    let asked = args.word.join(" ");
    let asked = folded(&asked);
    if asked.is_empty() {
        let all = list::candidates(setting.lang, &mistake::mistakes(setting)?);
        if !choose(&all, setting)? {
            setting.print(&list::printed(setting.lang, &all));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let Some(told) = told(&asked, setting)? else {
        return Err(unknown(setting.lang, &asked, &mistake::mistakes(setting)?, netlab));
    };
    setting.print(&told);
    Ok(ExitCode::SUCCESS)
}

/// What is told of a word; `None` where nobody knows it.
fn told(asked: &str, setting: &Setting) -> Result<Option<String>, Failure> {
    match Word::find(asked) {
        Some(word) => Ok(Some(entry(setting.lang, word, of_narration()))),
        None => mistake::explained(asked, setting),
    }
}

/// Lets the reader choose from the list; false where there is no terminal that could show it so.
#[cfg(unix)]
fn choose(all: &[Candidate], setting: &Setting) -> Result<bool, Failure> {
    use std::io;

    use crate::cli::commands::explain::choose::Chooser;
    use crate::cli::desk::failure::Act;
    use crate::cli::desk::runtime;
    use crate::cli::keyboard::screen::Screen;

    let cannot = |error: io::Error| Failure::of_system(Act::ReadStepByStep, &error);
    let Some(screen) = Screen::open(setting.printer.out_surface()).map_err(cannot)? else {
        return Ok(false);
    };
    let signals = setting.hear(screen.terminal())?;
    let explain = |word: &str| told(word, setting).ok().flatten().unwrap_or_default();
    let chooser = Chooser::new(setting.lang, all, &explain);
    let left = runtime::run(async { chooser.run(&screen, signals).await.map_err(cannot) });
    drop(screen);
    if let Some(shown) = left? {
        setting.print(&shown);
    }
    Ok(true)
}

/// This system has no terminal that could be taken over.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "on other systems it can fail")]
fn choose(_: &[Candidate], _: &Setting) -> Result<bool, Failure> {
    Ok(false)
}

/// Leads on where something fits: to a name, to a command of netlab, or to a text that uses the word.
fn unknown(lang: Lang, asked: &str, mistakes: &[Mistake], netlab: &Command) -> Failure {
    let (words, of_mistakes) = (Word::near(asked), mistake::near(asked, mistakes));
    // What a title says is surer than a guess by letters, but not than a part of a name.
    let is_guess =
        of_mistakes.is_empty() && !words.iter().any(|word| word.name().contains(&asked.to_lowercase()));
    // The name of a mistake is long, so what is nearly the same is hardly meant for anything else.
    let near = names(of_mistakes, words);
    let mentioning = names(mistake::mentioning(asked, mistakes), Word::mentioning(lang, asked));
    let command = asked.to_lowercase().replace([' ', '_'], "-");
    let leads = if netlab.find_subcommand(&command).is_some() {
        Leads::Command(command)
    } else if !near.is_empty() && (mentioning.is_empty() || !is_guess) {
        Leads::Near(near)
    } else if !mentioning.is_empty() {
        Leads::Mentioning(mentioning)
    } else {
        Leads::Nowhere
    };
    RequestFailure::NotInCatalogue { asked: asked.to_owned(), leads }.into()
}

/// What is suggested: at most three names.
fn names(mistakes: Vec<String>, words: Vec<Word>) -> Vec<String> {
    let words = words.into_iter().map(|word| word.name().to_owned());
    mistakes.into_iter().chain(words).take(MAX_SUGGESTIONS).collect()
}

const MAX_SUGGESTIONS: usize = 3;
