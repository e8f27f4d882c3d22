//! A client's side: it speaks first, and believes only what is signed by whom it trusts, for the name that it asked for.
//!
//! The one idea: encryption alone keeps a secret with whoever is at the other end. That this is the one who was meant is
//! known by the certificate alone: who signed it, for which name, until when. Without these three questions TLS is
//! a secret shared with a stranger.
//!
//! See it run: `netlab tcp-client --tls`.

use std::sync::Arc;

use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::event::{Kind, TlsFacts, TlsFailure, TlsSide};
use crate::net::TcpStream;
use crate::tls::agreed::agreed;
use crate::tls::config::{NoTrust, PATIENCE, key_log, of_client};
use crate::tls::failed::TlsError;
use crate::tls::stream::{TlsStream, failed, say_good_bye};

/// Connects, and verifies. One serves for any number of connections, which may be resumed.
#[derive(Debug, Clone)]
pub struct Connector {
    config: ClientConfig,
}

impl Connector {
    /// Trusts the authorities of this file, in PEM, and no others.
    ///
    /// # Errors
    /// [`NoTrust`] where there is no certificate in it.
    pub fn trusting(authorities: &[u8]) -> Result<Connector, NoTrust> {
        Ok(Connector { config: of_client(authorities)? })
    }

    /// The same, and the keys are written to the file that the environment's `SSLKEYLOGFILE` names, where it does.
    #[must_use]
    pub fn logging_keys(mut self) -> Connector {
        self.config.key_log = key_log();
        self
    }

    /// Whether this can be a server's name: a host's name, or an address.
    #[must_use]
    pub fn can_ask_for(name: &str) -> bool {
        ServerName::try_from(name).is_ok()
    }

    /// Shakes hands over this connection, within [`PATIENCE`], and verifies that the other end has a certificate for
    /// this name. What becomes of it is told in the connection's name.
    ///
    /// # Errors
    /// Who refused whom, and for what.
    ///
    /// # Cancel safety
    /// A dropped call closes the connection.
    pub async fn connect(&self, stream: TcpStream, name: &str) -> Result<TlsStream, TlsError> {
        let teller = stream.teller();
        let began_us = teller.now_us();
        let side = TlsFacts::of_side(TlsSide::Client);
        teller.tell(Kind::TlsBegun, began_us, Some(name), &side);
        let Ok(server) = ServerName::try_from(name.to_owned()) else {
            let facts = side.with(|it| it.failure = Some(TlsFailure::WrongName));
            return Err(failed(&teller, began_us, Some(name), facts, None));
        };
        let connector = TlsConnector::from(Arc::new(self.config.clone()));
        match timeout(PATIENCE, connector.connect(server, stream).into_fallible()).await {
            Ok(Ok(stream)) => {
                let facts = agreed(stream.get_ref().1, TlsSide::Client, &[]);
                teller.tell(Kind::TlsFinished, began_us, Some(name), &facts);
                Ok(TlsStream::new(stream.into(), teller, TlsSide::Client))
            }
            Ok(Err((error, stream))) => {
                let told = failed(&teller, began_us, Some(name), side, Some(&error));
                say_good_bye(stream).await;
                Err(told)
            }
            Err(_elapsed) => {
                let facts = side.with(|it| it.failure = Some(TlsFailure::TooSlow));
                Err(failed(&teller, began_us, Some(name), facts, None))
            }
        }
    }
}
