//! netlab makes sockets visible: run programs on observed sockets, and be told what each socket did.
//!
//! For a program of your own: say `use netlab::net` where you said `use tokio::net`, and call
//! [`tell()`] once in `main`.
//!
//! The house has six floors, and imports go downward only (a test holds it):
//!
//! | floor | module | what is there |
//! |---|---|---|
//! | 6 | [`cli`] | the command line: arguments, terminal, signals, exit codes |
//! | 5 | [`check`] | the judge: exercises, their checks, their verdicts |
//! | 4 | [`chapters`] | the tutorial's programs, ordinary tokio |
//! |   | [`impair`] | links that break on purpose: rules, and relays for streams and datagrams |
//! |   | [`trace`] | events heard: told in words, or recorded to a file |
//! |   | [`ladder`] | events drawn: a line per socket, an arrow per byte range |
//! | 3 | [`net`] | observed sockets, drop-in for `tokio::net` |
//! |   | [`catalogue`] | every explanation |
//! | 2 | [`kernel`] | the kernel's own view of a socket |
//! |   | [`packet`] | a frame taken apart into layers, with names and byte ranges |
//! |   | [`lessons`] | the lessons' loader, and progress |
//! | 1 | [`event`] | what can happen to a socket |
//! |   | [`markdown`] | texts, drawn in rows of characters |
//! |   | [`terminal`] | width, wrapping, escaping |
//! |   | [`files`] | files that are whole or not there |

pub mod catalogue;
pub mod chapters;
pub mod check;
pub mod cli;
pub mod event;
pub mod files;
pub mod impair;
pub mod kernel;
pub mod ladder;
pub mod lessons;
pub mod markdown;
pub mod net;
pub mod packet;
pub mod terminal;
pub mod trace;

pub use cli::{Telling, tell};
