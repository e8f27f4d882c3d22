//! netlab makes sockets visible.

pub mod event;
pub mod kernel;
pub mod net;
