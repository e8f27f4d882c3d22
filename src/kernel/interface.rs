//! This machine's network interfaces, by name.
//!
//! The one idea: an interface has a name for people, an index for the kernel, and addresses for the
//! network. IPv4 options name it by an address, IPv6 options by its index (`man 7 ip`, `man 7 ipv6`).
//!
//! See it run: `netlab udp-recv --join 239.1.2.3 --interface lo`.

use std::net::Ipv4Addr;

/// The index of the interface with this name; `None` where there is none, or the system is not asked.
#[cfg(unix)]
#[must_use]
#[allow(unsafe_code)]
pub fn index_of(name: &str) -> Option<u32> {
    let name = std::ffi::CString::new(name).ok()?;
    // SAFETY: `name` is a string that ends with a zero byte and lives through the call.
    let index = unsafe { libc::if_nametoindex(name.as_ptr()) };
    (index != 0).then_some(index)
}

/// The first IPv4 address of the interface with this name; `None` where it has none, or there is none.
#[cfg(unix)]
#[must_use]
#[allow(unsafe_code)]
pub fn ipv4_of(name: &str) -> Option<Ipv4Addr> {
    let mut list = std::ptr::null_mut();
    // SAFETY: `list` is a valid pointer to write to.
    if unsafe { libc::getifaddrs(&raw mut list) } != 0 {
        return None;
    }
    let mut found = None;
    let mut entry = list;
    // SAFETY: the entries are those that getifaddrs made; each is valid until they are freed below.
    while let (None, Some(interface)) = (found, unsafe { entry.as_ref() }) {
        // SAFETY: the name ends with a zero byte and lives as long as its entry.
        let is_it = unsafe { std::ffi::CStr::from_ptr(interface.ifa_name) }.to_bytes() == name.as_bytes();
        // SAFETY: the address is null or valid as long as its entry.
        let family = unsafe { interface.ifa_addr.as_ref() }.map(|addr| i32::from(addr.sa_family));
        if is_it && family == Some(libc::AF_INET) {
            // SAFETY: an address of this family is a sockaddr_in; it is copied, as it may stand unaligned.
            let addr: libc::sockaddr_in =
                unsafe { interface.ifa_addr.cast::<libc::sockaddr_in>().read_unaligned() };
            found = Some(Ipv4Addr::from(u32::from_be(addr.sin_addr.s_addr)));
        }
        entry = interface.ifa_next;
    }
    // SAFETY: `list` came from getifaddrs and is not used any more.
    unsafe { libc::freeifaddrs(list) };
    found
}

/// The index of an interface: this system is not asked.
#[cfg(not(unix))]
#[must_use]
pub fn index_of(_: &str) -> Option<u32> {
    None
}

/// The IPv4 address of an interface: this system is not asked.
#[cfg(not(unix))]
#[must_use]
pub fn ipv4_of(_: &str) -> Option<Ipv4Addr> {
    None
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_loopback_is_found_by_its_name() {
        assert_eq!(ipv4_of("lo"), Some(Ipv4Addr::LOCALHOST));
        assert_eq!(index_of("lo"), Some(1));
        assert_eq!((ipv4_of("no such"), index_of("no such"), index_of("a\0b")), (None, None, None));
    }
}
