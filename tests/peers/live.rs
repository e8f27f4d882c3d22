//! The page of events in a real browser, while programs run.
//!
//! The one idea: what it shows must be there when it happens, so the test is a chat that goes on. Chromium is driven as
//! for a ladder's page; what stands in the way of a person with other eyes or hands, axe-core finds where it is installed.

use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Completion, Failed, Trial};

use crate::common::needed;

pub(crate) fn trials() -> Vec<Trial> {
    let tests = [
        ("a_chat_of_three_lives_through_the_page", "chat"),
        ("all_of_the_page_can_be_reached_and_done_by_keys", "keys"),
        ("five_thousand_events_a_second_stay_fluent", "flood"),
        ("nothing_serious_stands_in_anybodys_way", "axe"),
    ];
    tests.map(|(name, script)| Trial::ignorable_test(format!("live::{name}"), move || run(script))).into()
}

fn run(script: &'static str) -> Result<Completion, Failed> {
    if let Some(why) = ["chromium", "node"].into_iter().find_map(needed::obstacle) {
        return needed::skipped(why);
    }
    let axe = axe();
    if script == "axe" && axe.is_none() {
        return needed::skipped("axe-core is not installed in target/axe".to_owned());
    }
    let dir = tempfile::tempdir()?;
    let driver = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers/live.js");
    let mut node = Command::new("node");
    node.arg(driver).arg(assert_cmd::cargo::cargo_bin!("netlab")).arg(dir.path()).arg(script).args(axe);
    node.env("NETLAB_HOME", dir.path().join("home"));
    let output = node.output()?;
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    if output.status.success() { Ok(Completion::Completed) } else { Err(Failed::from(said)) }
}

/// Where `.ci/run` puts it.
fn axe() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/axe/node_modules/axe-core/axe.min.js");
    path.is_file().then_some(path)
}
