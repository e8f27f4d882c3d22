//! With `--charset ascii` every sign of ours takes one column in any terminal, and data stay as they came.
//!
//! The one idea: the width of a sign is ambiguous where Unicode says so (UAX #11, "A"); so a terminal of either kind
//! must find none in what netlab itself writes.

use std::io::Write;
use std::net::TcpListener;

use unicode_width::UnicodeWidthChar;

use crate::common::program::netlab;

/// What a command writes to both streams.
fn written(args: &[&str]) -> String {
    let output = netlab(args).output().expect("netlab runs");
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

/// The signs that take one column in some terminals and two in others. Letters are no signs.
fn ambiguous(text: &str) -> Vec<char> {
    let is_ambiguous = |char: &char| char.width() != char.width_cjk() && !char.is_alphabetic();
    text.chars().filter(is_ambiguous).collect()
}

const COMMANDS: &[&[&str]] = &[
    &["tour", "--fast"],
    &["--ladder", "tcp-client", "127.0.0.1:1"],
    &["-v", "tcp-client", "127.0.0.1:1"],
    &["lesson", "2", "--plain"],
    &["lesson", "list"],
    &["explain", "TIME_WAIT"],
    &["explain", "send-window"],
    &["layers"],
    &["layers", "--at", "transport"],
    &["help", "options"],
    &["check", "framing", "--", "true"],
    &["doctor"],
    &[],
];

#[test]
fn no_sign_of_ours_is_wider_in_another_terminal() {
    for command in COMMANDS {
        for lang in ["en", "zh-CN"] {
            let text = written(&[&["--charset", "ascii", "--lang", lang], *command].concat());
            assert_eq!(ambiguous(&text), [], "{command:?} in {lang}: {text}");
            if lang == "en" {
                assert!(text.is_ascii(), "{command:?}: {text}");
            }
        }
    }
    let help = written(&["--charset=ascii", "--lang=zh-CN", "ladder", "--help"]);
    assert_eq!(ambiguous(&help), [], "{help}");
}

#[test]
fn nothing_changes_its_place() {
    for command in [
        &["layers"][..],
        &["explain", "TIME_WAIT"],
        &["lesson", "2", "--plain"],
        &["--lang", "zh-CN", "layers"],
    ] {
        let unicode = written(&[&["--charset", "unicode"], command].concat());
        let ascii = written(&[&["--charset", "ascii"], command].concat());
        let widths = |text: &str| text.lines().map(netlab::terminal::width).collect::<Vec<_>>();
        assert_eq!(widths(&unicode), widths(&ascii), "{command:?}");
        assert!(!ambiguous(&unicode).is_empty(), "{command:?} has signs");
    }
}

/// Every sign that a text of ours may have.
#[test]
fn each_sign_in_our_texts_has_one_of_ascii() {
    let sources = ["src", "lessons"].map(|dir| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(dir));
    let mut folders = sources.to_vec();
    let mut n_files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("our own").map(|entry| entry.expect("our own")) {
            let path = entry.path();
            match path.extension().and_then(|kind| kind.to_str()) {
                None if path.is_dir() => folders.push(path),
                // It names what others write.
                Some("rs") if path.ends_with("terminal/breaks.rs") => {}
                Some("rs" | "md" | "toml") => {
                    let text = std::fs::read_to_string(&path).expect("a text");
                    let shown = netlab::terminal::in_charset(&text, netlab::terminal::Charset::Ascii);
                    assert_eq!(ambiguous(&shown), [], "{}", path.display());
                    n_files += 1;
                }
                _ => {}
            }
        }
    }
    assert!(n_files > 300, "{n_files}");
}

#[cfg(unix)]
#[test]
fn what_a_peer_sent_is_shown_as_it_came() {
    use crate::common::screen::OnScreen;
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = listener.local_addr().expect("it is bound").to_string();
    let mut screen = OnScreen::start(&netlab(&["--charset", "ascii", "tcp-client", &addr]), 24, 80);
    let (mut stream, _) = listener.accept().expect("a client");
    stream.write_all("a → “b” …\n".as_bytes()).expect("it listens");
    drop(stream);
    let sight = screen.until("the data", |sight| sight.rows.iter().any(|row| row == "a → “b” …"));
    let ours = sight.rows.iter().filter(|row| *row != "a → “b” …");
    for row in ours {
        assert_eq!(ambiguous(row), [], "{row}");
    }
    screen.press("\u{4}");
    screen.code();
}

#[test]
fn what_programs_read_has_its_signs() {
    let args = ["--lang", "zh-CN", "check", "framing", "--format", "json", "--", "true"];
    let plain = written(&args);
    let ascii = written(&[&["--charset", "ascii"], &args[..]].concat());
    assert!(plain.contains('✗'), "{plain}");
    assert_eq!(plain.matches('✗').count(), ascii.matches('✗').count(), "{ascii}");
}
