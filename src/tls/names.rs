//! The names of what two ends agree on, as the standards spell them.
//!
//! The one idea: a name is looked up elsewhere, so it must be the one that stands there: in IANA's registry of TLS
//! parameters, and in RFC 8446 for alerts and groups.
//!
//! See it run: `netlab tcp-client --tls`.

use tokio_rustls::rustls::{AlertDescription, CipherSuite, NamedGroup, ProtocolVersion, SignatureScheme};

/// As in `TLS 1.3`.
pub(super) fn version(version: ProtocolVersion) -> String {
    match version {
        ProtocolVersion::TLSv1_3 => "TLS 1.3".to_owned(),
        ProtocolVersion::TLSv1_2 => "TLS 1.2".to_owned(),
        other => number(u16::from(other)),
    }
}

/// As in `TLS_AES_256_GCM_SHA384` (RFC 8446 §B.4).
pub(super) fn cipher(suite: CipherSuite) -> String {
    let known = suite.as_str().map(|name| name.replace("TLS13_", "TLS_"));
    known.unwrap_or_else(|| number(u16::from(suite)))
}

/// As in `x25519` and `secp256r1` (RFC 8446 §4.2.7).
pub(super) fn group(group: NamedGroup) -> String {
    match group {
        NamedGroup::X25519 => "x25519".to_owned(),
        NamedGroup::X448 => "x448".to_owned(),
        other => other.as_str().map_or_else(|| number(u16::from(other)), ToOwned::to_owned),
    }
}

/// As in `ecdsa_secp256r1_sha256` (RFC 8446 §4.2.3).
pub(super) fn signature(scheme: SignatureScheme) -> String {
    let known = scheme.as_str().map(|name| {
        let name = name.to_lowercase();
        let curves = [("nistp256", "secp256r1"), ("nistp384", "secp384r1"), ("nistp521", "secp521r1")];
        let name = curves.iter().fold(name, |name, (from, to)| name.replace(from, to));
        if name.starts_with("rsa_pss_") { name.replace("rsa_pss_", "rsa_pss_rsae_") } else { name }
    });
    known.unwrap_or_else(|| number(u16::from(scheme)))
}

/// As in `unknown_ca` (RFC 8446 §6).
pub(super) fn alert(alert: AlertDescription) -> String {
    let Some(name) = alert.as_str() else { return u8::from(alert).to_string() };
    let mut snake = String::new();
    let mut was_small = false;
    for char in name.chars() {
        if char.is_uppercase() && was_small {
            snake.push('_');
        }
        was_small = char.is_lowercase();
        snake.extend(char.to_lowercase());
    }
    snake
}

/// What has no name here: its number, as registries write it.
fn number(number: u16) -> String {
    format!("0x{number:04x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_standards() {
        assert_eq!(version(ProtocolVersion::TLSv1_3), "TLS 1.3");
        assert_eq!(version(ProtocolVersion::SSLv3), "0x0300");
        assert_eq!(cipher(CipherSuite::TLS13_AES_128_GCM_SHA256), "TLS_AES_128_GCM_SHA256");
        assert_eq!(
            cipher(CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384),
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"
        );
        assert_eq!(cipher(CipherSuite::from(0x0a0a)), "0x0a0a");
        assert_eq!(group(NamedGroup::X25519), "x25519");
        assert_eq!(group(NamedGroup::secp384r1), "secp384r1");
        assert_eq!(group(NamedGroup::from(0x1234)), "0x1234");
        assert_eq!(signature(SignatureScheme::ECDSA_NISTP256_SHA256), "ecdsa_secp256r1_sha256");
        assert_eq!(signature(SignatureScheme::RSA_PSS_SHA256), "rsa_pss_rsae_sha256");
        assert_eq!(signature(SignatureScheme::ED25519), "ed25519");
        assert_eq!(alert(AlertDescription::UnknownCA), "unknown_ca");
        assert_eq!(alert(AlertDescription::BadCertificate), "bad_certificate");
        assert_eq!(alert(AlertDescription::from(222)), "222");
    }
}
