//! Which parts ran on one machine, and which addresses are that machine's own.
//!
//! The one idea: an address means something only where it is known whose it is. A loopback address is another one on
//! each machine, and a wildcard stands for every address that its machine has.
//!
//! See it run: `netlab ladder` on records from two machines.

use std::collections::HashSet;
use std::net::IpAddr;

use crate::ladder::join::sockets::{Socket, is_any};
use crate::ladder::part::Part;

/// A number for each part's machine: a loopback address means another one on each.
pub(crate) fn machines(parts: &[Part<'_>]) -> Vec<usize> {
    numbered(parts, Part::shares_loopback_with)
}

/// A number for each part, alike for those that share something.
pub(crate) fn numbered<'a>(parts: &[Part<'a>], share: fn(&Part<'a>, &Part<'a>) -> bool) -> Vec<usize> {
    let mut firsts: Vec<&Part<'a>> = Vec::new();
    let number = |part| {
        firsts.iter().position(|first| share(first, part)).unwrap_or_else(|| {
            firsts.push(part);
            firsts.len() - 1
        })
    };
    parts.iter().map(number).collect()
}

/// Which addresses are known to be which machine's own: those that its sockets had.
pub(crate) fn own_addresses(sockets: &[Socket<'_>], machines: &[usize]) -> HashSet<(usize, IpAddr)> {
    let own = sockets.iter().filter_map(|socket| Some((machines[socket.part], socket.local?.ip())));
    own.filter(|(_, ip)| !is_any(*ip)).collect()
}
