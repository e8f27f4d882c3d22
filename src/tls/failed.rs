//! Why a TLS conversation failed, as a fact.
//!
//! The one idea: below it is an error of a library, of the peer, or of the connection. A learner asks one question:
//! who refused whom, and for what? So each error becomes one [`TlsFailure`], with the alert where the peer sent one.
//!
//! See it run: `nc 127.0.0.1 8080`, with `netlab tcp-server --tls` in another terminal.

use std::io;

use tokio_rustls::rustls::{CertificateError, Error, InvalidMessage};

use crate::event::{OsError, TlsFacts, TlsFailure};
use crate::tls::names;

/// A handshake that failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub struct TlsError {
    /// What is known of it: the failure, and the alert or the certificate's names where there are such.
    pub facts: Box<TlsFacts>,
    /// The name that a client asked for.
    pub name: Option<String>,
    /// How the connection below failed, where that was it.
    pub error: Option<OsError>,
}

impl From<TlsError> for io::Error {
    fn from(error: TlsError) -> io::Error {
        let kind = match error.facts.failure {
            Some(TlsFailure::TooSlow) => io::ErrorKind::TimedOut,
            Some(TlsFailure::CutOff) => io::ErrorKind::UnexpectedEof,
            _ => io::ErrorKind::InvalidData,
        };
        io::Error::new(kind, error)
    }
}

/// Adds to the facts why it failed; gives the error of the connection below, where that was it.
pub(super) fn explain(facts: &mut TlsFacts, error: &io::Error) -> Option<OsError> {
    let of_tls = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
    let Some(of_tls) = of_tls else {
        let is_end = error.kind() == io::ErrorKind::UnexpectedEof;
        facts.failure = Some(if is_end { TlsFailure::CutOff } else { TlsFailure::Broken });
        return (!is_end).then(|| OsError::from(error));
    };
    facts.failure = Some(failure(of_tls));
    match of_tls {
        Error::AlertReceived(alert) => facts.alert = Some(names::alert(*alert)),
        Error::InvalidCertificate(CertificateError::NotValidForNameContext { presented, .. }) => {
            facts.names = presented.iter().map(|name| bare(name)).collect();
        }
        _ => {}
    }
    None
}

fn failure(error: &Error) -> TlsFailure {
    use CertificateError as Bad;
    match error {
        Error::AlertReceived(_) => TlsFailure::Alert,
        Error::InvalidCertificate(Bad::NotValidForName | Bad::NotValidForNameContext { .. }) => {
            TlsFailure::WrongName
        }
        Error::InvalidCertificate(Bad::UnknownIssuer) => TlsFailure::UnknownAuthority,
        Error::InvalidCertificate(Bad::Expired | Bad::ExpiredContext { .. }) => TlsFailure::Expired,
        Error::InvalidCertificate(Bad::NotValidYet | Bad::NotValidYetContext { .. }) => {
            TlsFailure::NotYetValid
        }
        Error::InvalidCertificate(_) | Error::NoCertificatesPresented => TlsFailure::BadCertificate,
        // The first bytes are those of something else: text, or another protocol.
        Error::InvalidMessage(
            InvalidMessage::InvalidContentType | InvalidMessage::UnknownProtocolVersion,
        ) => TlsFailure::NotTls,
        Error::InvalidMessage(_)
        | Error::InappropriateMessage { .. }
        | Error::InappropriateHandshakeMessage { .. }
        | Error::PeerMisbehaved(_)
        | Error::PeerSentOversizedRecord => TlsFailure::Garbled,
        Error::DecryptError => TlsFailure::Tampered,
        Error::PeerIncompatible(_) => TlsFailure::NothingInCommon,
        Error::NoApplicationProtocol => TlsFailure::NoProtocol,
        _ => TlsFailure::Other,
    }
}

/// The library writes `DnsName("localhost")` and `IpAddress(127.0.0.1)`.
fn bare(name: &str) -> String {
    let inner = name.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    inner.unwrap_or(name).trim_matches('"').to_owned()
}

#[cfg(test)]
mod tests {
    use tokio_rustls::rustls::AlertDescription;

    use super::*;

    fn explained(error: &io::Error) -> (TlsFacts, Option<OsError>) {
        let mut facts = TlsFacts::default();
        let below = explain(&mut facts, error);
        (facts, below)
    }

    #[test]
    fn an_error_says_who_refused_and_for_what() {
        let check = |error: Error, expected: TlsFailure| {
            let (facts, below) = explained(&io::Error::new(io::ErrorKind::InvalidData, error));
            assert_eq!((facts.failure, below), (Some(expected), None));
        };
        check(Error::AlertReceived(AlertDescription::UnknownCA), TlsFailure::Alert);
        check(Error::InvalidCertificate(CertificateError::UnknownIssuer), TlsFailure::UnknownAuthority);
        check(Error::InvalidCertificate(CertificateError::BadEncoding), TlsFailure::BadCertificate);
        check(Error::InvalidMessage(InvalidMessage::InvalidContentType), TlsFailure::NotTls);
        check(Error::InvalidMessage(InvalidMessage::MessageTooLarge), TlsFailure::Garbled);
        check(Error::DecryptError, TlsFailure::Tampered);
        check(Error::General(String::new()), TlsFailure::Other);
    }

    #[test]
    fn an_end_is_no_error_of_the_connection_and_a_reset_is() {
        let (facts, below) = explained(&io::ErrorKind::UnexpectedEof.into());
        assert_eq!((facts.failure, below), (Some(TlsFailure::CutOff), None));
        let (facts, below) = explained(&io::ErrorKind::ConnectionReset.into());
        assert_eq!((facts.failure, below.is_some()), (Some(TlsFailure::Broken), true));
    }

    #[test]
    fn a_presented_name_is_given_bare() {
        assert_eq!(bare("DnsName(\"localhost\")"), "localhost");
        assert_eq!(bare("IpAddress(127.0.0.1)"), "127.0.0.1");
        assert_eq!(bare("odd"), "odd");
    }
}
