//! What a client trusts and what a server shows, as the library wants to have it.
//!
//! The one idea: nothing is left to a default that others could change: the cryptography is named (ring), the versions are
//! 1.2 and 1.3, and a certificate is always looked at.

use std::sync::Arc;
use std::time::Duration;

use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ClientConfig, KeyLogFile, RootCertStore, ServerConfig};

/// How long a handshake may take: a peer that is there needs milliseconds, or a few round trips over the worst of
/// links; one that is not must not keep a task.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// A server's certificate, with its key.
#[derive(Debug)]
pub struct Identity {
    pub(super) certificate: CertificateDer<'static>,
    pub(super) key: PrivateKeyDer<'static>,
    /// The names and addresses that it is for.
    pub names: Vec<String>,
}

impl Identity {
    /// The certificate, in DER.
    #[must_use]
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }
}

/// Nothing that could be trusted: no certificate in PEM, or one of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub struct NoTrust;

/// A client that trusts the certificates of this file, in PEM, and no others.
pub(super) fn of_client(authorities: &[u8]) -> Result<ClientConfig, NoTrust> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(authorities) {
        roots.add(certificate.map_err(|_no_pem| NoTrust)?).map_err(|_no_root| NoTrust)?;
    }
    if roots.is_empty() {
        return Err(NoTrust);
    }
    let versions = ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions();
    let versions = versions.expect("ring has suites for TLS 1.2 and TLS 1.3");
    Ok(versions.with_root_certificates(roots).with_no_client_auth())
}

/// A server that shows this certificate. It names no protocol above: a client that offers only unknown ones would
/// be refused (RFC 7301 §3.2).
pub(super) fn of_server(identity: Identity) -> Result<ServerConfig, NoTrust> {
    let versions = ServerConfig::builder_with_provider(provider()).with_safe_default_protocol_versions();
    let versions = versions.expect("ring has suites for TLS 1.2 and TLS 1.3");
    let config = versions.with_no_client_auth();
    config.with_single_cert(vec![identity.certificate], identity.key).map_err(|_mismatch| NoTrust)
}

/// Writes the keys of each conversation to the file that `SSLKEYLOGFILE` names.
pub(super) fn key_log() -> Arc<KeyLogFile> {
    Arc::new(KeyLogFile::new())
}

/// With two providers in one program the implied one would panic.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}
