//! Terms about who communicates with whom: sockets, addresses, names.
//!
//! The one idea: before two programs can communicate, one must know the other's address and port; all
//! else about them the kernel can choose.
//!
//! See it run: `netlab explain socket`.

use crate::catalogue::entry::TermText;

pub(super) const SOCKET: TermText = TermText {
    title: "a program's handle for communication over the network",
    meaning: "A program asks the kernel for a socket when it wants to send or receive. The kernel keeps \
        the socket's addresses, buffers and state; the program holds a number for it, the file \
        descriptor. A TCP socket either listens or belongs to one connection. A UDP socket sends and \
        receives datagrams.",
};

pub(super) const PORT: TermText = TermText {
    title: "a number from 0 to 65535: the part of an address below the machine",
    meaning: "The address says which machine, the port which service there; many sockets may share one \
        port. TCP and UDP count their ports separately: TCP port 8080 and UDP port 8080 have nothing to \
        do with each other. Port 0 asks the kernel to choose a free one. On Linux, ports below 1024 need \
        a privilege by default.",
};

pub(super) const ADDRESS: TermText = TermText {
    title: "where a packet goes: an IP address, often with a port",
    meaning: "An IP address names an interface of a machine: 4 bytes in IPv4 (192.0.2.7), 16 bytes in IPv6 \
        (2001:db8::7). A machine has several, at least one for each interface in use. Socket calls take an \
        address together with a port, written 192.0.2.7:8080 or [2001:db8::7]:8080.",
};

pub(super) const LOOPBACK: TermText = TermText {
    title: "the network interface of a machine to itself",
    meaning: "Packets to 127.0.0.1 or ::1 never leave the machine: the kernel hands them from the \
        sending socket to the receiving one. Linux treats all of 127.0.0.0/8 so. A server bound to a \
        loopback address cannot be reached from other machines. Loopback is fast, and no packet is lost \
        on the way, so it hides mistakes that a real network shows. A full receive buffer loses \
        datagrams here too.",
};

pub(super) const LOCALHOST: TermText = TermText {
    title: "the name of the loopback addresses",
    meaning: "localhost is a name, not an address. It stands for 127.0.0.1, for ::1, or for both, and \
        the resolver decides which comes first. If a server listens on 127.0.0.1 alone and a client \
        tries ::1 first, that try is refused, and the client must try the next address. To avoid doubt, \
        write the address itself.",
};

pub(super) const WILDCARD_ADDRESS: TermText = TermText {
    title: "0.0.0.0 or ::, any address of this machine",
    meaning: "A server bound to the wildcard address can be reached at every address of its machine, \
        also from other machines. It is meant for bind. As a destination it is a mistake: Linux takes it \
        for the machine itself, Windows gives an error (WSAEADDRNOTAVAIL). On Linux a socket bound to :: \
        takes IPv4 too, unless IPV6_V6ONLY is set (a dual-stack socket).",
};

pub(super) const CLIENT: TermText = TermText {
    title: "the end that begins the conversation",
    meaning: "A client connects, or sends the first datagram, to an address that it must know before. \
        Its own port matters little, so it lets the kernel choose one. Client and server are roles in \
        one conversation: the same program can be a client in one and a server in another.",
};

pub(super) const SERVER: TermText = TermText {
    title: "the end that waits for clients",
    meaning: "A server binds an address that its clients know, and waits. With TCP it listens and \
        accepts: each client then has a connection and a socket of its own. With UDP all clients come in \
        on one socket. One client that fails must not end the server.",
};

pub(super) const EPHEMERAL_PORT: TermText = TermText {
    title: "a port that the kernel chooses for a while",
    meaning: "A socket that connects or sends without bind gets a free port from the kernel. Linux takes \
        it from 32768 to 60999 by default; the range of the standard is 49152 to 65535. Binding port 0 \
        asks for such a port on purpose, as tests do.",
};

pub(super) const FOUR_TUPLE: TermText = TermText {
    title: "two addresses and two ports: they identify a connection",
    meaning: "Local address, local port, remote address, remote port: by these four the kernel finds the \
        connection that an arriving segment belongs to. So one server port carries many connections, \
        which differ in the client's address or port. Two connections alike in all four cannot exist at \
        once.",
};

pub(super) const NAME_RESOLUTION: TermText = TermText {
    title: "turning a host name into addresses",
    meaning: "A program calls getaddrinfo with a name and gets a list of addresses. The system looks \
        into its own files (/etc/hosts) and asks name servers (DNS). The order of the list matters: a \
        client tries one address after the other, or begins the next try before the first has failed \
        (happy eyeballs). A lookup can be slow and can fail, before there is any socket.",
};

pub(super) const IPV_6: TermText = TermText {
    title: "the Internet Protocol with addresses of 16 bytes",
    meaning: "An IPv6 address is written as groups of hexadecimal digits, where :: stands for a run of \
        zeros: 2001:db8::7. With a port it needs brackets: [2001:db8::7]:8080. It stands beside IPv4: a \
        server on 127.0.0.1 is not found at ::1. A socket that serves both shows an IPv4 client as \
        ::ffff:192.0.2.7.",
};

pub(super) const REUSE_ADDRESS: TermText = TermText {
    title: "a server binds a port that old connections hold: SO_REUSEADDR",
    meaning: "A server that starts again finds its port held by old connections in TIME_WAIT. With \
        SO_REUSEADDR set before bind, bind succeeds; on Linux the server before it must have set the \
        option, too. Two sockets that listen on one port are still refused. For UDP, and on Windows, the \
        option lets two sockets share a port, and one of them gets nothing. SO_REUSEPORT lets several \
        sockets share a port on purpose.",
};

pub(super) const HAPPY_EYEBALLS: TermText = TermText {
    title: "trying the next address before the first one has failed",
    meaning: "A name often has IPv6 and IPv4 addresses, and one of the two paths may be broken. A client \
        asks for both and begins with one of them, usually IPv6. If it has no connection after \
        about 250 ms, it begins a second connect beside the first one. It keeps the connection \
        that is there first and closes the others. So a broken path costs a moment, not two \
        minutes. Node has a simpler form since version 20 (autoSelectFamily).",
};

pub(super) const LINK_LOCAL: TermText = TermText {
    title: "an address that is valid on one link only",
    meaning: "No router forwards packets with such an address. With IPv6 each interface gives itself \
        one, from fe80::/10. Each link of a machine uses the same range, so the address alone does \
        not say which link is meant: a program names the interface too, as in fe80::1%eth0. The \
        part behind the % is the zone, or scope id. IPv4 has 169.254.0.0/16 for this: a machine \
        may take such an address when no DHCP server gives it one.",
};
