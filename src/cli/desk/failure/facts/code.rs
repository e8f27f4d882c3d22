//! What a process ends with.
//!
//! The one idea: 1 is an answer, and the answer is no; 2 says that nothing was answered.
//!
//! See it run: `netlab tcp-client 127.0.0.1:1; echo $?`.

/// The answer is no.
pub(crate) const NO: u8 = 1;
/// The question could not be asked.
pub(crate) const NOT_ASKED: u8 = 2;
/// Cut short by Ctrl-C, as shells report it: 128 + SIGINT.
pub(crate) const INTERRUPTED: u8 = 130;
