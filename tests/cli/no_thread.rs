//! A system that gives no thread is told, and nothing panics.

// The limit of memory is Linux's RLIMIT_AS.
#![cfg(target_os = "linux")]

use std::net::TcpListener;

use crate::common::program::{Program, netlab_after};

#[test]
fn where_no_thread_may_be_made_that_is_said_and_nothing_panics() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let taken = listener.local_addr().expect("bound").to_string();
    for args in [&["-q", "chat-server", &taken][..], &["-q", "tcp-client", "localhost:1"]] {
        let mut n_refused = 0;
        let mut last_words = String::new();
        // From too little for anything to enough for all: every thread is the first that is refused once.
        for n_kib in (18_000..60_000).step_by(2_000) {
            let mut program = Program::start(netlab_after(&format!("ulimit -v {n_kib}"), args));
            let status = program.wait();
            let said = program.err.text();
            // Rust's own beginning needs memory as well: the main thread's other stack is made before `main`, and
            // where it cannot be, Rust panics. Our part begins behind that.
            if said.contains("thread 'main'") && said.contains("/unix/stack_overflow.rs") {
                continue;
            }
            assert!(!said.contains("panicked"), "{n_kib} KiB, {args:?}: {said}");
            assert_ne!(status.code(), Some(101), "{n_kib} KiB, {args:?}: {said}");
            if said.contains("a thread") {
                assert!(
                    said.contains("error: cannot start a thread: ") && said.contains("\nhint: "),
                    "{said}"
                );
                assert_eq!(status.code(), Some(2), "{n_kib} KiB, {args:?}: {said}");
                n_refused += 1;
            }
            last_words = said;
        }
        assert!(n_refused > 0, "{args:?} never wanted a thread that was refused");
        assert!(
            last_words.starts_with("error: cannot listen on")
                || last_words.starts_with("error: cannot connect to"),
            "{args:?} never had enough: {last_words}"
        );
    }
}
