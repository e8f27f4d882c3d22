//! What a shell is told at each Tab.
//!
//! The one idea: the shell runs netlab with a variable set, and netlab answers with what may stand there and ends. So it
//! is answered before anything else is done, and nothing is read that was not asked for.
//!
//! See it run: `netlab completions`, then `netlab explain ti` and Tab.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::Command;
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};

use crate::catalogue::Lang;
use crate::check::Exercise;
use crate::cli::commands::completions::ASKED_BY;
use crate::cli::commands::exercise::mistake;
use crate::cli::commands::explain;
use crate::cli::commands::help;
use crate::cli::desk::failure::NOT_ASKED;
use crate::cli::desk::words::lesson_list;
use crate::cli::words;
use crate::event::Kind;
use crate::lang::Choice;
use crate::lessons::{Lesson, Lessons};

/// Answers a shell, if it is one that asks.
pub(super) fn answered(arguments: &[OsString]) -> Option<ExitCode> {
    std::env::var_os(ASKED_BY)?;
    let lang = Choice::of(|name| std::env::var(name).ok()).lang;
    let typed = typed(arguments);
    let answer = CompleteEnv::with_factory(|| known(lang, words::whole(lang), &typed))
        .var(ASKED_BY)
        .bin("netlab")
        .try_complete(arguments, std::env::current_dir().ok().as_deref());
    match answer {
        Ok(true) => Some(ExitCode::SUCCESS),
        // The variable is set to nothing.
        Ok(false) => None,
        // A shell shows no words of ours at a Tab.
        Err(_) => Some(NOT_ASKED.into()),
    }
}

/// The words that stand in the shell's line: what follows `--`.
fn typed(arguments: &[OsString]) -> Vec<String> {
    let line = arguments.iter().skip_while(|word| *word != "--").skip(2);
    line.map(|word| word.to_string_lossy().into_owned()).collect()
}

/// The command line with what may stand for each value that netlab knows by name.
fn known(lang: Lang, netlab: Command, typed: &[String]) -> Command {
    let named = typed.windows(2).find(|pair| pair[0] == "--lessons").map(|pair| pair[1].clone());
    let lessons = || {
        let named = named.clone();
        move || {
            read(lang, named.as_deref())
                .map_or_else(Vec::new, |lessons| lessons.all().iter().flat_map(lesson).collect())
        }
    };
    let exercises = || {
        let named = named.clone();
        move || {
            read(lang, named.as_deref())
                .map_or_else(Vec::new, |all| all.exercises().flat_map(lesson).collect())
        }
    };
    let checks = {
        let (named, typed) = (named.clone(), typed.to_vec());
        move || checks(lang, named.as_deref(), &typed)
    };
    let words = {
        let named = named.clone();
        move || explained(lang, named.as_deref())
    };
    let with_list = {
        let lessons = lessons();
        move || {
            let mut all = lessons();
            all.push(candidate("list", lesson_list(lang)));
            all
        }
    };
    let values = [
        ("lesson", "which", ArgValueCandidates::new(with_list)),
        ("start", "which", ArgValueCandidates::new(exercises())),
        ("solution", "which", ArgValueCandidates::new(exercises())),
        ("check", "which", ArgValueCandidates::new(exercises())),
        ("check", "check", ArgValueCandidates::new(checks)),
        ("ladder", "kind", ArgValueCandidates::new(move || kinds(lang))),
        ("explain", "word", ArgValueCandidates::new(words)),
        ("help", "topic", ArgValueCandidates::new(move || topics(lang))),
        ("man", "topic", ArgValueCandidates::new(move || commands(lang))),
    ];
    let netlab = values
        .into_iter()
        .fold(netlab, |netlab, (name, id, values)| netlab.mut_subcommand(name, |it| given(it, id, &values)));
    let forgotten = ArgValueCandidates::new(lessons());
    netlab.mut_subcommand("progress", |it| it.mut_subcommand("reset", |it| given(it, "which", &forgotten)))
}

/// The command with these values for its argument. All arguments are gone through, as a single one that is changed
/// comes to stand behind the others.
fn given(command: Command, id: &str, values: &ArgValueCandidates) -> Command {
    command.mut_args(|it| if it.get_id() == id { it.add(values.clone()) } else { it })
}

fn read(lang: Lang, named: Option<&str>) -> Option<Lessons> {
    let loaded = named.map_or_else(Lessons::embedded, |dir| Lessons::from_dir(Path::new(dir))).ok();
    loaded.map(|lessons| lessons.in_lang(lang))
}

/// A lesson by its name, and by its number.
fn lesson(lesson: &Lesson) -> [CompletionCandidate; 2] {
    let title = &lesson.about.title;
    [candidate(&lesson.slug, title), candidate(&lesson.number.to_string(), title)]
}

/// The checks of the exercise that stands in the line; of all, where none does.
fn checks(lang: Lang, named: Option<&str>, typed: &[String]) -> Vec<CompletionCandidate> {
    let Some(lessons) = read(lang, named) else { return Vec::new() };
    let behind = typed.iter().skip_while(|word| *word != "check").skip(1);
    let chosen = behind.filter_map(|word| lessons.find(word)).find(|lesson| lesson.exercise.is_some());
    let texts: Vec<&str> = match chosen {
        Some(lesson) => lesson.exercise.as_deref().into_iter().collect(),
        None => lessons.exercises().filter_map(|lesson| lesson.exercise.as_deref()).collect(),
    };
    let exercises = texts.iter().filter_map(|text| Exercise::parse(text).ok());
    exercises.flat_map(|it| it.checks).map(|check| candidate(&check.id, &check.title)).collect()
}

fn kinds(lang: Lang) -> Vec<CompletionCandidate> {
    Kind::ALL.iter().map(|kind| candidate(kind.name(), crate::catalogue::event(lang, *kind).title)).collect()
}

fn explained(lang: Lang, named: Option<&str>) -> Vec<CompletionCandidate> {
    let mistakes =
        read(lang, named).and_then(|lessons| mistake::mistakes_in(lang, &lessons).ok()).unwrap_or_default();
    explain::candidates(lang, &mistakes).iter().map(|one| candidate(&one.word, &one.title)).collect()
}

fn commands(lang: Lang) -> Vec<CompletionCandidate> {
    let netlab = words::whole(lang);
    let about = |sub: &Command| sub.get_about().map(ToString::to_string).unwrap_or_default();
    netlab.get_subcommands().map(|sub| candidate(sub.get_name(), &about(sub))).collect()
}

fn topics(lang: Lang) -> Vec<CompletionCandidate> {
    let mut all = commands(lang);
    let words = crate::catalogue::help_words(lang);
    all.push(candidate(help::OPTIONS, words.global_options));
    all.extend(words.headings.first().map(|(_, about)| candidate(help::RULES, about)));
    all.extend(words.headings.last().map(|(_, about)| candidate(help::SHARING, about)));
    all
}

fn candidate(value: &str, help: &str) -> CompletionCandidate {
    CompletionCandidate::new(value).help(Some(help.to_owned().into()))
}
