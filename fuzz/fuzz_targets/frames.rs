//! The chat's framings: where the network cuts a stream changes no message, and what was sent is what is heard.

#![no_main]

use bytes::BytesMut;
use libfuzzer_sys::fuzz_target;
use netlab::chapters::chat::{Decoder, Framing, encode, safe};

const MAX: usize = 64;

/// The messages of a stream that comes in pieces of this size, and whether it was too long.
fn heard(framing: Framing, stream: &[u8], piece: usize) -> (Vec<Vec<u8>>, bool) {
    let mut decoder = Decoder::new(framing, MAX);
    let mut messages = Vec::new();
    for bytes in stream.chunks(piece) {
        if decoder.push(bytes, |message| messages.push(message.to_vec())).is_err() {
            return (messages, true);
        }
    }
    let is_too_long = decoder.finish(|message| messages.push(message.to_vec())).is_err();
    (messages, is_too_long)
}

fuzz_target!(|input: (u8, Vec<u8>)| {
    let (piece, stream) = input;
    for framing in [Framing::Lines, Framing::Length] {
        let whole = heard(framing, &stream, stream.len().max(1));
        assert_eq!(heard(framing, &stream, usize::from(piece).max(1)), whole);
        let mut again = BytesMut::new();
        for message in &whole.0 {
            let _ = safe(framing, message);
            encode(framing, "", message, &mut again);
        }
        // A CR at a line's end, and an LF that a frame may hold, are the framing's own affair.
        if framing == Framing::Length {
            assert_eq!(heard(framing, &again, 7).0, whole.0);
        }
    }
});
