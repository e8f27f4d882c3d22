//! The page of a ladder in a real browser: keys, hovering, no errors, nothing fetched.
//!
//! The one idea: what a page does is known only where it runs. Chromium is driven through a pair of pipes
//! by `tests/peers/drive.js`, on Node's standard library alone. Without Chromium or Node these tests show
//! themselves as skipped; where `CI=true` they fail.

use std::process::Command;

use libtest_mimic::{Completion, Failed, Trial};
use netlab::event::{Event, Kind, Transport};
use netlab::ladder::{Lanes, Part, Selection, html, layout, layout_of};

use crate::common::crowd::crowd;
use crate::common::needed;
use crate::common::scene;

pub(crate) fn trials() -> Vec<Trial> {
    let tests: [(&str, Test); 10] = [
        ("the_page_tells_of_each_row_by_mouse_and_by_keys", mouse_and_keys),
        ("foreign_bytes_are_shown_and_never_run", foreign_bytes),
        ("a_hundred_thousand_events_stay_usable", many),
        ("whatever_is_in_view_can_be_reached_by_keys", || drive(&long(300), "tab")),
        ("nothing_is_hidden_in_a_narrow_window", narrow),
        ("each_printed_sheet_is_a_drawing_of_its_own", || drive(&long(10_000), "print")),
        ("what_is_looked_for_is_found_and_every_trouble_is_walked_to", || {
            drive(&scene(&scene::unread()), "find")
        }),
        ("what_one_says_to_many_is_seen_at_once", || drive(&by_program(&crowd(12)), "room")),
        ("all_that_can_be_reached_has_a_role_a_name_and_contrast", || {
            drive(&scene(&scene::half_close()), "access")
        }),
        ("what_may_run_does_not_depend_on_what_is_drawn", policy),
    ];
    tests.map(|(name, test)| Trial::ignorable_test(format!("page::{name}"), move || run(test))).into()
}

type Test = fn() -> Result<(), Failed>;

fn run(test: Test) -> Result<Completion, Failed> {
    match ["chromium", "node"].into_iter().find_map(needed::obstacle) {
        None => test().map(|()| Completion::Completed),
        Some(why) => needed::skipped(why),
    }
}

/// Opens a page in Chromium and runs a script of `tests/peers/drive.js` on it.
fn drive(page: &str, script: &str) -> Result<(), Failed> {
    let dir = tempfile::tempdir()?;
    let file = dir.path().join("page.html");
    std::fs::write(&file, page)?;
    let driver = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers/drive.js");
    let output = Command::new("node").arg(driver).arg(&file).arg(dir.path()).arg(script).output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() { Ok(()) } else { Err(Failed::from(said)) }
}

fn scene(processes: &[scene::Process]) -> String {
    html(&layout(&scene::parts(processes)))
}

fn by_program(processes: &[scene::Process]) -> String {
    let selection = Selection { lanes: Lanes::Programs, ..Selection::default() };
    html(&layout_of(&scene::parts(processes), &selection))
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

/// A page of so many rows, with a flight over six of them now and then.
fn long(n_rows: u64) -> String {
    let client = scene::socket(1, scene::CLIENT, scene::SERVER);
    let server = scene::socket(2, scene::SERVER, scene::CLIENT);
    let listener = scene::socket(3, scene::SERVER, scene::NOBODY);
    let mut events = vec![listener.did(Kind::Listening, 1)];
    events.extend((1..n_rows).flat_map(|n| {
        let late = if n % 25 == 0 { 60 } else { 5 };
        [client.sent(10 * n, 2 * n, "hi"), server.received(10 * n + late, 2 * n, "hi")]
    }));
    let picture = layout(&[Part::of(&events)]).rows.len() as u64;
    assert!(picture >= n_rows, "{picture} rows");
    let selected = Selection { max: usize::try_from(n_rows).ok(), ..Selection::default() };
    html(&layout_of(&[Part::of(&events)], &selected))
}

fn narrow() -> Result<(), Failed> {
    let client = scene::socket(1, scene::CLIENT, scene::SERVER);
    let server = scene::socket(2, scene::SERVER, scene::CLIENT);
    let listener = scene::socket(3, scene::SERVER, scene::NOBODY);
    let said = "👨\u{200d}👩\u{200d}👧 你好".as_bytes();
    let bytes: Vec<u8> = [said, b"\xff, and more words than a narrow window has room for"].concat();
    let family = |event: Event<'static>| {
        event.with(|it| {
            it.len = Some(bytes.len() as u64);
            it.data = Some(bytes.clone().into());
        })
    };
    let events = vec![
        listener.did(Kind::Listening, 5),
        client.did(Kind::Connecting, 10),
        server.did(Kind::Accepted, 20),
        client.did(Kind::Connected, 30),
        family(client.sent(40, 0, "")),
        family(server.received(50, 0, "")),
        client.did(Kind::OptionSet, 60),
        server.did(Kind::PeerFinished, 5_000_000),
        server.did(Kind::Closed, 5_000_010),
    ];
    let parts = [Part {
        program: "netlab a-program-with-a-long-name".to_owned(),
        pid: Some(1_234_567),
        ..Part::of(&events)
    }];
    drive(&html(&layout(&parts)), "narrow")
}

/// Whoever chooses what is drawn must not be able to know what the policy lets run.
fn policy() -> Result<(), Failed> {
    let policies: Vec<String> = scene::scenes()
        .iter()
        .map(|(_, processes)| html(&layout(&scene::parts(processes))))
        .filter_map(|page| Some(page.split_once("Content-Security-Policy")?.1.split_once('>')?.0.to_owned()))
        .collect();
    let is_one = policies.windows(2).all(|pair| pair[0] == pair[1]);
    let has_hash = policies.iter().all(|it| it.contains("script-src 'sha256-") && !it.contains("nonce"));
    if is_one && has_hash && policies.len() > 1 { Ok(()) } else { Err(Failed::from(policies.join("\n"))) }
}

fn many() -> Result<(), Failed> {
    let client = scene::socket(1, scene::CLIENT, scene::SERVER);
    let server = scene::socket(2, scene::SERVER, scene::CLIENT);
    let pair = |n: u64| [client.sent(10 * n, 2 * n, "hi"), server.received(10 * n + 5, 2 * n, "hi")];
    let mut events: Vec<Event<'static>> = (1..=50_000).flat_map(pair).collect();
    events.push(Event::new(Kind::Bound, 3, Transport::Udp, 1));
    drive(&html(&layout(&[Part::of(&events)])), "many")
}
