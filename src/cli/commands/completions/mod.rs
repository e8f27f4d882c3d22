//! `netlab completions`: what a shell needs to complete what is typed.
//!
//! The one idea: the script is small and knows nothing; at each Tab the shell asks netlab itself, so that lessons,
//! checks and words are always those of this very program.
//!
//! See it run: `netlab completions`, `netlab completions fish | cat`.

mod run;
mod words;

pub(crate) use run::{ASKED_BY, Args, run};
