//! What the room and its client say besides their events.

/// The room closed, and did not wait for these members to the end.
pub(super) fn members_cut_off(n_members: usize) -> String {
    match n_members {
        1 => "cut off: 1 member that did not leave in time".to_owned(),
        n => format!("cut off: {n} members that did not leave in time"),
    }
}

/// The client ends because the server did.
pub(super) const fn server_has_ended() -> &'static str {
    "the server has ended the chat"
}
