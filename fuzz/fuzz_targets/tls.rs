//! What comes from a wire that may be TLS: records are told or not, and a certificate is read or not.

#![no_main]

use libfuzzer_sys::fuzz_target;
use netlab::catalogue::{Lang, records};
use netlab::tls::Certificate;

fuzz_target!(|bytes: &[u8]| {
    for len in [bytes.len() as u64, u64::MAX] {
        let _ = records(Lang::English, bytes, len);
        let _ = records(Lang::Chinese, bytes, len);
    }
    if let Some(certificate) = Certificate::read(bytes) {
        assert!(certificate.names.len() <= 100);
    }
});
