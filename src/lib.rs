//! netlab makes sockets visible.

pub mod event;
