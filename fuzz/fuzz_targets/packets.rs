//! A frame from any wire: it is taken apart or refused, and no section reaches beyond it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use netlab::packet::take_apart;

fuzz_target!(|frame: &[u8]| {
    let Ok(sections) = take_apart(frame) else { return };
    for section in sections {
        let _ = format!("{section:?}");
    }
});
