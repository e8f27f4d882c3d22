//! The lessons: folders of text, built into the program or read from a directory.
//!
//! The one idea: a lesson is data. Whoever adds one adds a folder `NN-slug` with `lesson.toml`, a text
//! `README.md`, an exercise `exercise.toml`, or both, and touches no Rust; a teacher's own folder is read
//! with `--lessons DIR`.
//!
//! See it run: `netlab lesson list`.

mod about;
mod compare;
mod loader;
mod predict;
mod progress;
mod rows;
mod said;
mod step;
mod translation;

pub use about::About;
pub use compare::{Differences, differences};
pub use loader::{Lesson, LessonError, Lessons};
pub use predict::{ANSWER, Predict, Question, question};
pub use progress::{Progress, ProgressError};
pub use said::{Checked, Started};
pub use step::{Exchange, Part, Step, Terminal, exchanges, steps};
