//! The commands, a file or a folder for each.
//!
//! The one idea: a command takes what its learner typed and what the desk gives it, and hands both to a module
//! below that does the work. What two commands need lies on the desk, and no command knows another.

pub(super) mod chat;
pub(super) mod completions;
pub(super) mod doctor;
pub(super) mod exercise;
pub(super) mod explain;
pub(super) mod greeting;
pub(super) mod help;
pub(super) mod impair;
pub(super) mod ladder;
pub(super) mod layers;
pub(super) mod lesson;
pub(super) mod live;
pub(super) mod manual;
pub(super) mod observe;
pub(super) mod progress;
pub(super) mod sockets;
pub(super) mod tour;
pub(super) mod udp;
pub(super) mod welcome;
