//! The texts, held to what the program really does: every command shown in README.md and in the lessons
//! is run, and its output compared. `UPDATE_GOLDEN=1` rewrites what differs.
//!
//! A step whose outside program (nc, say) is missing is shown as skipped; with `CI=true` it fails.

mod document;
mod laws;
mod lesson_laws;

#[cfg(unix)]
mod compare;
#[cfg(unix)]
#[path = "../common/lease.rs"]
mod lease;
#[cfg(unix)]
mod place;
#[cfg(unix)]
mod shown;
#[cfg(unix)]
mod step;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod update;

use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Trial};

use crate::document::Document;

fn main() {
    let mut arguments = Arguments::from_args();
    // Programs that talk mostly wait, so many do at once.
    arguments.test_threads.get_or_insert(8);
    let mut trials: Vec<Trial> = laws::trials();
    trials.extend(lesson_laws::trials());
    #[cfg(unix)]
    trials.extend(shown::trials());
    let conclusion = libtest_mimic::run(&arguments, trials);
    #[cfg(unix)]
    update::write_all(root());
    conclusion.exit();
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All texts, the lessons' among them.
fn documents() -> Vec<Document> {
    let mut paths = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"].map(str::to_owned).to_vec();
    paths.extend(lessons().into_iter().map(|folder| format!("lessons/{folder}/README.md")));
    paths.iter().map(|path| Document::read(root(), path)).collect()
}

/// The lessons' folders, in their order.
fn lessons() -> Vec<String> {
    let entries = std::fs::read_dir(root().join("lessons")).expect("the lessons are there");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
        .iter()
        .filter_map(|path| path.file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}
