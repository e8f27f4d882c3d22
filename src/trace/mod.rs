//! Events heard: told in words, or recorded.
//!
//! The one idea: an [`Ear`] hears each event at the moment its call returns and must never hold the
//! program up. So the recorder appends one line and is done, and the narrator hands its lines to a
//! [`Pen`] that writes them on a thread of its own and sums up what it could not tell.
//!
//! See it run: `netlab tcp-server`; `netlab --record run.jsonl tour`.

mod clock;
mod ears;
mod explained;
mod feed;
mod file;
mod glance;
mod lines;
mod masked;
mod narrate;
mod narrator;
mod paper;
mod pen;
mod read;
mod record;
mod wants;

pub use clock::Clock;
pub use ears::{Ear, Ears};
pub use explained::Explained;
pub use feed::Feed;
pub use file::Header;
pub use glance::kinds_told;
pub use narrate::{Cast, Told};
pub use narrator::{Detail, Narrator, Voice, summary};
pub use paper::{Stream, Tally};
pub use pen::Pen;
pub use read::{HeaderFlaw, Records, Trace, TraceError};
pub use record::{Kept, Recorder};
pub use wants::Wishes;
