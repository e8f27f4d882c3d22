//! An address as somebody types it: it is understood or refused, and what is shown of it means the same.

#![no_main]

use address::{Address, port};
use libfuzzer_sys::fuzz_target;

#[allow(dead_code, unreachable_pub, reason = "another crate's file")]
#[path = "../../src/cli/desk/address.rs"]
mod address;
#[allow(dead_code, unreachable_pub, reason = "another crate's file")]
#[path = "../../src/cli/desk/typed.rs"]
mod typed;

/// The places where these files look for each other.
mod cli {
    pub(crate) mod desk {
        pub(crate) use crate::typed;
    }
}
mod kernel {
    pub(crate) use netlab::kernel::interface;
}

fuzz_target!(|typed: &str| {
    let _ = port(typed);
    match typed.parse::<Address>() {
        Ok(address) => assert_eq!(address.to_string().parse(), Ok(address)),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
