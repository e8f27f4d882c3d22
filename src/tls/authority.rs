//! The lab's own authority: it signs certificates that are worth something in the lab alone.
//!
//! The one idea: whoever trusts an authority believes each certificate that it signs. So this one says itself how
//! far it may be believed (name constraints, RFC 5280 §4.2.1.10): `localhost`, names that end in `.test` (RFC 6761
//! §6.2), the loopback and private addresses. Should its key be lost, nobody can play a bank with it.
//!
//! See it run: `openssl x509 -noout -text -in ca.pem`, with the file that `netlab tcp-server --tls` names.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints, date_time_ymd,
};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::tls::certificate::Certificate;
use crate::tls::config::Identity;

/// Why there is no authority, or no certificate of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum NoAuthority {
    /// What was to be its certificate and its key is none, or the two do not belong together.
    Unreadable,
    /// It is valid no more.
    Expired,
    /// It may not vouch for any of the names that were asked for.
    OutOfBounds,
    /// The library could not make a key or a certificate: this system has no random numbers.
    NotMade,
}

/// An authority, with its key.
pub struct Authority {
    pem: String,
    key: KeyPair,
}

/// How long an authority is valid.
const YEARS: i32 = 2;
/// How long what it signs is valid; Apple's systems refuse more than 825 days.
const DAYS: i32 = 365;

impl Authority {
    /// Makes a new one.
    ///
    /// # Errors
    /// [`NoAuthority::NotMade`].
    pub fn new() -> Result<Authority, NoAuthority> {
        let key = KeyPair::generate().map_err(not_made)?;
        let certificate = params(&key).self_signed(&key).map_err(not_made)?;
        Ok(Authority { pem: certificate.pem(), key })
    }

    /// Takes up one that was kept.
    ///
    /// # Errors
    /// [`NoAuthority::Unreadable`] and [`NoAuthority::Expired`].
    pub fn from_pem(certificate: &str, key: &str) -> Result<Authority, NoAuthority> {
        let key = KeyPair::from_pem(key).map_err(|_no_key| NoAuthority::Unreadable)?;
        let der = CertificateDer::from_pem_slice(certificate.as_bytes())
            .map_err(|_no_certificate| NoAuthority::Unreadable)?;
        let read = Certificate::read(&der).ok_or(NoAuthority::Unreadable)?;
        // A certificate has its key's point in it.
        if !der.windows(key.public_key_raw().len()).any(|part| part == key.public_key_raw()) {
            return Err(NoAuthority::Unreadable);
        }
        if read.not_after <= Timestamp::now().as_second() {
            return Err(NoAuthority::Expired);
        }
        Ok(Authority { pem: certificate.to_owned(), key })
    }

    /// Its certificate, to give to whoever is to trust it.
    #[must_use]
    pub fn certificate_pem(&self) -> &str {
        &self.pem
    }

    /// Its key, to keep where nobody else can read it.
    #[must_use]
    pub fn key_pem(&self) -> String {
        self.key.serialize_pem()
    }

    /// Signs a certificate for those of these names and addresses that it may vouch for, with a key of its own.
    ///
    /// # Errors
    /// [`NoAuthority::OutOfBounds`] where it may vouch for none of them.
    pub fn identity(&self, names: &[String]) -> Result<Identity, NoAuthority> {
        let names: Vec<String> = names.iter().filter(|name| vouches_for(name)).cloned().collect();
        let common_name = names.first().cloned().ok_or(NoAuthority::OutOfBounds)?;
        let mut leaf = CertificateParams::new(names.clone()).map_err(not_made)?;
        leaf.distinguished_name = named(&common_name);
        (leaf.not_before, leaf.not_after) = (day(-1), day(DAYS));
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        leaf.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate().map_err(not_made)?;
        let own = params(&self.key);
        let certificate = leaf.signed_by(&key, &Issuer::from_params(&own, &self.key)).map_err(not_made)?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        Ok(Identity { certificate: certificate.into(), key, names })
    }
}

impl fmt::Debug for Authority {
    /// Its key stays unsaid.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority").field("pem", &self.pem).finish_non_exhaustive()
    }
}

/// Whether an authority of the lab may vouch for this name or address.
#[must_use]
pub fn vouches_for(name: &str) -> bool {
    match name.parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        Ok(IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
        Err(_) => {
            let name = name.to_ascii_lowercase();
            let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
            is_plain
                && (name == "localhost" || name.strip_suffix(".test").is_some_and(|host| !host.is_empty()))
        }
    }
}

/// What an authority's certificate says. It follows from its key, but for the days: two authorities have two names,
/// so that whoever trusts the one sees that the other is another.
fn params(key: &KeyPair) -> CertificateParams {
    let mut params = CertificateParams::default();
    let [one, two, three, ..] = params.key_identifier(key)[..] else { return params };
    let digest = format!("{one:02x}{two:02x}{three:02x}");
    params.distinguished_name = named(&format!("netlab lab {digest}"));
    (params.not_before, params.not_after) = (day(-1), day(YEARS * 365));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.name_constraints =
        Some(NameConstraints { permitted_subtrees: permitted(), excluded_subtrees: Vec::new() });
    params
}

/// The same as [`vouches_for`], as a certificate says it.
fn permitted() -> Vec<GeneralSubtree> {
    let v4 = |ip: [u8; 4], bits| (IpAddr::from(Ipv4Addr::from(ip)), bits);
    let v6 = |first: u16, last: u16, bits| (IpAddr::from(Ipv6Addr::new(first, 0, 0, 0, 0, 0, 0, last)), bits);
    let ranges = [
        v4([127, 0, 0, 0], 8),
        v4([10, 0, 0, 0], 8),
        v4([172, 16, 0, 0], 12),
        v4([192, 168, 0, 0], 16),
        v4([169, 254, 0, 0], 16),
        v6(0, 1, 128),
        v6(0xFC00, 0, 7),
        v6(0xFE80, 0, 10),
    ];
    let ranges = ranges.map(|(ip, bits)| GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(ip, bits)));
    let names = ["localhost", "test"].map(|name| GeneralSubtree::DnsName(name.to_owned()));
    names.into_iter().chain(ranges).collect()
}

fn named(name: &str) -> DistinguishedName {
    let mut whole = DistinguishedName::new();
    whole.push(DnType::CommonName, name);
    whole
}

/// The beginning of a day, so many days from today; yesterday's is past on a clock that is behind ours, too.
fn day(n_days: i32) -> time::OffsetDateTime {
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let day: Date = today.saturating_add(n_days.days());
    date_time_ymd(day.year().into(), day.month().unsigned_abs(), day.day().unsigned_abs())
}

fn not_made(_: rcgen::Error) -> NoAuthority {
    NoAuthority::NotMade
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lab_vouches_for_itself_and_for_nobody_else() {
        for name in
            ["localhost", "room.test", "a.b.TEST", "127.0.0.1", "127.9.9.9", "10.1.2.3", "192.168.0.7"]
        {
            assert!(vouches_for(name), "{name}");
        }
        for name in ["::1", "fd00::1", "fe80::1", "172.31.255.255"] {
            assert!(vouches_for(name), "{name}");
        }
        for name in ["test", ".test", "example.com", "localhost.example.com", "xtest", "*", "8.8.8.8"] {
            assert!(!vouches_for(name), "{name}");
        }
        for name in ["172.32.0.1", "2001:db8::1", "", "a b.test", "0.0.0.0", "::"] {
            assert!(!vouches_for(name), "{name}");
        }
    }

    #[test]
    fn an_authority_that_was_kept_is_the_same_one() {
        let authority = Authority::new().expect("it is made");
        let (pem, key) = (authority.certificate_pem().to_owned(), authority.key_pem());
        let kept = Authority::from_pem(&pem, &key).expect("it is read");
        assert_eq!((kept.certificate_pem(), kept.key_pem()), (pem.as_str(), key.clone()));
        let other = Authority::new().expect("it is made");
        let no = |certificate: &str, key: &str| Authority::from_pem(certificate, key).err();
        assert_eq!(no(other.certificate_pem(), &key), Some(NoAuthority::Unreadable));
        assert_eq!(no("no", &key), Some(NoAuthority::Unreadable));
        assert_eq!(no(&pem, ""), Some(NoAuthority::Unreadable));
        assert!(!format!("{authority:?}").contains("PRIVATE"));
    }

    #[test]
    fn nothing_is_signed_outside_of_the_lab() {
        let authority = Authority::new().expect("it is made");
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let identity = authority.identity(&names(&["example.com", "localhost"])).expect("one is allowed");
        assert_eq!(identity.names, ["localhost"]);
        assert_eq!(authority.identity(&names(&["example.com"])).err(), Some(NoAuthority::OutOfBounds));
    }
}
