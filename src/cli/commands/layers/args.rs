//! What can be typed behind `netlab layers`.
//!
//! The one idea: a message, and where it goes; the rest says how it is shown.
//!
//! See it run: `netlab layers --help`.

use std::str::FromStr;

use crate::catalogue::Layer;
use crate::cli::desk::address::Address;
use crate::cli::desk::format::Format;
use crate::cli::desk::given::Given;
use crate::cli::desk::no_value::NoValue;

#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Args {
    pub(super) text: Option<Given>,

    #[arg(long, conflicts_with = "udp")]
    pub(super) tcp: bool,

    #[arg(long)]
    pub(super) udp: bool,

    #[arg(long, conflicts_with = "ipv6")]
    pub(super) ipv4: bool,

    #[arg(long)]
    pub(super) ipv6: bool,

    #[arg(long, value_name = "ADDR")]
    pub(super) from: Option<Address>,

    #[arg(long, value_name = "ADDR")]
    pub(super) to: Option<Address>,

    #[arg(long, value_name = "LAYER")]
    pub(super) at: Option<At>,

    #[arg(long)]
    pub(super) plain: bool,

    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: Format,
}

/// A layer by its name in either model, or by its OSI number.
#[derive(Debug, Clone, Copy)]
pub(super) struct At(pub(super) Layer);

impl FromStr for At {
    type Err = NoValue;

    fn from_str(text: &str) -> Result<Self, NoValue> {
        Ok(At(match text.to_lowercase().as_str() {
            "application" | "presentation" | "session" | "7" | "6" | "5" => Layer::Application,
            "transport" | "4" => Layer::Transport,
            "internet" | "network" | "3" => Layer::Internet,
            "link" | "data-link" | "physical" | "2" | "1" => Layer::Link,
            _ => return Err(NoValue::Layer),
        }))
    }
}
