//! What is said of a text that is no address.

use crate::cli::desk::address::AddressError;
use crate::cli::desk::failure::words::form::Words;

pub(super) fn words_of(error: &AddressError) -> Words {
    match error {
        AddressError::PortTooLarge(port) => Words::new(
            format!("port {port} is too large"),
            "ports go from 0 to 65535; 0 lets the system choose",
        ),
        AddressError::NoPort(text) => Words::new(format!("{text:?} is no port"), FORM),
        AddressError::NoIpv6(text) => {
            Words::new(format!("{text:?} is no IPv6 address in brackets"), "write it as in [::1]:8080")
        }
        AddressError::BehindBrackets { rest, host, port } => Words::new(
            format!("{rest:?} behind the brackets is no port"),
            format!("a colon stands between them, as in [{host}]:{port}"),
        ),
        AddressError::NoBrackets { host, port } => Words::new(
            "where does the IPv6 address end, and the port begin?".to_owned(),
            format!("write [{host}]:{port}"),
        ),
        AddressError::NoZone(zone) => Words::new(
            format!("this machine has no interface {zone:?}"),
            "see them all: ip -br addr; a number is right as well",
        ),
        AddressError::NoHost(text) => Words::new(format!("{text:?} cannot be in a host's name"), FORM),
        AddressError::Url => {
            Words::new("a URL is no address".to_owned(), "write host and port alone, as in 127.0.0.1:8080")
        }
        AddressError::Option(text) => Words::new(
            format!("{text:?} is an option, not an address"),
            "options begin with plain hyphens, as in --help",
        ),
        AddressError::Empty => Words::new("the host is empty".to_owned(), FORM),
    }
}

const FORM: &str = "write HOST:PORT, as in 127.0.0.1:8080, or a port alone";
