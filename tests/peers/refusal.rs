//! Why a connection could not be made, in a network of the test's own, which needs no root.
//!
//! The one idea: a hint is a claim about this machine. Where a program listens and the answer is no all the
//! same, the hint must not say that nobody listens; where a route is there, not that none is.

#![cfg(target_os = "linux")]

use std::process::Command;

use libtest_mimic::Trial;

use crate::common::needed;
use crate::common::program::fresh_home;

const CLAIMS: &[needed::Claim] = &[
    ("a_listener_that_others_cannot_reach_is_not_said_to_be_missing", "unshare", refused_beside_a_listener),
    ("a_refusal_without_a_listener_says_that_nobody_listens", "unshare", refused_by_nobody),
    ("a_host_behind_a_route_is_not_said_to_have_none", "unshare", unreachable_hosts),
];

pub(crate) fn trials() -> Vec<Trial> {
    needed::trials("refusal", CLAIMS)
}

/// What `tcp-client` says of an address, in a network where this shell command ran before.
#[track_caller]
fn check(before: &str, addr: &str, hint: &str) {
    let netlab = assert_cmd::cargo::cargo_bin!("netlab");
    let ask = format!("\"$0\" -q --color never tcp-client {addr}");
    let script = format!("trap '[ -z \"$!\" ] || kill $!' EXIT; ip link set lo up && {before} && {ask}");
    let mut ask = Command::new("unshare");
    ask.args(["-rn", "sh", "-c", &script]).arg(netlab).env("NETLAB_HOME", fresh_home());
    let output = ask.output();
    let said = String::from_utf8_lossy(&output.expect("unshare starts").stderr).into_owned();
    assert!(said.contains(&format!("hint: {hint}")), "{said}");
}

fn refused_by_nobody() {
    check("true", "127.0.0.1:8080", "nobody listens there; start a server");
}

/// A listener that is bound to one interface is in the kernel's table, and refuses who comes by another:
/// `SO_BINDTODEVICE`, man 7 socket.
fn refused_beside_a_listener() {
    let listen = "
import socket, time
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b'cable')
listener.bind(('0.0.0.0', 8080))
listener.listen()
print('ready', flush=True)
time.sleep(60)
";
    let before = format!(
        "ip link add cable type veth peer name other && mkfifo ready && \
         {{ python3 -c \"{listen}\" >ready 2>&- & read line <ready; }}"
    );
    let place = tempfile::tempdir().expect("a directory");
    let before = format!("cd {} && {before}", place.path().display());
    check(&before, "127.0.0.1:8080", "a program listens there now: a firewall may have refused");
}

fn unreachable_hosts() {
    let away = "ip route add unreachable 203.0.113.0/24";
    check(away, "203.0.113.9:8080", "nobody answers at that address on the local network, or a router");
    check("true", "203.0.113.9:8080", "this machine has no route to it");
}
