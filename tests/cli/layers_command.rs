//! What `netlab layers` shows, as a reader sees it, and what it says where it cannot.
//!
//! The one idea: the numbers in it are fixed, so what it shows is compared to the last letter.

use assert_cmd::Command;

use crate::common::golden;
use crate::common::program::fresh_home;

fn netlab(args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("netlab"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.args(args).env("NETLAB_HOME", fresh_home());
    command
}

/// What goes to standard output; nothing may go to standard error.
fn shown(args: &[&str]) -> String {
    let assert = netlab(args).assert().success().stderr("");
    String::from_utf8(assert.get_output().stdout.clone()).expect("text")
}

#[track_caller]
fn check(name: &str, args: &[&str]) {
    let text = shown(args);
    for line in text.lines() {
        assert!(netlab::terminal::width(line) <= 80, "too wide: {line}");
    }
    golden::check(name, &text);
}

#[test]
fn one_command_of_ftp_walks_through_the_layers() {
    check("layers.txt", &["layers"]);
}

#[test]
fn chinese_text_in_a_datagram_is_counted_in_bytes_and_padded() {
    check("layers-udp.txt", &["layers", "你好，世界", "--udp"]);
}

#[test]
fn a_loopback_address_shows_what_linux_does_there() {
    check("layers-loopback.txt", &["layers", "hello", "--to", "[::1]:8080"]);
}

#[test]
fn the_plain_form_has_sentences_and_no_drawing() {
    check("layers-plain.txt", &["layers", "hello", "--plain", "--ipv6"]);
    assert!(!shown(&["layers", "hello", "--plain"]).contains(['│', '─', '·']));
}

#[test]
fn one_layer_is_shown_with_each_field_explained() {
    check("layers-at-transport.txt", &["layers", "--at", "transport"]);
    check("layers-at-internet.txt", &["layers", "--at", "3", "--udp", "--from", "192.0.2.1:5"]);
    check("layers-at-link.txt", &["layers", "--at", "link", "hi", "--udp"]);
    check("layers-at-application.txt", &["layers", "--at", "application", "你好"]);
}

#[test]
fn every_name_of_a_layer_leads_to_it() {
    for (name, same) in
        [("4", "transport"), ("Network", "internet"), ("data-link", "link"), ("6", "application")]
    {
        assert_eq!(shown(&["layers", "--at", name]), shown(&["layers", "--at", same]));
    }
}

#[test]
fn verbose_explains_all_layers_at_once() {
    let text = shown(&["-v", "layers"]);
    for layer in ["application", "transport", "internet", "link"] {
        assert!(text.contains(&shown(&["layers", "--at", layer])), "{layer}");
    }
}

#[test]
fn a_long_text_is_cut_and_every_piece_is_counted() {
    let long = "x".repeat(3000);
    let said = |args: &[&str]| shown(args).split_whitespace().collect::<Vec<_>>().join(" ");
    let tcp = said(&["layers", &long]);
    assert!(tcp.contains("into 3 segments of at most 1,448 bytes, the last with 104."), "{tcp}");
    let overhead = "Overhead: 198 bytes of headers around 3,000 bytes of data are 6.2 % of all 3 frames";
    assert!(tcp.contains(overhead), "{tcp}");
    let udp = said(&["layers", &long, "--udp"]);
    assert!(udp.contains("into 3 fragments, the first with 1,472 bytes of it, the last with 48."), "{udp}");
    assert!(udp.contains("more fragments"), "{udp}");
    for options in [&["--udp", "--ipv6"][..], &["--udp"], &["--ipv6"], &[]] {
        let text = shown(&[&["layers", &long], options].concat());
        assert!(text.lines().all(|line| netlab::terminal::width(line) <= 80), "{text}");
    }
}

#[test]
fn colour_is_by_layer_and_says_nothing_that_is_not_there_without_it() {
    let coloured = netlab(&["--color", "always", "layers"]).env("COLORFGBG", "0;15").assert().success();
    let coloured = String::from_utf8_lossy(&coloured.get_output().stdout).into_owned();
    for colour in ["\u{1b}[38;5;22m", "\u{1b}[38;5;94m", "\u{1b}[38;5;25m", "\u{1b}[38;5;90m"] {
        assert!(coloured.contains(colour), "{colour:?}");
    }
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), shown(&["layers"]));
}

#[test]
fn the_json_form_names_every_byte_of_the_frame() {
    let text = shown(&["layers", "你好", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&text).expect("one object");
    assert_eq!((&all["text"], &all["bytes"]), (&"你好".into(), &6.into()));
    for medium in ["frame", "loopback"] {
        let frame = &all[medium];
        let n_bytes = frame["hex"].as_str().expect("hex").len() as u64 / 2;
        let sections = frame["sections"].as_array().expect("sections");
        let lengths = sections.iter().map(|section| section["length"].as_u64().expect("a length"));
        assert_eq!(lengths.sum::<u64>(), n_bytes, "{medium}");
        assert_eq!(frame["overhead_bytes"].as_u64(), Some(n_bytes - 6));
    }
    assert_eq!(all["loopback"]["check_sequence"], serde_json::Value::Null);
    let window = &all["frame"]["sections"][2]["fields"][6];
    assert_eq!((&window["name"], &window["hex"]), (&"tcp-window".into(), &"01f6".into()));
}

#[test]
fn what_cannot_be_sent_is_told_with_the_reason() {
    let failure = |args: &[&str], expected: &str| {
        let assert = netlab(args).assert().code(2).stdout("");
        assert_eq!(String::from_utf8_lossy(&assert.get_output().stderr), expected, "{args:?}");
    };
    failure(
        &["layers", ""],
        "error: with TCP, writing no bytes sends no segment\nhint: a datagram may be empty: netlab layers '' --udp\n",
    );
    failure(
        &["layers", &"x".repeat(65_508), "--udp"],
        "error: a datagram holds at most 65507 bytes here, and these are 65508\n\
         hint: the kernel would refuse it with EMSGSIZE; TCP takes any length: leave out --udp\n",
    );
    failure(
        &["layers", "--ipv6", "--to", "192.0.2.1:80"],
        "error: 192.0.2.1 is no IPv6 address\n\
         hint: one packet has two addresses of one family; give both, or leave both out\n",
    );
    failure(
        &["layers", "--from", "127.0.0.1", "--to", "192.0.2.1"],
        "error: 127.0.0.1 does not leave the machine, 192.0.2.1 is elsewhere\n\
         hint: give two loopback addresses or none: netlab layers --to 127.0.0.1:8080\n",
    );
    failure(
        &["layers", "--to", "example.org:80"],
        "error: --to example.org:80: \"example.org\" is a name, not an address\n\
         hint: nothing is looked up here; write an IP address, as in 127.0.0.1:8080\n",
    );
    failure(
        &["layers", "--at", "8"],
        "error: invalid value '8' for '--at <LAYER>': expected application, transport, internet, link, or 1 to 7\n\
         hint: what can be typed: netlab layers --help\n",
    );
}

#[test]
fn an_empty_datagram_has_headers_all_the_same() {
    let text = shown(&["layers", "", "--udp"]);
    assert!(text.contains("│ Ethernet 14 │ IPv4 20 │ UDP 8 │ padding 18 │"), "{text}");
}
