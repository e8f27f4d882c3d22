//! What it costs a program to be observed, beside strace tracing the same calls, and beside not being watched.
//!
//! The one idea: both stop the program at each of its calls on sockets, and that costs the same whoever does it. But files
//! are read by the same calls as sockets, and a program is not to pay for these. Time on busy cores says little, so
//! what is counted is the processor's: of the program and of whoever watches. The kinds take turns, so that what
//! disturbs one disturbs all. A program takes part in fewer rounds where they take long, and a row says in how many.
//!
//! See it run: `cargo bench --bench observe`, on Linux with strace, gcc, node and python3.

#[path = "../table/mod.rs"]
mod table;

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod course;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod turn;

use std::io;

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn main() -> io::Result<()> {
    table::print(&[])?;
    course::run()
}

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
fn main() -> io::Result<()> {
    table::print(&[
        table::Row::figure("observe", "needs Linux on x86-64".to_owned()).judged(String::new(), true)
    ])
}
