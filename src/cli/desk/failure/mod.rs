//! A command that could not do its work: what happened as facts, and the words for it.
//!
//! The one idea: whoever fails says what is so, and nothing else: `facts.rs` lists all that can be. The words
//! are made in one place (`words/`) at the moment when they are written, so that another language is another
//! folder. An error names the act and its object; a hint gives the usual cause and the next command to type.
//!
//! See it run: `netlab tcp-client 127.0.0.1:1; echo $?`.

mod cause;
mod facts;
mod inquiry;
mod report;
mod words;

pub(crate) use cause::words;
#[cfg(feature = "tls")]
pub(crate) use facts::NoAuthority;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub(crate) use facts::Wall;
pub(crate) use facts::{
    Act, Clash, EngineFailure, Failure, FileFailure, INTERRUPTED, Lack, Leads, LessonFailure, LiveFailure,
    NO, NOT_ASKED, ObservedFailure, PlaceFailure, RequestFailure, TlsTrouble, UsageFailure, Way, WhyNoValue,
    Wish, Wrong,
};
pub(crate) use words::progress as progress_words;
