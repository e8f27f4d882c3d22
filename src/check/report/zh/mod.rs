//! The report in Chinese.
//!
//! The one idea: the same facts as in English, each with its own sentence; none is put together from English pieces.
//!
//! See it run: `netlab --lang zh-CN check greeting-server -- false`.

pub(super) mod findings;
pub(super) mod phrases;
pub(super) mod replays;
pub(super) mod steps;
pub(super) mod troubles;
pub(super) mod waits;
