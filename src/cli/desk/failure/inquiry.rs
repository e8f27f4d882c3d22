//! What this machine knows of a failure: who holds an address, and whether anybody listens there.
//!
//! The one idea: it is asked at once when something failed, as a moment later it may be otherwise.

use std::net::{SocketAddr, ToSocketAddrs};

use crate::cli::desk::address::Address;
use crate::cli::desk::reach::is_ours;
use crate::event::Transport;
use crate::kernel::holder::{Holder, holder_of, is_served};

/// What is known of a connect that was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Another machine refused it.
    Elsewhere,
    /// A program listens there now.
    ServedNow,
    /// Nobody listens there; surely, where the system tells.
    Nobody { is_sure: bool },
}

/// Why a connect was refused, as far as this machine can know it.
pub(super) fn refusal(addr: &Address) -> Refusal {
    let here: Vec<SocketAddr> = places(addr).filter(|place| is_ours(place.ip())).collect();
    if here.is_empty() {
        return Refusal::Elsewhere;
    }
    let looks: Vec<Option<bool>> = here.iter().map(|place| is_served(*place, Transport::Tcp)).collect();
    if looks.contains(&Some(true)) {
        return Refusal::ServedNow;
    }
    Refusal::Nobody { is_sure: !looks.contains(&None) }
}

/// Who holds an address that is taken.
pub(super) fn holder(addr: &Address, transport: Transport) -> Holder {
    // Whoever asks for `localhost` may find either of its addresses taken.
    let holders = places(addr).map(|place| holder_of(place, transport));
    holders.fold(Holder::Unknown, |first, next| if first == Holder::Unknown { next } else { first })
}

fn places(addr: &Address) -> impl Iterator<Item = SocketAddr> + use<> {
    addr.target().to_socket_addrs().into_iter().flatten()
}
