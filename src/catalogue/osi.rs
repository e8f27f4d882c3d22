//! The seven layers of the OSI model, beside the Internet's four.
//!
//! The one idea: both models cut the same work into parts. OSI (ITU-T X.200) cuts it into seven; the
//! Internet (RFC 1122 §1.1.3) leaves the upper three to the program and the lower two to the link.
//!
//! See them run: `netlab layers`.

use crate::catalogue::Layer;

/// A layer of the OSI model, from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Osi {
    /// Layer 7: what is meant.
    Application,
    /// Layer 6: which bytes stand for it.
    Presentation,
    /// Layer 5: who speaks when.
    Session,
    /// Layer 4: from program to program.
    Transport,
    /// Layer 3: from machine to machine.
    Network,
    /// Layer 2: to the next device.
    DataLink,
    /// Layer 1: bits on a medium.
    Physical,
}

impl Osi {
    /// All seven, from the top.
    pub const ALL: &'static [Self] = &[
        Self::Application,
        Self::Presentation,
        Self::Session,
        Self::Transport,
        Self::Network,
        Self::DataLink,
        Self::Physical,
    ];

    /// Its number, from 7 down to 1.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Application => 7,
            Self::Presentation => 6,
            Self::Session => 5,
            Self::Transport => 4,
            Self::Network => 3,
            Self::DataLink => 2,
            Self::Physical => 1,
        }
    }

    /// The Internet's layer that has its work.
    #[must_use]
    pub const fn internet_layer(self) -> Layer {
        match self {
            Self::Application | Self::Presentation | Self::Session => Layer::Application,
            Self::Transport => Layer::Transport,
            Self::Network => Layer::Internet,
            Self::DataLink | Self::Physical => Layer::Link,
        }
    }
}
