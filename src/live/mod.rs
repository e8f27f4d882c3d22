//! A page in the browser on which events appear as they happen.
//!
//! The one idea: what the page gets are the very lines of a trace, each with a number and the number of its record. The
//! page joins and draws them itself; so a browser that is slow, or gone, or one of two, costs a place in a ring and no
//! more.
//!
//! See it run: `netlab live`, and `netlab tour` in another terminal.

mod files;
mod guard;
mod lines;
mod page;
#[cfg(unix)]
mod programs;
mod ring;
mod served;
mod server;
mod shown;
mod told;

pub use files::follow;
pub use guard::Guard;
#[cfg(unix)]
pub use programs::programs;
pub use ring::{Limits, Piece, Ring};
pub use server::serve;
pub use shown::Shown;
