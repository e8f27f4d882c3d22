//! Where a server's clients come in: through a plain door, or one that speaks TLS.
//!
//! The one idea: the certificate is made at each start, for the addresses that were really bound: who asked for port
//! 8080 of `localhost` is reached by any name of the loopback.
//!
//! See it run: `netlab chat-server --tls`.

use crate::cli::desk::address::Address;
use crate::cli::desk::failure::Failure;
#[cfg(feature = "tls")]
use crate::cli::desk::failure::{Act, TlsTrouble};
use crate::cli::desk::setting::Setting;
use crate::cli::desk::tls::args::ServerTls;
#[cfg(feature = "tls")]
use crate::cli::desk::tls::{authority, door::TlsDoor, words};
use crate::net::TcpListener;
#[cfg(feature = "tls")]
use crate::tls::{Acceptor, NoAuthority};

/// Where clients come in.
pub(crate) enum Entrance {
    Plain(TcpListener),
    #[cfg(feature = "tls")]
    Tls(TlsDoor),
}

/// What a door needs that is there before anybody can knock: a client looks for the authority at once.
pub(crate) struct Prepared {
    #[cfg(feature = "tls")]
    kept: Option<authority::Kept>,
}

#[cfg(not(feature = "tls"))]
impl ServerTls {
    /// Finds the authority, or makes it.
    pub(crate) fn prepare(&self) -> Result<Prepared, Failure> {
        match self.tls {
            None => Ok(Prepared {}),
            Some(_) => Err(crate::cli::desk::failure::TlsTrouble::NotBuilt.into()),
        }
    }
}

#[cfg(not(feature = "tls"))]
impl Prepared {
    /// The door of a listener that was bound for this address; says what a client needs to come in.
    #[allow(clippy::unnecessary_wraps, clippy::unused_self, reason = "as it is with TLS")]
    pub(crate) fn entrance(
        self,
        listener: TcpListener,
        _: &Address,
        _: &Setting,
    ) -> Result<Entrance, Failure> {
        Ok(Entrance::Plain(listener))
    }
}

#[cfg(feature = "tls")]
impl ServerTls {
    /// Finds the authority, or makes it.
    pub(crate) fn prepare(&self) -> Result<Prepared, Failure> {
        let kept = self.tls.as_ref().map(|dir| authority::kept_or_new(dir.as_deref()));
        Ok(Prepared { kept: kept.transpose()? })
    }
}

#[cfg(feature = "tls")]
impl Prepared {
    /// The door of a listener that was bound for this address; says what a client needs to come in.
    pub(crate) fn entrance(
        self,
        listener: TcpListener,
        addr: &Address,
        setting: &Setting,
    ) -> Result<Entrance, Failure> {
        let Some(kept) = self.kept else { return Ok(Entrance::Plain(listener)) };
        let at = listener.local_addr().map_err(|error| Failure::of_system(Act::ListenToSockets, &error))?;
        let no_identity = |why| match why {
            NoAuthority::OutOfBounds => TlsTrouble::OutOfBounds { at: at.ip() },
            why => TlsTrouble::Authority { dir: kept.dir.clone(), why: authority::why(why) },
        };
        let identity = kept.authority.identity(&names_of(at.ip(), &addr.host)).map_err(no_identity)?;
        if kept.is_new {
            setting.notice(words::made_authority(setting.lang));
        }
        setting.notice(&words::clients_need(setting.lang, &kept.certificate));
        let acceptor = Acceptor::new(identity).map_err(|_mismatch| no_identity(NoAuthority::NotMade))?;
        let acceptor = if authority::keys_are_logged(setting) { acceptor.logging_keys() } else { acceptor };
        Ok(Entrance::Tls(TlsDoor { listener, acceptor }))
    }
}

/// The names by which a server is reached that was bound to this address under this name.
#[cfg(feature = "tls")]
fn names_of(bound: std::net::IpAddr, host: &str) -> Vec<String> {
    let bound = bound.to_canonical();
    let mut names = Vec::new();
    if bound.is_loopback() || bound.is_unspecified() {
        names.extend(["localhost", "127.0.0.1", "::1"].map(ToOwned::to_owned));
    }
    for name in [host.to_owned(), bound.to_string()] {
        if !bound.is_unspecified() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(all(test, feature = "tls"))]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_reached_by_what_was_typed_and_by_what_was_bound() {
        let check = |bound: &str, host: &str, expected: &[&str]| {
            let names = names_of(bound.parse().expect("an address"), host);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            assert_eq!(names, expected, "{bound} {host}");
        };
        check("127.0.0.1", "127.0.0.1", &["localhost", "127.0.0.1", "::1"]);
        check("127.0.0.9", "room.test", &["localhost", "127.0.0.1", "::1", "room.test", "127.0.0.9"]);
        check("0.0.0.0", "0.0.0.0", &["localhost", "127.0.0.1", "::1"]);
        check("192.168.0.7", "192.168.0.7", &["192.168.0.7"]);
    }
}
