//! Terms about what a program does about it: waiting, and giving bytes a meaning.
//!
//! The one idea: the network brings bytes at any time and in any portion; the program decides how
//! to wait for them and where a message ends.
//!
//! See it run: `netlab explain framing`.

use crate::catalogue::entry::TermText;

pub(super) const FILE_DESCRIPTOR: TermText = TermText {
    title: "the number by which a program names an open socket",
    meaning: "When a program opens a socket or a file, the kernel gives it a number; calls such as send \
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
        means: there is room in the send buffer. It is a hint: the call can still give EAGAIN, and then \
        the program waits again.",
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
