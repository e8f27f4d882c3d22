//! The narrator in somebody's own program changes nothing of that program.
//!
//! It stands alone because the narrator listens to the whole process, and only one can. What is told goes to
//! standard error, so the program whose words are read is this one, started once more.

use std::io::ErrorKind;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use netlab::net::TcpListener;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

#[test]
fn telling_takes_no_switch_of_the_program_and_is_refused_where_another_listens() {
    let is_coloured = || colored::control::SHOULD_COLORIZE.should_colorize();
    let before = is_coloured();
    let telling = netlab::tell().expect("nobody listens yet");
    assert_eq!(is_coloured(), before);
    let refused = netlab::tell().expect_err("one listens already");
    assert_eq!(refused.kind(), ErrorKind::AlreadyExists);
    drop(telling);
}

/// Set for the program that tells.
const TELLS: &str = "NETLAB_TEST_TELLS";

/// A subscriber of the program's own, which counts what it is told.
#[derive(Clone, Default)]
struct Counts(Arc<AtomicUsize>);

impl<S: tracing::Subscriber> Layer<S> for Counts {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "somebody" {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[test]
fn a_layer_tells_beside_the_programs_own_subscriber() {
    if std::env::var_os(TELLS).is_some() {
        return tell_beside_others();
    }
    let this = std::env::current_exe().expect("a test has a file");
    let name = "a_layer_tells_beside_the_programs_own_subscriber";
    let told = Command::new(this).args(["--exact", name, "--nocapture"]).env(TELLS, "1").output();
    let told = told.expect("it starts");
    let text = String::from_utf8_lossy(&told.stderr);
    assert!(told.status.success(), "{text}");
    assert!(text.contains("listening"), "{text}");
    assert!(!text.contains("somebody"), "{text}");
}

fn tell_beside_others() {
    let counts = Counts::default();
    let (layer, telling) = netlab::layer().expect("there are threads");
    tracing_subscriber::registry().with(layer).with(counts.clone()).init();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
    tracing::info!(target: "somebody", "somebody else's line");
    drop(listener);
    drop(telling);
    assert_eq!(counts.0.load(Ordering::Relaxed), 1);
}
