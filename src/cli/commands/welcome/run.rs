//! The place in the lessons, and the next command.
//!
//! The one idea: both are read from the learner's own progress; nothing is asked.
//!
//! See it run: `netlab`.

use std::process::ExitCode;

use colored::Colorize;

use crate::cli::commands::lesson;
use crate::cli::desk::failure::Failure;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::shelf;
use crate::lessons::Lesson;
use crate::terminal;

pub(crate) fn run(setting: &Setting) -> Result<ExitCode, Failure> {
    let lessons = shelf::load(setting)?;
    let progress = shelf::progress(setting);
    let n_opened = lessons.readable().filter(|lesson| progress.has_opened(&lesson.slug)).count();
    let n_lessons = lessons.readable().count();
    let next = lesson::next(&lessons, &progress);
    let mut text = "netlab: learn network programming by seeing what your sockets do.\n\n".to_owned();
    let last = progress.last_opened().and_then(|slug| lessons.find(slug));
    let step = last.and_then(|last| lesson::begun(last, &progress));
    let place = match (last, step) {
        (None, _) => "You have not opened a lesson yet.\n".to_owned(),
        (Some(last), Some(step)) => {
            let n_steps = last.steps().len();
            format!("You are in lesson {}, at step {step} of {n_steps}: {}\n", last.number, last.about.title)
        }
        (Some(last), None) => format!(
            "You have opened {n_opened} of {n_lessons} lessons, the last one: {}. {}\n",
            last.number, last.about.title
        ),
    };
    text += &format!("{}\n", terminal::wrapped(place.trim_end(), 80, ""));
    let n_exercises = lessons.exercises().count();
    let n_passed = lessons.exercises().filter(|lesson| progress.has_passed(&lesson.slug)).count();
    if n_exercises > 0 {
        text += &format!("You have passed {n_passed} of {n_exercises} exercises.\n");
    }
    text += "\nWhat to do next:\n";
    let mut say =
        |command: &str, what: &str| text += &format!("  {} {what}\n", format!("{command:<20}").bold());
    if lesson::begun(next, &progress).is_some() {
        say(&format!("netlab lesson {}", next.number), "go on where you were");
    } else if n_opened < n_lessons {
        say(&format!("netlab lesson {}", next.number), &next.about.title);
    }
    // The exercise of the lesson that one is in or has read last; else the first that is left.
    let is_left = |lesson: &&Lesson| lesson.exercise.is_some() && !progress.has_passed(&lesson.slug);
    if let Some(exercise) = last.filter(is_left).or_else(|| lessons.exercises().find(is_left)) {
        let n = exercise.number;
        say(
            &format!("netlab start {n}"),
            &format!("exercise {n}: write a program; netlab check {n} judges it"),
        );
    }
    say("netlab tour", "a server and a client greet each other, told and drawn");
    say("netlab lesson list", "all lessons, and how far you are");
    say("netlab help", "all commands");
    setting.print(&text);
    Ok(ExitCode::SUCCESS)
}
