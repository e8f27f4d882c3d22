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
    chat, completions, doctor, explain, greeting, help, impair, ladder, layers, lesson, manual, observe,
    progress, sockets, tour,
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
    /// Watch a server and a client greet each other, told and drawn; nothing to set up
    Tour(tour::Args),
    /// Chapter 1, server: greet each client, show what it says, until it finishes
    TcpServer(greeting::ServerArgs),
    /// Chapter 1, client: connect, show what comes, say one line, finish
    TcpClient(greeting::ClientArgs),
    /// Chapter 2, server: a room in which everybody hears everybody else
    ChatServer(chat::ServerArgs),
    /// Chapter 2, client: type lines, see what the others say
    ChatClient(chat::ClientArgs),
    /// Chapter 3, receiver: show each datagram and its sender, and what got lost
    UdpRecv(recv::Args),
    /// Chapter 3, sender: send datagrams, numbered if you like, and wait for answers
    UdpSend(send::Args),
    /// Relay traffic and break it on purpose: delay, loss, stalls, resets
    Impair(Box<impair::Args>),
    Observe(observe::Args),
    /// Draw recorded traces: a line for each socket, an arrow for what went from one to another
    Ladder(ladder::Args),
    /// Read a lesson step by step and run its commands, or list them all (`lesson list`)
    Lesson(lesson::Args),
    /// Begin an exercise: puts a program to begin with where you want it
    Start(start::Args),
    /// Check a program that you wrote against a lesson's exercise, in any language
    Check(check::Args),
    /// See how we solved an exercise, once your own program has passed
    Solution(solution::Args),
    /// What you have read and passed; `progress reset` forgets it
    Progress(progress::Args),
    /// Explain an event, an error (ECONNREFUSED), a TCP state (TIME_WAIT), a term or a header field
    Explain(explain::Args),
    /// See what the kernel holds: each socket's state, queues, timer and owner, and who is to act next
    Sockets(sockets::Args),
    /// See the same bytes layer by layer: data, segment, packet, frame; OSI beside TCP/IP
    Layers(layers::Args),
    /// See what this machine has of what the commands use, what for, and how to get the rest
    Doctor(doctor::Args),
    Completions(completions::Args),
    Man(manual::Args),
    Help(help::Args),
}
