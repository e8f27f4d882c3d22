//! What the greeting's programs say besides their events.

/// The server stopped, and did not wait for these clients to the end.
pub(super) fn clients_cut_off(n_clients: usize) -> String {
    match n_clients {
        1 => "cut off: 1 client that did not finish in time".to_owned(),
        n => format!("cut off: {n} clients that did not finish in time"),
    }
}
