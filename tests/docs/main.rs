//! The texts, held to what the program really does: every command shown in README.md and in the lessons
//! is run, and its output compared. `UPDATE_GOLDEN=1` rewrites what differs.
//!
//! A step whose outside program (nc, say) is missing is shown as skipped; with `CI=true` it fails.

mod chinese;
mod document;
mod laws;
mod lesson_laws;
mod lesson_parts;
mod seen;
mod shelf;

#[cfg(unix)]
mod compare;
#[cfg(unix)]
#[path = "../common/lease.rs"]
mod lease;
#[cfg(unix)]
mod place;
#[cfg(unix)]
mod program;
#[cfg(unix)]
mod shown;
#[cfg(unix)]
mod step;
#[cfg(unix)]
#[path = "../common/terminal.rs"]
mod terminal;
#[cfg(unix)]
mod update;

use libtest_mimic::{Arguments, Trial};

fn main() {
    let mut arguments = Arguments::from_args();
    // Programs that talk mostly wait, so many do at once.
    arguments.test_threads.get_or_insert(8);
    let mut trials: Vec<Trial> = laws::trials();
    trials.extend(lesson_laws::trials());
    trials.extend(lesson_parts::trials());
    trials.extend(chinese::trials());
    trials.extend(seen::trials());
    #[cfg(unix)]
    trials.extend(shown::trials());
    let conclusion = libtest_mimic::run(&arguments, trials);
    #[cfg(unix)]
    update::write_all(shelf::root());
    conclusion.exit();
}
