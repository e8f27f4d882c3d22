//! A record of anybody's: whatever stands in it is read or refused, told and drawn, and is the same when it is
//! written and read once more.

#![no_main]

use libfuzzer_sys::fuzz_target;
use netlab::catalogue::Lang;
use netlab::ladder::{Part, layout, text};
use netlab::trace::{Cast, Records, Told, Trace};

/// The lines of its file.
fn written(trace: &Trace) -> String {
    let lines = trace.events.iter().map(|event| trace.header.line_of(event, usize::MAX));
    trace.header.to_line() + &lines.collect::<String>()
}

/// The record with no event naming the process that the header names for it: either says the same.
fn without_own_process(mut trace: Trace) -> Trace {
    for event in &mut trace.events {
        event.pid = event.pid.filter(|pid| *pid != trace.header.pid);
    }
    trace
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(records) = Records::read(bytes) else { return };
    for trace in records.traces {
        let cast = Cast::default();
        for event in &trace.events {
            for lang in [Lang::English, Lang::Chinese] {
                let _ = Told::new(lang, event, &cast).in_columns(80);
            }
        }
        let _ = text(&layout(&[Part::of(&trace.events)]), 80);
        let again = Records::read(written(&trace).as_bytes()).expect("what we write can be read");
        assert_eq!((again.n_skipped, again.is_cut, again.is_too_long), (0, false, false));
        assert_eq!(again.traces, [without_own_process(trace)]);
    }
});
