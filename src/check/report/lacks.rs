//! What of the judge's own does not work on this machine, in words.
//!
//! The one idea: this says nothing of the program. It goes up as an error of the system, and is worded here.
//!
//! See it run: `unshare -n netlab check greeting-server -- true; echo $?`, where no network is up.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::check::trial::{Lack, Tried, Why};

impl Display for Lack {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self.what {
            Tried::Bind(ip) => write!(out, "netlab cannot bind its own address {ip}"),
            Tried::Reach(ip) => write!(out, "netlab cannot reach its own address {ip}"),
            Tried::Speak(ip) => write!(out, "netlab cannot speak through its own address {ip}"),
            Tried::Terminal => write!(out, "there is no terminal for a program"),
            Tried::Start => write!(out, "a program cannot be started and held"),
            Tried::Output => write!(out, "what a program prints does not come"),
            Tried::Sockets => write!(out, "the kernel does not tell which sockets a program has"),
            Tried::End => write!(out, "a program's end is not told"),
        }?;
        match &self.why {
            Why::Error(error) => write!(out, ": {}", error.text),
            Why::LastWords(words) => write!(out, ": {words}"),
            Why::Unknown => write!(out, ": nothing says why"),
        }
    }
}

impl Error for Lack {}
