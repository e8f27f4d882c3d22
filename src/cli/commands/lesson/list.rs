//! All lessons, and how far somebody has come.
//!
//! The one idea: who comes back wants to know three things: what is done, what is begun, and what comes next. So
//! each lesson is one row, and all of them are seen at once.
//!
//! See it run: `netlab lesson list`.

use crate::cli::desk::width;
use crate::lessons::{Lesson, Lessons, Progress};
use crate::terminal::palette::{Ink, bold, quiet, sign};
use crate::terminal::{cut, width as columns_of, wrapped};

/// The list, and below it what is left.
pub(crate) fn list(lessons: &Lessons, progress: &Progress) -> String {
    let n_columns = width::of_drawing().clamp(MIN_COLUMNS, MAX_COLUMNS);
    let n_dots = lessons.all().iter().map(|lesson| lesson.steps().len()).max().unwrap_or(0);
    let mut text = String::new();
    for lesson in lessons.all() {
        text += &format!("{}\n", row(lesson, progress, n_dots, n_columns).trim_end());
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
    text += &format!("\n{n_lessons}, {}; read to the end: {}.\n", time(all), time(read));
    text + &(wrapped("netlab lesson N opens one; netlab lesson goes on where you were.", n_columns, "")
        + "\n")
}

const MIN_COLUMNS: usize = 40;
const MAX_COLUMNS: usize = 100;

/// `✓  2  Listening: the kernel answers first   ●●●●○○○○   55 min  ✓ passed`: a dot for each step.
fn row(lesson: &Lesson, progress: &Progress, n_dots: usize, n_columns: usize) -> String {
    let mark = match state(lesson, progress) {
        State::Read => sign(Ink::Data, "✓"),
        State::Begun => bold("▸"),
        State::Opened => "·".to_owned(),
        State::New => " ".to_owned(),
    };
    let n_steps = lesson.steps().len();
    let n_read = match (begun(lesson, progress), progress.has_read(&lesson.slug)) {
        (Some(step), _) => step,
        (None, true) => n_steps,
        (None, false) => 0,
    };
    let dots = format!("{}{}", "●".repeat(n_read), "○".repeat(n_steps - n_read));
    let passed = if progress.has_passed(&lesson.slug) { "✓ passed" } else { "" };
    let behind = format!("{dots:<n_dots$} {:>3} min  {passed}", lesson.about.minutes).trim_end().to_owned();
    let room = n_columns.saturating_sub(n_dots + 26);
    let title = cut(&lesson.about.title, room);
    let gap = " ".repeat(room - columns_of(&title));
    format!("{mark} {:>2}  {}{gap}  {}", lesson.number, bold(&title), quiet(&behind))
}

/// Where one is, what comes next, and what is done: a row each.
pub(crate) fn progress(lessons: &Lessons, progress: &Progress, kept_in: &str) -> String {
    let next = next(lessons, progress);
    let title = &next.about.title;
    let (place, act) = match begun(next, progress) {
        Some(step) => {
            let n_steps = next.steps().len();
            (format!("You are in lesson {}, at step {step} of {n_steps}: {title}", next.number), "go on")
        }
        None if progress.last_opened().is_none() => ("You have not opened a lesson yet.".to_owned(), "begin"),
        None if progress.has_read(&next.slug) => ("You have opened every lesson.".to_owned(), "look again"),
        None => ("You are between two lessons.".to_owned(), "begin"),
    };
    let n_read = lessons.readable().filter(|lesson| progress.has_read(&lesson.slug)).count();
    let n_passed = lessons.exercises().filter(|lesson| progress.has_passed(&lesson.slug)).count();
    let (n_lessons, n_exercises) = (lessons.readable().count(), lessons.exercises().count());
    format!(
        "{place}\nTo {act}: netlab lesson {}   {title}\nRead: {n_read} of {n_lessons} lessons; passed: {n_passed} of \
         {n_exercises} exercises; kept in {kept_in}\n",
        next.number
    )
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
    /// Being read.
    Begun,
    Read,
}

fn state(lesson: &Lesson, progress: &Progress) -> State {
    match begun(lesson, progress) {
        _ if progress.has_read(&lesson.slug) => State::Read,
        Some(_) => State::Begun,
        None if progress.has_opened(&lesson.slug) => State::Opened,
        None => State::New,
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
