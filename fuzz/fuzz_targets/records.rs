//! A record of anybody's: whatever stands in it is read or refused, told and drawn, and is the same when it is
//! written and read once more.

#![no_main]

use libfuzzer_sys::fuzz_target;
use netlab::ladder::{Part, layout, text};
use netlab::trace::{Cast, Records, Told, Trace};

/// The lines of its file. Two events are the same if their lines are: a process that is the record's own may be
/// named or not.
fn written(trace: &Trace) -> String {
    let lines = trace.events.iter().map(|event| trace.header.line_of(event, usize::MAX));
    trace.header.to_line() + &lines.collect::<String>()
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(records) = Records::read(bytes) else { return };
    for trace in records.traces {
        let cast = Cast::default();
        for event in &trace.events {
            let _ = Told::new(event, &cast).in_columns(80);
        }
        let _ = text(&layout(&[Part::of(&trace.events)]), 80);
        let first = written(&trace);
        let again = Records::read(first.as_bytes()).expect("what we write can be read");
        assert_eq!(again.traces.len(), 1);
        assert_eq!(written(&again.traces[0]), first);
    }
});
