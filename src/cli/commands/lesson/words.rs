//! What the reader of lessons says by itself, beside the lesson's own text.
//!
//! The one idea: a sentence that a learner reads is one function of what it speaks of, so that it can be said
//! in another language as a whole.
//!
//! See it run: `netlab lesson 2`.

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
