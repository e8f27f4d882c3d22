//! The other names of terms: of textbooks, of systems, of languages and of searches.
//!
//! The one idea: a term is looked up by the option that sets it, by the call that does it, or by what others call it.
//!
//! See it run: `netlab explain SO_LINGER`, `netlab explain "sliding window"`.

use crate::catalogue::{Term, Word};

/// Terms under the names of textbooks, of systems and of searches.
pub(super) const TERMS: &[(Word, &str)] = &[
    (
        Word::Term(Term::Socket),
        "net.Socket | TcpStream | TcpListener | tcp socket | net | net.Conn \
         | SocketChannel",
    ),
    (Word::Term(Term::Port), "port number | ports | well-known port | privileged port"),
    (
        Word::Term(Term::Address),
        "getsockname | inet_pton | inet_ntop | ip-address | ipv4 | host | hostname | socket address \
         | sockaddr | interface | AF_INET | InetAddress | InetSocketAddress | sockaddr_in | in_addr \
         | localAddress | localPort | local | local_addr | inet_addr | inet_aton | PF_INET | ip addr | ifconfig",
    ),
    (Word::Term(Term::Loopback), "lo | 127.0.0.1 | ::1"),
    (
        Word::Term(Term::WildcardAddress),
        "AI_PASSIVE | V6ONLY | INADDR_ANY | IPV6_V6ONLY | 0.0.0.0 | :: | any address | unspecified address",
    ),
    (Word::Term(Term::Client), "tcp client"),
    (Word::Term(Term::Server), "tcp server | createServer | net.createServer | net.Server | ServerSocket"),
    (
        Word::Term(Term::Peer),
        "getpeername | remoteAddress | remotePort | remote address | remote end | other end | peer address \
         | peer_addr",
    ),
    (Word::Term(Term::Kernel), "operating system | os | system call | syscall | tcp stack | network stack"),
    (
        Word::Term(Term::EphemeralPort),
        "random port | dynamic port | local port | ip_local_port_range | portrange",
    ),
    (
        Word::Term(Term::ReuseAddress),
        "SO_EXCLUSIVEADDRUSE | SO_REUSEADDR | SO_REUSEPORT | reuseaddr | reuseport | reusePort \
         | setReuseAddress",
    ),
    (Word::Term(Term::FourTuple), "4-tuple | 5-tuple | connection identifier"),
    (Word::Term(Term::NameResolution), "dns | resolver | name server | /etc/hosts | ResolveTCPAddr"),
    (Word::Term(Term::Ipv6), "ipv4-mapped | dual stack | AF_INET6 | ip version 6"),
    (Word::Term(Term::Connection), "tcp connection | into_split"),
    (
        Word::Term(Term::Stream),
        "tcp | byte stream | SOCK_STREAM | message boundary | message boundaries | boundary \
         | stream socket | byte | bytes",
    ),
    (
        Word::Term(Term::Handshake),
        "syn | three-way | 3-way | three-way handshake | 3-way handshake | syn-ack \
         | connection establishment | tcp handshake | SYN/ACK",
    ),
    (Word::Term(Term::Backlog), "somaxconn | net.core.somaxconn | listen backlog"),
    (
        Word::Term(Term::AcceptQueue),
        "full connection queue | complete connection queue | pending connections",
    ),
    (
        Word::Term(Term::HalfClose),
        "half-closed | allowHalfOpen | shut down the sending side | SHUT_RD | SHUT_RDWR | shutdownInput",
    ),
    (Word::Term(Term::HalfOpen), "half-open connection | dead connection | dead peer | silent peer"),
    (
        Word::Term(Term::Fin),
        "four-way handshake | 4-way handshake | four-way termination | four-way close | four-way wave \
         | connection termination | termination | teardown | graceful close | 4-way close",
    ),
    (Word::Term(Term::Rst), "SO_LINGER | reset flag | abortive close | abort | SetLinger"),
    (
        Word::Term(Term::Keepalive),
        "TCP_KEEPALIVE | SO_KEEPALIVE | keepalive probe | TCP_KEEPIDLE | TCP_KEEPINTVL | TCP_KEEPCNT \
         | tcp_keepalive_time | keepidle | setKeepAlive",
    ),
    (Word::Term(Term::Heartbeat), "ping pong | pong | ping-pong | heart beat | application keepalive"),
    (
        Word::Term(Term::SendBuffer),
        "SIOCOUTQ | SO_SNDBUF | tcp_wmem | autosndbufmax | Send-Q | send queue | not acknowledged | write buffer | socket buffer",
    ),
    (
        Word::Term(Term::ReceiveBuffer),
        "FIONREAD | SO_RCVBUF | tcp_rmem | autorcvbufmax | Recv-Q | receive queue | not read | unread | read buffer",
    ),
    (Word::Term(Term::FlowControl), "slow reader | slow receiver"),
    (
        Word::Term(Term::Backpressure),
        "highWaterMark | drain | drain event | writableNeedDrain | writableLength | pause | resume \
         | pauseOnConnect | bufferSize | get_write_buffer_size | bounded queue | queue.Queue | put_nowait \
         | sync_channel | try_send | socket.pipe | stream.pipe | process.stdin.pipe | pipeline",
    ),
    (
        Word::Term(Term::CongestionControl),
        "bbr | cubic | aimd | slow start | cwnd | congestion window | congestion avoidance | congestion",
    ),
    (
        Word::Term(Term::Window),
        "sliding window | receive window | rwnd | zero window | window scale | window probe | window size",
    ),
    (
        Word::Term(Term::Ack),
        "acknowledgement | acknowledgment | acknowledged | acked | cumulative ack | unacknowledged",
    ),
    (
        Word::Term(Term::Nagle),
        "TCP_NODELAY | nagle algorithm | nagle's algorithm | nodelay | setTcpNoDelay | setNoDelay | set_nodelay \
         | TCP_CORK | cork | uncork",
    ),
    (Word::Term(Term::DelayedAck), "TCP_QUICKACK | delayed acknowledgement"),
    (Word::Term(Term::RoundTripTime), "rtt | latency | round trip | lag"),
    (Word::Term(Term::Jitter), "delay variation"),
    (
        Word::Term(Term::Retransmission),
        "TCP_USER_TIMEOUT | rto | retransmit | packet loss | loss | lost packet | sent again \
         | tcp_retries2",
    ),
    (
        Word::Term(Term::Timeout),
        "time limit | deadline | monotonic clock | monotonic | backoff | back-off | retry | exponential backoff",
    ),
    (
        Word::Term(Term::Datagram),
        "udp | dgram | datagram socket | SOCK_DGRAM | udp4 | udp6 | udp packet | udp socket | UdpSocket \
         | createSocket | ListenPacket | DatagramPacket | DatagramProtocol",
    ),
    (Word::Term(Term::Segment), "tcp segment | tcp packet"),
    (Word::Term(Term::Packet), "ip | ip packet | internet protocol"),
    (Word::Term(Term::Frame), "ethernet | wi-fi | ethernet frame"),
    (Word::Term(Term::Mtu), "maximum transmission unit"),
    (Word::Term(Term::Mss), "TCP_MAXSEG | maximum segment size"),
    (Word::Term(Term::Fragmentation), "fragment | ip fragment"),
    (Word::Term(Term::Encapsulation), "header | payload"),
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
    (Word::Term(Term::Broadcast), "SO_BROADCAST | 255.255.255.255 | broadcast address | setBroadcast"),
    (
        Word::Term(Term::Multicast),
        "IP_ADD_MEMBERSHIP | IP_DROP_MEMBERSHIP | IPV6_ADD_MEMBERSHIP | IPV6_DROP_MEMBERSHIP \
         | IP_MULTICAST_TTL | IP_MULTICAST_LOOP | IPV6_MULTICAST_LOOP | multicast group | addMembership \
         | setMulticastTTL",
    ),
    (
        Word::Term(Term::FileDescriptor),
        "fd | file handle | ulimit | handle | fileno | dup | SOCK_CLOEXEC | pipe | unix pipe",
    ),
    (
        Word::Term(Term::Blocking),
        "setblocking | non-blocking | nonblocking | thread | blocking io | O_NONBLOCK | synchronous \
         | threading | SOCK_NONBLOCK | fcntl | set_nonblocking",
    ),
    (
        Word::Term(Term::Readiness),
        "EPOLLIN | EPOLLOUT | POLLIN | POLLOUT | EVENT_READ | EVENT_WRITE | selectors | edge-triggered \
         | level-triggered | epoll | kqueue | poll | select | io multiplexing | multiplexing \
         | DefaultSelector | Selector | epoll_wait | FD_SET | select vs epoll | poll_read \
         | epoll_ctl",
    ),
    (
        Word::Term(Term::EventLoop),
        "callback | await | promise | coroutine | async | asynchronous | async io | libuv | asyncio \
         | tokio | EventEmitter | spawn | ref | unref",
    ),
    (
        Word::Term(Term::ByteOrder),
        "endianness | endian | big endian | little endian | htons | htonl | network byte order \
         | struct.pack | int.from_bytes | ntohs | ntohl | writeUInt32BE | readUInt32BE | to_be_bytes | from_be_bytes | encoding/binary \
         | ByteBuffer | DataInputStream",
    ),
    (
        Word::Term(Term::Framing),
        "readline | readuntil | readexactly | sticky packet | sticky packets | packet sticking \
         | tcp sticky packet | line ending | newline | CRLF | delimiter | length prefix | message framing \
         | half packet | message | Buffer.concat",
    ),
    (
        Word::Term(Term::Utf8),
        "utf8 | unicode | encoding | character encoding | setEncoding | decode | encode | TextDecoder \
         | StringDecoder | toString | byteLength | from_utf8 | from_utf8_lossy | locale",
    ),
    (
        Word::Term(Term::Router),
        "route | routing | gateway | default gateway | netmask | subnet | cidr | routing table",
    ),
    (
        Word::Term(Term::Nat),
        "network address translation | private address | port forwarding | public address",
    ),
    (Word::Term(Term::Firewall), "iptables | nftables | nft | reject | packet filter"),
    (
        Word::Term(Term::Relay),
        "proxy | reverse proxy | middlebox | load balancer | tunnel | io.Copy | copy_bidirectional \
         | splice",
    ),
    (Word::Term(Term::Protocol), "ftp | smtp | websocket | ws | application protocol"),
    (Word::Term(Term::Tls), "secureConnect | ssl | https | encryption | certificate"),
    (
        Word::Term(Term::UnixSocket),
        "socketpair | SOCK_SEQPACKET | unix domain socket | AF_UNIX | uds | domain socket | ipc",
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
         | fork | pthread_create | c10k | connection limit | goroutine | multiprocessing | maxConnections | getConnections \
         | UDPServer | BaseRequestHandler",
    ),
    (Word::Term(Term::GracefulShutdown), "graceful stop | graceful exit | clean shutdown"),
    (
        Word::Term(Term::Signal),
        "SIGINT | SIGTERM | SIGKILL | SIGHUP | SIGSTOP | SIGCONT | SIGTSTP | SIGQUIT | SIGABRT | SIG_IGN \
         | ctrl-c | ^C | kill | killed | KeyboardInterrupt",
    ),
    (
        Word::Term(Term::Ladder),
        "sequence diagram | ladder diagram | lane | lanes | arrow | trace | trace file | recording",
    ),
    (Word::Term(Term::HolePunching), "nat traversal | stun | turn | ice | peer-to-peer | p2p"),
    (
        Word::Term(Term::Spoofing),
        "ip spoofing | amplification | amplification attack | reflection | denial of service | dos | ddos \
         | flood",
    ),
    (
        Word::Term(Term::Http),
        "HTTPServer | http2 | http/1.1 | http/2 | http3 | http/3 | content-length | chunked | transfer-encoding \
         | http keep-alive | web | connection pool | http.Agent | fetch | requests | urllib | axios",
    ),
    (Word::Term(Term::Quic), "webtransport"),
    (
        Word::Term(Term::Errno),
        "error | error event | OSError | IOError | socket.error | ConnectionError | errno number \
         | strerror | perror | io::Error | std::io::Error | ErrorKind | OpError | net.OpError \
         | SocketException | exception | error code | Unhandled error event | uncaughtException \
         | SocketError | WSAGetLastError | winerror | system error",
    ),
    (
        Word::Term(Term::BufferedReader),
        "StreamReader | StreamWriter | asyncio.StreamReader | asyncio.StreamWriter | BufReader | BufWriter \
         | bufio | bufio.Scanner | bufio.Reader | bufio.Writer | makefile | Scanner | InputStreamReader \
         | PrintWriter | flush | flushed | buffered | createInterface | LinesCodec | read_line \
         | read_until | readLine | lines | InputStream | OutputStream | getInputStream | getOutputStream \
         | io.Reader | io.Writer",
    ),
    (
        Word::Term(Term::SocketPath),
        "ENAMETOOLONG | ENOTDIR | ELOOP | EROFS | sun_path | sockaddr_un | socket file | unlink \
         | abstract socket | AF_UNIX path too long | path too long",
    ),
    (
        Word::Term(Term::DescriptorPassing),
        "SCM_RIGHTS | SCM_CREDENTIALS | passing descriptors | ETOOMANYREFS | ESRCH | cmsg | ancillary data \
         | sendmsg with descriptors | SO_PEERCRED",
    ),
    (
        Word::Term(Term::Ss),
        "netstat | lsof | ss -tlnp | ss -tan | netstat -an | lsof -i | fuser | tcpview | /proc/net/tcp \
         | sock_diag",
    ),
    (Word::Term(Term::Nc), "netcat | ncat | socat | telnet | nc -l | nc -u | openbsd nc"),
    (
        Word::Term(Term::Strace),
        "ltrace | dtruss | ktrace | truss | procmon | ptrace | ERESTARTSYS | system call trace \
         | trace syscalls",
    ),
    (
        Word::Term(Term::Dig),
        "nslookup | getent | drill | getent ahosts | resolvectl | AAAA | A record | AAAA record \
         | DNS record | CNAME",
    ),
    (Word::Term(Term::Curl), "wget | httpie | postman | curl -v"),
];
