//! `netlab man`: the manual, in a pager or in files.
//!
//! The one idea: the pages come from the definition of the command line and from the catalogue, so they tell what this
//! very program does.
//!
//! See it run: `netlab man`, `netlab man tcp-server`, `netlab man | head`.

mod run;
mod words;

pub(crate) use run::{Args, Source, run};
