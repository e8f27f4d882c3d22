//! Terms about what stands between two programs: their kernels, the devices on the way, agreements.
//!
//! The one idea: a program sees its own socket only. Whatever lies between it and the peer can answer, change
//! or lose what was sent, and looks from here like the peer.
//!
//! See it run: `netlab explain nat`.

use crate::catalogue::entry::TermText;

pub(super) const PEER: TermText = TermText {
    title: "连接或会话的另一端",
    meaning: "对客户端来说，对端是服务器；对服务器来说，每个客户端都是对端。netlab 显示它的地址：另一端套接\
        字的 IP 地址和端口，以本端内核所知为准。经过 NAT 或代理时，显示的是中间设备的地址。程序用 \
        getpeername(2) 查询它。",
};

pub(super) const KERNEL: TermText = TermText {
    title: "操作系统的核心，TCP、UDP 和 IP 都在其中",
    meaning: "程序用 connect、send、recv 等系统调用向内核提出请求。内核生成报文段和数据包，管理缓冲区，确认，\
        重传，结束连接。程序慢、停止或者不在的时候，内核也照样做这些事。所以“对端的内核确认了”并不等\
        于“对端的程序读取了”。",
};

pub(super) const ROUTER: TermText = TermText {
    title: "把数据包从一个网络转发到另一个网络的设备",
    meaning: "路由器在路由表里查找数据包的目的地，把它发给下一个设备。机器把发往其他网络的数据包交给本网络的\
        路由器，也就是默认网关。地址的前缀说明本网络是什么：192.0.2.7/24 表示前 24 位是网络的编号（子\
        网掩码 255.255.255.0）。ip route 显示机器的路由表。",
};

pub(super) const NAT: TermText = TermText {
    title: "网络地址转换：多台机器共用一个地址",
    meaning: "带 NAT 的路由器把发出的数据包的私有源地址（10.0.0.0/8、172.16.0.0/12、192.168.0.0/16）换成自己\
        的地址，通常也换掉端口。它维护一张表，以便把应答送回去。所以服务器看到的是路由器的地址。NAT 之\
        后的机器能连接别处，别处却不能连接它们，除非转发了端口。长时间沉默的连接会被这张表忘掉。",
};

pub(super) const FIREWALL: TermText = TermText {
    title: "决定哪些数据包可以通过的过滤器",
    meaning: "防火墙是机器内核的一部分，或者是途中的设备。拒绝的规则用 RST 或 ICMP 报文应答：客户端立即得到\
        错误 ECONNREFUSED 或 EHOSTUNREACH。丢弃的规则没有应答：客户端一直等待，得到 ETIMEDOUT。所以防\
        火墙看起来可能像服务器没有运行，也可能像网络不通。在 Linux 上，nft list ruleset 显示规则。",
};

pub(super) const RELAY: TermText = TermText {
    title: "位于两个程序之间、转发数据的程序",
    meaning: "TCP 中继，也叫代理，接受客户端的连接，再与服务器建立第二条连接。两条连接各有自己的握手、缓冲区\
        和状态；中继在两者之间复制字节。服务器看到的是中继的地址。服务器停机时，连接到中继仍可能成功。\
        netlab impair 是一个有意改变流量的中继。",
};

pub(super) const PROTOCOL: TermText = TermText {
    title: "两个程序或两个内核之间通信的规则",
    meaning: "协议规定谁先发送、消息是什么样、在哪里结束、出错之后怎么办。TCP 和 UDP 是内核的协议。程序在它\
        们之上使用自己的协议：HTTP/1.1、FTP 和 SMTP 以 TCP 上的文本行开始；Telnet 承载一个终端；\
        WebSocket 在一条以 HTTP 开始的 TCP 连接上发送定界的消息；DNS 主要使用 UDP。聊天室也有自己的协\
        议。",
};

pub(super) const TLS: TermText = TermText {
    title: "在 TCP 之上加密，并证明服务器的身份",
    meaning: "TLS（旧名 SSL）是程序与 TCP 之间的协议。它的握手用证书证明服务器的身份，并商定密钥。此后每个字\
        节都加密，途中的改动会被发现。HTTPS 就是 TLS 上的 HTTP。TCP 本身没有这些：途中的设备可以读取并\
        改动字节。",
};

pub(super) const OSI_MODEL: TermText = TermText {
    title: "七层，从程序（7）到网线（1）",
    meaning: "7 应用层、6 表示层、5 会话层、4 传输层、3 网络层、2 数据链路层、1 物理层。它是讨论网络的模型；\
        互联网本身分四层。应用层做 7、6、5 层的工作；传输层（TCP、UDP）是第 4 层，网际层（IP）是第 3 \
        层，链路层是第 2 层和第 1 层。netlab layers 用两种方式显示同一条消息。",
};

pub(super) const UNIX_SOCKET: TermText = TermText {
    title: "同一台机器的程序之间的套接字，地址是路径",
    meaning: "程序像使用 TCP 或 UDP 套接字一样使用它：bind、listen、connect、send。但它的地址是文件的路径，\
        它的字节从不变成数据包：没有端口，也没有 IP。文件的权限决定谁可以连接。它还能把打开的文件描述\
        符传给另一个程序。netlab 只显示 TCP 和 UDP 套接字。",
};

pub(super) const HOLE_PUNCHING: TermText = TermText {
    title: "两端都先发送，使双方的 NAT 都放行",
    meaning: "NAT 放行看起来像应答的数据包。一个两端都能到达的服务器，告诉每一端对方对外显示的地址和端口（用 \
        STUN 得到）。然后两端互相发送：从另一端来的数据包看起来就像应答。打洞对 UDP 最有效。如果 NAT \
        对每个目的地使用不同的端口，打洞就会失败，只能由中继转发字节（TURN）。",
};

pub(super) const SPOOFING: TermText = TermText {
    title: "源地址是假的的数据包",
    meaning: "发送方可以在数据包里写任何源地址，许多网络会放行。使用 TCP 时，SYN 的应答会到达错误的机器，连\
        接无法建立；但大量这样的 SYN 会填满服务器的队列（SYN 洪泛）。如果 UDP 服务器用很长的应答回复很\
        短的请求，就可能被用来淹没第三台机器：放大攻击。所以，在确认地址真实之前，服务器应该少向陌生来\
        源发送数据。",
};

pub(super) const HTTP: TermText = TermText {
    title: "Web 的协议：一个请求，一个响应",
    meaning: "HTTP/1.1 在 TCP 上发送文本：起始行、首部行、空行、正文。首部说明正文在哪里结束：Content-Length \
        给出字节数，chunked 在每一块之前给出长度。所以一条连接可以依次承载多个请求：keep-alive。这就是\
        做得好的消息定界。HTTP/2 把一条连接分成许多帧的流，HTTP/3 使用 QUIC。HTTPS 就是 TLS 上的 HTTP。",
};

pub(super) const QUIC: TermText = TermText {
    title: "UDP 之上的传输协议，有多个流，并且加密",
    meaning: "QUIC 在一条连接里承载多个流，各有自己的顺序：丢失的数据包只影响字节在其中的那些流。它的握手包\
        含 TLS 的握手。连接有编号（connection ID），所以地址改变后仍能继续。它通常是程序或程序库的一部\
        分，内核只看到 UDP 数据报，netlab 也一样。HTTP/3 运行在它之上。",
};

pub(super) const SOCKET_PATH: TermText = TermText {
    title: "Unix 套接字绑定的文件名",
    meaning: "bind 在这个路径上创建一个套接字类型的文件，connect 通过它找到服务器。服务器结束后文件仍在：删\
        除（unlink）之前，再次 bind 得到 EADDRINUSE，connect 得到 ECONNREFUSED。在 Linux 上，路径最多 \
        107 字节；更长则是 ENAMETOOLONG 或 EINVAL。缺少文件夹是 ENOENT；ENOTDIR、ELOOP 和 EROFS 说的是\
        途中的文件夹。在 Linux 上，以零字节开头的名字不是文件（抽象名字）。",
};

pub(super) const DESCRIPTOR_PASSING: TermText = TermText {
    title: "把打开的文件或套接字交给另一个进程",
    meaning: "通过 Unix 套接字，sendmsg 除了字节还能携带文件描述符（SCM_RIGHTS）：另一个进程得到自己的编号，\
        对应同样的已打开的套接字。这样，服务器可以把一条连接或者监听套接字交给另一个进程。已发送、尚未\
        接收的描述符也计入打开文件数的上限：太多则是 ETOOMANYREFS。使用 SCM_CREDENTIALS 时，错误的进程\
        号得到 ESRCH。",
};
