//! What the help says of netlab itself, and of what serves no lesson.
//!
//! The one idea: an option that every command takes is told once.
//!
//! See it run: `netlab help options`.

use crate::catalogue::CommandHelp;

pub(super) const COMMANDS: &[CommandHelp] = &[
    CommandHelp {
        command: "",
        about: "Learn network programming by seeing what your sockets do",
        options: &[
            ("quiet", "Tell nothing of what the sockets do"),
            ("verbose", "Explain every event every time, with its system call"),
            ("explains", "Explain in two clauses: first (time), always or never"),
            ("log_format", "Events on standard error: text, or json, a trace's lines"),
            ("record", "Record events to a new trace file"),
            ("record_bytes", "Keep the first N bytes of each payload in the record"),
            ("ladder", "At the end, draw what its own sockets did: always or never"),
            ("no_live", "Tell a running netlab live nothing"),
            ("color", "auto, always, never, light or dark; NO_COLOR is heard"),
            ("charset", "Signs: unicode, or ascii where arrows are drawn two columns wide"),
            ("lang", "The language of all texts: en or zh-CN"),
            ("lessons", "Take the lessons from this directory"),
            ("help", "Print the help of a command"),
            ("version", "Print the version"),
        ],
        notes: "What stands in [ ] behind a text is meant where nothing is given.\n\
            An ADDR is 8080, :8080, host, host:8080, 127.0.0.1:8080 or [::1]:8080.\n\
            Port 0 lets the system choose one, and which one is printed.",
        examples: &[
            ("netlab tour", "a server and a client greet each other, told and drawn"),
            ("netlab lesson 1", "read the first lesson, and run its commands"),
            ("netlab explain ECONNREFUSED", "what an error means, and what to do"),
        ],
    },
    CommandHelp {
        command: "doctor",
        about: "See what this machine has of what the commands use, and how to get the rest",
        options: &[],
        notes: "",
        examples: &[("netlab doctor", "a row for each program and each permission")],
    },
    CommandHelp {
        command: "completions",
        about: "Let the shell complete netlab's commands, lessons, checks and words",
        options: &[("shell", "The shell; without it, the one that $SHELL names")],
        notes: "In a terminal it says where the script goes; a pipe gets the script itself.",
        examples: &[
            ("netlab completions", "which shell this is, and where its script goes"),
            ("netlab completions fish | cat", "the script for fish"),
        ],
    },
    CommandHelp {
        command: "man",
        about: "Read the manual in a pager, or write its pages into a directory",
        options: &[
            ("topic", "The command whose page is wanted; without it, netlab's own"),
            ("dir", "Write the pages of all commands into this directory, which must be there"),
        ],
        notes: "",
        examples: &[("netlab man", "netlab's own page"), ("netlab man tcp-server", "the page of a command")],
    },
    CommandHelp {
        command: "help",
        about: "Print the help of a command, or of the options that every command takes",
        options: &[("topic", "A command, or `options`; without it, all commands are listed")],
        notes: "",
        examples: &[
            ("netlab help tcp-server", "a command and its options"),
            ("netlab help options", "the options that every command takes"),
        ],
    },
];
