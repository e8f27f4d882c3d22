//! The lessons that were asked for, and how far their reader has come.
//!
//! The one idea: lessons are read, and progress is kept, in one way for every command. What cannot be kept is
//! said, and stops nobody from reading.
//!
//! See it run: `netlab --lessons lessons lesson list`, `NETLAB_HOME=/tmp/anew netlab progress`.

#[cfg(unix)]
use std::path::PathBuf;

use crate::cli::desk::failure::{Failure, LessonFailure, progress_words};
use crate::cli::desk::kept::progress_file;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::shell::quoted;
use crate::cli::desk::typed::folded;
use crate::cli::desk::words::{no_home, progress_is_not_kept, progress_is_unread};
use crate::lessons::{Lesson, Lessons, Progress, ProgressError};

/// The lessons that the options ask for.
pub(crate) fn load(setting: &Setting) -> Result<Lessons, Failure> {
    let loaded = setting.options.lessons.as_deref().map_or_else(Lessons::embedded, Lessons::from_dir);
    loaded
        .map(|lessons| lessons.in_lang(setting.lang))
        .map_err(|error| LessonFailure::NoLessons(error).into())
}

/// How far the reader has come; where that cannot be read, it is said, and nothing is lost.
pub(crate) fn progress(setting: &Setting) -> Progress {
    let Some(file) = progress_file() else {
        setting.notice(no_home(setting.lang));
        return Progress::default();
    };
    Progress::read(file.clone()).unwrap_or_else(|error| {
        setting.notice(&progress_is_unread(setting.lang, &progress_words(setting.lang, &error)));
        Progress::unread(file)
    })
}

/// Whether progress was kept. Where it was not, it is said, unless that is known already.
pub(crate) fn keep(kept: &Result<(), ProgressError>, progress: &Progress, setting: &Setting) -> bool {
    if let Err(error) = kept
        && !progress.is_unread()
    {
        setting.notice(&progress_is_not_kept(setting.lang, &progress_words(setting.lang, error)));
    }
    kept.is_ok() && progress.file().is_some()
}

/// The lesson with this number or name.
pub(crate) fn find<'a>(lessons: &'a Lessons, word: &str) -> Result<&'a Lesson, Failure> {
    lessons.find(&folded(word)).ok_or_else(|| LessonFailure::Unknown(word.to_owned()).into())
}

/// How netlab is called for these lessons, as a learner types it: `netlab`, or `netlab --lessons DIR`.
pub(crate) fn netlab(setting: &Setting) -> String {
    match &setting.options.lessons {
        Some(folder) => format!("netlab --lessons {}", quoted(folder)),
        None => "netlab".to_owned(),
    }
}

/// Where the commands of a lesson run: a folder of its own beside the progress, as some of them write
/// files that later ones read, perhaps on another day. Where there is none, it is the folder for
/// temporary files.
#[cfg(unix)]
pub(crate) fn place(lesson: &Lesson) -> PathBuf {
    let home = progress_file().and_then(|file| std::path::absolute(file).ok()?.parent().map(PathBuf::from));
    home.unwrap_or_else(|| std::env::temp_dir().join("netlab")).join("lessons").join(&lesson.slug)
}
