//! What is known of a TLS conversation above a socket.
//!
//! The one idea: TLS is told at its ends only, by what the two sides agreed on. What travels between is told by
//! the socket below, as bytes that nobody can read.
//!
//! See it run: `netlab explain tls-finished`.

use serde::{Deserialize, Deserializer, Serialize};

/// What is known of a TLS conversation. Names are those of the standards: `TLS 1.3`, `TLS_AES_256_GCM_SHA384`,
/// `x25519`. What does not apply, or is not known, is absent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(default)]
pub struct TlsFacts {
    /// The part that this end plays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<TlsSide>,
    /// The version that both agreed on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The cipher suite that both agreed on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cipher: Option<String>,
    /// The group in which the two found their common secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The protocol above that both agreed on (ALPN).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alpn: Option<String>,
    /// How the two found their keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handshake: Option<TlsHandshake>,
    /// The names and addresses that the server's certificate is for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The cipher suites that a client offers, best first; at most [`MAX_OFFERED`] of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ciphers: Vec<String>,
    /// The groups that a client offers; at most [`MAX_OFFERED`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// The signatures that a client understands; at most [`MAX_OFFERED`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<String>,
    /// The protocols above that a client offers (ALPN); at most [`MAX_OFFERED`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub protocols: Vec<String>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<TlsFailure>,
    /// The alert that the peer sent, as RFC 8446 §6 names it: `unknown_ca`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert: Option<String>,
    /// How a direction ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub close: Option<TlsClose>,
    /// So many bytes went in this direction before it ended, as the programs count them: without TLS's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_plain: Option<u64>,
}

/// A client may offer thousands; so many of each list are kept.
pub const MAX_OFFERED: usize = 100;

/// The part that an end plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TlsSide {
    /// It speaks first.
    Client,
    /// It shows a certificate.
    Server,
}

/// How two ends found their keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TlsHandshake {
    /// Anew, with a certificate.
    Full,
    /// Anew, after the server had asked for another group than the client began with.
    HelloRetry,
    /// From an earlier conversation, without a certificate.
    Resumed,
}

/// How a direction of a TLS conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TlsClose {
    /// We sent `close_notify`.
    Sent,
    /// The peer's `close_notify` came.
    Received,
    /// The peer's bytes ended without one.
    Missing,
}

/// Why a TLS conversation failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TlsFailure {
    /// The server's certificate is for other names.
    WrongName,
    /// Nobody whom we trust has signed the server's certificate.
    UnknownAuthority,
    /// The certificate is valid no more.
    Expired,
    /// The certificate is not valid yet.
    NotYetValid,
    /// The certificate is of no use for another reason.
    BadCertificate,
    /// The peer refused, and said so with an alert.
    Alert,
    /// What came is no TLS.
    NotTls,
    /// What came is TLS, but against its rules.
    Garbled,
    /// A record does not decrypt: it was changed on its way, or is out of its place.
    Tampered,
    /// No version, suite or group is in common.
    NothingInCommon,
    /// No protocol above is in common (ALPN).
    NoProtocol,
    /// The peer ended in the middle of the handshake.
    CutOff,
    /// The handshake took too long.
    TooSlow,
    /// The connection below failed.
    Broken,
    /// Anything else.
    #[serde(other)]
    Other,
}

impl TlsFailure {
    /// Every way to fail.
    pub const ALL: [Self; 15] = [
        Self::WrongName,
        Self::UnknownAuthority,
        Self::Expired,
        Self::NotYetValid,
        Self::BadCertificate,
        Self::Alert,
        Self::NotTls,
        Self::Garbled,
        Self::Tampered,
        Self::NothingInCommon,
        Self::NoProtocol,
        Self::CutOff,
        Self::TooSlow,
        Self::Broken,
        Self::Other,
    ];
}

impl TlsFacts {
    /// Facts of which this one is known.
    #[must_use]
    pub fn of_side(side: TlsSide) -> Self {
        TlsFacts { side: Some(side), ..TlsFacts::default() }
    }

    /// The same with more said: `facts.with(|it| it.alpn = None)`.
    #[must_use]
    pub fn with(mut self, say: impl FnOnce(&mut Self)) -> Self {
        say(&mut self);
        self
    }

    /// As one text, for a way that carries only such.
    pub(super) fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What [`TlsFacts::to_text`] wrote.
    pub(super) fn from_text(text: &str) -> Option<Box<Self>> {
        serde_json::from_str(text).ok()
    }

    /// For a field in a file that a later version may have written: facts that are not understood are none.
    ///
    /// # Errors
    /// Those of the format itself.
    pub fn if_known<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Box<Self>>, D::Error> {
        let value = serde_json::Value::deserialize(from)?;
        Ok(serde_json::from_value(value).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_of_a_later_version_is_another_one_and_unknown_facts_are_none() {
        let read = |text: &str| TlsFacts::from_text(text).map(|facts| *facts);
        let failure = |failure| Some(TlsFacts { failure: Some(failure), ..TlsFacts::default() });
        assert_eq!(read(r#"{"failure":"wrong-name","new":1}"#), failure(TlsFailure::WrongName));
        assert_eq!(read(r#"{"failure":"too-late"}"#), failure(TlsFailure::Other));
        assert_eq!(read(r#"{"side":"both"}"#), None);
    }

    #[test]
    fn every_failure_has_a_name_of_its_own() {
        let mut names: Vec<String> =
            TlsFailure::ALL.iter().map(|one| serde_json::to_string(one).expect("a name")).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), TlsFailure::ALL.len());
    }
}
