//! Terms about what stands between two programs: their kernels, the devices on the way, agreements.
//!
//! The one idea: a program sees its own socket only. Whatever lies between it and the peer can answer, change
//! or lose what was sent, and looks from here like the peer.
//!
//! See it run: `netlab explain nat`.

use crate::catalogue::entry::TermText;

pub(super) const PEER: TermText = TermText {
    title: "the other end of a connection or a conversation",
    meaning: "For a client the peer is the server, for a server each of its clients. netlab shows its \
        address: the IP address and the port of the socket at the other end, as our kernel knows it. \
        Behind a NAT or a proxy that is the address of the device between the two. A program asks for it \
        with getpeername(2).",
};

pub(super) const KERNEL: TermText = TermText {
    title: "the core of the operating system: TCP, UDP and IP are inside it",
    meaning: "A program asks the kernel by system calls such as connect, send and recv. The kernel makes \
        the segments and packets, keeps the buffers, acknowledges, sends again and ends connections. It \
        does so even while the program is slow, stopped or gone. So \"the peer's kernel acknowledged \
        it\" does not mean \"the peer's program read it\".",
};

pub(super) const ROUTER: TermText = TermText {
    title: "a device that forwards packets from one network to the next",
    meaning: "A router looks for a packet's destination in its routing table and sends the packet to the \
        next device. A machine sends packets for other networks to a router of its own network, the \
        default gateway. The prefix of an address says what the own network is: 192.0.2.7/24 means that \
        the first 24 bits are its name (netmask 255.255.255.0). ip route shows a machine's table.",
};

pub(super) const NAT: TermText = TermText {
    title: "network address translation: many machines share one address",
    meaning: "A router with NAT replaces the private source address of outgoing packets (10.0.0.0/8, \
        172.16.0.0/12, 192.168.0.0/16) by its own address, and usually the port too. It keeps a table, \
        to send the answers back. So a server sees the router's address. Machines behind a NAT can \
        connect to others, but others cannot connect to them unless a port is forwarded. The table \
        forgets connections that are silent for long.",
};

pub(super) const FIREWALL: TermText = TermText {
    title: "a filter that decides which packets may pass",
    meaning: "It is a part of a machine's kernel, or a device on the way. A rule that rejects answers \
        with an RST or an ICMP message: the client gets an error at once, ECONNREFUSED or EHOSTUNREACH. \
        A rule that drops is silent: the client waits, and gets ETIMEDOUT. So a firewall can look like a \
        server that does not run, or like a network that does not work. On Linux nft list ruleset shows \
        the rules.",
};

pub(super) const RELAY: TermText = TermText {
    title: "a program between two others that passes on what they send",
    meaning: "A TCP relay, also called proxy, accepts a client's connection and opens a second one to \
        the server. Each of the two has its own handshake, buffers and state; the relay copies bytes \
        between them. The server sees the relay's address. A connect to a relay can succeed although the \
        server is down. netlab impair is a relay that changes traffic on purpose.",
};

pub(super) const PROTOCOL: TermText = TermText {
    title: "the rules by which two programs, or two kernels, communicate",
    meaning: "A protocol says who sends first, what messages look like, where they end and what follows \
        an error. TCP and UDP are protocols of the kernels. The programs use protocols of their own on \
        top: HTTP/1.1, FTP and SMTP begin with lines of text over TCP; Telnet carries a terminal; \
        WebSocket sends framed messages over a TCP connection that began as HTTP; DNS mostly uses UDP. A \
        chat room has its own protocol too.",
};

pub(super) const TLS: TermText = TermText {
    title: "encryption, and proof of who the server is, on top of TCP",
    meaning: "TLS (its old name is SSL) is a protocol between the program and TCP. Its handshake proves \
        with a certificate who the server is, and agrees on keys. After that each byte is encrypted, and \
        a change on the way is detected. HTTPS is HTTP over TLS. TCP alone has nothing of this: a device \
        on the way can read and change the bytes.",
};

pub(super) const OSI_MODEL: TermText = TermText {
    title: "seven layers, from the program (7) down to the cable (1)",
    meaning: "7 application, 6 presentation, 5 session, 4 transport, 3 network, 2 data link, 1 physical. \
        It is a model to speak about networks; the Internet itself is built in four layers. Its \
        application layer does the work of 7, 6 and 5; transport (TCP, UDP) is 4, internet (IP) is 3, \
        and link is 2 and 1. netlab layers shows one message in both ways.",
};

pub(super) const UNIX_SOCKET: TermText = TermText {
    title: "a socket between programs of one machine; its address is a path",
    meaning: "A program uses it like a TCP or a UDP socket: bind, listen, connect, send. But its address \
        is the path of a file, and its bytes never become packets: there are no ports and no IP. The \
        file's permissions decide who may connect. It can also pass open file descriptors to another \
        program. netlab shows TCP and UDP sockets only.",
};

pub(super) const HOLE_PUNCHING: TermText = TermText {
    title: "both ends send first, so that each NAT lets the other in",
    meaning: "A NAT lets in what looks like an answer to something that went out. A server that both \
        ends can reach tells each of them the address and port at which the other one is seen \
        (STUN finds them). Then both send to each other: what comes from the other end looks like \
        an answer. It works best with UDP. It fails behind a NAT that takes another port for each \
        destination; then a relay passes on the bytes (TURN).",
};

pub(super) const SPOOFING: TermText = TermText {
    title: "a packet with a false source address",
    meaning: "A sender can write any source address into a packet, and many networks let it out. With \
        TCP the answer to the SYN then goes to the wrong machine, and no connection comes about; \
        but many such SYNs fill a server's queue (SYN flood). A UDP server that gives long answers \
        to short questions can be used to flood a third machine: amplification. So a server should \
        send a stranger little before it knows that the address is real.",
};

pub(super) const HTTP: TermText = TermText {
    title: "the protocol of the web: a request, then a response",
    meaning: "HTTP/1.1 sends text over TCP: a first line, header lines, an empty line, the body. The \
        header says where the body ends: Content-Length counts its bytes, chunked puts a length \
        before each piece. So one connection can carry many requests, one after the other: \
        keep-alive. That is framing, done well. HTTP/2 divides one connection into many streams of \
        frames, HTTP/3 uses QUIC. HTTPS is HTTP over TLS.",
};

pub(super) const QUIC: TermText = TermText {
    title: "a transport with many streams and encryption, over UDP",
    meaning: "QUIC carries several streams in one connection, each in its own order: a lost packet holds \
        up only the streams whose bytes were in it. Its handshake contains that of TLS. \
        Connections have numbers (connection IDs), so one can go on when an address changes. It is \
        usually part of a program or its library, and the kernel sees UDP datagrams only; so does \
        netlab. HTTP/3 runs over it.",
};

pub(super) const SOCKET_PATH: TermText = TermText {
    title: "the file name that a Unix socket is bound to",
    meaning: "bind makes a file of the kind socket at this path; connect finds the server by it. The \
        file stays when the server ends: the next bind gives EADDRINUSE until it is removed (unlink), \
        and connect gives ECONNREFUSED. On Linux a path has at most 107 bytes; a longer one is \
        ENAMETOOLONG or EINVAL. A folder that is missing is ENOENT; ENOTDIR, ELOOP and EROFS tell of \
        the folders on the way. On Linux a name that begins with a zero byte is no file (abstract).",
};

pub(super) const DESCRIPTOR_PASSING: TermText = TermText {
    title: "handing an open file or socket to another process",
    meaning: "Over a Unix socket sendmsg can carry file descriptors beside its bytes (SCM_RIGHTS): the \
        other process gets numbers of its own for the same open sockets. So a server can hand a \
        connection, or the socket that listens, to another process. Descriptors that were sent and not \
        received yet count against the limit of open files: too many of them give ETOOMANYREFS. With \
        SCM_CREDENTIALS a wrong process number gives ESRCH.",
};
