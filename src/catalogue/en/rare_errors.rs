//! The errors that a learner meets seldom: mistakes with pointers, types and paths, and what few systems give.
//!
//! The one idea: as with the others, the name is the answer; here it mostly points at the program itself.
//!
//! See it run: `netlab explain EPROTO`.

use crate::catalogue::entry::ErrorText;

pub(super) const EFAULT: ErrorText = ErrorText {
    title: "an address points outside the program's memory",
    means: "The call was given a pointer that is not into the program's own memory. It is a mistake of \
        the program (in C, C++ or unsafe code), and not of the network.",
    remedy: "Look at the pointers and lengths of this call: the buffer, the address and its length. A \
        language that manages memory by itself does not give it.",
};

pub(super) const EHOSTDOWN: ErrorText = ErrorText {
    title: "the other machine is said to be down",
    means: "The system believes that the machine itself is off. On Linux accept may return it, as it \
        returns any network error that a new connection has already met: also ENETDOWN, EPROTO or \
        ENONET (a machine that is on no network).",
    remedy: "Check the address, and that the machine is on; Linux usually says EHOSTUNREACH of it. A \
        server treats such an error of accept like EAGAIN, and accepts the next connection.",
};

pub(super) const ENETRESET: ErrorText = ErrorText {
    title: "the network ended the connection",
    means: "The connection was ended by the network, and not by the peer's program. On Windows: \
        keepalive found while a call was waiting that nobody answers any more.",
    remedy: "Open a new connection. On Linux keepalive that gets no answer ends in ETIMEDOUT instead.",
};

pub(super) const ENODEV: ErrorText = ErrorText {
    title: "no network interface has that name or number",
    means: "The program named an interface, for a multicast group or with SO_BINDTODEVICE, and this \
        machine has none of that name or number.",
    remedy: "ip link lists the interfaces with their numbers, on macOS ifconfig does. Names differ from \
        machine to machine: eth0, enp3s0, en0.",
};

pub(super) const ENOENT: ErrorText = ErrorText {
    title: "nothing has that path",
    means: "Of a Unix socket. connect: no file lies at the path, so its server does not run, or uses \
        another path. bind: a folder in the path is not there.",
    remedy: "Start the server, then compare both paths: ls -l PATH. A path that does not begin with / \
        is looked for where each program was started.",
};

pub(super) const EPROTO: ErrorText = ErrorText {
    title: "what came does not fit the protocol",
    means: "In Node it comes from TLS: on that port the other end speaks no TLS (wrong version number), \
        or the two have no version in common. On Linux accept may return it of a connection that has \
        already failed.",
    remedy: "Use https:// or TLS only where the server speaks it, and check the port. A server treats \
        such an error of accept like EAGAIN, and accepts the next connection.",
};

pub(super) const EPROTONOSUPPORT: ErrorText = ErrorText {
    title: "that protocol does not exist for this kind of socket",
    means: "socket was asked for a protocol that does not belong to the family and the type, for \
        instance TCP for SOCK_DGRAM, or that this system was built without.",
    remedy: "Give 0 as the protocol: the kernel then takes the usual one, TCP for SOCK_STREAM and UDP \
        for SOCK_DGRAM.",
};

pub(super) const EPROTOTYPE: ErrorText = ErrorText {
    title: "the two sockets are of different types",
    means: "connect on a Unix socket: the socket at that path is of another type, for instance \
        SOCK_DGRAM where ours is SOCK_STREAM.",
    remedy: "Make both sockets with the same type. ss -x shows the type of each Unix socket: u_str, \
        u_dgr or u_seq.",
};

pub(super) const ESOCKTNOSUPPORT: ErrorText = ErrorText {
    title: "that type of socket does not exist here",
    means: "socket was asked for a type that the family does not have, for instance SOCK_SEQPACKET with \
        IPv4.",
    remedy: "With IPv4 and IPv6 use SOCK_STREAM or SOCK_DGRAM. Unix sockets have SOCK_SEQPACKET as well.",
};

pub(super) const EAI_FAIL: ErrorText = ErrorText {
    title: "the name lookup failed, and will fail again",
    means: "A name server answered with a failure that is final. Other codes of getaddrinfo: \
        EAI_FAMILY, EAI_SOCKTYPE, EAI_SERVICE and EAI_BADFLAGS say that what was asked for does not fit \
        together; EAI_SYSTEM leaves the reason in errno.",
    remedy: "Ask the name server itself: dig NAME. Of the other codes: read the arguments of the call, \
        its hints and its port.",
};
