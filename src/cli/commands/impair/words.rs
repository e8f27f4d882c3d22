//! What the relay says of itself.
//!
//! The one idea: the rules are facts, and the catalogue has the words for them; here stands what surrounds them.
//!
//! See it run: `netlab impair --to 8080 --delay 500ms`.

use crate::event::Transport;

/// The relay ended, and did not wait for these connections to the end.
pub(super) fn connections_cut_off(n_connections: usize) -> String {
    match n_connections {
        1 => "cut off: 1 connection that did not end in time".to_owned(),
        n => format!("cut off: {n} connections that did not end in time"),
    }
}

/// What is relayed, where to, and under which rules.
pub(super) fn relaying(transport: Transport, to: &str, rules: &str) -> String {
    format!("{transport} to {to}: {rules}")
}

/// The number from which all chance follows.
pub(super) fn seed_is(seed: u64) -> String {
    format!("seed {seed}; with --seed {seed} the same traffic meets the same chance again")
}

/// More waits in the relay than it takes; it changes what the rules mean, so it is said once.
pub(super) const fn relay_is_full() -> &'static str {
    "note: more is under way than a relay holds (64 MiB a direction, 256 MiB in all): from now on the delay makes \
     streams slower too, and loses datagrams"
}

/// The keys, each with what it does.
pub(super) fn keys(each: &[String]) -> String {
    format!("keys: {}", each.join(", "))
}

/// What the key of the cable does.
pub(super) const fn cable() -> &'static str {
    "the cable out or in"
}

/// What the space bar does, with its name before.
pub(super) const fn space_is_for_all() -> &'static str {
    "space all rules"
}

/// The name of what follows a scenario's last phase. It stands in records as well.
pub(super) const fn after_the_last_phase() -> &'static str {
    "after the last phase"
}
