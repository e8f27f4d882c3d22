//! What can keep TLS from being spoken.
//!
//! The one idea: what a peer refused is one thing, and what was never asked of it another.

use std::net::IpAddr;
use std::path::PathBuf;

use crate::cli::desk::address::Address;
use crate::cli::desk::failure::cause::Cause;
use crate::cli::desk::failure::facts::code::{NO, NOT_ASKED};
use crate::event::{OsError, TlsFacts};

/// Of TLS.
#[derive(Debug)]
#[cfg_attr(not(feature = "tls"), allow(dead_code, reason = "without TLS there is one trouble alone"))]
pub(crate) enum TlsTrouble {
    /// This netlab was built without it.
    #[cfg_attr(feature = "tls", allow(dead_code, reason = "here it was built with it"))]
    NotBuilt,
    /// The user has no home directory, so the authority would land in whatever folder he happens to be in.
    NoHome,
    NotKept {
        dir: PathBuf,
        cause: Cause,
    },
    /// A client finds no authority in the usual place, or in that folder.
    NoneYet {
        dir: PathBuf,
    },
    Authority {
        dir: PathBuf,
        why: NoAuthority,
    },
    /// The authority may not vouch for the address that a server has.
    OutOfBounds {
        at: IpAddr,
    },
    AuthoritiesNotRead {
        file: PathBuf,
        cause: Cause,
    },
    NoCertificates {
        file: PathBuf,
    },
    NoServerName {
        name: String,
    },
    /// One of the two ends refused.
    Refused {
        with: Address,
        program: &'static str,
        /// The name that was asked for.
        name: String,
        facts: Box<TlsFacts>,
        error: Option<OsError>,
    },
}

/// Why an authority that is kept is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "tls"), allow(dead_code, reason = "without TLS there is none"))]
pub(crate) enum NoAuthority {
    Unreadable,
    Expired,
    NotMade,
}

impl TlsTrouble {
    /// No, where somebody was asked.
    pub(super) fn exit_code(&self) -> u8 {
        if matches!(self, TlsTrouble::Refused { .. }) { NO } else { NOT_ASKED }
    }
}
