//! TLS on the command line: the lab's authority, refusals in words, and peers that mean no good.
//!
//! The one idea: whatever a stranger does at a TLS port, it costs his own connection and is told in words; the next
//! client is served. What other people's programs do is in `tests/peers`.
//!
//! See it run: `cargo test --test cli secure::`.

use std::fs;
use std::io::{Read, Write};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::TempDir;

use crate::common::peer;
use crate::common::program::{Program, netlab};

fn tls(dir: &Path) -> String {
    format!("--tls={}", dir.display())
}

fn server(dir: &Path, options: &[&str]) -> (Program, SocketAddr) {
    let tls = tls(dir);
    let args = [&["--explain", "never", "tcp-server", &tls, "127.0.0.1:0"], options].concat();
    let server = Program::netlab(&args);
    let addr = server.address();
    (server, addr)
}

/// What a client of ours says: its exit code, and both of its streams.
fn client(options: &[&str]) -> (i32, String, String) {
    let output = netlab(&[&["-q", "tcp-client"], options].concat()).output().expect("netlab starts");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("an end of its own"), text(output.stdout), text(output.stderr))
}

const GREETING: &str = "Hello from the server. Who is there?\n";

fn is_served(dir: &TempDir, addr: SocketAddr) {
    let (code, out, err) = client(&[&tls(dir.path()), &addr.to_string()]);
    assert_eq!((code, out.as_str()), (0, GREETING), "{err}");
}

fn dir() -> TempDir {
    tempfile::tempdir().expect("a directory")
}

#[test]
fn an_authority_is_made_once_for_all_and_its_key_is_for_nobody_else() {
    let home = dir();
    let place = home.path().join("new/tls");
    // All begin at once, and each finds one authority.
    let servers: Vec<_> =
        (0..6).map(|_| Program::netlab(&["-q", "tcp-server", &tls(&place), ":0"])).collect();
    for server in &servers {
        let (code, out, err) = client(&[&tls(&place), &server.address().to_string()]);
        assert_eq!((code, out.as_str()), (0, GREETING), "{err}");
    }
    let mode = |file: &str| fs::metadata(place.join(file)).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode("ca.key"), mode(".")), (0o600, 0o700));
    let before = fs::read(place.join("ca.pem")).expect("it is there");
    let (_server, addr) = server(&place, &[]);
    let file = place.join("ca.pem").display().to_string();
    let (code, ..) = client(&["--tls", "--cafile", &file, "--server-name", "localhost", &addr.to_string()]);
    assert_eq!((code, fs::read(&file).expect("it is there")), (0, before));
}

#[test]
fn what_cannot_be_trusted_is_said_before_anybody_is_asked() {
    let place = dir();
    let check = |options: &[&str], words: &str| {
        let (code, _, err) = client(&[options, &["127.0.0.1:1"]].concat());
        assert!(code == 2 && err.contains(words), "{code} {err}");
    };
    check(&[&tls(place.path())], "there is no authority in");
    check(&["--tls", "--cafile", "/dev/null"], "there is no certificate of an authority in /dev/null");
    check(&["--tls", "--cafile", "/nowhere"], "cannot read /nowhere: no such file or directory");
    check(&["--cafile", "/dev/null"], "--tls");
    fs::write(place.path().join("ca.pem"), "no\n").expect("written");
    let output = netlab(&["tcp-server", &tls(place.path()), ":0"]).output().expect("netlab starts");
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(output.status.code() == Some(2) && said.contains("are not an authority's"), "{said}");
    assert!(!place.path().join("ca.key").exists(), "nothing is put beside a stranger's file");
}

#[test]
fn a_client_says_who_refused_whom_and_for_what() {
    let (one, other) = (dir(), dir());
    let (of_one, addr) = server(one.path(), &[]);
    let (_of_other, _) = server(other.path(), &[]);
    let addr = addr.to_string();
    let check = |options: &[&str], words: &[&str]| {
        let (code, out, err) = client(options);
        assert_eq!((code, out.as_str()), (1, ""), "{err}");
        for words in words {
            assert!(err.contains(words), "{words:?} is not in {err}");
        }
    };
    check(&[&tls(other.path()), &addr], &["nobody whom we trust has signed", "--cafile FILE"]);
    of_one.err.until_contains("unknown_ca");
    let name = ["--server-name", "other.test"];
    check(&[&[tls(one.path()).as_str(), &addr], &name[..]].concat(), &["not for other.test", "localhost"]);
    of_one.err.until_contains("bad_certificate");
    let plain = Program::netlab(&["-q", "tcp-server", ":0"]);
    check(&[&tls(one.path()), &plain.address().to_string()], &["what came is no TLS", "Without it: netlab"]);
}

/// What came back, in all.
fn answered(addr: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = peer::connect(addr);
    // It may be refused before all of it is written.
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    answer
}

#[test]
fn whatever_a_stranger_sends_costs_his_own_connection_alone() {
    let place = dir();
    let (server, addr) = server(place.path(), &[]);
    let alert = |answer: &[u8]| answer.len() == 7 && answer[..6] == [0x15, 3, 3, 0, 2, 2];
    assert_eq!(answered(addr, &[22, 3, 1, 0x40, 0]), b"");
    assert_eq!(answered(addr, b""), b"");
    server.err.until_contains("the peer ended in the middle of");
    assert!(alert(&answered(addr, b"GET / HTTP/1.1\r\n\r\n")));
    assert!(alert(&answered(addr, &[0xFF; 16_000])));
    // A record that says it is larger than any may be.
    assert!(alert(&answered(addr, &[&[22, 3, 1, 0xFF, 0xFF][..], &[1; 16_000]].concat())));
    peer::reset(peer::connect(addr));
    server.err.until_contains("what came is no TLS");
    server.err.until_contains("what came breaks the rules of TLS");
    // Many that say nothing hold up nobody.
    let silent: Vec<_> = (0..50).map(|_| peer::connect(addr)).collect();
    is_served(&place, addr);
    drop(silent);
    is_served(&place, addr);
}

#[test]
fn many_at_once_are_all_served() {
    let place = dir();
    let (_server, addr) = server(place.path(), &[]);
    let (tls, addr) = (tls(place.path()), addr.to_string());
    let all: Vec<_> = (0..20).map(|_| Program::netlab(&["-q", "tcp-client", &tls, &addr])).collect();
    for mut client in all {
        assert_eq!((client.code(), client.out.text().as_str()), (0, GREETING));
    }
}

#[test]
fn who_asks_for_the_keys_gets_them_and_is_told_what_they_are_worth() {
    let place = dir();
    let (_server, addr) = server(place.path(), &[]);
    let file = place.path().join("keys");
    let mut command = netlab(&["-q", "tcp-client", &tls(place.path()), &addr.to_string()]);
    let output = command.env("SSLKEYLOGFILE", &file).output().expect("netlab starts");
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(said.contains("whoever has them can read all"), "{said}");
    let keys = fs::read_to_string(file).expect("it was written");
    assert!(keys.contains("CLIENT_TRAFFIC_SECRET_0 "), "{keys}");
}

#[test]
fn a_ladder_names_what_nobody_can_read() {
    let place = dir();
    let records = ["server", "client"].map(|name| place.path().join(name).display().to_string());
    let (mut server, addr) = server(place.path(), &["--once", "--record", &records[0]]);
    let (code, ..) = client(&["--record", &records[1], &tls(place.path()), &addr.to_string()]);
    assert_eq!((code, server.code()), (0, 0));
    let [of_server, of_client] = [0, 1].map(|it| fs::read_to_string(&records[it]).expect("a record"));
    for (record, words) in [
        (&of_server, r#""kind":"client-hello""#),
        (&of_server, r#""side":"server","version":"TLS 1.3","cipher":"TLS_AES_256_GCM_SHA384""#),
        (&of_client, r#""handshake":"full","names":["localhost","127.0.0.1","::1"]"#),
        (&of_client, r#""close":"received","n_plain":37"#),
    ] {
        assert!(record.contains(words), "{words} is not in {record}");
    }
    let drawn =
        netlab(&["ladder", &records[0], &records[1]]).env("COLUMNS", "140").output().expect("it starts");
    let drawn = String::from_utf8(drawn.stdout).expect("text");
    for words in [
        "45 bytes: 1 TLS record, application data 40",
        "client-hello",
        "tls-finished TLS 1.3, TLS_AES_256_GCM_SHA384",
        "tls-closed our close_notify after 37 bytes",
    ] {
        assert!(drawn.contains(words), "{words} is not in {drawn}");
    }
    assert!(!drawn.contains("Hello from"), "{drawn}");
}
