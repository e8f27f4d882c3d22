//! `netlab udp-send` and `netlab udp-recv`: chapter 3 on the command line.
//!
//! The one idea: both ends share the sockets' options, the form of a shown datagram and the numbers that tell
//! a loss; each is a file of its own beside them.

mod blast;
mod format;
mod loss_report;
pub(crate) mod recv;
pub(crate) mod send;
mod socket;
mod words;
