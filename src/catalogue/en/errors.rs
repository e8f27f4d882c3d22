//! The errors in English: what happened, and what to do next.
//!
//! The one idea: an error is an answer. Its name says which one, and most names have one usual cause.
//!
//! See it run: `netlab explain ECONNREFUSED`.

use crate::catalogue::en::rare_errors;
use crate::catalogue::entry::ErrorText;
use crate::event::ErrorCode;

/// What an error means.
pub(crate) fn text(code: ErrorCode) -> &'static ErrorText {
    match code {
        ErrorCode::EACCES => &EACCES,
        ErrorCode::EADDRINUSE => &EADDRINUSE,
        ErrorCode::EADDRNOTAVAIL => &EADDRNOTAVAIL,
        ErrorCode::EAFNOSUPPORT => &EAFNOSUPPORT,
        ErrorCode::EAGAIN => &EAGAIN,
        ErrorCode::EALREADY => &EALREADY,
        ErrorCode::EBADF => &EBADF,
        ErrorCode::ECONNABORTED => &ECONNABORTED,
        ErrorCode::ECONNREFUSED => &ECONNREFUSED,
        ErrorCode::ECONNRESET => &ECONNRESET,
        ErrorCode::EDESTADDRREQ => &EDESTADDRREQ,
        ErrorCode::EFAULT => &rare_errors::EFAULT,
        ErrorCode::EHOSTDOWN => &rare_errors::EHOSTDOWN,
        ErrorCode::EHOSTUNREACH => &EHOSTUNREACH,
        ErrorCode::EINPROGRESS => &EINPROGRESS,
        ErrorCode::EINTR => &EINTR,
        ErrorCode::EINVAL => &EINVAL,
        ErrorCode::EISCONN => &EISCONN,
        ErrorCode::EMFILE => &EMFILE,
        ErrorCode::EMSGSIZE => &EMSGSIZE,
        ErrorCode::ENETDOWN => &ENETDOWN,
        ErrorCode::ENETRESET => &rare_errors::ENETRESET,
        ErrorCode::ENETUNREACH => &ENETUNREACH,
        ErrorCode::ENFILE => &ENFILE,
        ErrorCode::ENOBUFS => &ENOBUFS,
        ErrorCode::ENODEV => &rare_errors::ENODEV,
        ErrorCode::ENOENT => &rare_errors::ENOENT,
        ErrorCode::ENOMEM => &ENOMEM,
        ErrorCode::ENOPROTOOPT => &ENOPROTOOPT,
        ErrorCode::ENOTCONN => &ENOTCONN,
        ErrorCode::ENOTSOCK => &ENOTSOCK,
        ErrorCode::EOPNOTSUPP => &EOPNOTSUPP,
        ErrorCode::EPERM => &EPERM,
        ErrorCode::EPIPE => &EPIPE,
        ErrorCode::EPROTO => &rare_errors::EPROTO,
        ErrorCode::EPROTONOSUPPORT => &rare_errors::EPROTONOSUPPORT,
        ErrorCode::EPROTOTYPE => &rare_errors::EPROTOTYPE,
        ErrorCode::ESOCKTNOSUPPORT => &rare_errors::ESOCKTNOSUPPORT,
        ErrorCode::ETIMEDOUT => &ETIMEDOUT,
        ErrorCode::EAI_NONAME => &EAI_NONAME,
        ErrorCode::EAI_AGAIN => &EAI_AGAIN,
        ErrorCode::EAI_FAIL => &rare_errors::EAI_FAIL,
        ErrorCode::OTHER => &OTHER,
    }
}

const EACCES: ErrorText = ErrorText {
    title: "the call needs a permission",
    means: "The kernel did not allow the call. Usual cases: on Linux (by default) a port below 1024 \
        without a privilege; a datagram to a broadcast address without SO_BROADCAST; a rule of SELinux \
        or of a firewall. On Windows also: another program holds the port for itself alone.",
    remedy: "Choose a port from 1024 up. Before a broadcast, set SO_BROADCAST. Otherwise find the rule \
        that forbids it.",
};

const EADDRINUSE: ErrorText = ErrorText {
    title: "the address and port are taken",
    means: "Another socket holds this local address and port: usually a program that runs already. An \
        old connection that only the kernel keeps (TIME_WAIT, FIN_WAIT_2) holds it too if SO_REUSEADDR \
        is not set. With port 0: no ephemeral port is free.",
    remedy: "See who holds it: ss -ltnp (UDP: ss -lunp). Stop that program or choose another port; 0 \
        lets the kernel choose. For TCP on Linux and macOS a server sets SO_REUSEADDR before bind. For \
        UDP, and on Windows, that option lets two sockets share a port, and one gets nothing.",
};

const EADDRNOTAVAIL: ErrorText = ErrorText {
    title: "the address cannot be used on this machine",
    means: "bind: no interface of this machine has this address. connect: no ephemeral port is free for \
        this destination, or the address cannot be used from here, for instance ::1 where IPv6 is \
        switched off.",
    remedy: "List this machine's addresses: ip addr. Bind 127.0.0.1 for this machine alone, 0.0.0.0 for \
        all its addresses. Where IPv6 is off, use 127.0.0.1 for localhost. After very many short \
        connections: keep connections and use them again.",
};

const EAFNOSUPPORT: ErrorText = ErrorText {
    title: "the address's family does not fit",
    means: "An IPv4 socket was given an IPv6 address. (The reverse gives EINVAL on Linux, where it is \
        not allowed: UDP connect and sendto take it.) From socket(2) it means that this system does not \
        have the family, for instance IPv6.",
    remedy: "Look up the address first and make the socket for its family. Or ask the resolver for one \
        family only.",
};

const EAGAIN: ErrorText = ErrorText {
    title: "the call would have to wait",
    means: "The socket is non-blocking, and now there is nothing to read, no room to send, or no \
        connection to accept. It is not a failure. EWOULDBLOCK is another name for it. On a blocking \
        socket: its time limit (SO_RCVTIMEO, SO_SNDTIMEO) has passed.",
    remedy: "Wait until the kernel reports readiness (poll, epoll), then call again. tokio and Node do \
        this for you. Do not call in a loop without waiting: it keeps one processor busy.",
};

const EALREADY: ErrorText = ErrorText {
    title: "an earlier connect is still in progress",
    means: "The socket is non-blocking, and the connect that was begun on it has not ended yet.",
    remedy: "Do not call connect again. Wait until the socket is writable, then ask how it ended: \
        getsockopt with SO_ERROR.",
};

const EBADF: ErrorText = ErrorText {
    title: "the file descriptor is not open",
    means: "The number names no open file of this process. Usually the socket was closed before, by \
        another part of the program or twice.",
    remedy: "Look for a second close, or for a use after close. Do not ignore it: the number may soon \
        name another socket. In Rust, ownership prevents most of these mistakes.",
};

const ECONNABORTED: ErrorText = ErrorText {
    title: "the connection ended before it could be used",
    means: "From accept: the connection ended while it waited in the queue. From other calls on Windows: \
        this machine's own system ended the connection.",
    remedy: "In a server, ignore it and accept the next one. Linux rarely gives it: there accept succeeds, \
        and the first read gives ECONNRESET.",
};

const ECONNREFUSED: ErrorText = ErrorText {
    title: "the answer was no: usually nobody listens there",
    means: "TCP: the SYN was answered with RST, usually because no socket listens on that address and \
        port. UDP: an earlier datagram was answered with ICMP port unreachable. A firewall that rejects \
        looks the same.",
    remedy: "Start the server, then check address and port: ss -ltn shows who listens (UDP: ss -lun). A \
        server on 127.0.0.1 alone cannot be reached at ::1 or at the machine's other addresses.",
};

const ECONNRESET: ErrorText = ErrorText {
    title: "the connection was ended by a reset",
    means: "An RST arrived. Usual causes: our bytes came after the peer's program had closed its socket; \
        it closed with bytes unread, or with SO_LINGER 0; its machine has restarted; a firewall, NAT or \
        proxy cut the connection. The error is reported once; later reads give 0.",
    remedy: "End this connection, and let the server go on. Look at what the other program left unread: \
        whoever reads to the end before closing sends no RST. Before asking again, think whether the \
        request may run twice.",
};

const EDESTADDRREQ: ErrorText = ErrorText {
    title: "the datagram has no destination",
    means: "The call gave no address, and this UDP socket has no peer of its own. So the kernel does not \
        know where to send.",
    remedy: "Give the address with each datagram (sendto; in Rust send_to), or set the peer once with \
        connect.",
};

const EHOSTUNREACH: ErrorText = ErrorText {
    title: "that host cannot be reached",
    means: "A router answered with ICMP host unreachable, or on the local network no machine answers for \
        this address (on Linux after about 3 seconds), or the routing table forbids it. Some firewalls \
        answer so too.",
    remedy: "Check the address and that the machine is on. ip route get ADDRESS shows the route that the \
        kernel would take; ping ADDRESS asks the machine itself.",
};

const EINPROGRESS: ErrorText = ErrorText {
    title: "the connect has begun and is not done yet",
    means: "The socket is non-blocking, and the answer to the SYN has not come yet. It is not a failure. \
        tokio and Node deal with it and do not show it.",
    remedy: "Wait until the socket is writable, then read SO_ERROR with getsockopt: 0 means connected, \
        another number is the error.",
};

const EINTR: ErrorText = ErrorText {
    title: "a signal interrupted the call",
    means: "The program caught a signal while the call waited. The call did nothing and moved no byte.",
    remedy: "Call again. Python and Node do it by themselves; in Rust write_all and read_exact do. \
        connect is different: it goes on in the kernel, so wait for it as after EINPROGRESS.",
};

const EINVAL: ErrorText = ErrorText {
    title: "the call does not fit the socket's state or arguments",
    means: "An argument has a value that is not allowed, or the socket is in the wrong state: bind on a \
        socket that has an address, accept on one that does not listen, a datagram to port 0, an IPv6 \
        link-local address without its interface.",
    remedy: "Check the order of the calls: socket, bind, listen, accept. Then check each argument: port, \
        flags, lengths. Write link-local addresses with their interface: fe80::1%eth0.",
};

const EISCONN: ErrorText = ErrorText {
    title: "the socket is connected already",
    means: "connect was called again on a connected TCP socket. On macOS also: a datagram was sent with \
        an address from a UDP socket that has its one peer.",
    remedy: "Use the connection that exists, or make a new socket for a new one. Once a UDP peer is set, \
        send without an address.",
};

const EMFILE: ErrorText = ErrorText {
    title: "this process has no file descriptor left",
    means: "Each socket takes one file descriptor, and this process has reached its limit. From accept: \
        the connection stays in the queue, so a loop that calls accept again at once runs without pause.",
    remedy: "Look for sockets that are never closed: ls /proc/PID/fd. Then raise the limit if it is \
        needed: ulimit -n. In the accept loop, pause after this error.",
};

const EMSGSIZE: ErrorText = ErrorText {
    title: "the datagram is too large to send",
    means: "UDP over IPv4 carries at most 65,507 bytes, over IPv6 65,527. Less fits where the packet \
        must not be fragmented and the path's MTU is smaller; macOS allows 9,216 by default. On Windows \
        it also means that a received datagram was cut.",
    remedy: "Send less at a time: about 1,200 bytes pass nearly everywhere. Split larger messages into \
        numbered parts, or use TCP.",
};

const ENETDOWN: ErrorText = ErrorText {
    title: "the network interface is down",
    means: "The interface through which the packet would go is switched off. The cause is on this machine, \
        not at the peer.",
    remedy: "ip link shows the state of each interface. Bring it up, or use another network, then try again.",
};

const ENETUNREACH: ErrorText = ErrorText {
    title: "no route leads to that network",
    means: "The routing table has no entry for this address. Often the machine has no network, or it has \
        no IPv6 and the address is an IPv6 one. An ICMP message from a router can be the cause too.",
    remedy: "ip route get ADDRESS shows what the kernel would do. If the name has several addresses, try \
        the next one.",
};

const ENFILE: ErrorText = ErrorText {
    title: "the whole system has no file descriptor left",
    means: "All processes together have reached the system's limit of open files. It is rarer than \
        EMFILE, the limit of one process.",
    remedy: "cat /proc/sys/fs/file-nr shows the number in use and the limit. Find the process that holds \
        most, or raise fs.file-max.",
};

const ENOBUFS: ErrorText = ErrorText {
    title: "the kernel has no buffer for the call",
    means: "The kernel found no buffer space, or a queue was full. On macOS and BSD a program gets it \
        when it sends datagrams faster than the interface takes them; Linux usually drops such datagrams \
        without an error.",
    remedy: "Pause, then send again, and send more slowly. If it comes at once, look for many sockets \
        with full buffers.",
};

const ENOMEM: ErrorText = ErrorText {
    title: "the kernel has no memory for the call",
    means: "The kernel could not get memory, or a limit on the memory of sockets is reached.",
    remedy: "cat /proc/net/sockstat shows how much memory sockets hold. Close idle ones, and read what \
        waits in receive buffers.",
};

const ENOPROTOOPT: ErrorText = ErrorText {
    title: "the option is not known here",
    means: "This kind of socket, or this system, does not have the option. Example: TCP_NODELAY on a UDP \
        socket.",
    remedy: "Check that the option fits the socket and that its level is right (SOL_SOCKET, IPPROTO_TCP \
        …). Options differ between Linux, macOS and Windows: be prepared to work without one.",
};

const ENOTCONN: ErrorText = ErrorText {
    title: "the socket has no peer",
    means: "The call needs a connection, and there is none: the socket was never connected, or the \
        connection is over, for instance by a reset.",
    remedy: "Connect first. If it comes from shutdown or from asking for the peer's address, the \
        connection was lost before: treat it as an end, not as a mistake. Ask for the address right \
        after accept and keep it.",
};

const ENOTSOCK: ErrorText = ErrorText {
    title: "the file descriptor is not a socket",
    means: "The number names an open file, a pipe or a terminal, and the call is for sockets only.",
    remedy: "See where the number comes from. Often a socket was closed and its number was given to a \
        file, or the program mistook standard input for a socket.",
};

const EOPNOTSUPP: ErrorText = ErrorText {
    title: "this kind of socket cannot do that",
    means: "The call does not exist for this type of socket. Example: listen or accept on a UDP socket.",
    remedy: "Check the socket's type: SOCK_STREAM is TCP, SOCK_DGRAM is UDP. UDP has no listen and no \
        accept: bind, then receive.",
};

const EPERM: ErrorText = ErrorText {
    title: "a rule of this machine forbids it",
    means: "On Linux a firewall rule of this machine dropped an outgoing UDP datagram. (For TCP there is \
        no error: connect repeats its SYN and times out.) Or the call needs a privilege that the program \
        does not have.",
    remedy: "Read this machine's firewall rules for outgoing packets: nft list ruleset. In a container, \
        see which privileges it was given.",
};

const EPIPE: ErrorText = ErrorText {
    title: "nothing more can be sent on this socket",
    means: "The sending side is closed: this end had shut it down, or an RST had ended the connection. \
        The kernel took none of these bytes. On Linux the socket may also have never been connected.",
    remedy: "If this end finished before, do not write after that. Otherwise the peer is gone: stop \
        writing and close. In C, send with MSG_NOSIGNAL, or the signal SIGPIPE ends the program; Rust, \
        Python and Node ignore that signal.",
};

const ETIMEDOUT: ErrorText = ErrorText {
    title: "no answer came in time",
    means: "The kernel tried several times and nobody answered. connect: no answer to the SYN (Linux: \
        for about two minutes). On a connection: bytes were not acknowledged (Linux: for about 15 to 18 \
        minutes), or keepalive probes got no answer.",
    remedy: "Check address and firewall: a dropped packet ends like this, a closed port ends in \
        ECONNREFUSED. The kernel's limits are long, so give your program its own. TCP_USER_TIMEOUT \
        shortens the wait for acknowledgements.",
};

const EAI_NONAME: ErrorText = ErrorText {
    title: "the name has no address",
    means: "The resolver answered that this name does not exist, or has no address of the kind asked \
        for. It comes from getaddrinfo, before any socket. Node calls it ENOTFOUND.",
    remedy: "Check the spelling: a host name has no scheme and no path (example.org, not \
        http://example.org/). getent ahosts NAME asks the same resolver; /etc/hosts holds this machine's \
        own names.",
};

const EAI_AGAIN: ErrorText = ErrorText {
    title: "the name could not be looked up for now",
    means: "No name server gave a final answer. Often this machine has no network, or its name server \
        cannot be reached. It comes from getaddrinfo, before any socket.",
    remedy: "Check the network, then try again after a pause. /etc/resolv.conf says which name servers \
        this machine asks.",
};

const OTHER: ErrorText = ErrorText {
    title: "an error that this catalogue does not explain",
    means: "The system reported an error that this catalogue does not explain. Its number stands beside \
        it, if there is one.",
    remedy: "man 3 errno lists the names of all errors, and the man page of the call says when it gives \
        each.",
};
