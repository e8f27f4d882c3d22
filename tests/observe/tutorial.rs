//! The tutorial's own server and client in Node, which know nothing of netlab: both observed, they become one ladder.
//!
//! The one idea: a drawing of two ends needs a record of each. Here neither program wrote one, and nothing is missing: no
//! line of an end that was not recorded, and each arrow with both its ends.

use std::fs;
use std::path::PathBuf;

use libtest_mimic::Trial;
use netlab::event::Event;
use netlab::ladder::{self, Part};
use netlab::observe::Wanted;
use netlab::observe::log::replayed;

use crate::common::golden;

pub(crate) fn trials() -> Vec<Trial> {
    let drawn = Trial::test("tutorial::the_calls_of_its_server_and_client_become_one_ladder", || {
        replayed_as_one();
        Ok(())
    });
    vec![drawn]
}

fn told(who: &str) -> Vec<Event<'static>> {
    let file = format!("tests/observe/calls/tutorial-{who}.calls.jsonl");
    let calls = fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file)).expect("calls");
    replayed(calls.lines(), Wanted { data_bytes: 256, kernel_view: false, digests: true })
}

fn replayed_as_one() {
    let (mut server, mut client) = (told("server"), told("client"));
    // The clock of a drawing begins with its first event.
    let first = server.iter().chain(&client).map(|event| event.began_us).min().unwrap_or(0);
    for event in server.iter_mut().chain(&mut client) {
        event.t_us -= first;
        event.began_us -= first;
    }
    // One machine, and one clock.
    let part = |events| Part { boot: Some("one".to_owned()), ..Part::of(events) };
    let drawn = ladder::text(&ladder::layout(&[part(&client), part(&server)]), 80);
    assert_whole(&drawn);
    golden::check("ladder-observed.txt", &drawn);
}

/// Both lines are whole: nothing went to, or came from, an end of which there is no record.
#[track_caller]
pub(crate) fn assert_whole(drawn: &str) {
    assert!(!drawn.contains("not recorded") && !drawn.contains('┊'), "{drawn}");
    for arrow in [
        "connecting → accepted",
        "37 bytes \"Hello from the server. W",
        "23 bytes \"Hello from the client!\\n\"",
    ] {
        assert!(drawn.contains(arrow), "{arrow}: {drawn}");
    }
    // An arrow that something else happens beside is drawn twice, where it leaves and where it arrives.
    let arrives = |row: &&str| row.contains("finished → peer-finished") && row.contains(['▶', '◀']);
    assert_eq!(drawn.lines().filter(arrives).count(), 2, "{drawn}");
}
