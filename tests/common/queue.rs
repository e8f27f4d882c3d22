//! The kernel's queue of a datagram socket, as its table shows it.

use std::net::SocketAddr;
use std::thread::yield_now;

/// Waits until nothing waits to be read by the socket at this address on 127.0.0.1; where the system has no
/// such table, it does not wait.
pub(crate) fn until_read(addr: SocketAddr) {
    while n_waiting(addr).is_some_and(|n_bytes| n_bytes > 0) {
        yield_now();
    }
}

/// Bytes that wait (`man 5 proc`, /proc/net/udp); `None` where nobody tells.
fn n_waiting(addr: SocketAddr) -> Option<u64> {
    let table = std::fs::read_to_string("/proc/net/udp").ok()?;
    let local = format!("0100007F:{:04X}", addr.port());
    let line = table.lines().find(|line| line.split_whitespace().nth(1) == Some(&local))?;
    let (_, n_received) = line.split_whitespace().nth(4)?.split_once(':')?;
    u64::from_str_radix(n_received, 16).ok()
}
