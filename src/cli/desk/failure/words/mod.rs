//! Failures in words.
//!
//! The one idea: every sentence that is said of a failure stands in this folder, in each language beside the other,
//! made by one function from the facts alone.

mod address;
pub(super) mod cause;
mod engine;
mod exercise;
mod file;
mod form;
mod lesson;
mod live;
mod observed;
mod place;
mod place_hint;
mod request;
mod rule;
mod scenario;
mod system;
mod tls;
mod toml_file;
mod usage;
mod value;

use crate::catalogue::Lang;
use crate::cli::desk::failure::facts::Failure;

pub(super) use form::Words;
pub(crate) use lesson::progress;

/// A failure in words.
pub(super) fn words_of(lang: Lang, failure: &Failure) -> Words {
    match failure {
        Failure::System { act, cause } => system::cannot(lang, act, cause),
        Failure::Thread(cause) => system::no_thread(lang, cause),
        Failure::Place(failure) => place::words_of(lang, failure),
        Failure::Engine(failure) => engine::words_of(lang, failure),
        Failure::Lesson(failure) => lesson::words_of(lang, failure),
        Failure::File(failure) => file::words_of(lang, failure),
        Failure::Live(failure) => live::words_of(lang, failure),
        Failure::Observed(failure) => observed::words_of(lang, failure),
        Failure::Tls(failure) => tls::words_of(lang, failure),
        Failure::Usage(failure) => usage::words_of(lang, failure),
        Failure::Request(failure) => request::words_of(lang, failure),
    }
}
