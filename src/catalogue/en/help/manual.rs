//! What a manual page says beyond commands and options.
//!
//! The one idea: exit codes, variables and files are netlab's own promise, alike for all commands.
//!
//! See it run: `netlab man`.

use crate::catalogue::ManualSection;

pub(crate) const MANUAL: &[ManualSection] = &[
    ManualSection {
        heading: "EXIT STATUS",
        rows: &[
            (
                "0",
                "The answer is yes: it was done, or the check passed. Servers and receivers end so on Ctrl-C.",
            ),
            ("1", "The answer is no: the check failed, or the connection was refused, reset, or timed out."),
            (
                "2",
                "The question could not be asked: wrong usage, a port that is taken, a name that does not \
                 resolve, a file that cannot be read or written, a word that explain does not know.",
            ),
            ("130", "A client was cut short by Ctrl-C."),
        ],
    },
    ManualSection {
        heading: "ENVIRONMENT",
        rows: &[
            (
                "NETLAB_HOME",
                "The folder of the progress and of what lessons write, in the place of the usual one.",
            ),
            ("NETLAB_ENGINE_USER", "Who chat-server is to the engine through which it shares its room."),
            ("NETLAB_ENGINE_PASSWORD", "The password of that user."),
            ("NETLAB_LIVE", "Where it is 0, a running netlab live is told nothing, as with --no-live."),
            (
                "NETLAB_LANG",
                "The language of all texts, en or zh-CN, unless --lang names it; without it the locale counts.",
            ),
            ("NO_COLOR", "Where it is not empty, no colours are used."),
            ("CLICOLOR_FORCE", "Where it is neither empty nor 0, colours are used through a pipe as well."),
            ("CLICOLOR", "Where it is 0, no colours are used."),
            ("TERM", "Where it is dumb, neither colours are used nor is the screen drawn over."),
            ("PAGER", "What shows the manual where man is missing."),
            ("SHELL", "The shell that completions are made for, unless it is named."),
            ("HOST, PORT", "In the environment of a program that is checked: the address for it."),
        ],
    },
    ManualSection {
        heading: "FILES",
        rows: &[
            (
                "~/.local/state/netlab/progress.toml",
                "What was read and passed, on Linux. XDG_STATE_HOME is heard; macOS and Windows have \
                 their own folder for it.",
            ),
            (
                "~/.local/state/netlab/lessons/",
                "Where the commands of the lessons run, a folder for each lesson.",
            ),
        ],
    },
];
