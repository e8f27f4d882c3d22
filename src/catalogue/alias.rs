//! The other names of entries: what consoles print, what other languages and books say, what people search.
//!
//! The one idea: our own words are not what people look for. A learner types what a screen or a book has shown, so those
//! spellings lead to the entry. Each of them is true of its entry: its text says so, or it is a plain synonym.
//!
//! See it run: `netlab explain "socket hang up"`, `netlab explain three-way-handshake`.

use crate::catalogue::Word;
use crate::catalogue::alias_chinese::CHINESE;
use crate::catalogue::alias_terms::TERMS;
use crate::catalogue::said::SAID;
use crate::event::{ErrorCode, Kind, TcpState};
use crate::packet::Field;

/// The names besides its own under which a word is known.
pub(super) fn of(word: Word) -> impl Iterator<Item = &'static str> {
    let known = [ERRORS, EVENTS, STATES, TERMS, FIELDS, SAID, CHINESE].into_iter().flatten();
    known.filter(move |(known, _)| *known == word).flat_map(|(_, names)| names.split(" | "))
}

/// A word, and its other names with bars between them.
type Known = &'static [(Word, &'static str)];

/// Errors in the words of systems (`strerror(3)`) and of languages.
const ERRORS: Known = &[
    (Word::Error(ErrorCode::EACCES), "permission denied | PermissionError | PermissionDenied"),
    (
        Word::Error(ErrorCode::EADDRINUSE),
        "address already in use | address in use | AddrInUse | port in use | BindException",
    ),
    (
        Word::Error(ErrorCode::EADDRNOTAVAIL),
        "cannot assign requested address | can't assign requested address | address not available \
         | AddrNotAvailable",
    ),
    (
        Word::Error(ErrorCode::EAFNOSUPPORT),
        "address family not supported by protocol | address family not supported | EPFNOSUPPORT \
         | protocol family not supported",
    ),
    (
        Word::Error(ErrorCode::EAGAIN),
        "MSG_DONTWAIT | EWOULDBLOCK | resource temporarily unavailable | WouldBlock | would block \
         | BlockingIOError | SO_RCVTIMEO | SO_SNDTIMEO",
    ),
    (Word::Error(ErrorCode::EALREADY), "operation already in progress"),
    (Word::Error(ErrorCode::EBADF), "bad file descriptor"),
    (Word::Error(ErrorCode::ECONNABORTED), "software caused connection abort | ConnectionAborted"),
    (
        Word::Error(ErrorCode::ECONNREFUSED),
        "connection refused | ConnectionRefusedError | ConnectException | ERR_CONNECTION_REFUSED \
         | ConnectionRefused",
    ),
    (
        Word::Error(ErrorCode::ECONNRESET),
        "connection reset by peer | connection reset | ConnectionResetError | socket hang up \
         | ERR_CONNECTION_RESET | ConnectionReset",
    ),
    (Word::Error(ErrorCode::EDESTADDRREQ), "destination address required"),
    (
        Word::Error(ErrorCode::EHOSTUNREACH),
        "no route to host | host unreachable | host is unreachable | HostUnreachable",
    ),
    (Word::Error(ErrorCode::EINPROGRESS), "non-blocking connect | operation now in progress | SO_ERROR"),
    (Word::Error(ErrorCode::EINTR), "interrupted system call | InterruptedError"),
    (Word::Error(ErrorCode::EINVAL), "invalid argument | InvalidInput"),
    (
        Word::Error(ErrorCode::EISCONN),
        "transport endpoint is already connected | socket is already connected | already connected",
    ),
    (Word::Error(ErrorCode::EMFILE), "too many open files"),
    (Word::Error(ErrorCode::EMSGSIZE), "message too long | maxdgram"),
    (Word::Error(ErrorCode::ENETDOWN), "network is down"),
    (
        Word::Error(ErrorCode::ENETUNREACH),
        "network is unreachable | network unreachable | NetworkUnreachable",
    ),
    (Word::Error(ErrorCode::ENFILE), "too many open files in system"),
    (Word::Error(ErrorCode::ENOBUFS), "no buffer space available"),
    (Word::Error(ErrorCode::ENOMEM), "cannot allocate memory | out of memory"),
    (Word::Error(ErrorCode::ENOPROTOOPT), "protocol not available"),
    (
        Word::Error(ErrorCode::ENOTCONN),
        "transport endpoint is not connected | socket is not connected | not connected | NotConnected",
    ),
    (Word::Error(ErrorCode::ENOTSOCK), "socket operation on non-socket"),
    (Word::Error(ErrorCode::EOPNOTSUPP), "operation not supported"),
    (Word::Error(ErrorCode::EPERM), "operation not permitted"),
    (
        Word::Error(ErrorCode::EPIPE),
        "SO_NOSIGPIPE | broken pipe | BrokenPipeError | SIGPIPE | MSG_NOSIGNAL | ESHUTDOWN \
         | cannot send after transport endpoint shutdown | BrokenPipe",
    ),
    (
        Word::Error(ErrorCode::ETIMEDOUT),
        "TCP_CONNECTIONTIMEOUT | keepinit | connection timed out | operation timed out | connect timeout \
         | TimeoutError | TimedOut",
    ),
    (
        Word::Error(ErrorCode::EAI_NONAME),
        "EAI_NODATA | name or service not known | nodename nor servname provided | gaierror | -3008 \
         | EAI_ADDRFAMILY | herror",
    ),
    (Word::Error(ErrorCode::EAI_AGAIN), "temporary failure in name resolution | -3001"),
    (Word::Error(ErrorCode::EFAULT), "bad address"),
    (Word::Error(ErrorCode::EHOSTDOWN), "host is down | ENONET | machine is not on the network"),
    (Word::Error(ErrorCode::ENETRESET), "network dropped connection on reset"),
    (Word::Error(ErrorCode::ENODEV), "no such device | ENXIO"),
    (Word::Error(ErrorCode::ENOENT), "no such file or directory | FileNotFoundError"),
    (Word::Error(ErrorCode::EPROTO), "protocol error | wrong version number"),
    (Word::Error(ErrorCode::EPROTONOSUPPORT), "protocol not supported"),
    (Word::Error(ErrorCode::EPROTOTYPE), "protocol wrong type for socket"),
    (Word::Error(ErrorCode::ESOCKTNOSUPPORT), "socket type not supported"),
    (
        Word::Error(ErrorCode::EAI_FAIL),
        "non-recoverable failure in name resolution | EAI_FAMILY | EAI_SOCKTYPE | EAI_SERVICE \
         | EAI_BADFLAGS | EAI_SYSTEM | EAI_MEMORY | EAI_OVERFLOW",
    ),
    (Word::Error(ErrorCode::OTHER), "ENOSR | ENOPKG"),
];

/// Events under the calls of C, Node, Python and Rust that they report.
const EVENTS: Known = &[
    (Word::Event(Kind::Resolved), "lookup | getaddrinfo | gethostbyname | ToSocketAddrs"),
    (Word::Event(Kind::Bound), "bind"),
    (
        Word::Event(Kind::Listening),
        "start_server | create_server | listen | net.Listen | ListenAndServe | serve_forever \
         | listening event",
    ),
    (
        Word::Event(Kind::Connecting),
        "open_connection | connectionAttempt | createConnection | dial | DialTimeout | pending \
         | readyState",
    ),
    (Word::Event(Kind::Connected), "connect | connect event | ready | ready event | connection_made"),
    (
        Word::Event(Kind::GaveUp),
        "idle timeout | timeout event | setTimeout | clearTimeout | socket timeout | setSoTimeout | SetDeadline | SetReadDeadline \
         | SetWriteDeadline | set_read_timeout | wait_for | AbortSignal | getdefaulttimeout",
    ),
    (
        Word::Event(Kind::Accepted),
        "accept | accept4 | new connection | incoming connection | incoming | connection event",
    ),
    (
        Word::Event(Kind::Sent),
        "send | write | sendall | write_all | writev | partial write | short write | bytesWritten",
    ),
    (
        Word::Event(Kind::Received),
        "MSG_WAITALL | MSG_PEEK | recv_into | recv | read | readv | receive | data | data event \
         | partial read | short read | read_exact | data_received | ReadString | ReadFull | bytesRead \
         | read_to_end",
    ),
    (
        Word::Event(Kind::PeerFinished),
        "end | eof | end of file | end of stream | end event | unexpected eof | UnexpectedEof | recv 0 \
         | ErrUnexpectedEOF | eof_received | empty read",
    ),
    (
        Word::Event(Kind::Finished),
        "SD_SEND | shutdown | socket.end | client.end | conn.end | res.end | finish | SHUT_WR | write_eof | CloseWrite | shutdownOutput | Shutdown::Write",
    ),
    (Word::Event(Kind::Reset), "resetAndDestroy | reset by peer"),
    (
        Word::Event(Kind::Closed),
        "close | closesocket | destroy | close event | hadError | wait_closed | connection_lost | ErrClosed",
    ),
    (Word::Event(Kind::DatagramSent), "sendmmsg | sendto | sendmsg | send_to | WriteTo"),
    (
        Word::Event(Kind::DatagramReceived),
        "recvfrom | recvmsg | recv_from | message event | rinfo | remoteInfo | datagram_received \
         | ReadFrom | recvmmsg",
    ),
    (Word::Event(Kind::DatagramCut), "MSG_TRUNC | cut | truncated | truncation"),
    (
        Word::Event(Kind::Unreachable),
        "SIO_UDP_CONNRESET | IP_RECVERR | port unreachable | destination unreachable \
         | PortUnreachableException",
    ),
    (
        Word::Event(Kind::OptionSet),
        "SOL_SOCKET | IPPROTO_TCP | IPPROTO_UDP | TCP_INFO | socket2 | TCP_FASTOPEN | TCP_DEFER_ACCEPT \
         | setsockopt | getsockopt | socket option | socket options | SO_BINDTODEVICE",
    ),
    (Word::Event(Kind::HandedOver), "into_std | detach"),
    (Word::Event(Kind::Impaired), "impairment | stall | netem | tc | tc netem"),
    (Word::Event(Kind::RulesChanged), "scenario | phase"),
];

const STATES: Known = &[
    (Word::State(TcpState::Listen), "listen state"),
    (Word::State(TcpState::SynReceived), "syn queue | syn flood | syn cookies"),
    (Word::State(TcpState::FinWait2), "tcp_fin_timeout"),
    (Word::State(TcpState::TimeWait), "MSL | 2MSL | tcp_max_tw_buckets | maximum segment lifetime"),
    (Word::State(TcpState::Closed), "UNCONN"),
];

/// Fields under what they are called beside their header.
const FIELDS: Known = &[
    (Word::Field(Field::Ipv4TypeOfService), "IP_TOS | ipv4-traffic-class | tos | dscp | ecn | traffic class"),
    (Word::Field(Field::Ipv4Ttl), "ttl | IP_TTL | time to live | traceroute | setTTL"),
    (Word::Field(Field::Ipv6HopLimit), "hop limit"),
    (Word::Field(Field::TcpSequenceNumber), "sequence number | seq | isn | initial sequence number"),
    (
        Word::Field(Field::TcpAcknowledgmentNumber),
        "acknowledgement number | acknowledgment number | ack number",
    ),
    (Word::Field(Field::TcpFlags), "flags | psh | push | ack flag | tcp flag"),
    (Word::Field(Field::TcpUrgentPointer), "urg | urgent data | out-of-band data | MSG_OOB"),
    (Word::Field(Field::TcpOptions), "sack | selective acknowledgement | timestamps | tcp timestamps"),
    (Word::Field(Field::TcpHeaderLength), "data offset"),
    (
        Word::Field(Field::EthernetDestination),
        "mac address | arp | hardware address | mac | neighbour discovery",
    ),
];
