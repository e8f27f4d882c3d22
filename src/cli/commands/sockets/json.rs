//! The table as JSON: one line for each look.
//!
//! The one idea: a program wants names and numbers, not sentences. What is not known is left out.
//!
//! See it run: `netlab sockets --format json`.

use serde_json::{Map, Value, json};

use crate::kernel::table::{Entry, Holding, Table};

/// The table in one line.
pub(super) fn line(table: &Table) -> String {
    let look = json!({
        "source": table.source.name(),
        "hidden_processes": table.n_hidden,
        "sockets": table.entries.iter().map(socket).collect::<Vec<_>>(),
    });
    format!("{look}\n")
}

fn socket(entry: &Entry) -> Value {
    let (queue, stream, datagrams) = (entry.accept_queue, entry.stream, entry.datagrams);
    let held_by = match entry.holding() {
        Holding::Programs(_) => "programs",
        Holding::Hidden => "hidden",
        Holding::Unaccepted => "accept-queue",
        Holding::Kernel => "kernel",
    };
    let owners = entry.owners.iter().map(|owner| json!({"pid": owner.pid, "program": owner.program}));
    let timer = entry.timer.map(|timer| {
        json!({"kind": timer.kind.name(), "left_ms": timer.left.as_millis() as u64, "tries": timer.n_tries})
    });
    let fields = [
        ("transport", Some(json!(entry.transport.name()))),
        ("state", entry.state.map(|state| json!(state.name()))),
        ("local", Some(json!(entry.local.to_string()))),
        ("peer", entry.peer.map(|peer| json!(peer.to_string()))),
        ("accept_queue", queue.map(|queue| json!(queue.len))),
        ("backlog", queue.and_then(|queue| queue.backlog).map(Value::from)),
        ("unread", stream.map(|stream| json!(stream.unread))),
        ("unacked", stream.map(|stream| json!(stream.unacked))),
        ("peer_window", stream.and_then(|stream| stream.peer_window).map(Value::from)),
        ("rtt_us", stream.and_then(|stream| stream.round_trip).map(|time| json!(time.as_micros() as u64))),
        ("datagram_memory", datagrams.map(|datagrams| json!(datagrams.memory))),
        ("datagram_limit", datagrams.and_then(|datagrams| datagrams.limit).map(Value::from)),
        ("drops", entry.drops.map(Value::from)),
        ("timer", timer),
        ("ipv6_only", entry.is_ipv6_only.map(Value::from)),
        ("uid", entry.uid.map(Value::from)),
        ("held_by", Some(json!(held_by))),
        ("owners", Some(owners.collect())),
    ];
    let known = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(known.collect::<Map<_, _>>())
}
