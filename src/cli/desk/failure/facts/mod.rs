//! All that can keep a command from its work, as facts.
//!
//! The one idea: each list is one that a translator goes through from top to bottom; `words/` has a file for
//! each of them.

mod code;
mod engine;
mod failure;
mod file;
mod lesson;
mod live;
mod observed;
mod place;
mod request;
mod tls;
mod usage;

pub(crate) use code::{INTERRUPTED, NO, NOT_ASKED};
pub(crate) use engine::EngineFailure;
pub(crate) use failure::{Act, Failure};
pub(crate) use file::FileFailure;
pub(crate) use lesson::LessonFailure;
pub(crate) use live::LiveFailure;
pub(crate) use observed::{ObservedFailure, Wall};
pub(crate) use place::{PlaceFailure, Wish};
pub(crate) use request::{Clash, Lack, Leads, RequestFailure};
pub(crate) use tls::{NoAuthority, TlsTrouble};
pub(crate) use usage::{UsageFailure, Way, WhyNoValue, Wrong};
