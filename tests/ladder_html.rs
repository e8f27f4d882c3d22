//! The page of a ladder in a real browser: keys, hovering, no errors, nothing fetched.
//!
//! The one idea: what a page does is known only where it runs. Chromium is driven through a pair of pipes
//! by `tests/page/drive.js`, on Node's standard library alone. Without Chromium or Node these tests show
//! themselves as skipped; where `CI=true` they fail.

#[path = "common/needed.rs"]
mod needed;
mod scene;

use std::process::Command;

use libtest_mimic::{Arguments, Completion, Failed, Trial};
use netlab::event::{Event, Kind, Transport};
use netlab::ladder::{Part, html, layout};

fn main() {
    let tests: [(&str, Test); 3] = [
        ("the_page_tells_of_each_row_by_mouse_and_by_keys", mouse_and_keys),
        ("foreign_bytes_are_shown_and_never_run", foreign_bytes),
        ("a_hundred_thousand_events_stay_usable", many),
    ];
    let trials = tests.map(|(name, test)| Trial::ignorable_test(name, move || run(test)));
    libtest_mimic::run(&Arguments::from_args(), trials.into()).exit();
}

type Test = fn() -> Result<(), Failed>;

fn run(test: Test) -> Result<Completion, Failed> {
    match ["chromium", "node"].into_iter().find_map(needed::obstacle) {
        None => test().map(|()| Completion::Completed),
        Some(why) => needed::skipped(why),
    }
}

/// Opens a page in Chromium and runs a script of `tests/page/drive.js` on it.
fn drive(page: &str, script: &str) -> Result<(), Failed> {
    let dir = tempfile::tempdir()?;
    let file = dir.path().join("page.html");
    std::fs::write(&file, page)?;
    let driver = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/page/drive.js");
    let output = Command::new("node").arg(driver).arg(&file).arg(dir.path()).arg(script).output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() { Ok(()) } else { Err(Failed::from(said)) }
}

fn mouse_and_keys() -> Result<(), Failed> {
    drive(&html(&layout(&scene::parts(&scene::half_close()))), "mouse-and-keys")
}

fn foreign_bytes() -> Result<(), Failed> {
    let evil = "</script><script>document.title='run'</script><img src=http://127.0.0.1:9/x onerror=alert(1)>\u{202e}\u{1b}]0;";
    let client = scene::socket(1, scene::CLIENT, scene::SERVER);
    let events = vec![client.sent(10, 0, evil)];
    let parts = [Part { program: evil.to_owned(), host: Some(evil.to_owned()), ..Part::of(&events) }];
    drive(&html(&layout(&parts)), "foreign-bytes")
}

fn many() -> Result<(), Failed> {
    let client = scene::socket(1, scene::CLIENT, scene::SERVER);
    let server = scene::socket(2, scene::SERVER, scene::CLIENT);
    let pair = |n: u64| [client.sent(10 * n, 2 * n, "hi"), server.received(10 * n + 5, 2 * n, "hi")];
    let mut events: Vec<Event<'static>> = (1..=50_000).flat_map(pair).collect();
    events.push(Event::new(Kind::Bound, 3, Transport::Udp, 1));
    drive(&html(&layout(&[Part::of(&events)])), "many")
}
