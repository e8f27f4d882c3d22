//! What is said of lessons, exercises and progress.

use crate::catalogue::Lang;
use crate::check::ExerciseError;
use crate::cli::desk::failure::cause::words as system_words;
use crate::cli::desk::failure::facts::LessonFailure;
use crate::cli::desk::failure::words::form::Words;
use crate::cli::desk::failure::words::{exercise, toml_file};
use crate::cli::desk::shell::quoted;
use crate::lessons::{LessonError, ProgressError};
use crate::terminal::escaped_path;

pub(super) fn words_of(lang: Lang, failure: &LessonFailure) -> Words {
    let hint = |text: &str| Some(text.to_owned());
    let (message, hint) = match failure {
        LessonFailure::NoLessons(error) => (
            no_lessons(lang, error),
            hint("without --lessons you get the lessons of netlab itself: netlab lesson list"),
        ),
        LessonFailure::Unknown(word) => {
            (format!("there is no lesson {word:?}"), hint("see them all: netlab lesson list"))
        }
        LessonFailure::NoText { number } => (
            format!("lesson {number} has no text yet"),
            Some(format!("its exercise is there: netlab start {number}")),
        ),
        LessonFailure::NoExercise { number } => {
            (format!("lesson {number} has no exercise"), hint("see which have one: netlab lesson list"))
        }
        LessonFailure::NotUnderstood { number, slug, error } => not_understood(*number, slug, error),
        LessonFailure::NoStarter { number, language } => (
            format!("lesson {number} has no starter in {language}"),
            Some(format!("write it from scratch, in any language: netlab check {number} -- COMMAND")),
        ),
        LessonFailure::NoSolution { number, language } => (
            format!("lesson {number} has no solution in {language}"),
            hint("see which exercises there are: netlab lesson list"),
        ),
        LessonFailure::NotPassed { number, slug } => (
            format!("your program has not passed {slug} yet"),
            Some(format!(
                "check it: netlab check {number} -- COMMAND; to see the solution all the same: netlab solution \
                 {number} --anyway"
            )),
        ),
        LessonFailure::NoCheck { slug, id, ids } => {
            (format!("{slug} has no check {id:?}"), Some(format!("its checks are {}", ids.join(", "))))
        }
        LessonFailure::NoProgram { number, ready } => no_program(*number, ready.as_deref()),
        LessonFailure::FolderGone { number, folder } => (
            format!("the folder of the last time is gone: {}", escaped_path(folder)),
            Some(format!("name the program anew: netlab check {number} -- COMMAND")),
        ),
        LessonFailure::NoPseudoTerminal => (
            "a check runs the program in a pseudo-terminal, as Unix has".to_owned(),
            hint("run it on Linux or macOS; on Windows inside WSL"),
        ),
        LessonFailure::ProgressIsNowhere => {
            ("progress is kept nowhere, so there is nothing to forget".to_owned(), None)
        }
        LessonFailure::ProgressNotChanged(error) => {
            (format!("progress is not changed: {}", progress(lang, error)), Some(progress_hint(error)))
        }
    };
    Words { message, hint }
}

fn no_program(number: u32, ready: Option<&str>) -> (String, Option<String>) {
    let begin =
        || format!("begin one: netlab start {number}; or name yours: netlab check {number} -- COMMAND");
    (
        format!("no program is named, and none was checked against exercise {number} before"),
        Some(ready.map_or_else(begin, str::to_owned)),
    )
}

fn not_understood(
    number: u32,
    slug: &str,
    ExerciseError { line, flaw }: &ExerciseError,
) -> (String, Option<String>) {
    let message = format!("{number:02}-{slug}/exercise.toml, line {line}: {}", exercise::words_of(flaw));
    (message, exercise::hint(flaw))
}

fn no_lessons(lang: Lang, error: &LessonError) -> String {
    match error {
        LessonError::Io { path, source } => {
            format!("no lessons: cannot read {}: {}", escaped_path(path), system_words(lang, source))
        }
        LessonError::Missing { folder, file } => format!("no lessons: {folder} has no {file}"),
        LessonError::About { folder, mistake } => {
            let said = toml_file::words_of(&mistake.flaw);
            format!("no lessons: {folder}/lesson.toml, line {}: {said}", mistake.line)
        }
        LessonError::Predict { folder, predict, n_answers } => format!(
            "no lessons: {folder}/lesson.toml: [predict] has {} replies, of which {} is right, but the first section of \
             README.md counts {n_answers} answers",
            predict.replies.len(),
            predict.right
        ),
        LessonError::None { dir: Some(dir) } => {
            format!("no lessons: {} has none: expected folders named like 01-layers", escaped_path(dir))
        }
        LessonError::None { dir: None } => "no lessons: none was built into this program".to_owned(),
    }
}

/// Why progress was not read or kept.
pub(crate) fn progress(lang: Lang, error: &ProgressError) -> String {
    match error {
        ProgressError::Io { path, source } => {
            format!("{}: {}", escaped_path(path), system_words(lang, source))
        }
        ProgressError::Format { path, mistake } => {
            format!("{}, line {}: {}", escaped_path(path), mistake.line, toml_file::words_of(&mistake.flaw))
        }
    }
}

fn progress_hint(error: &ProgressError) -> String {
    match error {
        ProgressError::Format { path, .. } => format!(
            "it may hold what you want to keep: correct it with an editor, or remove it: rm {}",
            quoted(path)
        ),
        ProgressError::Io { .. } => {
            "is its disk full, or its folder not yours? NETLAB_HOME can name another folder".to_owned()
        }
    }
}
