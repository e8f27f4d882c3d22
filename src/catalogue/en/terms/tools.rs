//! Terms about the commands that let one look from outside.
//!
//! The one idea: netlab shows what its own programs do; these show what any program, and the network itself, does.
//!
//! See it run: `netlab explain ss`.

use crate::catalogue::entry::TermText;

pub(super) const SS: TermText = TermText {
    title: "the commands that list sockets: ss, netstat, lsof",
    meaning: "On Linux ss -tan lists the TCP sockets with states and queues, numbers instead of names; \
        -l lists those that listen, -p the program of each (others' programs for root alone), -u those \
        of UDP, -i the kernel's estimates. netstat -an is older, and is what macOS and Windows have. \
        lsof -i :8080 tells which program has the port. netlab sockets shows the same, and explains it.",
};

pub(super) const NC: TermText = TermText {
    title: "a client or a server for any bytes: nc, ncat, socat",
    meaning: "nc HOST PORT connects, sends what is typed and prints what comes; nc -l PORT listens, for \
        one client; -u is UDP, -U a Unix socket. Several programs have this name (OpenBSD's, \
        traditional, nmap's ncat), and their options differ: -N of OpenBSD's finishes the sending side \
        at the end of the input. telnet is older, and answers some bytes (255) by itself; socat joins \
        any two ends.",
};

pub(super) const STRACE: TermText = TermText {
    title: "the command that shows each system call of a program",
    meaning: "strace -f -e trace=%network node server.js prints each socket call with its arguments and \
        its result, of all threads and children: connect(3, …) = -1 ECONNREFUSED. -p PID looks at a \
        program that runs. It is Linux's own; macOS has dtruss, Windows Process Monitor. It slows the \
        program down, and may not be allowed in a container. It shows calls and no packets: for those, \
        packet-capture. ERESTARTSYS in it means that a signal interrupted the call.",
};

pub(super) const DIG: TermText = TermText {
    title: "the commands that ask for the addresses of a name",
    meaning: "dig NAME asks a name server and shows its answer with the TTL of each record; dig NAME \
        AAAA asks for IPv6. nslookup and host do the same in other words. They ask the DNS alone: a \
        program asks getaddrinfo, which also reads /etc/hosts. getent ahosts NAME asks in that way. So \
        a name can be found by one and not by the other.",
};

pub(super) const CURL: TermText = TermText {
    title: "a client for HTTP and other protocols at the command line",
    meaning: "curl -v URL shows the addresses that it tries, the connection, and the lines that go out \
        (>) and come back (<). Its number tells where it failed: (6) the name, (7) connect, (28) a time \
        limit, (52) the server closed without an answer, (56) receiving failed. --connect-timeout and \
        --max-time set limits. wget is another one, which saves into files.",
};
