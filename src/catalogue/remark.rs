//! What can be remarked on a socket beside its state.
//!
//! The one idea: a state alone does not tell who is to act. ESTABLISHED can mean that all is well, that a
//! server never called accept, or that a receiver has stopped to read: the queues tell which.
//!
//! See them run: `netlab sockets`.

/// A remark on a socket. [`remark`](crate::catalogue::remark) gives its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Remark {
    /// A UDP socket without a peer.
    OpenToDatagrams,
    /// A UDP socket that was given a peer.
    DatagramPeer,
    /// A complete connection in its listener's queue.
    Unaccepted,
    /// No further client is let in.
    AcceptQueueFull,
    /// Bytes or datagrams wait for the program.
    Unread,
    /// The peer takes no more bytes.
    WindowClosed,
    /// The same, and our program has sent its last.
    LastBytesHeld,
    /// What was sent is not acknowledged in time.
    Repeating,
    /// The program is gone, the kernel still has work.
    KernelAlone,
    /// Datagrams were thrown away.
    Dropped,
}

impl Remark {
    /// Every remark.
    pub const ALL: &'static [Self] = &[
        Self::OpenToDatagrams,
        Self::DatagramPeer,
        Self::Unaccepted,
        Self::AcceptQueueFull,
        Self::Unread,
        Self::WindowClosed,
        Self::LastBytesHeld,
        Self::Repeating,
        Self::KernelAlone,
        Self::Dropped,
    ];
}
