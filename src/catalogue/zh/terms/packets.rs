//! Terms about what travels: the units and rules of each layer.
//!
//! The one idea: each layer has its own unit (segment, packet, frame), and a program sees none of
//! them: it sees bytes and datagrams.
//!
//! See it run: `netlab explain packet`.

use crate::catalogue::entry::TermText;

pub(super) const DATAGRAM: TermText = TermText {
    title: "UDP 的一个消息，单独发送，保持完整",
    meaning: "数据报或者完整到达，或者不到达。它可能丢失、重复到达、越过另一个数据报，而且通常没有错误报告这\
        些情况。UDP 保留消息边界：一次发送产生一个数据报，一次接收取得一个，缓冲区装不下的部分丢失。一\
        个数据报最多 65,507 字节（IPv6：65,527）；允许 0 字节。",
};

pub(super) const SEGMENT: TermText = TermText {
    title: "TCP 装在一个数据包里的内容：首部加一些字节",
    meaning: "内核按自己的判断把字节流切成报文段。报文段的首部包含两个端口、字节在流中的位置、确认号、窗口，\
        以及 SYN、ACK、FIN、RST 等标志。程序看到的是字节，看不到报文段；抓包能看到报文段。",
};

pub(super) const PACKET: TermText = TermText {
    title: "IP 发送的单位：IP 首部和它承载的内容",
    meaning: "首部包含发送方和接收方的地址。里面通常是 TCP 报文段、UDP 数据报或者 ICMP 报文。教材把数据包称\
        为分组。路由器单独转发每个数据包：数据包可能丢失、走不同的路、互相越过。日常说话时，“包”可以\
        指发送的任何数据。",
};

pub(super) const FRAME: TermText = TermText {
    title: "一条链路上传送的单位：数据包加上链路首部",
    meaning: "帧在同一条链路上从一个设备到下一个设备。在以太网和 Wi-Fi 上，帧用硬件地址（MAC 地址）标明这两\
        个设备。路由器取出数据包，再装进下一条链路的新帧。不要与消息定界（framing）混淆，消息定界是在\
        字节流里标出消息。",
};

pub(super) const MTU: TermText = TermText {
    title: "一条链路能传送的最大数据包",
    meaning: "最大传输单元（MTU）：包含 IP 首部的数据包的字节数，不含帧的首部。以太网是 1500，Linux 的环回接\
        口是 65536；IPv6 要求至少 1280。起作用的是路径上最小的那个：路径 MTU。TCP 会让报文段足够小。更\
        大的数据报要么被分片，要么被拒绝（EMSGSIZE）。",
};

pub(super) const MSS: TermText = TermText {
    title: "对端在一个报文段里最多接收的字节数",
    meaning: "最大报文段长度（MSS）：每一端在自己的 SYN 里说明。它不包含首部的字节。通常等于 MTU 减去 40（IPv4，\
        以太网上是 1460）或者减去 60（IPv6，1440）。程序不必关心它：程序可以写入任意多的字节，由内核来\
        切分。",
};

pub(super) const FRAGMENTATION: TermText = TermText {
    title: "把一条链路装不下的数据包拆开",
    meaning: "IPv4 由发送方或路由器拆分数据包，IPv6 只由发送方拆分。接收方的内核重新组装分片；丢失一个分片，\
        整个数据包就丢失。所以大数据报失败得更多。TCP 用较小的报文段避免分片；UDP 程序也可以避免：每个\
        消息不超过 1,200 字节左右。",
};

pub(super) const ENCAPSULATION: TermText = TermText {
    title: "每一层都给承载的内容加上自己的首部",
    meaning: "程序的字节装进 TCP 报文段或 UDP 数据报，后者装进 IP 数据包，再装进帧。接收方按相反的顺序拆开。\
        所以几个字节的文本，至少带着 40 字节的 TCP 和 IP 首部传送，外加帧的首部。",
};

pub(super) const LAYER: TermText = TermText {
    title: "共同完成发送工作的各级之一",
    meaning: "互联网分四层。链路层：到下一个设备。网际层（IP）：从机器到机器。传输层（TCP、UDP）：从程序到程\
        序。应用层：程序之间的内容。每一层使用它下面的一层。OSI 模型分七层。套接字位于应用层和传输层之\
        间。",
};

pub(super) const ICMP: TermText = TermText {
    title: "IP 用来报告错误的报文",
    meaning: "主机和路由器发送 ICMP 报文：端口不可达、主机不可达、数据包太大、跳数用完。ping 也使用它。程序\
        只看到其中的一小部分，形式是错误：已连接的 UDP 套接字上的 ECONNREFUSED，connect 的 \
        EHOSTUNREACH。许多防火墙丢弃 ICMP，所以没有收到 ICMP 什么都不能证明。",
};

pub(super) const BROADCAST: TermText = TermText {
    title: "发给本地网络每台主机的一个数据报",
    meaning: "广播用 UDP 发往 255.255.255.255，或者发往网络的最后一个地址；路由器不转发它。没有设置 \
        SO_BROADCAST 时，内核用 EACCES 拒绝，以防误发。TCP 没有广播，因为一条连接只有两端。IPv6 也没有：\
        它使用多播。",
};

pub(super) const MULTICAST: TermText = TermText {
    title: "发给加入某个组的所有主机的一个数据报",
    meaning: "组（多播组，也叫组播组）是 224.0.0.0 到 239.255.255.255 之间的一个地址，或者以 ff 开头的 IPv6 \
        地址。接收方绑定端口并加入组；发送方不必加入。发往组的 IPv4 数据报留在本地网络，除非提高它的生\
        存时间（TTL）。机器有多个接口时，要指明使用哪一个。",
};

pub(super) const CHECKSUM: TermText = TermText {
    title: "由字节算出的一个数，用来发现损坏",
    meaning: "TCP、UDP 和 IPv4 首部带有 16 位的校验和（也叫检验和）。接收方重新计算，丢弃不符的数据；所以损\
        坏在程序看来就是丢失。它能发现大多数偶然的损坏，不是全部。它不能防范有意的篡改：那要用密码技术，\
        例如 TLS。",
};

pub(super) const PATH_MTU: TermText = TermText {
    title: "整条路径上每段链路都能通过的最大数据包",
    meaning: "发送方禁止路由器拆分它的数据包（Don't Fragment，DF），并发送大的数据包。如果下一段链路太小，路\
        由器丢弃数据包，用一个注明大小的 ICMP 报文应答；发送方的内核于是改用更小的报文段。如果防火墙丢\
        弃了这些 ICMP 报文，大的报文段就会无声地丢失，小的却能通过：这叫作黑洞。连接能够建立，传到第一\
        个大消息时停住。",
};

pub(super) const RAW_SOCKET: TermText = TermText {
    title: "由程序自己组装数据包的套接字",
    meaning: "用原始套接字（SOCK_RAW），程序自己生成 IP 承载的内容：内核加上 IP 首部，但不加 TCP 或 UDP 首部，\
        也不维护连接。ping 和 traceroute 这类程序可以使用它。它需要特权，在 Linux 上是 CAP_NET_RAW；没\
        有特权，socket 调用返回 EPERM。只想与另一个程序通信的程序不需要它。",
};

pub(super) const PACKET_CAPTURE: TermText = TermText {
    title: "读取经过接口的数据包的副本",
    meaning: "tcpdump 和 Wireshark 显示每个数据包及其标志和编号，包括内核独自发送的：确认、重传、RST。抓包需\
        要特权。netlab 报告的则是调用：程序请求了什么，得到了什么。两者一起用，能看出哪些报文段属于哪\
        个调用。在 Linux 上，tcpdump -i lo tcp port 8080 显示环回接口上的数据包。",
};
