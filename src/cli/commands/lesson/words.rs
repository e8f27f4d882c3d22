//! What the reader of lessons says by itself, beside the lesson's own text.
//!
//! The one idea: a sentence that a learner reads is one function of what it speaks of, so that it can be said
//! in another language as a whole.
//!
//! See it run: `netlab lesson 2`.

use crate::catalogue::Lang;
use crate::cli::desk::words::{in_lesson, no_lesson_yet};

/// Stands at commands that have not been run.
pub(super) const INVITATION: &str = "r runs it here";

/// Stands in the place of lines that came out when the text was written.
pub(super) fn folded_away(n_lines: usize) -> String {
    match n_lines {
        1 => "(e shows the line that we saw here)".to_owned(),
        n_lines => format!("(e shows the {n_lines} lines that we saw here)"),
    }
}

/// Stands above the last lines of a flood.
pub(super) fn left_out(n_lines: usize) -> String {
    format!("({n_lines} earlier lines are left out)")
}

/// Stands before a line that did not come out.
pub(super) const MISSING: &str = "we saw:";

/// How many lines that did not come out are not shown.
pub(super) fn more_missing(n_lines: usize) -> String {
    format!("and {n_lines} more that did not come here; e shows them")
}

/// Below what was run, where some of it is marked.
pub(super) const MARKED: &str = "≠ marks what differs from what we saw. Times and ports may differ.";

/// Below what was run, where its files are.
pub(super) fn files_are_in(place: &str) -> String {
    format!("The files of this lesson are in {place}")
}

/// Below the question, before it is answered.
pub(super) fn ask(n_answers: usize) -> String {
    format!("What do you think? Press a number from 1 to {n_answers}.")
}

/// Below the question, once it is answered.
pub(super) fn noted(answer: usize) -> String {
    format!("You say {answer}. You will see whether that is so. Another number changes it.")
}

/// What is said to an answer, in Markdown, once its reader has seen what happens.
pub(super) fn verdict(given: Option<(&str, bool)>, right: &str, reply: &str) -> String {
    match given {
        Some((answer, true)) => format!("✓ You said: \"{answer}\" {reply}"),
        Some((answer, false)) => format!("✗ You said: \"{answer}\" {reply}"),
        None => format!("The answer is: \"{right}\" {reply}"),
    }
}

/// What was copied, of several terminals.
pub(super) fn copied(n_commands: usize, number: Option<u32>, next: Option<u32>) -> String {
    let what = match n_commands {
        1 => "its command".to_owned(),
        n_commands => format!("its {n_commands} commands"),
    };
    match (number, next) {
        (Some(number), Some(next)) => {
            format!("Terminal {number}: {what} copied, if your terminal allows it. c again: terminal {next}.")
        }
        _ => format!("Copied {what}, if your terminal allows it."),
    }
}

pub(super) const NOTHING_TO_COPY: &str = "This step has no command to copy.";
pub(super) const NOTHING_TO_RUN: &str = "This step has no command to run; Enter goes on.";
pub(super) const NOTHING_TO_SHOW: &str = "This step has nothing to show; Enter goes on.";
pub(super) const NOTHING_TOLD: &str = "No event is told on this page now; / explains a word.";
pub(super) const NOTHING_RUNS: &str = "Nothing is running here; q quits.";
pub(super) const NO_FOLDER: &str = "No folder to run it in can be made; is the disk full?";
pub(super) const ANY_KEY: &str = "Any key goes back to the lesson.";
/// The same where not all of it is seen.
pub(super) const ARROWS_OR_ANY_KEY: &str = "↑ ↓ PgUp PgDn scroll; any other key goes back to the lesson.";

/// No step has this number.
pub(super) fn no_step(typed: &str, n_steps: usize) -> String {
    format!("There is no step {typed}: they go from 1 to {n_steps}.")
}

/// The catalogue does not know a word, and these come near it.
pub(super) fn unknown_word(typed: &str, near: &[&str]) -> String {
    match near {
        [] => format!("No explanation of \"{typed}\"."),
        near => format!("No explanation of \"{typed}\". Near it: {}.", near.join(", ")),
    }
}

/// Before what is typed at the foot.
pub(super) fn ask_for_step(n_steps: usize) -> String {
    format!("Go to step (1 to {n_steps}): ")
}

/// Before what is typed at the foot.
pub(super) const ASK_FOR_WORD: &str = "Explain (a word, then Enter): ";

/// Above the explanations of events.
pub(super) const TOLD: &str = "What is told on this page";

/// Above the list of steps.
pub(super) const STEPS: &str = "Steps of this lesson";

/// Before the folder in the list of keys.
pub(super) const FOLDER: &str = "What is run here runs in this folder:";

/// All keys.
pub(super) const KEYS: &str = "\
## Keys

| key | what it does |
|---|---|
| Enter, space | further down, then to the next step |
| n →, b ← | the next step, the step before |
| 1 2 3 | answer the question of Predict |
| r | run the commands of this step, here |
| e | what we saw when we ran them |
| c | copy the commands of this step |
| Ctrl-C | end what runs |
| ↑ ↓ PgUp PgDn | scroll |
| g | go to a step |
| / | explain a word |
| x | explain the events told on this page |
| q | quit; next time you go on from here |

What is started here is ended when you leave the step.
";

/// Above the text, in bold: which lesson this is.
pub(super) fn lesson(number: u32) -> String {
    format!("Lesson {number}")
}

/// At the head: where one is.
pub(super) fn place(step: usize, n_steps: usize) -> String {
    format!("{step} of {n_steps}")
}

/// Behind the reading, which stopped at this step.
pub(super) fn left(number: u32, step: usize, n_steps: usize, command: &str) -> String {
    format!("Lesson {number}, step {step} of {n_steps}. To go on from here: {command}")
}

/// Behind the last step.
pub(super) fn finished(number: u32) -> String {
    format!("You have read lesson {number} to its end. Its exercise is in the section Build.")
}

/// Behind the last step: what comes next.
pub(super) fn next_one(command: &str, title: &str) -> String {
    format!("The next one: {command}   {title}")
}

/// Behind the last step of the last lesson.
pub(super) fn was_the_last(list_command: &str) -> String {
    format!("It was the last one. All of them: {list_command}")
}

/// Below the list: how many lessons, and how long they take, in all and as far as they were read.
pub(super) fn sum(n_lessons: usize, minutes: u32, minutes_read: u32) -> String {
    let (all, read) = (time(minutes), time(minutes_read));
    match n_lessons {
        1 => format!("1 lesson, {all}; read to the end: {read}."),
        n => format!("{n} lessons, {all}; read to the end: {read}."),
    }
}

/// Below the list: the commands that open a lesson.
pub(super) const fn how_to_open() -> &'static str {
    "netlab lesson N opens one; netlab lesson goes on where you were."
}

/// In a row of the list: how long it takes.
pub(super) fn minutes(minutes: u32) -> String {
    format!("{minutes:>3} min")
}

/// In a row of the list: the exercise is done.
pub(super) const fn passed() -> &'static str {
    "✓ passed"
}

/// Where a reader stands, and what the next lesson is to him.
pub(super) enum Standing<'a> {
    /// In a lesson.
    Within { number: u32, step: usize, n_steps: usize, title: &'a str },
    /// Before the first.
    Before,
    /// Between two.
    Between,
    /// Behind the last.
    Behind,
}

/// Where a reader stands, and the command that goes on from there.
pub(super) fn standing(standing: &Standing<'_>, command: &str, title: &str) -> String {
    match standing {
        Standing::Within { number, step, n_steps, title: within } => {
            let place = in_lesson(Lang::English, (*number, within), *step, *n_steps);
            format!("{place}\nTo go on: {command}   {title}")
        }
        Standing::Before => {
            format!("{}\nTo begin: {command}   {title}", no_lesson_yet(Lang::English))
        }
        Standing::Between => format!("You are between two lessons.\nTo begin: {command}   {title}"),
        Standing::Behind => format!("You have opened every lesson.\nTo look again: {command}   {title}"),
    }
}

/// How much was read and passed, of how many.
pub(super) fn read_and_passed(read: (usize, usize), passed: (usize, usize)) -> String {
    let ((n_read, n_lessons), (n_passed, n_exercises)) = (read, passed);
    format!("Read: {n_read} of {n_lessons} lessons; passed: {n_passed} of {n_exercises} exercises")
}

/// The file of progress: at the start of a row of its own, as its path is long.
pub(super) fn kept_in(place: &str) -> String {
    format!("Kept in {place}")
}

/// `25 min`, `1 h 15 min`.
fn time(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// The name of a terminal below its line across; there may be one alone.
pub(super) fn terminal(number: Option<u32>) -> String {
    match number {
        Some(number) => format!("terminal {number}"),
        None => "terminal".to_owned(),
    }
}

/// What a key does, at the foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Does {
    Sample,
    End,
    GoOn,
    Answer,
    Run,
    RunAgain,
    Explain,
    EndWhatRuns,
    Quit,
    Back,
    Keys,
}

/// What a key does, in a word or two.
pub(super) const fn does(what: Does) -> &'static str {
    match what {
        Does::Sample => "what we saw",
        Does::End => "end",
        Does::GoOn => "go on",
        Does::Answer => "answer",
        Does::Run => "run",
        Does::RunAgain => "run again",
        Does::Explain => "explain",
        Does::EndWhatRuns => "end what runs",
        Does::Quit => "quit",
        Does::Back => "back",
        Does::Keys => "keys",
    }
}

/// What Enter does where rows are below.
pub(super) fn more_below(n_rows: usize) -> String {
    format!("more ({n_rows} ▼)")
}

/// A program was ended with its step.
pub(super) const fn ended_with_step() -> &'static str {
    "ended with this step"
}

/// A program could not be started, and why.
pub(super) fn not_started(why: &str) -> String {
    format!("could not be started: {why}")
}

/// A program has ended, and nothing else is to be said of it.
pub(super) const fn ended() -> &'static str {
    "ended"
}

/// A program was ended by the key.
pub(super) const fn ended_by_ctrl_c() -> &'static str {
    "ended by Ctrl-C"
}

/// A program has ended with a code that is not 0.
pub(super) fn ended_with_code(code: i32) -> String {
    format!("ended, exit code {code}")
}

/// A program was ended by a signal.
pub(super) fn ended_by_signal(signal: i32) -> String {
    format!("ended by signal {signal}")
}
