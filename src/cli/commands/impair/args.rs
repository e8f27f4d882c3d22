//! What can be typed behind `netlab impair`.
//!
//! The one idea: two addresses, the kind of traffic, the direction, and the rules, which are listed in
//! `options.rs`.
//!
//! See it run: `netlab impair --help`.

use std::path::PathBuf;

use crate::cli::commands::impair::options::RuleArgs;
use crate::cli::desk::address::Address;
use crate::cli::desk::no_value::within;

#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Args {
    #[arg(long, value_name = "ADDR")]
    pub(super) to: Address,

    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8081")]
    pub(super) listen: Address,

    // What is meant where nothing is said needs no row of its own.
    #[arg(long, hide_short_help = true)]
    pub(super) tcp: bool,

    #[arg(long, conflicts_with = "tcp")]
    pub(super) udp: bool,

    #[arg(long)]
    pub(super) up: bool,

    #[arg(long)]
    pub(super) down: bool,

    #[arg(long, value_name = "N", value_parser = within::<u64>(0..=u64::MAX))]
    pub(super) seed: Option<u64>,

    #[arg(long, value_name = "FILE")]
    pub(super) scenario: Option<PathBuf>,

    #[command(flatten)]
    pub(super) rules: RuleArgs,
}
