//! What can be typed: netlab's commands and their options.
//!
//! The one idea: help, completions, manual pages and what is understood come from this one definition, so they
//! cannot disagree.
//!
//! See it run: `netlab help`.

use clap::{Parser, Subcommand};

use crate::cli::commands::exercise::{check, solution, start};
use crate::cli::commands::udp::{recv, send};
use crate::cli::commands::{
    chat, completions, doctor, explain, greeting, help, impair, ladder, layers, lesson, live, manual,
    observe, progress, sockets, tour,
};
use crate::cli::desk::options::Options;

/// Learn network programming by seeing what your sockets do.
#[derive(Debug, Parser)]
#[command(name = "netlab", version, max_term_width = 100)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Options,

    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Tour(tour::Args),
    TcpServer(greeting::ServerArgs),
    TcpClient(greeting::ClientArgs),
    ChatServer(chat::ServerArgs),
    ChatClient(chat::ClientArgs),
    UdpRecv(recv::Args),
    UdpSend(send::Args),
    Impair(Box<impair::Args>),
    Observe(observe::Args),
    Ladder(ladder::Args),
    Live(live::Args),
    Lesson(lesson::Args),
    Start(start::Args),
    Check(check::Args),
    Solution(solution::Args),
    Progress(progress::Args),
    Explain(explain::Args),
    Sockets(sockets::Args),
    Layers(layers::Args),
    Doctor(doctor::Args),
    Completions(completions::Args),
    Man(manual::Args),
    Help(help::Args),
}
