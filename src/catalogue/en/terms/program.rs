//! Terms about what a program does about it: waiting, and giving bytes a meaning.
//!
//! The one idea: the network brings bytes at any time and in any portion; the program decides how
//! to wait for them and where a message ends.
//!
//! See it run: `netlab explain framing`.

use crate::catalogue::entry::TermText;

pub(super) const FILE_DESCRIPTOR: TermText = TermText {
    title: "the number by which a program names an open socket",
    meaning: "When a program opens a socket, a file or a pipe, the kernel gives it a number; calls such as send \
        and close take this number. Each process has a limit (ulimit -n), so sockets that are never \
        closed end in EMFILE. The kernel closes a socket when its last descriptor is closed: a child \
        process may still hold one. Windows has handles instead.",
};

pub(super) const BLOCKING: TermText = TermText {
    title: "a call that waits until it can do its work",
    meaning: "A blocking read returns when there are bytes, the end of the stream, or an error. Until \
        then its thread does nothing else. A non-blocking call returns at once, with EAGAIN where it \
        would have to wait. With blocking calls, one thread serves one connection at a time: so a server \
        needs many threads, or an event loop.",
};

pub(super) const READINESS: TermText = TermText {
    title: "the kernel's report that a call would not have to wait",
    meaning: "A program asks about many sockets at once: with select or poll, epoll on Linux, kqueue on \
        macOS. Readable means: there are bytes, the end, an error, or a connection to accept. Writable \
        means: there is room in the send buffer. It is a hint: the call can still give EAGAIN, and then the program \
        waits again. A level-triggered report is repeated while that is so; an edge-triggered one comes \
        once, at the change.",
};

pub(super) const EVENT_LOOP: TermText = TermText {
    title: "one thread that serves each socket when it is ready",
    meaning: "The loop asks the kernel which sockets are ready, runs a short piece of code for each (a \
        callback, or a task that waited), and asks again. Node has one such loop for a program's code; \
        tokio shares tasks among several threads. A piece that computes for long, or makes a blocking \
        call, delays all others on its thread.",
};

pub(super) const BYTE_ORDER: TermText = TermText {
    title: "which byte of a number goes first",
    meaning: "The number 258 is 01 02 in big-endian order and 02 01 in little-endian order. The protocols \
        of the Internet send the high byte first (network byte order); most processors store the low byte \
        first. So a program must choose when it writes a number: to_be_bytes in Rust, writeUInt32BE in \
        Node, struct.pack('!I', n) in Python.",
};

pub(super) const FRAMING: TermText = TermText {
    title: "marking where each message in a stream begins and ends",
    meaning: "TCP keeps no message boundaries: a read may give half a message, or several that people \
        call sticky packets. So the programs must agree on marks: a newline after each message, or its \
        length before it, or one message per connection. A reader collects bytes until a message is \
        complete, and keeps the rest for the next one. It needs a limit, or a peer can fill its memory.",
};

pub(super) const UTF8: TermText = TermText {
    title: "the usual way to write text as bytes",
    meaning: "A character takes 1 to 4 bytes: a letter of English 1, most Chinese characters 3. So a \
        number of bytes is not a number of characters, and a read may end in the middle of a character. \
        Decode whole messages only, or use a decoder that keeps the incomplete end for the next read. \
        Not every byte sequence is valid UTF-8: a server must not fail because of one that is not.",
};

pub(super) const SERVER_DESIGN: TermText = TermText {
    title: "how a server serves many clients at the same time",
    meaning: "A thread or a process for each connection may wait in blocking calls; each costs memory. A \
        pool limits their number, and prefork starts processes before the clients come. An event \
        loop serves all sockets in one thread, and no piece of its code may block. Servers often \
        run one loop for each core. A server that serves one client after the other lets a silent \
        one hold up all others. Each design needs a limit for the number of connections.",
};

pub(super) const GRACEFUL_SHUTDOWN: TermText = TermText {
    title: "ending a server without cutting conversations short",
    meaning: "First the server stops accepting: it closes the socket that listens. Then it lets the \
        conversations end, or tells their clients, and waits with a time limit. What still runs \
        then is cut. A supervisor sends SIGTERM first and SIGKILL some seconds later, so the limit \
        must be shorter. In Node server.close() only stops accepting and waits: it does not end a \
        connection.",
};

pub(super) const SIGNAL: TermText = TermText {
    title: "a number that the kernel delivers to a process",
    meaning: "Ctrl-C sends SIGINT and the command kill SIGTERM: a program can catch both, and end in \
        order. SIGKILL cannot be caught: the kernel ends the process and closes its sockets. \
        SIGSTOP stops it; the kernel still acknowledges its bytes, so a peer sees silence only. \
        SIGPIPE comes to a program that sends on a connection that can send no more, and ends it \
        by default. Python and Node ignore SIGPIPE: their send fails with EPIPE.",
};

pub(super) const LADDER: TermText = TermText {
    title: "a drawing: a line for each socket, an arrow for bytes",
    meaning: "Time goes from top to bottom, and each socket has a vertical line, its lane. An arrow goes \
        from the call that sent bytes to the call that got them. So you see who waits for whom, \
        and which writes came out of one read. RFCs draw the handshake in this way. With --record \
        FILE netlab writes a trace, the list of what happened, and netlab ladder FILE draws it.",
};

pub(super) const ERRNO: TermText = TermText {
    title: "the name of what a call failed with",
    meaning: "A system call that fails sets a number, errno; ECONNREFUSED and the like are its names. \
        Each language hands it on: in Python OSError has errno, and ConnectionError stands above those \
        of a connection; in Node an Error has code, and the event error comes before close; Go wraps it \
        in net.OpError, Rust in io::Error, Java in SocketException. In Node an error event that nobody \
        listens for ends the program. On Windows the names begin with WSA.",
};

pub(super) const BUFFERED_READER: TermText = TermText {
    title: "an object that collects bytes and hands out whole lines",
    meaning: "It reads from the socket as much as there is, keeps it, and hands out a line or so many \
        bytes at a time. Python: asyncio.StreamReader, or the file that makefile gives; Go: \
        bufio.Reader and bufio.Scanner; Rust: BufReader; Java: BufferedReader; Node: readline. What it \
        has collected is no longer in the kernel's buffer: do not read from the socket beside it. Each \
        has a limit for a line, often 64 KiB. A buffered writer keeps bytes back until it is flushed.",
};
