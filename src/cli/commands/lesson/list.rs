//! All lessons, and how far somebody has come.
//!
//! The one idea: who comes back wants to know three things: what is done, what is begun, and what comes next. So
//! each lesson is one row, and all of them are seen at once.
//!
//! See it run: `netlab lesson list`.

use crate::catalogue::Lang;
use crate::cli::commands::lesson::list_words::{self as words, Standing};
use crate::cli::desk::width;
use crate::lessons::{Lesson, Lessons, Progress};
use crate::terminal::palette::{Ink, bold, quiet, sign};
use crate::terminal::{cut, width as columns_of, wrapped};

/// The list, and below it what is left.
pub(crate) fn list(lang: Lang, lessons: &Lessons, progress: &Progress) -> String {
    let n_columns = width::of_drawing().clamp(MIN_COLUMNS, MAX_COLUMNS);
    let n_dots = lessons.all().iter().map(|lesson| lesson.steps().len()).max().unwrap_or(0);
    let mut text = String::new();
    for lesson in lessons.all() {
        text += &format!("{}\n", row(lang, (lesson, progress), n_dots, n_columns).trim_end());
    }
    let minutes = |is_counted: &dyn Fn(&Lesson) -> bool| -> u32 {
        lessons.all().iter().filter(|lesson| is_counted(lesson)).map(|lesson| lesson.about.minutes).sum()
    };
    let all = minutes(&|_| true);
    let read = minutes(&|lesson| progress.has_read(&lesson.slug));
    text += &format!("\n{}\n", words::sum(lang, lessons.all().len(), all, read));
    text + &(wrapped(words::how_to_open(lang), n_columns, "") + "\n")
}

const MIN_COLUMNS: usize = 40;
const MAX_COLUMNS: usize = 100;

/// `✓  2  Listening: the kernel answers first   ●●●●●●●   ✓ passed`: a dot for each step. How long it takes stands
/// there until its exercise is done, so that every title has room.
fn row(lang: Lang, (lesson, progress): (&Lesson, &Progress), n_dots: usize, n_columns: usize) -> String {
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
    let has_passed = progress.has_passed(&lesson.slug);
    let minutes = || words::minutes(lang, lesson.about.minutes);
    let last = if has_passed { words::passed(lang).to_owned() } else { minutes() };
    let behind = format!("{dots:<n_dots$} {last}");
    let room = n_columns.saturating_sub(n_dots + N_OTHER_COLUMNS);
    let title = cut(&lesson.about.title, room);
    let gap = " ".repeat(room - columns_of(&title));
    format!("{mark} {:>2}  {}{gap}  {}", lesson.number, bold(&title), quiet(&behind))
}

/// Those of a row but title and dots: the mark, the number, the last word, and what stands between them.
const N_OTHER_COLUMNS: usize = 6 + 2 + 9;

/// Where one is and what is done, what comes next, and where that is kept: a row each, as a path is long.
pub(crate) fn progress(lang: Lang, lessons: &Lessons, progress: &Progress, kept_in: &str) -> String {
    let next = next(lessons, progress);
    let (number, title) = (next.number, &next.about.title);
    let standing = match begun(next, progress) {
        Some(step) => Standing::Within { number, step, n_steps: next.steps().len() },
        None if progress.last_opened().is_none() => Standing::Before,
        None if progress.has_read(&next.slug) => Standing::Behind,
        None => Standing::Between,
    };
    let n_read = lessons.readable().filter(|lesson| progress.has_read(&lesson.slug)).count();
    let n_passed = lessons.exercises().filter(|lesson| progress.has_passed(&lesson.slug)).count();
    let (n_lessons, n_exercises) = (lessons.readable().count(), lessons.exercises().count());
    let place = words::standing(lang, &standing, (n_read, n_lessons), (n_passed, n_exercises));
    let go_on = words::go_on(lang, &standing, &format!("netlab lesson {number}"), title);
    format!("{place}\n{go_on}\n{}\n", words::kept_in(lang, kept_in))
}

/// What is said behind the last step.
pub(super) fn finished(lang: Lang, lesson: &Lesson, lessons: &Lessons) -> String {
    let next = lessons.all().iter().find(|next| next.number > lesson.number);
    let next = match next {
        Some(next) => words::next_one(lang, &format!("netlab lesson {}", next.number), &next.about.title),
        None => words::was_the_last(lang, "netlab lesson list"),
    };
    format!("{}\n{next}\n", words::finished(lang, lesson.number))
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
