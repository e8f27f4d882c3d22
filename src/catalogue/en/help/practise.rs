//! What the help says of the exercises.
//!
//! The one idea: one exercise goes from `start` over `check` to `solution`.
//!
//! See it run: `netlab help check`.

use crate::catalogue::CommandHelp;

pub(super) const COMMANDS: &[CommandHelp] = &[
    CommandHelp {
        command: "start",
        about: "Begin an exercise: puts a program to begin with where you want it",
        options: &[
            ("which", "The exercise: a lesson's number or name"),
            ("language", "The language"),
            ("dir", "Where to put it; without it, a folder named like the exercise"),
        ],
        notes: "",
        examples: &[
            ("netlab start 2 --in node", "into the folder greeting-server"),
            ("netlab start framing my-server", "into a folder of your own"),
        ],
    },
    CommandHelp {
        command: "check",
        about: "Check a program that you wrote against an exercise, in any language",
        options: &[
            ("which", "The exercise: a lesson's number or name"),
            ("check", "Only this check"),
            ("fail_fast", "Begin no check after one that has failed"),
            ("seed", "Makes random values; a failure prints it"),
            ("start_timeout", "How long it may take to start"),
            ("format", "text, json (Exercism), or junit (CI)"),
            ("ladder", "Draw what failed: always or never"),
            ("observe", "Both sides of a failure: auto or never"),
            ("list", "List the checks with their ids, and run none"),
            ("command", "The program and its arguments; without it, the last one"),
        ],
        notes: "",
        examples: &[
            ("netlab check 2 -- python3 server.py", "HOST and PORT tell it where"),
            ("netlab check 2 -- node main.js {port}", "also {host} and {addr}"),
        ],
    },
    CommandHelp {
        command: "solution",
        about: "See how we solved an exercise, once your own program has passed",
        options: &[
            ("which", "The exercise: a lesson's number or name"),
            ("language", "The language"),
            ("anyway", "Show it although your own program has not passed"),
        ],
        notes: "",
        examples: &[("netlab solution 2 --in rust", "once yours has passed")],
    },
];
