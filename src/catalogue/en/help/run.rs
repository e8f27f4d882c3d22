//! What the help says of the three chapters' programs.
//!
//! The one idea: an option's text says what the program does with it, the program's own words name the default.
//!
//! See it run: `netlab help chat-server`.

use crate::catalogue::CommandHelp;

pub(super) const COMMANDS: &[CommandHelp] = &[
    CommandHelp {
        command: "tcp-server",
        about: "Chapter 1, server: greet each client, show what it says, until it finishes",
        options: &[
            ("addr", "Where to listen: PORT, HOST or HOST:PORT"),
            ("greeting", "The line that each client is greeted with"),
            ("once", "End after the first client"),
            ("max_clients", "Serve so many at a time; more must wait"),
            ("max_line", "Cut longer lines into pieces"),
            ("idle_timeout", "Leave a client that moves no byte"),
            ("tls", "Speak TLS; keep its authority in DIR"),
        ],
        notes: "",
        examples: &[
            ("netlab tcp-server", "on 127.0.0.1:8080, each event told"),
            ("netlab tcp-server 9000 --once", "on another port, for one client"),
        ],
    },
    CommandHelp {
        command: "tcp-client",
        about: "Chapter 1, client: connect, show what comes, say one line, finish",
        options: &[
            ("addr", "Whom to connect to: PORT, HOST or HOST:PORT"),
            ("message", "The line to send, else standard input's"),
            ("connect_timeout", "Give up; else the kernel decides"),
            ("idle_timeout", "Give up on a silent server"),
            ("tls", "Speak TLS; trust the authority in DIR"),
            ("cafile", "Trust the authorities in FILE instead"),
            ("server_name", "The certificate must be for NAME"),
        ],
        notes: "",
        examples: &[
            ("netlab tcp-client", "to 127.0.0.1:8080"),
            ("netlab -v tcp-client --message hi", "each event with its system call"),
        ],
    },
    CommandHelp {
        command: "chat-server",
        about: "Chapter 2, server: a room in which everybody hears everybody else",
        options: &[
            ("addr", "Where to listen: PORT, HOST or HOST:PORT"),
            ("framing", "lines, length (4 bytes before), or raw"),
            ("slow_reader", "disconnect, drop, wait, or buffer"),
            ("outbox", "So much may wait for it before that"),
            ("max_members", "Let in so many members at most"),
            ("max_line", "Disconnect for a longer message"),
            ("idle_timeout", "Disconnect whoever says nothing for so long"),
            ("history", "Tell a newcomer the last N messages"),
            ("motd", "Greet a newcomer with this line"),
            ("show_messages", "Write the messages to standard output, too"),
            ("tls", "Speak TLS; keep its authority in DIR"),
            ("engine", "Share the room through this NATS server: nats://HOST:PORT"),
            ("machine", "What this server is called there: 1 to 8 of a to z, 0 to 9"),
            ("room", "The room, of which one engine may have many"),
            ("keep", "Keep so much of what is said here until the engine has it"),
        ],
        notes: "User and password: NETLAB_ENGINE_USER and NETLAB_ENGINE_PASSWORD alone.\n\
            Members here hear each other at once, with the engine and without it.\n\
            An engine that keeps what is said is started by: nats-server -js",
        examples: &[("netlab chat-server --framing raw", "the tutorial's mistake, to look at")],
    },
    CommandHelp {
        command: "chat-client",
        about: "Chapter 2, client: type lines, see what the others say",
        options: &[
            ("addr", "Whom to connect to: PORT, HOST or HOST:PORT"),
            ("name", "The name to ask for"),
            ("framing", "Where a message ends, as the server was told: lines, length or raw"),
            ("tls", "Speak TLS; trust the authority in DIR"),
            ("cafile", "Trust the authorities in FILE instead"),
            ("server_name", "The certificate must be for NAME"),
        ],
        notes: "",
        examples: &[("netlab chat-client --name anna", "into the room on 127.0.0.1:8080")],
    },
    CommandHelp {
        command: "udp-recv",
        about: "Chapter 3, receiver: show each datagram and its sender, and what got lost",
        options: &[
            ("addr", "Where to receive: PORT, HOST or HOST:PORT"),
            ("format", "In lines of text, hex or json"),
            ("buffer", "Cut longer ones, and say so"),
            ("reply", "none, echo it, or ack its length"),
            ("join", "Join this multicast group, at the port of ADDR"),
            ("interface", "Join there: name, IPv4 address, index"),
            ("count", "End after this many datagrams"),
            ("blast", "Count only, in batches; nothing is told"),
        ],
        notes: "",
        examples: &[
            ("netlab udp-recv", "on 127.0.0.1:8080"),
            ("netlab udp-recv --reply echo --count 5", "answer five, then end"),
        ],
    },
    CommandHelp {
        command: "udp-send",
        about: "Chapter 3, sender: send datagrams, numbered if you like, and wait for answers",
        options: &[
            ("addr", "Whom to send to: PORT, HOST or HOST:PORT"),
            ("text", "One datagram's text; without it, each line of standard input is one"),
            ("connect", "Connect first, to hear of a refusal"),
            ("count", "So many, each: netlab SEQ SEND_US"),
            ("size", "Pad these with blanks; 32 at least"),
            ("interval", "Pause between two"),
            ("wait", "Wait for each answer, and time it"),
            ("ttl", "Let datagrams pass so many hops at most"),
            ("broadcast", "Ask for permission to broadcast"),
            ("interface", "To a group: name, address or index"),
            ("blast", "As fast as it goes; nothing is told"),
        ],
        notes: "",
        examples: &[("netlab udp-send 8080 hello", "one datagram, to 127.0.0.1:8080")],
    },
];
