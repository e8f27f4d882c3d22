//! `netlab lesson`: read a lesson, or see the list.
//!
//! The one idea: the text in the terminal is the very file that can be read on a code host.
//!
//! See it run: `netlab lesson list`, `netlab lesson 2`.

use std::path::PathBuf;
use std::process::ExitCode;

use colored::Colorize;
use etcetera::AppStrategy;

use crate::cli::failure::{Failure, NOT_ASKED};
use crate::cli::setting::Setting;
use crate::lessons::{Lesson, Lessons, Progress};
use crate::terminal;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A lesson's number or name, or `list`; without it, the next lesson
    #[arg(value_name = "N|NAME|list")]
    which: Option<String>,
}

pub(super) fn run(args: &Args, setting: &Setting) -> Result<ExitCode, Failure> {
    let lessons = load(setting)?;
    let mut progress = progress(setting);
    let lesson = match args.which.as_deref() {
        Some("list") => {
            setting.print(&list(&lessons, &progress));
            return Ok(ExitCode::SUCCESS);
        }
        Some(word) => lessons.find(word).ok_or_else(|| unknown(word))?,
        None => next(&lessons, &progress),
    };
    let text = lesson.text.as_deref().ok_or_else(|| no_text(lesson))?;
    setting.print(&shown(text));
    if let Err(error) = progress.open(&lesson.slug) {
        setting.notice(&format!("note: progress is not kept: {error}"));
    }
    Ok(ExitCode::SUCCESS)
}

/// The lessons that the options ask for.
pub(super) fn load(setting: &Setting) -> Result<Lessons, Failure> {
    let loaded = setting.lessons.as_deref().map_or_else(Lessons::embedded, Lessons::from_dir);
    loaded.map_err(|error| {
        Failure::new(NOT_ASKED, format!("no lessons: {error}"))
            .with_hint("without --lessons you get the lessons of netlab itself: netlab lesson list")
    })
}

/// How far the reader has come; where that cannot be read, it is said, and nothing is lost.
pub(super) fn progress(setting: &Setting) -> Progress {
    Progress::read(progress_file()).unwrap_or_else(|error| {
        setting.notice(&format!("note: progress is not read: {error}"));
        Progress::default()
    })
}

/// The first lesson that can be read and was not opened yet, or else the last one.
pub(super) fn next<'a>(lessons: &'a Lessons, progress: &Progress) -> &'a Lesson {
    let unopened = lessons.readable().find(|lesson| !progress.has_opened(&lesson.slug));
    unopened.or(lessons.readable().last()).or(lessons.all().last()).expect("there is at least one lesson")
}

/// `NETLAB_HOME/progress.toml`, or the file in the platform's state directory.
fn progress_file() -> PathBuf {
    let name = etcetera::AppStrategyArgs {
        top_level_domain: "org".to_owned(),
        author: "netlab".to_owned(),
        app_name: "netlab".to_owned(),
    };
    let dir = std::env::var_os("NETLAB_HOME").map(PathBuf::from).or_else(|| {
        let strategy = etcetera::choose_app_strategy(name).ok()?;
        strategy.state_dir().or_else(|| Some(strategy.data_dir()))
    });
    dir.unwrap_or_default().join("progress.toml")
}

fn no_text(lesson: &Lesson) -> Failure {
    Failure::new(NOT_ASKED, format!("lesson {} has no text yet", lesson.number))
        .with_hint(format!("its exercise is there: netlab start {}", lesson.number))
}

pub(super) fn unknown(word: &str) -> Failure {
    Failure::new(NOT_ASKED, format!("there is no lesson {word:?}"))
        .with_hint("see them all: netlab lesson list")
}

pub(super) fn list(lessons: &Lessons, progress: &Progress) -> String {
    let mut text = String::new();
    for lesson in lessons.readable() {
        let mark = match (progress.has_passed(&lesson.slug), progress.has_opened(&lesson.slug)) {
            (true, _) => "done",
            (false, true) => "read",
            (false, false) => "",
        };
        let head =
            format!("{:>2}  {:<16} {:>2} min  {mark:<4}", lesson.number, lesson.slug, lesson.about.minutes);
        text += &format!("{head}  {}\n", lesson.about.title.bold());
        text += &format!("{}\n", terminal::wrapped(&lesson.about.summary, 80, "    ").dimmed());
    }
    let only: Vec<&Lesson> = lessons.exercises().filter(|lesson| lesson.text.is_none()).collect();
    if !only.is_empty() {
        text += "\nExercises without a text yet:\n";
    }
    for lesson in only {
        let mark = if progress.has_passed(&lesson.slug) { "done" } else { "" };
        text +=
            &format!("{:>2}  {:<16}         {mark:<4}  {}\n", lesson.number, lesson.slug, lesson.about.title);
    }
    text + "\nnetlab lesson N opens a lesson, netlab start N begins its exercise.\n"
}

/// The Markdown as it stands, with its headings and code in colours.
fn shown(text: &str) -> String {
    let mut out = String::new();
    let mut is_code = false;
    for line in text.lines() {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        match line {
            line if is_fence => out += &line.dimmed().to_string(),
            line if is_code => out += &line.cyan().to_string(),
            line if line.starts_with('#') => out += &line.bold().to_string(),
            line => out += line,
        }
        out.push('\n');
    }
    out
}
