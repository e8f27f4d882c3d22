//! Our sockets behave as tokio's, and the chapters are ordinary tokio programs.
//!
//! It stands alone because the chapters' own source is compiled into it: there `crate::net` must be
//! `tokio::net`, so a chapter that used anything else of ours would not compile here.

#[path = "../common/mod.rs"]
mod common;

mod chat;
mod exchanges;
mod sockets;

mod net {
    pub(crate) use tokio::net::*;
}

#[allow(dead_code, unused_imports, unreachable_pub, reason = "the chapters are public where they belong")]
#[path = "../../src/chapters/mod.rs"]
mod chapters;
