//! The kernel's queue of a datagram socket, as its table shows it.

use std::net::SocketAddr;
use std::thread::yield_now;
use std::time::{Duration, Instant};

/// Waits until nothing waits to be read by the socket at this address on 127.0.0.1; where the system has no
/// such table, it does not wait.
pub(crate) fn until_read(addr: SocketAddr) {
    let began = Instant::now();
    while let Ok(table) = std::fs::read_to_string("/proc/net/udp") {
        // While sockets come and go, a look at the table may miss one.
        if n_waiting(&table, addr) == Some(0) {
            return;
        }
        assert!(began.elapsed() < LIMIT, "nobody reads at {addr}:\n{table}");
        yield_now();
    }
}

/// Longer than anything here takes on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

/// Bytes that wait (`man 5 proc`, /proc/net/udp).
fn n_waiting(table: &str, addr: SocketAddr) -> Option<u64> {
    let local = format!("0100007F:{:04X}", addr.port());
    let line = table.lines().find(|line| line.split_whitespace().nth(1) == Some(&local))?;
    let (_, n_received) = line.split_whitespace().nth(4)?.split_once(':')?;
    u64::from_str_radix(n_received, 16).ok()
}
