//! What can be typed behind `netlab sockets`.
//!
//! The one idea: which sockets, how often, in which form.
//!
//! See it run: `netlab sockets --help`.

use crate::cli::desk::address;
use crate::cli::desk::format::Format;
use crate::cli::desk::no_value::NoValue;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_parser = port)]
    pub(super) port: Option<u16>,

    #[arg(long, conflicts_with = "port")]
    pub(super) all: bool,

    #[arg(long)]
    pub(super) watch: bool,

    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: Format,
}

fn port(text: &str) -> Result<u16, NoValue> {
    address::port(text).ok().filter(|port| *port > 0).ok_or(NoValue::Port)
}
