//! The lesson that is meant, and the way in which it is read: step by step, or as a whole.
//!
//! The one idea: reading step by step takes a terminal on both sides; everywhere else the text is printed.
//!
//! See it run: `netlab lesson 2`, `netlab lesson 2 | head`.

use std::process::ExitCode;

use crate::catalogue::Lang;
#[cfg(unix)]
use crate::cli::commands::lesson::list::finished;
use crate::cli::commands::lesson::list::{list, next};
use crate::cli::commands::lesson::page::{Layout, MAX_COLUMNS, Shown, page};
#[cfg(unix)]
use crate::cli::commands::lesson::words;
#[cfg(unix)]
use crate::cli::desk::failure::Act;
use crate::cli::desk::failure::{Failure, LessonFailure};
#[cfg(unix)]
use crate::cli::desk::runtime;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::{shelf, width};
use crate::lessons::{Lesson, Lessons, Progress, steps};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "N|NAME|list")]
    which: Option<String>,

    #[arg(long)]
    plain: bool,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<ExitCode, Failure> {
    let lessons = shelf::load(setting)?;
    let mut progress = shelf::progress(setting);
    let lesson = match args.which.as_deref() {
        Some("list") => {
            setting.print(&list(setting.lang, &lessons, &progress));
            return Ok(ExitCode::SUCCESS);
        }
        Some(word) => shelf::find(&lessons, word)?,
        None => next(&lessons, &progress),
    };
    let text = lesson.text.as_deref().ok_or(LessonFailure::NoText { number: lesson.number })?;
    let opened = progress.open(&lesson.slug);
    shelf::keep(&opened, &progress, setting);
    if args.plain || !read(lesson, &lessons, &mut progress, setting)? {
        setting.print(&whole(setting.lang, text, setting.printer.out_has_colour));
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads the lesson step by step; false where there is no terminal that could show it so.
#[cfg(unix)]
fn read(
    lesson: &Lesson,
    lessons: &Lessons,
    progress: &mut Progress,
    setting: &Setting,
) -> Result<bool, Failure> {
    use std::io;

    use crate::cli::commands::lesson::book::{Book, End, Mark};
    use crate::cli::commands::lesson::reader::Reader;
    use crate::cli::keyboard::screen::Screen;

    let cannot = |error: io::Error| Failure::of_system(Act::ReadStepByStep, &error);
    let Some(screen) = Screen::open(setting.printer.out_surface()).map_err(cannot)? else {
        return Ok(false);
    };
    let signals = setting.hear(screen.terminal())?;
    let book = Book::new(setting.lang, lesson, progress.answer(&lesson.slug));
    let n_steps = book.steps.len();
    let at = progress.step(&lesson.slug).unwrap_or(1).saturating_sub(1);
    let reader = Reader::new(book, at, setting.printer.out_surface().ground, shelf::place(lesson));
    let mut kept = Ok(());
    let mut note = |mark: Mark| {
        kept = match mark {
            Mark::Step(at) => progress.reach(&lesson.slug, at + 1),
            Mark::Answer(answer) => progress.predict(&lesson.slug, answer),
        }
    };
    let end = runtime::run(async { reader.read(&screen, signals, &mut note).await.map_err(cannot) });
    drop(screen);
    let end = end?;
    if end == End::Finished {
        kept = progress.finish(&lesson.slug);
    }
    shelf::keep(&kept, progress, setting);
    setting.print(&match end {
        End::Left(at) => {
            let number = lesson.number;
            let place = (at + 1, n_steps);
            let command = format!("netlab lesson {number}");
            format!("{}\n", words::left(setting.lang, number, place, &command))
        }
        End::Finished => finished(setting.lang, lesson, lessons),
    });
    Ok(true)
}

/// This system has no terminal that could be taken over.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "on other systems reading can fail")]
fn read(_: &Lesson, _: &Lessons, _: &mut Progress, _: &Setting) -> Result<bool, Failure> {
    Ok(false)
}

/// The whole text, drawn for the terminal that it goes to; where that is none, in 80 columns.
fn whole(lang: Lang, text: &str, has_colour: bool) -> String {
    let n_columns = width::of_output().unwrap_or(MAX_COLUMNS).min(MAX_COLUMNS);
    let layout = Layout::of(n_columns, 0, has_colour, (lang, ""));
    let pages = steps(text);
    let pages = pages.iter().map(|step| page(step, Shown::Sample, &[], &layout).lines.join("\n"));
    pages.collect::<Vec<_>>().join("\n\n") + "\n"
}
