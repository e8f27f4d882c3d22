//! Keeps all cores busy while it lives.

use std::process::{Child, Command};

pub(crate) struct Busy(Vec<Child>);

/// One process for each core that never waits.
pub(crate) fn cores() -> Busy {
    let n_cores = std::thread::available_parallelism().map_or(2, usize::from);
    let spin = || Command::new("sh").args(["-c", "while :; do :; done"]).spawn().expect("a shell");
    Busy((0..n_cores).map(|_| spin()).collect())
}

impl Drop for Busy {
    fn drop(&mut self) {
        for child in &mut self.0 {
            // Both fail only where it has ended.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
