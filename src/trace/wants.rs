//! What a subscriber asks the sockets for.
//!
//! The one idea: a filter is a wish. Enabling the event target asks for events; enabling the others
//! asks for facts that cost more, which no socket would otherwise look up.
//!
//! See it run: `netlab -v tour` asks the kernel, `netlab tour` does not.

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;

use crate::event::{DIGEST_TARGET, KERNEL_TARGET, TARGET};

/// What a subscriber wants besides the events themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The kernel's view of a connection with each of its events ([`crate::event::Event::tcp`]).
    pub kernel_view: bool,
    /// A digest of each datagram ([`crate::event::Event::digest`]).
    pub digests: bool,
}

impl Wishes {
    /// What two want together.
    #[must_use]
    pub const fn and(self, other: Wishes) -> Wishes {
        Wishes { kernel_view: self.kernel_view || other.kernel_view, digests: self.digests || other.digests }
    }

    /// The filter that makes these wishes known.
    #[must_use]
    pub fn filter(self) -> Targets {
        let level = |is_wanted| if is_wanted { LevelFilter::INFO } else { LevelFilter::OFF };
        Targets::new()
            .with_target(TARGET, LevelFilter::INFO)
            .with_target(KERNEL_TARGET, level(self.kernel_view))
            .with_target(DIGEST_TARGET, level(self.digests))
    }
}
