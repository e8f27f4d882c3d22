//! The kernel's answers about sockets, as netlink has them and as `/proc/net` does.

#![no_main]

use libfuzzer_sys::fuzz_target;
use netlab::event::Transport;
use netlab::kernel::table::{diag, proc_net};

fuzz_target!(|bytes: &[u8]| {
    for transport in [Transport::Tcp, Transport::Udp] {
        let _ = diag::messages(bytes, transport, 1);
        let _ = diag::entry(bytes, transport);
        if let Ok(text) = std::str::from_utf8(bytes) {
            for line in text.lines() {
                let _ = proc_net::entry(line, transport);
            }
        }
    }
});
