//! Every command under its purpose, and the words around the help of all.
//!
//! The one idea: a reader who knows what to do, and not how it is called, looks for the purpose.
//!
//! See it run: `netlab help`.

use crate::catalogue::en::help::{learn, more, practise, run, see};
use crate::catalogue::{CommandHelp, HelpWords, Purpose};

/// Every command.
pub(crate) const ALL: [&[CommandHelp]; 5] =
    [more::COMMANDS, learn::COMMANDS, run::COMMANDS, see::COMMANDS, practise::COMMANDS];

/// The overview: every command under its purpose.
pub(crate) const OVERVIEW: &[Purpose] = &[
    Purpose {
        title: "Learn",
        rows: &[
            ("tour", "a server and a client, told and drawn"),
            ("lesson", "a lesson, step by step; its commands run"),
            ("explain", "an error, an event, a state, a term"),
            ("layers", "the same bytes, layer by layer"),
            ("progress", "what you have read and passed"),
        ],
    },
    Purpose {
        title: "Run",
        rows: &[
            ("tcp-server, tcp-client", "chapter 1: a greeting over TCP"),
            ("chat-server, chat-client", "chapter 2: a chat room"),
            ("udp-recv, udp-send", "chapter 3: datagrams"),
        ],
    },
    Purpose {
        title: "See",
        rows: &[
            ("sockets", "what the kernel holds, and who acts next"),
            ("observe", "the sockets of any program, in any language"),
            ("live", "a page on which all of it appears"),
            ("ladder", "a drawing of what was recorded"),
        ],
    },
    Purpose { title: "Break", rows: &[("impair", "a relay that delays, loses, cuts, resets")] },
    Purpose {
        title: "Practise",
        rows: &[
            ("check", "your own program against an exercise"),
            ("start, solution", "a program to begin with; ours, once yours passes"),
        ],
    },
    Purpose {
        title: "Other",
        rows: &[
            ("doctor", "what this machine has, and what it lacks"),
            ("completions, man, help", "for your shell, and for reading"),
        ],
    },
];

/// The words around it.
pub(crate) const WORDS: HelpWords = HelpWords {
    options: "Options",
    global_options: "Global options",
    commands: "Commands",
    examples: "Examples",
    more_options: "Options that all commands take: netlab help options",
    more_rules: "Each rule: netlab help rules   Options of all commands: netlab help options",
    more_sharing: "Each of them: netlab help sharing  Options of all commands: netlab help options",
    more: "Of one command: netlab help COMMAND   Of all: netlab help options",
    headings: &[
        ("Rules for streams and datagrams", "Rules for streams and datagrams"),
        ("Rules for streams (TCP)", "Rules for streams (TCP)"),
        ("Rules for datagrams (--udp)", "Rules for datagrams (--udp)"),
        ("Sharing the room with other servers", "Sharing the room with other servers"),
    ],
};
