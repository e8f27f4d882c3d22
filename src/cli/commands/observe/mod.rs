//! `netlab observe`: somebody else's program, told, recorded and drawn.
//!
//! The one idea: the program is not changed and does not notice. It keeps its terminal, its output and its exit code; what
//! its sockets do is seen from outside, call by call.
//!
//! See it run: `netlab observe -- python3 -m http.server 8080`, and `curl http://127.0.0.1:8080`.

mod args;
#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
mod elsewhere;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod follow;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod wall;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod words;

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod trial;

pub(crate) use args::Args;
#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
pub(crate) use elsewhere::run;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub(crate) use follow::run;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub(crate) use trial::tried;
