//! A record of anybody's: whatever stands in it is read or refused, told and drawn, and is the same when it is
//! written and read once more.

#![no_main]

use libfuzzer_sys::fuzz_target;
use netlab::ladder::{Part, layout, text};
use netlab::trace::{Cast, Records, Told};

fuzz_target!(|bytes: &[u8]| {
    let Ok(records) = Records::read(bytes) else { return };
    for trace in records.traces {
        let cast = Cast::default();
        for event in &trace.events {
            let _ = Told::new(event, &cast).in_columns(80);
        }
        let _ = text(&layout(&[Part::of(&trace.events)]), 80);
        let lines = trace.events.iter().map(|event| trace.header.line_of(event, usize::MAX));
        let written = trace.header.to_line() + &lines.collect::<String>();
        let again = Records::read(written.as_bytes()).expect("what we write can be read");
        assert_eq!(again.traces.len(), 1);
        assert_eq!(again.traces[0].events, trace.events);
    }
});
