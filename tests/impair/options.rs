//! What can be asked of `netlab impair`, and what is answered to what cannot.

#![cfg(unix)]

use std::io::{Read, Write};
use std::net::Shutdown;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use netlab::event::{Kind, Rule};

use crate::common::lease;
use crate::common::peer;
use crate::common::program::Program;
#[cfg(target_os = "linux")]
use crate::common::program::netlab;
use crate::common::relay;
use crate::common::relay::{Relay, touches};
#[cfg(target_os = "linux")]
use crate::common::screen::OnScreen;

/// What is said to these arguments, which cannot be.
fn refusal(args: &[&str]) -> String {
    let mut program = Program::netlab(&[&["impair", "--to", "8080"], args].concat());
    assert_eq!(program.code(), 2, "{args:?}");
    program.err.text()
}

#[track_caller]
fn check(args: &[&str], expected: &str) {
    assert_eq!(refusal(args), expected, "{args:?}");
}

#[test]
fn loss_on_a_stream_is_answered_with_the_reason_and_a_stall() {
    check(
        &["--loss", "10%"],
        "error: --loss cannot be seen on a stream: TCP sends a lost segment again, and turns loss into delay\n\
         hint: to see that delay: --stall-after 64KiB --stall-for 200ms; to lose datagrams: --udp\n",
    );
}

#[test]
fn every_rule_is_refused_where_it_cannot_be() {
    let value = |rule: Rule| match rule {
        Rule::Blackhole | Rule::AcceptOnly => None,
        Rule::Slice => Some("1..10"),
        Rule::StallAfter | Rule::ResetAfter | Rule::Mtu => Some("1500"),
        Rule::Rate | Rule::LinkRate => Some("1KiB/s"),
        Rule::Loss | Rule::Duplicate | Rule::Reorder => Some("10%"),
        Rule::BurstLoss => Some("1%,25%"),
        Rule::Delay | Rule::Jitter | Rule::Coalesce | Rule::SlowClose => Some("10ms"),
        _ => panic!("{rule} has no value to try here"),
    };
    for rule in Rule::ALL {
        let option = format!("--{rule}");
        let args: Vec<&str> = [option.as_str()].into_iter().chain(value(*rule)).collect();
        if !rule.is_for_streams() {
            let said = refusal(&args);
            assert!(said.starts_with(&format!("error: {option} cannot be seen on a stream: ")), "{said}");
        }
        if !rule.is_for_datagrams() {
            let said = refusal(&[&args[..], &["--udp"]].concat());
            assert!(said.starts_with(&format!("error: {option} is not for datagrams: ")), "{said}");
        }
    }
    let said = refusal(&["--rate", "1KiB/s", "--queue", "1KiB"]);
    assert!(
        said.starts_with("error: --queue cannot be full on a stream: its sender waits instead\n"),
        "{said}"
    );
}

#[test]
fn a_value_without_its_unit_is_answered_with_an_example() {
    let wrong = |option: &str, value: &str, what: &str, example: &str| {
        let said = refusal(&[option, value]);
        let expected = format!("for '{option} <");
        assert!(said.contains(&expected) && said.contains(what), "{said}");
        assert!(said.contains(&format!("\nhint: write it as in {example}")), "{said}");
    };
    wrong("--delay", "100", "\"100\" is no time", "100ms, 2s or 1.5s");
    wrong("--rate", "64KiB", "\"64KiB\" is no rate", "64KiB/s");
    wrong("--slice", "10..1", "\"10..1\" is no range of sizes", "1..10");
    wrong("--slice", "0..1", "\"0..1\" is no range of sizes", "1..10");
    wrong("--stall-after", "0", "\"0\" is no number of bytes of at least 1", "64KiB");
    wrong("--reset-after", "soon", "\"soon\" is no number of bytes or time", "1500, 64KiB or 2s");
    wrong("--loss", "10", "\"10\" is no share", "10%");
    wrong("--burst-loss", "1%", "\"1%\" is no burst loss", "1%,25%");
    wrong("--mtu", "large", "\"large\" is no number of bytes", "1500");
}

#[test]
fn what_makes_no_sense_together_is_refused() {
    let said = refusal(&["--tcp", "--udp"]);
    assert!(said.starts_with("error: '--tcp' cannot be used with '--udp'"), "{said}");
    let said = refusal(&["--stall-for", "1s"]);
    assert!(said.starts_with("error: --stall-after <SIZE> is missing"), "{said}");
    let said = refusal(&["--accept-only", "--up"]);
    assert!(said.contains("'--accept-only' cannot be used with '--up'"), "{said}");
}

#[test]
fn a_relay_to_itself_is_refused() {
    for (listen, protocol) in [("127.0.0.1", "--tcp"), ("0.0.0.0", "--tcp"), ("127.0.0.1", "--udp")] {
        let lease = lease::Lease::take();
        let addr = lease.addr().to_string();
        let listen = format!("{listen}:{}", lease.port());
        let mut program = Program::netlab(&["impair", "-q", protocol, "--to", &addr, "--listen", &listen]);
        assert_eq!(program.code(), 2);
        let expected = format!(
            "error: --to {addr} is where the relay itself listens\n\
             hint: choose another place to listen: --listen 127.0.0.1:8082\n"
        );
        let said = program.err.text();
        assert!(said.ends_with(&expected), "{said}");
    }
}

#[test]
fn a_port_that_is_taken_and_a_host_that_is_not_there_are_told() {
    let (_listener, taken) = peer::listen();
    let mut program = Program::netlab(&["impair", "-q", "--to", "9", "--listen", &taken]);
    assert_eq!(program.code(), 2);
    let said = program.err.text();
    assert!(
        said.contains(&format!("error: cannot listen on {taken}: address already in use\nhint: ")),
        "{said}"
    );
    assert!(said.ends_with("let the system choose a port: --listen :0\n"), "{said}");
    let mut program = Program::netlab(&["impair", "-q", "--to", "no-such-host..invalid:8080"]);
    assert_eq!(program.code(), 2);
    let said = program.err.text();
    assert!(said.contains("error: cannot relay to no-such-host..invalid:8080: "), "{said}");
}

/// A scenario in a file of its own.
fn scenario(text: &str) -> (tempfile::TempDir, PathBuf) {
    let room = tempfile::tempdir().expect("a directory");
    let path = room.path().join("link.toml");
    std::fs::write(&path, text).expect("a file");
    (room, path)
}

#[test]
fn a_mistake_in_a_scenario_is_told_with_file_and_line() {
    let check = |text: &str, line: &str, expected: &str| {
        let (_room, path) = scenario(text);
        let path = path.display().to_string();
        let said = refusal(&["--scenario", &path]);
        assert!(said.starts_with(&format!("error: {path}{line}: {expected}")), "{said}");
        assert!(said.contains("\nhint: "), "{said}");
    };
    check("[[phase]]\nname = \"a\"\nboth.delay = \"100\"", ":3", "delay: \"100\" is no time");
    check(
        "[[phase]]\nname = \"a\"\n\nboth.loss = \"1%\"",
        ":4",
        "loss cannot be seen on a stream: TCP sends",
    );
    check("[[phase]]\nname = \"a\"\nboth.dealy = \"1s\"", ":3", "`dealy` is no rule");
    check("[[phase]]\nname = \"a\"\nfor = 3", ":3", "`for` must be a text, and is a TOML integer");
    check("[[phase]]\nfor = \"3s\"", ":1", "`name` is missing");
    check("[[phase\n", ":1", "from character 8 on this is not TOML");
    check("phase = []", "", "it has no [[phase]]");
    check(
        "[[phase]]\nname = \"a\"\n[[phase]]\nname = \"b\"",
        "",
        "phase \"a\" has no `for`, so the next one",
    );
    check("repeat = true\n[[phase]]\nname = \"a\"", "", "phase \"a\" has no `for`, so nothing is repeated");
    let said = refusal(&["--scenario", "/nonexistent/link.toml"]);
    assert!(
        said.starts_with("error: cannot read /nonexistent/link.toml: no such file or directory\n"),
        "{said}"
    );
    let (_room, path) = scenario("[[phase]]\nname = \"a\"");
    let said = refusal(&["--delay", "1s", "--scenario", &path.display().to_string()]);
    assert!(
        said.starts_with("error: rules stand in the scenario or on the command line, not in both\n"),
        "{said}"
    );
}

#[test]
fn a_scenario_of_streams_is_refused_for_datagrams_rule_by_rule() {
    let (_room, path) = scenario("[[phase]]\nname = \"a\"\nboth.blackhole = true");
    let said = refusal(&["--udp", "--scenario", &path.display().to_string()]);
    assert!(said.contains(":3: blackhole is not for datagrams: nobody keeps them"), "{said}");
}

#[test]
fn a_scenario_puts_its_rules_into_force_one_after_the_other() {
    let (_room, path) = scenario(
        "[[phase]]\nname = \"the cable is out\"\nfor = \"500ms\"\nboth.blackhole = true\n\n\
         [[phase]]\nname = \"slow upwards\"\nup.delay = \"200ms\"\n",
    );
    let (listener, addr) = peer::listen();
    let started = Instant::now();
    let relay = Relay::start(&addr, &["--scenario", &path.display().to_string()]);
    let mut client = peer::connect(relay.addr);
    client.write_all(b"x").expect("the kernel takes it");
    let mut server = peer::accept(&listener);
    assert!(started.elapsed() >= Duration::from_millis(500), "the cable was out");
    let connected = Instant::now();
    server.read_exact(&mut [0]).expect("it comes");
    assert!(connected.elapsed() >= Duration::from_millis(150), "{:?}", connected.elapsed());
    server.write_all(b"y").expect("open");
    client.read_exact(&mut [0]).expect("it comes");
    let events = relay.end();
    let phases: Vec<_> = events
        .iter()
        .filter(|event| event.kind == Kind::RulesChanged)
        .map(|event| (event.name.as_deref().unwrap_or("?"), event.option.as_deref().unwrap_or("?")))
        .collect();
    assert_eq!(phases, [("the cable is out", "blackhole"), ("slow upwards", "up.delay=200ms")]);
    assert_eq!(touches(&events, Rule::Delay).len(), 1, "only upwards");
}

#[test]
fn a_blackhole_in_the_middle_delays_bytes_and_loses_none() {
    let (_room, path) = scenario(
        "repeat = true\n[[phase]]\nname = \"fine\"\nfor = \"100ms\"\n\
         [[phase]]\nname = \"out\"\nfor = \"100ms\"\nboth.blackhole = true\n",
    );
    let (listener, addr) = peer::listen();
    let relay = Relay::start(&addr, &["--scenario", &path.display().to_string()]);
    let mut client = peer::connect(relay.addr);
    let mut server = peer::accept(&listener);
    let sent: Vec<u8> = (0..100_000_u32).flat_map(u32::to_be_bytes).collect();
    let mut heard = Vec::new();
    std::thread::scope(|scope| {
        scope.spawn(|| server.read_to_end(&mut heard).expect("an orderly end"));
        // A part in each of the first phases.
        for (n_phases, part) in (2..).zip(sent.chunks(100_000)) {
            client.write_all(part).expect("open");
            relay.until("the next phase", |events| relay::count(events, Kind::RulesChanged) >= n_phases);
        }
        client.shutdown(Shutdown::Write).expect("open");
    });
    assert_eq!(heard, sent);
}

#[test]
fn after_a_last_phase_that_ends_no_rule_holds() {
    let (_room, path) = scenario("[[phase]]\nname = \"slow\"\nfor = \"50ms\"\nboth.delay = \"1h\"");
    let (listener, addr) = peer::listen();
    let relay = Relay::start(&addr, &["--scenario", &path.display().to_string()]);
    relay.until("the end of the phase", |events| relay::count(events, Kind::RulesChanged) == 2);
    let mut client = peer::connect(relay.addr);
    client.write_all(b"x").expect("open");
    peer::accept(&listener).read_exact(&mut [0]).expect("at once");
}

#[test]
fn a_relay_names_the_port_of_each_of_its_two_connections_with_and_without_rules() {
    names_its_connections(&["--delay", "1ms"]);
    names_its_connections(&[]);
}

fn names_its_connections(rules: &[&str]) {
    let (listener, addr) = peer::listen();
    let mut relay = Program::netlab(&[&["impair", "--listen", "127.0.0.1:0", "--to", &addr], rules].concat());
    let client = peer::connect(relay.address());
    let server = peer::accept(&listener);
    let port_of = |addr: std::io::Result<std::net::SocketAddr>| addr.expect("connected").port();
    let ports = (port_of(client.local_addr()), port_of(server.peer_addr()));
    drop((client, server));
    relay.err.until("both ends", |told| (told.matches(" closed ").count() == 2).then_some(()));
    assert_eq!(relay.interrupt(), 0);
    let told = relay.err.text();
    for (name, port) in [("relay▸in", ports.0), ("relay▸out", ports.1)] {
        let who = format!("{:<16} ", format!("{name} :{port}"));
        let rows: Vec<&str> =
            told.lines().filter(|row| row.get(13..).is_some_and(|row| row.starts_with(&who))).collect();
        let is_whole = |row: &&str| row.contains(" closed ") && row.contains(" 127.0.0.1:");
        assert!(rows.len() > 1 && rows.iter().any(is_whole), "{who}, closed in one row: {told}");
        // Which port a connection gets is known once it is there.
        let n_without = usize::from(name == "relay▸out");
        assert_eq!(told.matches(name).count(), rows.len() + n_without, "{told}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_proved_stands_below_what_happened_also_beside_the_longer_names_of_a_relay() {
    let command =
        netlab(&["--color", "never", "impair", "--listen", "127.0.0.1:0", "--to", "1", "--delay", "1ms"]);
    let screen = OnScreen::start(&command, 40, 120);
    let sight = screen.until("the clauses", |sight| sight.rows.iter().any(|row| row.contains("these rules")));
    let at = sight.rows.iter().position(|row| row.contains("rules-changed")).expect("it is told");
    let before = |row: &str, sign: char| row.chars().position(|char| char == sign);
    assert_eq!(before(&sight.rows[at + 1], '✓'), before(&sight.rows[at], '◆'), "{:#?}", sight.rows);
}
