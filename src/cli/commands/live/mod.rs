//! `netlab live`: a page in the browser on which events appear as they happen.
//!
//! The one idea: the page is served to this user alone, by a secret that stands in no command line; programs that are
//! started later find the way to it by themselves.
//!
//! See it run: `netlab live`, and `netlab tour` in another terminal.

mod browser;
mod run;
mod words;

pub(crate) use run::{Args, run};
