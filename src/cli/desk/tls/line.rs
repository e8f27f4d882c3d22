//! What a client speaks over: a plain connection, or TLS above it.
//!
//! The one idea: whom a client trusts is said before it connects, so that a wrong file costs no connection.
//!
//! See it run: `netlab tcp-client --tls`.

use crate::cli::desk::address::Address;
use crate::cli::desk::failure::Failure;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::tls::args::ClientTls;
use crate::net::TcpStream;

/// What a client speaks over.
pub(crate) enum Line {
    Plain(TcpStream),
    #[cfg(feature = "tls")]
    Tls(Box<crate::tls::TlsStream>),
}

/// Whom a client believes that is asked to speak TLS.
#[cfg(feature = "tls")]
pub(crate) struct Trust {
    connector: crate::tls::Connector,
    name: String,
}

/// Nobody is believed: this netlab was built without TLS.
#[cfg(not(feature = "tls"))]
pub(crate) enum Trust {}

#[cfg(not(feature = "tls"))]
impl ClientTls {
    /// Whom to believe; `None` where it is to be a plain connection.
    pub(crate) fn trust(&self, _: &Address, _: &Setting) -> Result<Option<Trust>, Failure> {
        // Both are for whom there is no choice to make.
        let _ = (&self.cafile, &self.server_name);
        match self.tls {
            None => Ok(None),
            Some(_) => Err(crate::cli::desk::failure::TlsTrouble::NotBuilt.into()),
        }
    }
}

#[cfg(feature = "tls")]
impl ClientTls {
    /// Whom to believe; `None` where it is to be a plain connection.
    pub(crate) fn trust(&self, addr: &Address, setting: &Setting) -> Result<Option<Trust>, Failure> {
        use crate::cli::desk::failure::TlsTrouble;
        use crate::cli::desk::tls::authority;
        use crate::tls::Connector;

        let Some(dir) = &self.tls else { return Ok(None) };
        let file = match &self.cafile {
            Some(file) => file.clone(),
            None => authority::certificate_in(dir.as_deref())?,
        };
        let authorities = std::fs::read(&file)
            .map_err(|error| TlsTrouble::AuthoritiesNotRead { file: file.clone(), cause: error.into() })?;
        let connector = Connector::trusting(&authorities)
            .map_err(|_no_certificate| TlsTrouble::NoCertificates { file: file.clone() })?;
        let connector =
            if authority::keys_are_logged(setting) { connector.logging_keys() } else { connector };
        let asked = self.server_name.as_deref().unwrap_or(&addr.host);
        // A zone is of this machine alone.
        let name = asked.split('%').next().unwrap_or_default().to_owned();
        if !Connector::can_ask_for(&name) {
            return Err(TlsTrouble::NoServerName { name }.into());
        }
        Ok(Some(Trust { connector, name }))
    }
}

impl Line {
    /// A line over this connection to that address.
    #[cfg_attr(
        not(feature = "tls"),
        allow(clippy::unused_async, unused_variables, reason = "without TLS there is nothing to wait for")
    )]
    pub(crate) async fn over(
        stream: TcpStream,
        trust: Option<Trust>,
        addr: &Address,
        program: &'static str,
    ) -> Result<Line, Failure> {
        match trust {
            None => Ok(Line::Plain(stream)),
            #[cfg(feature = "tls")]
            Some(Trust { connector, name }) => match connector.connect(stream, &name).await {
                Ok(stream) => Ok(Line::Tls(Box::new(stream))),
                Err(error) => Err(crate::cli::desk::failure::TlsTrouble::Refused {
                    with: addr.clone(),
                    program,
                    name,
                    facts: error.facts,
                    error: error.error,
                }
                .into()),
            },
        }
    }
}
