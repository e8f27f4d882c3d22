//! Conversations of languages that are not installed everywhere, from the log of their calls.
//!
//! The one idea: `netlab observe --calls` has written down what each of these servers called, and what was asked about it;
//! beside it lies what netlab's own client recorded of the same conversation. So what is told of them is held to on every
//! system, without the language, and without Linux.

use std::fs;
use std::path::PathBuf;

use libtest_mimic::Trial;
use netlab::event::Kind;
use netlab::observe::Wanted;
use netlab::observe::log::replayed;

use crate::agreement::agree;
use crate::records::read;

/// The file before `.calls.jsonl`, and the claim.
const CLAIMS: &[(&str, &str)] = &[
    ("go", "the_calls_of_a_go_server_tell_what_its_client_saw"),
    ("ruby", "the_calls_of_a_ruby_server_tell_what_its_client_saw"),
    ("java", "the_calls_of_a_java_server_tell_what_its_client_saw"),
    ("channels", "the_calls_of_a_java_server_with_channels_tell_what_its_client_saw"),
    ("node", "the_calls_of_a_node_server_tell_what_its_client_saw"),
    ("php", "the_calls_of_a_php_server_tell_what_its_client_saw"),
    ("nginx", "the_calls_of_nginx_tell_what_its_client_saw"),
    ("redis", "the_calls_of_redis_tell_what_its_client_saw"),
];

pub(crate) fn trials() -> Vec<Trial> {
    let trial = |(file, claim): &(&'static str, &str)| {
        let file = *file;
        Trial::test(format!("replayed::{claim}"), move || {
            check(file);
            Ok(())
        })
    };
    CLAIMS.iter().map(trial).collect()
}

fn check(file: &str) {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/observe/calls");
    let calls = fs::read_to_string(dir.join(format!("{file}.calls.jsonl"))).expect("calls");
    let peer = read(&dir.join(format!("{file}.peer.jsonl"))).expect("a record");
    let wanted = Wanted { data_bytes: 4096, kernel_view: false, digests: true };
    let told = replayed(calls.lines(), wanted);
    agree(&told, &peer);
    // nginx closes without waiting for its client's end.
    let is_awaited = |kind: &Kind| file != "nginx" || *kind != Kind::PeerFinished;
    for kind in [Kind::Listening, Kind::Accepted, Kind::PeerFinished].into_iter().filter(is_awaited) {
        assert_eq!(told.iter().filter(|event| event.kind == kind).count(), 1, "{kind}: {told:#?}");
    }
    assert!(told.iter().all(|event| event.pid.is_some() && event.tid.is_some() && event.fd.is_some()));
}
