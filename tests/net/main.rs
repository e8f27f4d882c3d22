//! The sockets of `netlab::net`: what each call does, and what is told of it.

#[path = "../common/mod.rs"]
mod common;

mod connect;
mod ends;
mod errors;
mod life;
mod options;
mod pace;
mod tcp;
mod udp;
mod wishes;
