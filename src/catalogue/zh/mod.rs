//! The Chinese texts.
//!
//! The one idea: a language is one folder with these four files, each an exhaustive match onto
//! constants. A missing text does not compile, and a second language is one more folder.
//!
//! See it run: `netlab --lang zh-CN explain listening`.

pub(crate) mod details;
pub(crate) mod drawn;
pub(crate) mod error_words;
pub(crate) mod errors;
pub(crate) mod events;
pub(crate) mod fields;
#[cfg(feature = "cli")]
pub(crate) mod help;
pub(crate) mod live;
pub(super) mod numbers;
pub(crate) mod osi;
pub(crate) mod over;
mod rare_errors;
pub(crate) mod remarks;
pub(crate) mod rules;
pub(crate) mod short;
pub(crate) mod states;
pub(crate) mod terms;
pub(crate) mod tls;
pub(crate) mod told;
