//! What the help says of the commands that show, and of the one that breaks.
//!
//! The one idea: a rule's text says what happens to the traffic, as the relay's own words say it.
//!
//! See it run: `netlab help impair`.

use crate::catalogue::CommandHelp;

pub(super) const COMMANDS: &[CommandHelp] = &[
    CommandHelp {
        command: "sockets",
        about: "See what the kernel holds: state, queues, timer, owner, and who is to act next",
        options: &[
            ("port", "Of this port; without it, of 8080, 8081 and netlab's own programs"),
            ("all", "Show every TCP and UDP socket of this machine"),
            ("watch", "Go on, and mark what changes"),
            ("format", "text, or json"),
        ],
        notes: "",
        examples: &[
            ("netlab sockets 8080", "who holds the port, and in which state"),
            ("netlab -v sockets", "each state explained"),
        ],
    },
    CommandHelp {
        command: "observe",
        about: "See what the sockets of any program do, in any language (Linux on x86-64)",
        options: &[
            ("pid", "A process that runs; Ctrl-C lets it go on alone"),
            ("io_uring", "io_uring, which is not seen: refuse or allow"),
            ("calls", "Write each call and what was asked to this file"),
            ("command", "The program and its arguments"),
        ],
        notes: "The program keeps its terminal, its output and its exit code, and needs no\n\
            change and no root. What its sockets do is told beside a gutter.",
        examples: &[
            ("netlab observe -- python3 server.py", "told as it happens"),
            ("netlab observe -q --ladder -- node main.js", "drawn at its end"),
            ("netlab observe --record run.jsonl -- ./server", "recorded"),
            ("netlab observe -p 4711", "one that runs already"),
        ],
    },
    CommandHelp {
        command: "live",
        about: "Watch it in the browser as it happens: programs, sockets, who must act",
        options: &[
            ("traces", "Show these records, also growing ones, and no programs"),
            ("no_open", "Print the page's address, and open no browser"),
            ("command", "Start this program and observe it"),
        ],
        notes: "Every netlab program started meanwhile, in any terminal, appears by itself.\n\
            The page is on 127.0.0.1, and its address holds a secret: it is yours alone.",
        examples: &[
            ("netlab live", "then netlab tour, in another terminal"),
            ("netlab live run.jsonl", "a record, played again"),
            ("netlab live -- node server.js", "any program, as observe sees it"),
        ],
    },
    CommandHelp {
        command: "ladder",
        about: "Draw recorded traces: a line for each socket, an arrow for what was sent",
        options: &[
            ("traces", "Records, one for each program; - is standard input"),
            ("socket", "Only this socket: a number, :PORT, ADDRESS:PORT"),
            ("kind", "Only events of these kinds, with commas between them"),
            ("from", "Leave out what ended before, as in 1.5s, 20ms or 300us"),
            ("to", "Leave out what began after this time"),
            ("lanes", "A line for each: programs, or sockets"),
            ("max", "So many marks and arrows at most [1,000; a page: all]"),
            ("output", "Into this file: FILE.svg, or FILE.html, a page"),
            ("width", "In so many columns; without it, the terminal's"),
        ],
        notes: "",
        examples: &[
            ("netlab --record run.jsonl tour -q --fast", "a record first, then a page of it"),
            ("netlab ladder run.jsonl -o run.html", "a page for a browser"),
        ],
    },
    CommandHelp {
        command: "impair",
        about: "Relay traffic and break it on purpose: delay, loss, stalls, resets",
        options: &[
            ("to", "Whom to relay to: PORT, HOST or HOST:PORT"),
            ("listen", "Where to listen"),
            ("tcp", "Relay TCP connections (the default)"),
            ("udp", "Relay UDP datagrams instead of TCP connections"),
            ("up", "Rules for client to server only; else both ways"),
            ("down", "Rules for server to client only"),
            ("seed", "Where chance begins: the same seed decides alike"),
            ("scenario", "Rules over time, from a TOML file"),
            ("delay", "Pass everything on late by this time"),
            ("jitter", "Later still, by 0 to this; only datagrams overtake"),
            ("rate", "So many bytes a second for each client"),
            ("link_rate", "The same for all clients together"),
            ("slice", "So many bytes at a time, with short pauses"),
            ("coalesce", "Gather what comes within this time"),
            ("stall_after", "Stop each time so many bytes have passed"),
            ("stall_for", "How long it stops; without it, for good"),
            ("blackhole", "The cable is out: nothing moves or closes"),
            ("reset_after", "Reset both ends after so many bytes, or so long"),
            ("slow_close", "Pass on the end late by this time"),
            ("accept_only", "Accept and do no more: nothing is read"),
            ("loss", "Lose this share, each by a chance of its own"),
            ("burst_loss", "Lose in bursts, as Gilbert and Elliott"),
            ("duplicate", "Pass this share on twice"),
            ("reorder", "Let the next one overtake this share"),
            ("queue", "So much may wait; more is lost [64KiB]"),
            ("mtu", "Let larger packets vanish"),
        ],
        notes: "Times: 100ms, 2s, 1.5s. Sizes: 1500, 64KiB, 1MB. Rates: 64KiB/s. Shares: 10%.\n\
            In a terminal each rule has a key that switches it, and b pulls the cable.\n\
            Bursts: P is the chance to turn bad, R to turn good; BAD and GOOD are the shares\n\
            lost in each state (100% and 0%). An MTU counts the headers of IP and UDP.\n\
            A stream loses nothing: TCP sends again, so programs see a delay. A datagram is\n\
            never damaged: UDP's checksum would not let it arrive.",
        examples: &[
            ("netlab impair --to 8080 --delay 200ms", "a slow path to a server"),
            ("netlab impair --to 8080 --udp --loss 10%", "a bad path for datagrams"),
        ],
    },
];
