//! What a terminal sends: keys and answers, cut by reads anywhere.

#![no_main]

use key::{Key, Keys};
use libfuzzer_sys::fuzz_target;

#[allow(dead_code, unreachable_pub, reason = "another crate's file")]
#[path = "../../src/cli/keyboard/key.rs"]
mod key;

/// The keys, and texts that lie beside each other as one.
fn read(bytes: &[u8], piece: usize) -> Vec<Key> {
    let mut keys = Keys::default();
    let mut found: Vec<Key> = Vec::new();
    for key in bytes.chunks(piece).flat_map(|piece| keys.read(piece)) {
        match (found.last_mut(), key) {
            (Some(Key::Pasted(before)), Key::Pasted(more)) => *before += &more,
            (Some(Key::Text(before)), Key::Text(more)) => *before += &more,
            (_, key) => found.push(key),
        }
    }
    found
}

fuzz_target!(|input: (u8, Vec<u8>)| {
    let (piece, bytes) = input;
    let whole = read(&bytes, bytes.len().max(1));
    assert_eq!(read(&bytes, usize::from(piece).max(1)), whole);
});
