//! A certificate, as far as a learner needs it: for whom it is, and until when.
//!
//! The one idea: a certificate is a tree of values, each with a tag and a length (ASN.1 in DER, ITU-T X.690 §8.1): whoever
//! knows these three parts can walk past all that he does not know. Whether it is to be trusted is not decided here.
//!
//! See it run: `openssl x509 -in ca.pem -noout -text`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// What is read of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The names and addresses that it is for (RFC 5280 §4.2.1.6); at most 100 of them.
    pub names: Vec<String>,
    /// From when on it is no longer valid, in seconds since 1970.
    pub not_after: i64,
}

const INTEGER: u8 = 0x02;
const OCTET_STRING: u8 = 0x04;
const OBJECT_IDENTIFIER: u8 = 0x06;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
/// `version`, the first of a certificate's parts, which may be missing.
const VERSION: u8 = 0xA0;
const EXTENSIONS: u8 = 0xA3;
/// `2.5.29.17`.
const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1D, 0x11];
const DNS_NAME: u8 = 0x82;
const IP_ADDRESS: u8 = 0x87;

const MAX_NAMES: usize = 100;

impl Certificate {
    /// Reads a certificate in DER; `None` where it is none.
    #[must_use]
    pub fn read(der: &[u8]) -> Option<Certificate> {
        let mut parts = Parts(Parts(Parts(der).expect(SEQUENCE)?).expect(SEQUENCE)?);
        if parts.0.first() == Some(&VERSION) {
            parts.expect(VERSION)?;
        }
        parts.expect(INTEGER)?;
        // The signature's algorithm, and who has signed.
        parts.expect(SEQUENCE)?;
        parts.expect(SEQUENCE)?;
        let mut validity = Parts(parts.expect(SEQUENCE)?);
        validity.next()?;
        let not_after = seconds(validity.next()?)?;
        // Whose it is, and its key.
        parts.expect(SEQUENCE)?;
        parts.expect(SEQUENCE)?;
        let mut names = Vec::new();
        while let Some((tag, value)) = parts.next() {
            if tag == EXTENSIONS {
                names = names_in(Parts(value).expect(SEQUENCE)?)?;
            }
        }
        Some(Certificate { names, not_after })
    }
}

/// Values one behind the other.
struct Parts<'a>(&'a [u8]);

impl<'a> Parts<'a> {
    /// The next value, with its tag; `None` at the end, and where it is cut.
    fn next(&mut self) -> Option<(u8, &'a [u8])> {
        let [tag, short, rest @ ..] = self.0 else { return None };
        // From 0x80 on, the length itself stands in so many bytes behind.
        let (len, rest) = match usize::from(*short) {
            len @ 0..=0x7F => (len, rest),
            n_bytes @ 0x81..=0x84 => {
                let (len, rest) = rest.split_at_checked(n_bytes - 0x80)?;
                (len.iter().fold(0, |len, byte| len << 8 | usize::from(*byte)), rest)
            }
            _ => return None,
        };
        let (value, rest) = rest.split_at_checked(len)?;
        self.0 = rest;
        Some((*tag, value))
    }

    fn expect(&mut self, tag: u8) -> Option<&'a [u8]> {
        self.next().filter(|(found, _)| *found == tag).map(|(_, value)| value)
    }
}

/// The names in a list of extensions; each has an identifier, perhaps a mark, and its own value in bytes.
fn names_in(extensions: &[u8]) -> Option<Vec<String>> {
    let mut extensions = Parts(extensions);
    while let Some((_, extension)) = extensions.next() {
        let mut extension = Parts(extension);
        if extension.expect(OBJECT_IDENTIFIER)? != SUBJECT_ALT_NAME {
            continue;
        }
        let (tag, value) = extension.next()?;
        let value = if tag == OCTET_STRING { value } else { extension.expect(OCTET_STRING)? };
        let mut names = Parts(Parts(value).expect(SEQUENCE)?);
        let known = std::iter::from_fn(|| names.next()).filter_map(|(tag, value)| name(tag, value));
        return Some(known.take(MAX_NAMES).collect());
    }
    Some(Vec::new())
}

fn name(tag: u8, value: &[u8]) -> Option<String> {
    match tag {
        DNS_NAME => Some(String::from_utf8_lossy(value).into_owned()),
        IP_ADDRESS => {
            let four = || <[u8; 4]>::try_from(value).ok().map(|it| IpAddr::from(Ipv4Addr::from(it)));
            let sixteen = || <[u8; 16]>::try_from(value).ok().map(|it| IpAddr::from(Ipv6Addr::from(it)));
            four().or_else(sixteen).map(|it| it.to_string())
        }
        _ => None,
    }
}

/// `261130210000Z`, or with the century before it (RFC 5280 §4.1.2.5).
fn seconds((tag, text): (u8, &[u8])) -> Option<i64> {
    let (year, rest) = match tag {
        // Two digits are of the years 1950 to 2049.
        UTC_TIME => {
            let (year, rest) = text.split_at_checked(2)?;
            let year = number(year)?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        GENERALIZED_TIME => {
            let (year, rest) = text.split_at_checked(4)?;
            (number(year)?, rest)
        }
        _ => return None,
    };
    let parts: Vec<i8> =
        rest.strip_suffix(b"Z")?.chunks(2).map(|two| Some(number(two)? as i8)).collect::<Option<_>>()?;
    let [month, day, hour, minute, second] = parts[..] else { return None };
    let at = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    at.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp().as_second())
}

fn number(digits: &[u8]) -> Option<i16> {
    let is_number = digits.iter().all(u8::is_ascii_digit);
    std::str::from_utf8(digits).ok().filter(|_| is_number)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tls::Authority;

    #[test]
    fn the_names_and_the_end_of_a_certificate_are_read() {
        let authority = Authority::new().expect("it is made");
        let names = ["localhost", "127.0.0.1", "::1", "room.test"].map(ToOwned::to_owned);
        let identity = authority.identity(&names).expect("it is signed");
        let read = Certificate::read(identity.certificate()).expect("it is read");
        assert_eq!(read.names, names);
        let days = (read.not_after - jiff::Timestamp::now().as_second()) / 86_400;
        assert!((300..=400).contains(&days), "{days}");
    }

    #[test]
    fn whatever_is_cut_or_changed_is_none_or_another_and_never_a_panic() {
        let authority = Authority::new().expect("it is made");
        let identity = authority.identity(&["localhost".to_owned()]).expect("it is signed");
        let der = identity.certificate().to_vec();
        for len in 0..der.len() {
            assert_eq!(Certificate::read(&der[..len]), None, "{len}");
        }
        for at in 0..der.len() {
            let mut changed = der.clone();
            changed[at] ^= 0xFF;
            let _ = Certificate::read(&changed);
        }
    }

    #[test]
    fn two_digits_of_a_year_are_of_this_century_until_2049() {
        assert_eq!(seconds((UTC_TIME, b"700101000000Z")), Some(0));
        assert_eq!(seconds((UTC_TIME, b"491231235959Z")), seconds((GENERALIZED_TIME, b"20491231235959Z")));
        for bad in [&b"7001010000Z"[..], b"701301000000Z", b"70010100000+Z", b"", b"Z"] {
            assert_eq!(seconds((UTC_TIME, bad)), None);
        }
    }
}
