//! All lessons, and how far somebody has come.
//!
//! The one idea: who comes back wants to know three things: what is done, what is begun, and how long
//! the rest takes.
//!
//! See it run: `netlab lesson list`.

use colored::Colorize;

use crate::lessons::{Lesson, Lessons, Progress};
use crate::terminal;
use crate::terminal::palette::{self, Ink};

/// The list, and below it what is left.
pub(crate) fn list(lessons: &Lessons, progress: &Progress) -> String {
    let mut text = String::new();
    for lesson in lessons.all() {
        let mark = match state(lesson, progress) {
            State::Read => palette::sign(Ink::Data, "✓"),
            State::Begun(_) => palette::sign(Ink::Opening, "▸"),
            State::Opened => "·".to_owned(),
            State::New => " ".to_owned(),
        };
        let number = format!("{:>2}", lesson.number);
        let name = format!("{:<16} {:>3} min", lesson.slug, lesson.about.minutes);
        let passed = if progress.has_passed(&lesson.slug) { "exercise passed" } else { "" };
        let words = [words(lesson, progress), passed.to_owned()].join("  ");
        let head = format!("{mark} {number}  {name}  {}", words.trim());
        text += &format!("{}\n", head.trim_end());
        text += &format!("      {}\n", lesson.about.title.bold());
        text += &format!("{}\n\n", terminal::wrapped(&lesson.about.summary, 80, "      ").dimmed());
    }
    let minutes = |is_counted: &dyn Fn(&Lesson) -> bool| -> u32 {
        lessons.all().iter().filter(|lesson| is_counted(lesson)).map(|lesson| lesson.about.minutes).sum()
    };
    let all = minutes(&|_| true);
    let read = minutes(&|lesson| progress.has_read(&lesson.slug));
    let n_lessons = match lessons.all().len() {
        1 => "1 lesson".to_owned(),
        n_lessons => format!("{n_lessons} lessons"),
    };
    text += &format!("{n_lessons}, {}; read to the end: {}.\n", time(all), time(read));
    text + "netlab lesson N opens one; netlab lesson goes on where you were.\n"
}

/// What is said behind the last step.
pub(super) fn finished(lesson: &Lesson, lessons: &Lessons) -> String {
    let next = lessons.all().iter().find(|next| next.number > lesson.number);
    let next = next.map_or("It was the last one. All of them: netlab lesson list".to_owned(), |next| {
        format!("The next one: netlab lesson {}   {}", next.number, next.about.title)
    });
    format!(
        "You have read lesson {} to its end. Its exercise is in the section Build.\n{next}\n",
        lesson.number
    )
}

/// The step, from 1, at which its reading stands; `None` where it is not being read. Whoever looks into a
/// lesson again that he has read is in it from its second step on.
pub(crate) fn begun(lesson: &Lesson, progress: &Progress) -> Option<usize> {
    let step = progress.step(&lesson.slug)?.min(lesson.steps().len());
    (step > 1 || !progress.has_read(&lesson.slug)).then_some(step)
}

/// The lesson whose reading stopped last, or else the first with a text that was not opened yet, or else
/// the last.
pub(crate) fn next<'a>(lessons: &'a Lessons, progress: &Progress) -> &'a Lesson {
    let last_opened = progress.last_opened().and_then(|slug| lessons.find(slug));
    let begun = last_opened.filter(|lesson| begun(lesson, progress).is_some());
    let unopened = lessons.readable().find(|lesson| !progress.has_opened(&lesson.slug));
    let last = lessons.readable().last().or(lessons.all().last());
    begun.or(unopened).or(last).expect("there is at least one lesson")
}

enum State {
    New,
    /// Opened, and printed as a whole.
    Opened,
    /// The step, from 1.
    Begun(usize),
    Read,
}

fn state(lesson: &Lesson, progress: &Progress) -> State {
    match begun(lesson, progress) {
        _ if progress.has_read(&lesson.slug) => State::Read,
        Some(step) => State::Begun(step),
        None if progress.has_opened(&lesson.slug) => State::Opened,
        None => State::New,
    }
}

fn words(lesson: &Lesson, progress: &Progress) -> String {
    match state(lesson, progress) {
        State::Read => match begun(lesson, progress) {
            Some(step) => format!("read; now at step {step} of {}", lesson.steps().len()),
            None => "read".to_owned(),
        },
        State::Begun(step) => format!("step {step} of {}", lesson.steps().len()),
        State::Opened => "opened".to_owned(),
        State::New => String::new(),
    }
}

/// `25 min`, `1 h 15 min`.
fn time(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
