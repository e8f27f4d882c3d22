//! An address as people type it.
//!
//! The one idea: every part that is left out has one meaning everywhere: the host is `127.0.0.1`, the
//! port is 8080. TCP and UDP have separate port numbers, so one default serves both.
//!
//! See it run: `netlab tcp-server :0`.

use std::fmt;
use std::net::Ipv6Addr;
use std::str::FromStr;

/// A host (a name or an address) and a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    pub(super) host: String,
    pub(super) port: u16,
}

/// Where everything happens unless told otherwise.
pub(super) const DEFAULT: &str = "127.0.0.1:8080";

/// Why a text is no address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum AddressError {
    #[error("port {0} is too large\n\nhint: ports go from 0 to 65535; 0 lets the system choose")]
    PortTooLarge(String),
    #[error("{0:?} is no port\n\nhint: write HOST:PORT, as in 127.0.0.1:8080, or a port alone")]
    NoPort(String),
    #[error("{0:?} is no IPv6 address in brackets\n\nhint: write it as in [::1]:8080")]
    NoIpv6(String),
    #[error("the host is empty\n\nhint: write HOST:PORT, as in 127.0.0.1:8080, or a port alone")]
    Empty,
}

impl Address {
    /// Whether it is, by what can be seen without asking, not on this machine's loopback.
    pub(super) fn is_elsewhere(&self) -> bool {
        self.is_public() || (self.host.parse::<std::net::IpAddr>().is_err() && self.host != "localhost")
    }

    /// Whether everyone who can reach this machine could connect here.
    pub(super) fn is_public(&self) -> bool {
        self.to_string().parse::<std::net::SocketAddr>().is_ok_and(|addr| !addr.ip().is_loopback())
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let address = |host: &str, port| Ok(Address { host: host.to_owned(), port });
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return address("127.0.0.1", port_of(text)?);
        }
        if text.parse::<Ipv6Addr>().is_ok() {
            return address(text, 8080);
        }
        if let Some(rest) = text.strip_prefix('[') {
            let (host, port) = rest.split_once(']').ok_or_else(|| AddressError::NoIpv6(text.to_owned()))?;
            host.parse::<Ipv6Addr>().map_err(|_invalid| AddressError::NoIpv6(text.to_owned()))?;
            let port = port.strip_prefix(':').map_or(Ok(8080), port_of)?;
            return address(host, port);
        }
        match text.rsplit_once(':') {
            None => address(text, 8080),
            Some(("", port)) => address("127.0.0.1", port_of(port)?),
            Some((host, port)) => address(host, port_of(port)?),
        }
    }
}

fn port_of(text: &str) -> Result<u16, AddressError> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AddressError::NoPort(text.to_owned()));
    }
    text.parse().map_err(|_overflow| AddressError::PortTooLarge(text.to_owned()))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_an_address_is_understood() {
        let check = |text: &str, expected: &str| {
            assert_eq!(
                text.parse::<Address>().map(|addr| addr.to_string()),
                Ok(expected.to_owned()),
                "{text}"
            );
        };
        check("8081", "127.0.0.1:8081");
        check(":8081", "127.0.0.1:8081");
        check("localhost", "localhost:8080");
        check("localhost:0", "localhost:0");
        check("127.0.0.1:65535", "127.0.0.1:65535");
        check("[::1]:80", "[::1]:80");
        check("[::1]", "[::1]:8080");
        check("::1", "[::1]:8080");
    }

    #[test]
    fn what_is_no_address_is_told_with_its_reason() {
        let check = |text: &str, expected: AddressError| assert_eq!(text.parse::<Address>(), Err(expected));
        check("", AddressError::Empty);
        check("99999", AddressError::PortTooLarge("99999".to_owned()));
        check("localhost:99999", AddressError::PortTooLarge("99999".to_owned()));
        check("localhost:http", AddressError::NoPort("http".to_owned()));
        check("localhost:", AddressError::NoPort(String::new()));
        check("[::1", AddressError::NoIpv6("[::1".to_owned()));
        check("[localhost]:80", AddressError::NoIpv6("[localhost]:80".to_owned()));
    }
}
