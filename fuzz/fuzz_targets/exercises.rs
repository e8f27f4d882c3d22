//! An exercise of anybody's: it is understood, or refused in words.

#![no_main]

use libfuzzer_sys::fuzz_target;
use netlab::check::Exercise;

fuzz_target!(|text: &str| {
    if let Err(error) = Exercise::parse(text) {
        assert!(!error.to_string().is_empty());
    }
});
