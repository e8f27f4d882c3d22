//! An address as people type it.
//!
//! The one idea: every part that is left out has one meaning everywhere: the host is `127.0.0.1`, the
//! port is 8080. TCP and UDP have separate port numbers, so one default serves both. What is left over
//! is never passed by in silence: it is named.
//!
//! See it run: `netlab tcp-server :0`.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use crate::cli::desk::typed::folded;
use crate::kernel::interface;

/// A host (a name or an address) and a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// A name, an IPv4 address, or an IPv6 address without brackets, perhaps with a zone as in `fe80::1%lo`.
    pub(crate) host: String,
    pub(crate) port: u16,
    /// The index of the interface that the zone names (RFC 4007 §11); 0 where there is no zone.
    scope: u32,
}

/// Where everything happens unless told otherwise.
pub(crate) const DEFAULT: &str = "127.0.0.1:8080";

/// Why a text is no address. Its `Display` is for whoever develops netlab.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub(crate) enum AddressError {
    PortTooLarge(String),
    NoPort(String),
    NoIpv6(String),
    BehindBrackets {
        rest: String,
        host: String,
        port: u16,
    },
    /// Where the IPv6 address ends, and the port begins, cannot be told.
    NoBrackets {
        host: String,
        port: String,
    },
    NoZone(String),
    /// This cannot be in a host's name.
    NoHost(String),
    Url,
    /// It begins with a hyphen, or with what only looks like one.
    Option(String),
    Empty,
}

impl Address {
    /// The host's address, where it is one and not a name. A zone is left out.
    pub(crate) fn ip(&self) -> Option<IpAddr> {
        self.host.split('%').next().unwrap_or_default().parse().ok()
    }

    /// Where to connect to, or to bind: what a name stands for is looked up there.
    pub(crate) fn target(&self) -> String {
        match self.ip() {
            Some(ip) if self.scope > 0 => format!("[{ip}%{}]:{}", self.scope, self.port),
            _ => self.to_string(),
        }
    }

    /// The same host at another port.
    pub(crate) fn at_port(&self, port: u16) -> Address {
        Address { port, ..self.clone() }
    }

    /// What was meant by an IPv6 address that ends as if a port had been written without brackets.
    pub(crate) fn in_brackets(&self) -> Option<Address> {
        in_brackets_instead(&self.host)
    }
}

/// As [`Address::in_brackets`]: `::1:9191` is an address of its own, with 9191 as its last 16 bits
/// (RFC 4291 §2.2), but hardly ever the one that was meant.
pub(crate) fn in_brackets_instead(host: &str) -> Option<Address> {
    let (host, port) = host.rsplit_once(':')?;
    let host = if host.ends_with(':') { format!("{host}:") } else { host.to_owned() };
    let is_number = port.len() > 1 && port.bytes().all(|byte| byte.is_ascii_digit());
    let port = port.parse().ok().filter(|_| is_number)?;
    host.parse::<Ipv6Addr>().is_ok().then_some(Address { host, port, scope: 0 })
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(typed: &str) -> Result<Self, AddressError> {
        let text = folded(typed);
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        if text.starts_with('-') {
            return Err(AddressError::Option(typed.to_owned()));
        }
        if text.contains("://") {
            return Err(AddressError::Url);
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return named("127.0.0.1", port_of(text)?);
        }
        if let Some(rest) = text.strip_prefix('[') {
            return with_brackets(text, rest);
        }
        if text.contains('%') || text.bytes().filter(|byte| *byte == b':').count() > 1 {
            return without_brackets(text);
        }
        match text.split_once(':') {
            None => named(text, DEFAULT_PORT),
            Some(("", port)) => named("127.0.0.1", port_of(port)?),
            Some((host, port)) => named(host, port_of(port)?),
        }
    }
}

const DEFAULT_PORT: u16 = 8080;

/// A name or an IPv4 address, whose letters are looked at: a lookup would only say that there is none.
fn named(host: &str, port: u16) -> Result<Address, AddressError> {
    let is_usual = |char: &char| char.is_alphanumeric() || matches!(char, '-' | '.' | '_');
    match host.chars().find(|char| !is_usual(char)) {
        Some(char) => Err(AddressError::NoHost(char.to_string())),
        None => Ok(Address { host: host.to_owned(), port, scope: 0 }),
    }
}

fn with_brackets(text: &str, rest: &str) -> Result<Address, AddressError> {
    let (host, behind) = rest.split_once(']').ok_or_else(|| AddressError::NoIpv6(text.to_owned()))?;
    let port = match behind.strip_prefix(':') {
        Some(port) => port_of(port)?,
        None if behind.is_empty() => DEFAULT_PORT,
        None => {
            let port = behind.parse().unwrap_or(DEFAULT_PORT);
            return Err(AddressError::BehindBrackets {
                rest: behind.to_owned(),
                host: host.to_owned(),
                port,
            });
        }
    };
    ipv6(host, port)?.ok_or_else(|| AddressError::NoIpv6(text.to_owned()))
}

/// Several colons, or a zone: an IPv6 address, with a port that is not told from it or without.
fn without_brackets(text: &str) -> Result<Address, AddressError> {
    if let Some(address) = ipv6(text, DEFAULT_PORT)? {
        return Ok(address);
    }
    if let Some((host, port)) = text.rsplit_once(':')
        && host.split('%').next().is_some_and(|ip| ip.parse::<Ipv6Addr>().is_ok())
    {
        return Err(AddressError::NoBrackets { host: host.to_owned(), port: port.to_owned() });
    }
    match text.split_once(':') {
        // So far it could have been an IPv4 address or a name.
        Some((host, rest)) if !host.is_empty() && !host.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            named(host, port_of(rest)?)
        }
        _ => Err(AddressError::NoIpv6(text.to_owned())),
    }
}

/// An IPv6 address, perhaps with a zone; `None` where it is none.
fn ipv6(text: &str, port: u16) -> Result<Option<Address>, AddressError> {
    let (ip, zone) = text.split_once('%').map_or((text, None), |(ip, zone)| (ip, Some(zone)));
    if ip.parse::<Ipv6Addr>().is_err() || zone.is_some_and(|zone| zone.contains(':')) {
        return Ok(None);
    }
    let scope = match zone {
        None => 0,
        Some(zone) => zone
            .parse()
            .ok()
            .or_else(|| interface::index_of(zone))
            .ok_or_else(|| AddressError::NoZone(zone.to_owned()))?,
    };
    Ok(Some(Address { host: text.to_owned(), port, scope }))
}

fn port_of(text: &str) -> Result<u16, AddressError> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AddressError::NoPort(text.to_owned()));
    }
    text.parse().map_err(|_overflow| AddressError::PortTooLarge(text.to_owned()))
}

/// A port alone, as in `netlab sockets 8080`.
pub(crate) fn port(text: &str) -> Result<u16, AddressError> {
    let text = folded(text);
    port_of(text.trim().trim_start_matches(':'))
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
        check("::ffff:127.0.0.1", "[::ffff:127.0.0.1]:8080");
        check("例子.example:80", "例子.example:80");
    }

    #[test]
    fn full_width_signs_are_plain_signs_in_an_address() {
        let check = |text: &str, expected: &str| {
            assert_eq!(text.parse::<Address>().map(|addr| addr.to_string()), Ok(expected.to_owned()));
        };
        check("127.0.0.1：8080", "127.0.0.1:8080");
        check("８０８０", "127.0.0.1:8080");
        check("：８０８１", "127.0.0.1:8081");
        check("１２７。０。０。１：９", "127.0.0.1:9");
        check("［::1］：80", "[::1]:80");
        check("ｌｏｃａｌｈｏｓｔ", "localhost:8080");
    }

    #[test]
    #[cfg(unix)]
    fn a_zone_names_the_interface_of_an_ipv6_address() {
        let check = |text: &str, shown: &str, target: &str| {
            let address: Address = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((address.to_string().as_str(), address.target().as_str()), (shown, target));
            assert!(target.parse::<std::net::SocketAddr>().is_ok(), "no lookup is needed");
        };
        check("fe80::1%7", "[fe80::1%7]:8080", "[fe80::1%7]:8080");
        check("[fe80::1%7]:99", "[fe80::1%7]:99", "[fe80::1%7]:99");
        let unknown = Err(AddressError::NoZone("no-such".to_owned()));
        assert_eq!("fe80::1%no-such".parse::<Address>(), unknown);
        assert_eq!("[fe80::1%no-such]:80".parse::<Address>(), unknown);
        if let Some(index) = interface::index_of("lo") {
            check("fe80::1%lo", "[fe80::1%lo]:8080", &format!("[fe80::1%{index}]:8080"));
            check("[fe80::1%lo]:9", "[fe80::1%lo]:9", &format!("[fe80::1%{index}]:9"));
        }
    }

    #[test]
    fn what_is_no_address_is_told_with_its_reason() {
        let check = |text: &str, expected: AddressError| assert_eq!(text.parse::<Address>(), Err(expected));
        let behind = |rest: &str, port| AddressError::BehindBrackets {
            rest: rest.to_owned(),
            host: "::1".to_owned(),
            port,
        };
        let no_brackets = |host: &str, port: &str| AddressError::NoBrackets {
            host: host.to_owned(),
            port: port.to_owned(),
        };
        check("", AddressError::Empty);
        check("99999", AddressError::PortTooLarge("99999".to_owned()));
        check("localhost:99999", AddressError::PortTooLarge("99999".to_owned()));
        check("localhost:http", AddressError::NoPort("http".to_owned()));
        check("localhost:", AddressError::NoPort(String::new()));
        check("127.0.0.1:80:90", AddressError::NoPort("80:90".to_owned()));
        check("127.0.0.1:8080/x", AddressError::NoPort("8080/x".to_owned()));
        check("[::1", AddressError::NoIpv6("[::1".to_owned()));
        check("[localhost]:80", AddressError::NoIpv6("[localhost]:80".to_owned()));
        check("[::1]9191", behind("9191", 9191));
        check("[::1]junk", behind("junk", 8080));
        check("[::1]]:80", behind("]:80", 8080));
        check("[::1]:80x", AddressError::NoPort("80x".to_owned()));
        check("fe80::1%lo:8080", no_brackets("fe80::1%lo", "8080"));
        check("1:2:3:4:5:6:7:8:9191", no_brackets("1:2:3:4:5:6:7:8", "9191"));
        check("::1::2", AddressError::NoIpv6("::1::2".to_owned()));
        check("http://127.0.0.1:8080/", AddressError::Url);
        check("127.0.0.1,8080", AddressError::NoHost(",".to_owned()));
        check("127.0.0.1 8080", AddressError::NoHost(" ".to_owned()));
        check("——help", AddressError::Option("——help".to_owned()));
    }

    #[test]
    fn an_ipv6_address_that_ends_like_a_port_is_noticed() {
        let check = |text: &str, expected: Option<&str>| {
            let address: Address = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            let meant = address.in_brackets().map(|addr| addr.to_string());
            assert_eq!(meant.as_deref(), expected, "{text}");
        };
        check("::1:9191", Some("[::1]:9191"));
        check("fe80::1:8080", Some("[fe80::1]:8080"));
        check("::8080", Some("[::]:8080"));
        check("::1", None);
        check("2001:db8::1", None);
        check("127.0.0.1:9191", None);
    }
}
