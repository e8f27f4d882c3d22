//! A server's side: it reads what the client can do, takes one of each, and shows its certificate.
//!
//! The one idea: until the handshake is over nobody knows who is there, and whoever is may take all the time that he is
//! given. So it has a limit, and it runs wherever its connection is served, never where connections are accepted.
//!
//! See it run: `netlab tcp-server --tls`.

use std::sync::Arc;

use tokio::time::timeout;
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::rustls::{self, ServerConfig};
use tokio_rustls::server;

use crate::event::{Kind, TlsFacts, TlsFailure, TlsSide};
use crate::net::{TcpStream, Teller};
use crate::tls::agreed::{agreed, offered};
use crate::tls::config::{Identity, NoTrust, PATIENCE, key_log, of_server};
use crate::tls::failed::TlsError;
use crate::tls::stream::{TlsStream, failed, say_good_bye};

/// Shakes hands with clients. Clones are the same server, and resume each other's conversations.
#[derive(Debug, Clone)]
pub struct Acceptor {
    config: Arc<ServerConfig>,
    names: Arc<[String]>,
}

impl Acceptor {
    /// Shows this certificate.
    ///
    /// # Errors
    /// [`NoTrust`] where its key is not of its kind.
    pub fn new(identity: Identity) -> Result<Acceptor, NoTrust> {
        let names = identity.names.clone().into();
        Ok(Acceptor { config: Arc::new(of_server(identity)?), names })
    }

    /// The same, and the keys are written to the file that the environment's `SSLKEYLOGFILE` names, where it does.
    #[must_use]
    pub fn logging_keys(self) -> Acceptor {
        let mut config = (*self.config).clone();
        config.key_log = key_log();
        Acceptor { config: Arc::new(config), ..self }
    }

    /// Shakes hands over this connection, within [`PATIENCE`]. What becomes of it is told in the connection's name.
    ///
    /// # Errors
    /// Who refused whom, and for what.
    ///
    /// # Cancel safety
    /// A dropped call closes the connection.
    pub async fn accept(self, stream: TcpStream) -> Result<TlsStream, TlsError> {
        let teller = stream.teller();
        let began_us = teller.now_us();
        let side = TlsFacts::of_side(TlsSide::Server);
        teller.tell(Kind::TlsBegun, began_us, None, &side);
        match timeout(PATIENCE, self.shake_hands(stream, &teller)).await {
            Ok(Ok(stream)) => {
                let session = stream.get_ref().1;
                let facts = agreed(session, TlsSide::Server, &self.names);
                teller.tell(Kind::TlsFinished, began_us, session.server_name(), &facts);
                Ok(TlsStream::new(stream.into(), teller, TlsSide::Server))
            }
            Ok(Err((error, stream))) => {
                let told = failed(&teller, began_us, None, side, Some(&error));
                if let Some(stream) = stream {
                    say_good_bye(stream).await;
                }
                Err(told)
            }
            Err(_elapsed) => {
                let facts = side.with(|it| it.failure = Some(TlsFailure::TooSlow));
                Err(failed(&teller, began_us, None, facts, None))
            }
        }
    }

    async fn shake_hands(
        &self,
        stream: TcpStream,
        teller: &Teller,
    ) -> Result<server::TlsStream<TcpStream>, (std::io::Error, Option<TcpStream>)> {
        let read_us = teller.now_us();
        let mut reading = LazyConfigAcceptor::new(rustls::server::Acceptor::default(), stream);
        let start = match (&mut reading).await {
            Ok(start) => start,
            Err(error) => return Err((error, reading.take_io())),
        };
        let hello = start.client_hello();
        teller.tell(Kind::ClientHello, read_us, hello.server_name(), &offered(&hello));
        let accepted = start.into_stream(Arc::clone(&self.config)).into_fallible().await;
        accepted.map_err(|(error, stream)| (error, Some(stream)))
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::*;
    use crate::net::TcpListener;
    use crate::tls::Authority;

    #[tokio::test(start_paused = true)]
    async fn a_client_that_never_finishes_its_handshake_is_left_alone_after_ten_seconds() {
        let authority = Authority::new().expect("it is made");
        let identity = authority.identity(&["localhost".to_owned()]).expect("it is signed");
        let acceptor = Acceptor::new(identity).expect("its key is its own");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let addr = listener.local_addr().expect("it is bound");
        let _silent = TcpStream::connect(addr).await.expect("it listens");
        let (stream, _) = listener.accept().await.expect("a client");
        let began = Instant::now();
        let error = acceptor.accept(stream).await.expect_err("nobody speaks");
        assert_eq!(error.facts.failure, Some(TlsFailure::TooSlow));
        assert_eq!(began.elapsed().as_secs(), PATIENCE.as_secs());
    }
}
