//! The place in the lessons, and the next command.
//!
//! The one idea: both are read from the learner's own progress; nothing is asked.
//!
//! See it run: `netlab`.

use std::process::ExitCode;

use colored::Colorize;

use crate::cli::commands::lesson;
use crate::cli::commands::welcome::words;
use crate::cli::desk::failure::Failure;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::shelf;
use crate::cli::desk::words::{in_lesson, lesson_list, no_lesson_yet};
use crate::lessons::Lesson;
use crate::terminal;

pub(crate) fn run(setting: &Setting) -> Result<ExitCode, Failure> {
    let lang = setting.lang;
    let lessons = shelf::load(setting)?;
    let progress = shelf::progress(setting);
    let n_opened = lessons.readable().filter(|lesson| progress.has_opened(&lesson.slug)).count();
    let n_lessons = lessons.readable().count();
    let next = lesson::next(&lessons, &progress);
    let mut text = format!("{}\n\n", words::what_netlab_is(lang));
    let last = progress.last_opened().and_then(|slug| lessons.find(slug));
    let step = last.and_then(|last| lesson::begun(last, &progress));
    let place = match (last, step) {
        (None, _) => no_lesson_yet(lang).to_owned(),
        (Some(last), Some(step)) => {
            in_lesson(lang, (last.number, &last.about.title), step, last.steps().len())
        }
        (Some(last), None) => {
            words::between_lessons(lang, n_opened, n_lessons, (last.number, &last.about.title))
        }
    };
    text += &format!("{}\n", terminal::wrapped(&place, 80, ""));
    let n_exercises = lessons.exercises().count();
    let n_passed = lessons.exercises().filter(|lesson| progress.has_passed(&lesson.slug)).count();
    if n_exercises > 0 {
        text += &format!("{}\n", words::passed(lang, n_passed, n_exercises));
    }
    text += &format!("\n{}\n", words::what_next(lang));
    let mut say =
        |command: &str, what: &str| text += &format!("  {} {what}\n", format!("{command:<20}").bold());
    if lesson::begun(next, &progress).is_some() {
        say(&format!("netlab lesson {}", next.number), words::go_on(lang));
    } else if n_opened < n_lessons {
        say(&format!("netlab lesson {}", next.number), &next.about.title);
    }
    // The exercise of the lesson that one is in or has read last; else the first that is left.
    let is_left = |lesson: &&Lesson| lesson.exercise.is_some() && !progress.has_passed(&lesson.slug);
    if let Some(exercise) = last.filter(is_left).or_else(|| lessons.exercises().find(is_left)) {
        let n = exercise.number;
        say(&format!("netlab start {n}"), &words::write_a_program(lang, n, &format!("netlab check {n}")));
    }
    say("netlab tour", words::tour(lang));
    say("netlab lesson list", lesson_list(lang));
    say("netlab help", words::help(lang));
    setting.print(&text);
    Ok(ExitCode::SUCCESS)
}
