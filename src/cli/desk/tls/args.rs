//! The options of TLS.
//!
//! The one idea: they are there in every build, so that a build without TLS can say that it is one.
//!
//! See it run: `netlab help tcp-client`.

use std::path::PathBuf;

/// How a server is asked to speak TLS.
#[derive(Debug, clap::Args)]
pub(crate) struct ServerTls {
    /// `Some(None)` is the usual place of the lab's authority.
    #[arg(long, value_name = "DIR", num_args = 0..=1, require_equals = true)]
    #[allow(clippy::option_option, reason = "clap's way of an option whose value may be left out")]
    pub(super) tls: Option<Option<PathBuf>>,
}

/// How a client is asked to speak TLS, and whom it believes.
#[derive(Debug, clap::Args)]
pub(crate) struct ClientTls {
    #[arg(long, value_name = "DIR", num_args = 0..=1, require_equals = true)]
    #[allow(clippy::option_option, reason = "clap's way of an option whose value may be left out")]
    pub(super) tls: Option<Option<PathBuf>>,

    #[arg(long, value_name = "FILE", requires = "tls")]
    pub(super) cafile: Option<PathBuf>,

    #[arg(long, value_name = "NAME", requires = "tls")]
    pub(super) server_name: Option<String>,
}
