//! The other names of entries: what consoles print, what other languages and books say, what people search.
//!
//! The one idea: our own words are not what people look for. A learner types what a screen or a book has shown, so those
//! spellings lead to the entry. Each of them is true of its entry: its text says so, or it is a plain synonym.
//!
//! See it run: `netlab explain "socket hang up"`, `netlab explain three-way-handshake`.

use crate::catalogue::said::SAID;
use crate::catalogue::{Term, Word};
use crate::event::{ErrorCode, Kind, TcpState};
use crate::packet::Field;

/// The names besides its own under which a word is known.
pub(super) fn of(word: Word) -> impl Iterator<Item = &'static str> {
    let known = [ERRORS, EVENTS, STATES, TERMS, FIELDS, SAID].into_iter().flatten();
    known.filter(move |(known, _)| *known == word).flat_map(|(_, names)| names.split(" | "))
}

/// A word, and its other names with bars between them.
type Known = &'static [(Word, &'static str)];

/// Errors in the words of systems (`strerror(3)`) and of languages.
const ERRORS: Known = &[
    (Word::Error(ErrorCode::EACCES), "permission denied | PermissionError | PermissionDenied"),
    (Word::Error(ErrorCode::EADDRINUSE), "address already in use | address in use | AddrInUse | port in use"),
    (
        Word::Error(ErrorCode::EADDRNOTAVAIL),
        "cannot assign requested address | can't assign requested address | address not available \
         | AddrNotAvailable",
    ),
    (
        Word::Error(ErrorCode::EAFNOSUPPORT),
        "address family not supported by protocol | address family not supported",
    ),
    (
        Word::Error(ErrorCode::EAGAIN),
        "MSG_DONTWAIT | EWOULDBLOCK | resource temporarily unavailable | WouldBlock | would block \
         | BlockingIOError \
         | SO_RCVTIMEO | SO_SNDTIMEO",
    ),
    (Word::Error(ErrorCode::EALREADY), "operation already in progress"),
    (Word::Error(ErrorCode::EBADF), "bad file descriptor"),
    (Word::Error(ErrorCode::ECONNABORTED), "software caused connection abort | ConnectionAborted"),
    (Word::Error(ErrorCode::ECONNREFUSED), "connection refused | ConnectionRefusedError"),
    (
        Word::Error(ErrorCode::ECONNRESET),
        "connection reset by peer | connection reset | ConnectionResetError | socket hang up",
    ),
    (Word::Error(ErrorCode::EDESTADDRREQ), "destination address required"),
    (Word::Error(ErrorCode::EHOSTUNREACH), "no route to host | host unreachable | host is unreachable"),
    (Word::Error(ErrorCode::EINPROGRESS), "non-blocking connect | operation now in progress | SO_ERROR"),
    (Word::Error(ErrorCode::EINTR), "interrupted system call | InterruptedError"),
    (Word::Error(ErrorCode::EINVAL), "invalid argument | InvalidInput"),
    (
        Word::Error(ErrorCode::EISCONN),
        "transport endpoint is already connected | socket is already connected | already connected",
    ),
    (Word::Error(ErrorCode::EMFILE), "too many open files"),
    (Word::Error(ErrorCode::EMSGSIZE), "message too long"),
    (Word::Error(ErrorCode::ENETDOWN), "network is down"),
    (Word::Error(ErrorCode::ENETUNREACH), "network is unreachable | network unreachable"),
    (Word::Error(ErrorCode::ENFILE), "too many open files in system"),
    (Word::Error(ErrorCode::ENOBUFS), "no buffer space available"),
    (Word::Error(ErrorCode::ENOMEM), "cannot allocate memory | out of memory"),
    (Word::Error(ErrorCode::ENOPROTOOPT), "protocol not available"),
    (
        Word::Error(ErrorCode::ENOTCONN),
        "transport endpoint is not connected | socket is not connected | not connected",
    ),
    (Word::Error(ErrorCode::ENOTSOCK), "socket operation on non-socket"),
    (Word::Error(ErrorCode::EOPNOTSUPP), "operation not supported"),
    (Word::Error(ErrorCode::EPERM), "operation not permitted"),
    (Word::Error(ErrorCode::EPIPE), "SO_NOSIGPIPE | broken pipe | BrokenPipeError | SIGPIPE | MSG_NOSIGNAL"),
    (
        Word::Error(ErrorCode::ETIMEDOUT),
        "TCP_CONNECTIONTIMEOUT | connection timed out | operation timed out | connect timeout \
         | TimeoutError",
    ),
    (
        Word::Error(ErrorCode::EAI_NONAME),
        "EAI_NODATA | name or service not known | nodename nor servname provided | gaierror | -3008",
    ),
    (Word::Error(ErrorCode::EAI_AGAIN), "temporary failure in name resolution | -3001"),
];

/// Events under the calls of C, Node, Python and Rust that they report.
const EVENTS: Known = &[
    (Word::Event(Kind::Resolved), "lookup | getaddrinfo | gethostbyname | ToSocketAddrs"),
    (Word::Event(Kind::Bound), "bind"),
    (Word::Event(Kind::Listening), "start_server | create_server | listen"),
    (Word::Event(Kind::Connecting), "open_connection | connectionAttempt | createConnection | dial"),
    (Word::Event(Kind::Connected), "connect | connect event"),
    (Word::Event(Kind::GaveUp), "idle timeout | setTimeout | socket timeout"),
    (Word::Event(Kind::Accepted), "accept | accept4 | new connection | incoming connection"),
    (Word::Event(Kind::Sent), "send | write | sendall | write_all | writev | partial write | short write"),
    (
        Word::Event(Kind::Received),
        "MSG_WAITALL | MSG_PEEK | recv_into | recv | read | readv | receive | data | data event \
         | partial read | short read | read_exact",
    ),
    (
        Word::Event(Kind::PeerFinished),
        "end | eof | end of file | end of stream | end event | unexpected eof | UnexpectedEof | recv 0",
    ),
    (Word::Event(Kind::Finished), "SD_SEND | shutdown | finish | SHUT_WR"),
    (Word::Event(Kind::Reset), "resetAndDestroy | reset by peer"),
    (Word::Event(Kind::Closed), "close | destroy | close event | hadError"),
    (Word::Event(Kind::DatagramSent), "sendmmsg | sendto | sendmsg | send_to"),
    (
        Word::Event(Kind::DatagramReceived),
        "recvfrom | recvmsg | recv_from | message event | rinfo | remoteInfo",
    ),
    (Word::Event(Kind::DatagramCut), "MSG_TRUNC | truncated | truncation"),
    (
        Word::Event(Kind::Unreachable),
        "SIO_UDP_CONNRESET | IP_RECVERR | port unreachable | destination unreachable",
    ),
    (
        Word::Event(Kind::OptionSet),
        "SOL_SOCKET | IPPROTO_TCP | IPPROTO_UDP | TCP_INFO | TCP_CORK | TCP_FASTOPEN \
         | TCP_DEFER_ACCEPT | setsockopt | getsockopt | socket option | socket options | setNoDelay \
         | setKeepAlive",
    ),
    (Word::Event(Kind::HandedOver), "into_std"),
    (Word::Event(Kind::Impaired), "impairment | stall | netem"),
    (Word::Event(Kind::RulesChanged), "scenario | phase"),
];

const STATES: Known = &[
    (Word::State(TcpState::Listen), "listen state"),
    (Word::State(TcpState::SynReceived), "syn queue | syn flood | syn cookies"),
    (Word::State(TcpState::FinWait2), "tcp_fin_timeout"),
    (Word::State(TcpState::TimeWait), "MSL | 2MSL | maximum segment lifetime"),
];

/// Terms under the names of textbooks, of systems and of searches.
const TERMS: Known = &[
    (Word::Term(Term::Socket), "net.Socket | TcpStream | TcpListener | net.createServer | tcp socket"),
    (Word::Term(Term::Port), "port number | ports | well-known port | privileged port"),
    (
        Word::Term(Term::Address),
        "getsockname | inet_pton | inet_ntop | ip-address | ipv4 | host | hostname | socket address \
         | sockaddr | interface | AF_INET",
    ),
    (Word::Term(Term::Loopback), "lo | 127.0.0.1 | ::1"),
    (
        Word::Term(Term::WildcardAddress),
        "AI_PASSIVE | V6ONLY | INADDR_ANY | IPV6_V6ONLY | 0.0.0.0 | :: | any address | unspecified address",
    ),
    (Word::Term(Term::Client), "tcp client"),
    (Word::Term(Term::Server), "tcp server"),
    (
        Word::Term(Term::Peer),
        "getpeername | remoteAddress | remotePort | remote address | remote end | other end \
         | peer address",
    ),
    (Word::Term(Term::Kernel), "operating system | os | system call | syscall | tcp stack | network stack"),
    (Word::Term(Term::EphemeralPort), "random port | dynamic port | local port | ip_local_port_range"),
    (
        Word::Term(Term::ReuseAddress),
        "SO_EXCLUSIVEADDRUSE | SO_REUSEADDR | SO_REUSEPORT | reuseaddr | reuseport | reusePort",
    ),
    (Word::Term(Term::FourTuple), "4-tuple | 5-tuple | connection identifier"),
    (Word::Term(Term::NameResolution), "dns | resolver | name server | /etc/hosts"),
    (Word::Term(Term::Ipv6), "ipv4-mapped | dual stack | AF_INET6 | ip version 6"),
    (Word::Term(Term::Connection), "tcp connection"),
    (
        Word::Term(Term::Stream),
        "tcp | byte stream | SOCK_STREAM | message boundary | message boundaries | boundary \
         | stream socket",
    ),
    (
        Word::Term(Term::Handshake),
        "syn | three-way | 3-way | three-way handshake | 3-way handshake | syn-ack \
         | connection establishment \
         | tcp handshake",
    ),
    (Word::Term(Term::Backlog), "somaxconn | net.core.somaxconn | listen backlog"),
    (
        Word::Term(Term::AcceptQueue),
        "full connection queue | complete connection queue | pending connections",
    ),
    (Word::Term(Term::HalfClose), "half-closed | allowHalfOpen | shut down the sending side"),
    (Word::Term(Term::HalfOpen), "half-open connection | dead connection | dead peer | silent peer"),
    (
        Word::Term(Term::Fin),
        "four-way handshake | 4-way handshake | four-way termination | four-way close | four-way wave \
         | connection termination | termination | teardown | graceful close",
    ),
    (Word::Term(Term::Rst), "SO_LINGER | reset flag | abortive close | abort"),
    (
        Word::Term(Term::Keepalive),
        "TCP_KEEPALIVE | SO_KEEPALIVE | keepalive probe | TCP_KEEPIDLE | TCP_KEEPINTVL | TCP_KEEPCNT \
         | tcp_keepalive_time",
    ),
    (Word::Term(Term::Heartbeat), "ping pong | ping-pong | heart beat | application keepalive"),
    (
        Word::Term(Term::SendBuffer),
        "SIOCOUTQ | SO_SNDBUF | Send-Q | send queue | not acknowledged | write buffer",
    ),
    (
        Word::Term(Term::ReceiveBuffer),
        "FIONREAD | SO_RCVBUF | Recv-Q | receive queue | not read | unread | read buffer",
    ),
    (Word::Term(Term::FlowControl), "slow reader | slow receiver"),
    (
        Word::Term(Term::Backpressure),
        "highWaterMark | drain | drain event | writableNeedDrain | writableLength",
    ),
    (
        Word::Term(Term::CongestionControl),
        "bbr | cubic | aimd | slow start | cwnd | congestion window | congestion avoidance | congestion",
    ),
    (
        Word::Term(Term::Window),
        "sliding window | receive window | rwnd | zero window | window scale | window probe \
         | window size",
    ),
    (
        Word::Term(Term::Ack),
        "acknowledgement | acknowledgment | acknowledged | acked | cumulative ack | unacknowledged",
    ),
    (Word::Term(Term::Nagle), "TCP_NODELAY | nagle algorithm | nagle's algorithm | nodelay"),
    (Word::Term(Term::DelayedAck), "TCP_QUICKACK | delayed acknowledgement"),
    (Word::Term(Term::RoundTripTime), "rtt | latency | round trip | lag"),
    (Word::Term(Term::Jitter), "delay variation"),
    (
        Word::Term(Term::Retransmission),
        "TCP_USER_TIMEOUT | rto | retransmit | packet loss | loss | lost packet | sent again \
         | tcp_retries2",
    ),
    (Word::Term(Term::Timeout), "time limit | deadline | backoff | back-off | retry | exponential backoff"),
    (
        Word::Term(Term::Datagram),
        "udp | dgram | datagram socket | SOCK_DGRAM | udp4 | udp6 | udp packet | udp socket | UdpSocket",
    ),
    (Word::Term(Term::Segment), "tcp segment | tcp packet"),
    (Word::Term(Term::Packet), "ip | ip packet | internet protocol"),
    (Word::Term(Term::Frame), "ethernet | wi-fi | ethernet frame"),
    (Word::Term(Term::Mtu), "maximum transmission unit"),
    (Word::Term(Term::Mss), "TCP_MAXSEG | maximum segment size"),
    (Word::Term(Term::Fragmentation), "fragment | ip fragment"),
    (Word::Term(Term::Encapsulation), "header"),
    (
        Word::Term(Term::Layer),
        "tcp/ip | tcp/ip model | internet layer | link layer | internet | link | transport",
    ),
    (
        Word::Term(Term::OsiModel),
        "osi | seven layers | application | presentation | session | network | data link | physical \
         | application layer | presentation layer | session layer | transport layer | network layer \
         | data link layer | physical layer",
    ),
    (Word::Term(Term::Icmp), "ping | icmpv6 | port unreachable message"),
    (Word::Term(Term::Broadcast), "SO_BROADCAST | 255.255.255.255 | broadcast address"),
    (
        Word::Term(Term::Multicast),
        "IP_ADD_MEMBERSHIP | IP_DROP_MEMBERSHIP | IPV6_ADD_MEMBERSHIP | IPV6_DROP_MEMBERSHIP \
         | IP_MULTICAST_TTL | IP_MULTICAST_LOOP | IPV6_MULTICAST_LOOP | multicast group | addMembership",
    ),
    (Word::Term(Term::FileDescriptor), "fd | file handle | ulimit | handle"),
    (
        Word::Term(Term::Blocking),
        "setblocking | non-blocking | nonblocking | thread | blocking io | O_NONBLOCK | synchronous",
    ),
    (
        Word::Term(Term::Readiness),
        "EPOLLIN | EPOLLOUT | POLLIN | POLLOUT | EVENT_READ | EVENT_WRITE | selectors \
         | edge-triggered | level-triggered | epoll | kqueue | poll | select | io multiplexing \
         | multiplexing",
    ),
    (
        Word::Term(Term::EventLoop),
        "callback | await | promise | coroutine | async | asynchronous | async io | libuv | asyncio | tokio",
    ),
    (
        Word::Term(Term::ByteOrder),
        "endianness | endian | big endian | little endian | htons | htonl | network byte order",
    ),
    (
        Word::Term(Term::Framing),
        "readline | readuntil | readexactly | sticky packet | sticky packets | packet sticking \
         | tcp sticky packet | line ending | newline \
         | CRLF | delimiter | length prefix | message framing | half packet",
    ),
    (Word::Term(Term::Utf8), "utf8 | unicode | encoding | character encoding"),
    (
        Word::Term(Term::Router),
        "route | routing | gateway | default gateway | netmask | subnet | cidr | routing table",
    ),
    (
        Word::Term(Term::Nat),
        "network address translation | private address | port forwarding | public address",
    ),
    (Word::Term(Term::Firewall), "iptables | nftables | nft | reject | packet filter"),
    (Word::Term(Term::Relay), "proxy | reverse proxy | middlebox | load balancer | tunnel"),
    (Word::Term(Term::Protocol), "ftp | smtp | websocket | ws | telnet | application protocol"),
    (Word::Term(Term::Tls), "secureConnect | ssl | https | encryption | certificate"),
    (
        Word::Term(Term::UnixSocket),
        "socketpair | SCM_RIGHTS | passing descriptors | unix domain socket | AF_UNIX | uds \
         | domain socket | ipc",
    ),
    (Word::Term(Term::HappyEyeballs), "happy eyeballs | autoSelectFamily | happy_eyeballs_delay"),
    (Word::Term(Term::LinkLocal), "link-local address | scope id | sin6_scope_id | zone id | scope | zone"),
    (
        Word::Term(Term::FastRetransmit),
        "duplicate ack | dup ack | duplicate acknowledgement | fast recovery | out of order | reordering",
    ),
    (
        Word::Term(Term::Throughput),
        "bandwidth | bandwidth-delay product | bdp | goodput | pipelining | batching | speed",
    ),
    (Word::Term(Term::Bufferbloat), "codel | fq_codel"),
    (Word::Term(Term::ZeroCopy), "sendfile | MSG_ZEROCOPY"),
    (
        Word::Term(Term::PathMtu),
        "path mtu | pmtu | path mtu discovery | pmtud | df | don't fragment | IP_MTU_DISCOVER \
         | mtu black hole",
    ),
    (Word::Term(Term::RawSocket), "SOCK_RAW | raw sockets | CAP_NET_RAW"),
    (Word::Term(Term::PacketCapture), "wireshark | tcpdump | pcap | sniffer | capture | tshark"),
    (
        Word::Term(Term::ServerDesign),
        "thread per connection | thread pool | prefork | process per connection | concurrency \
         | concurrent server | iterative server | socketserver | ThreadingTCPServer | ThreadingMixIn \
         | fork | c10k | connection limit | goroutine",
    ),
    (Word::Term(Term::GracefulShutdown), "graceful stop | graceful exit | clean shutdown"),
    (
        Word::Term(Term::Signal),
        "SIGINT | SIGTERM | SIGKILL | SIGHUP | SIGSTOP | SIGCONT | SIGTSTP | SIGQUIT | SIGABRT \
         | SIG_IGN | ctrl-c | ^C | kill | killed | KeyboardInterrupt",
    ),
    (
        Word::Term(Term::Ladder),
        "sequence diagram | ladder diagram | lane | lanes | arrow | trace | trace file | recording",
    ),
    (Word::Term(Term::HolePunching), "nat traversal | stun | turn | ice | peer-to-peer | p2p"),
    (
        Word::Term(Term::Spoofing),
        "ip spoofing | amplification | amplification attack | reflection | denial of service | dos \
         | ddos | flood",
    ),
    (
        Word::Term(Term::Http),
        "http2 | http/1.1 | http/2 | http3 | http/3 | content-length | chunked | transfer-encoding \
         | http keep-alive | web",
    ),
    (Word::Term(Term::Quic), "webtransport"),
];

/// Fields under what they are called beside their header.
const FIELDS: Known = &[
    (Word::Field(Field::Ipv4TypeOfService), "IP_TOS | ipv4-traffic-class | tos | dscp | ecn | traffic class"),
    (Word::Field(Field::Ipv4Ttl), "ttl | IP_TTL | time to live | traceroute"),
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
