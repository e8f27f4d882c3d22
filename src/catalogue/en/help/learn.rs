//! What the help says of the commands for learning.
//!
//! The one idea: each names the way to look at one thing.
//!
//! See it run: `netlab help lesson`.

use crate::catalogue::CommandHelp;

pub(super) const COMMANDS: &[CommandHelp] = &[
    CommandHelp {
        command: "tour",
        about: "Watch a server and a client greet each other, told and drawn; nothing to set up",
        options: &[("fast", "Tell everything at once, without pauses")],
        notes: "",
        examples: &[
            ("netlab tour", "takes a minute, and needs nothing"),
            ("netlab -v tour --fast", "each event with its system call"),
        ],
    },
    CommandHelp {
        command: "lesson",
        about: "Read a lesson step by step and run its commands, or list them all",
        options: &[
            ("which", "A lesson's number or name, or list; without it, yours, or the next"),
            ("plain", "Print the whole text, as through a pipe"),
        ],
        notes: "",
        examples: &[
            ("netlab lesson list", "all lessons, and how far you are"),
            ("netlab lesson 2", "the second one, from where you left it"),
        ],
    },
    CommandHelp {
        command: "explain",
        about: "Explain an error, an event, a TCP state, a term, a mistake, a pasted line",
        options: &[("word", "What is to be explained; without it, in a terminal, a list to choose from")],
        notes: "Known too: names of Node, Python, Go, Java and Windows, and errors' numbers.",
        examples: &[
            ("netlab explain ECONNRESET", "an error"),
            ("netlab explain TIME_WAIT", "a TCP state"),
            ("netlab explain read ECONNRESET", "a line that a program printed"),
            ("netlab explain sticky packets", "what people search for"),
        ],
    },
    CommandHelp {
        command: "layers",
        about: "See the same bytes layer by layer: data, segment, packet, frame",
        options: &[
            ("text", "What is sent; without it, a command of FTP"),
            ("tcp", "Send it with TCP, in an open connection (the default)"),
            ("udp", "Send it with UDP, as one datagram"),
            ("ipv4", "Send it over IPv4 (the default)"),
            ("ipv6", "Send it over IPv6"),
            ("from", "The sender's address"),
            ("to", "The receiver's address; loopback is told as on Linux"),
            ("at", "One layer, each field explained: its name, or 1 to 7"),
            ("plain", "Sentences instead of drawings and columns"),
            ("format", "text, or json"),
        ],
        notes: "",
        examples: &[
            ("netlab layers hello", "a text and all headers around it"),
            ("netlab layers --at transport hello", "TCP's header, field by field"),
        ],
    },
    CommandHelp {
        command: "progress",
        about: "See what you have read and passed",
        options: &[],
        notes: "",
        examples: &[("netlab progress", "where you are, and what is next")],
    },
    CommandHelp {
        command: "progress reset",
        about: "Forget one lesson, or all of them",
        options: &[("which", "A lesson's number or name; without it, all")],
        notes: "",
        examples: &[("netlab progress reset 2", "lesson 2 begins anew")],
    },
];
