//! What a call for many datagrams brought, on every system.
//!
//! The one idea: a count says little by itself. A call that brings much less than it could have says that the
//! receiver is the faster one.
//!
//! See it run: `netlab udp-recv --blast`.

/// What one call brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Datagrams.
    pub n_datagrams: u64,
    /// Their bytes, without headers.
    pub n_bytes: u64,
    /// The call brought much less than it could have: the sender is slower than we are.
    pub is_small: bool,
}

/// The most datagrams that go through the kernel as one (include/linux/udp.h, `UDP_MAX_SEGMENTS`).
pub const MAX_SEGMENTS: usize = 64;
