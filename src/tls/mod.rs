//! TLS above the sockets of [`crate::net`]: an authority for the lab, a client's side, a server's side.
//!
//! The one idea: TLS puts a secret and a name above a connection and changes nothing below it. So the sockets
//! below are told as ever, with bytes that nobody can read, and here the ends of the conversation are told: what
//! was offered, what was agreed on, why it failed, how each direction ended.
//!
//! A client needs the certificate of whoever signs, and the name that it wants to reach:
//!
//! ```no_run
//! # async fn connect() -> Result<(), Box<dyn std::error::Error>> {
//! use netlab::net::TcpStream;
//! use netlab::tls::Connector;
//!
//! let connector = Connector::trusting(&std::fs::read("ca.pem")?)?;
//! let stream = TcpStream::connect("127.0.0.1:8080").await?;
//! let stream = connector.connect(stream, "localhost").await?; // AsyncRead and AsyncWrite
//! # Ok(())
//! # }
//! ```
//!
//! A server has an [`Authority`] sign a certificate for the names by which it is reached, and an [`Acceptor`] for each
//! connection's handshake. Whoever writes must flush: what the socket does not take is kept here.
//!
//! See it run: `netlab tcp-server --tls`.

mod accept;
mod agreed;
mod authority;
mod certificate;
mod config;
mod connect;
mod failed;
mod names;
mod stream;

pub use accept::Acceptor;
pub use authority::{Authority, NoAuthority, vouches_for};
pub use certificate::Certificate;
pub use config::{Identity, NoTrust, PATIENCE};
pub use connect::Connector;
pub use failed::TlsError;
pub use stream::TlsStream;
