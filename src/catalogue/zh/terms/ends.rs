//! Terms about who communicates with whom: sockets, addresses, names.
//!
//! The one idea: before two programs can communicate, one must know the other's address and port; all
//! else about them the kernel can choose.
//!
//! See it run: `netlab explain socket`.

use crate::catalogue::entry::TermText;

pub(super) const SOCKET: TermText = TermText {
    title: "程序用来进行网络通信的接口",
    meaning: "程序要发送或接收时，向内核请求一个套接字。内核保存套接字的地址、缓冲区和状态；程序持有它的编号，\
        也就是文件描述符。TCP 套接字要么在监听，要么属于一条连接。UDP 套接字收发数据报。",
};

pub(super) const PORT: TermText = TermText {
    title: "0 到 65535 的数，地址中机器以下的部分",
    meaning: "地址指明是哪台机器，端口指明是其中的哪个服务；许多套接字可以共用一个端口。TCP 和 UDP 的端口分\
        开计数：TCP 端口 8080 和 UDP 端口 8080 毫无关系。端口 0 表示请内核选择一个空闲的端口。在 Linux \
        上，使用 1024 以下的端口默认需要特权。",
};

pub(super) const ADDRESS: TermText = TermText {
    title: "数据包的目的地：IP 地址，常与端口一起",
    meaning: "IP 地址标明机器的一个接口：IPv4 有 4 字节（192.0.2.7），IPv6 有 16 字节（2001:db8::7）。一台机\
        器有多个地址，每个正在使用的接口至少一个。套接字的调用需要地址和端口，写作 192.0.2.7:8080 或 [\
        2001:db8::7]:8080。",
};

pub(super) const LOOPBACK: TermText = TermText {
    title: "机器通向自己的网络接口",
    meaning: "发往 127.0.0.1 或 ::1 的数据包不离开机器：内核把它们从发送的套接字直接交给接收的套接字。Linux \
        把整个 127.0.0.0/8 都这样处理。绑定环回地址的服务器，其他机器到不了。环回很快，途中不丢包，所\
        以会掩盖真实网络上才出现的错误。接收缓冲区满了，在这里也会丢失数据报。",
};

pub(super) const LOCALHOST: TermText = TermText {
    title: "环回地址的名字",
    meaning: "localhost 是名字，不是地址。它可能表示 127.0.0.1、::1 或者两者，谁在前由解析器决定。如果服务器\
        只监听 127.0.0.1，而客户端先尝试 ::1，这次尝试就被拒绝，客户端必须再试下一个地址。为避免歧义，\
        直接写地址。",
};

pub(super) const WILDCARD_ADDRESS: TermText = TermText {
    title: "0.0.0.0 或 ::，本机的任意地址",
    meaning: "绑定通配地址的服务器，用机器的每个地址都能到达，其他机器也能到达。它用于 bind。把它当作目的地\
        址是错误：Linux 当作本机，Windows 报告错误（WSAEADDRNOTAVAIL）。在 Linux 上，绑定 :: 的套接字\
        也接收 IPv4，除非设置了 IPV6_V6ONLY（双栈套接字）。",
};

pub(super) const CLIENT: TermText = TermText {
    title: "开始会话的一端",
    meaning: "客户端连接到一个事先知道的地址，或者向它发送第一个数据报。客户端自己的端口不重要，所以由内核选\
        择。客户端和服务器是一次会话中的角色：同一个程序可以在一个会话里是客户端，在另一个会话里是服务\
        器。",
};

pub(super) const SERVER: TermText = TermText {
    title: "等待客户端的一端",
    meaning: "服务器绑定客户端知道的地址，然后等待。使用 TCP 时，服务器监听并接受连接：每个客户端有一条单独\
        的连接和一个单独的套接字。使用 UDP 时，所有客户端都进入同一个套接字。一个客户端出错，服务器必\
        须继续运行。",
};

pub(super) const EPHEMERAL_PORT: TermText = TermText {
    title: "内核临时选择的端口",
    meaning: "没有 bind 就连接或发送的套接字，由内核给一个空闲的端口。Linux 默认从 32768 到 60999 之间选取；\
        标准的范围是 49152 到 65535。绑定端口 0 就是有意请求这样的端口，测试程序常这样做。",
};

pub(super) const FOUR_TUPLE: TermText = TermText {
    title: "两个地址和两个端口，标识一条连接",
    meaning: "本地地址、本地端口、远端地址、远端端口：内核根据这四项，找到到来的报文段属于哪条连接。所以一个\
        服务器端口可以承载许多连接，它们的客户端地址或端口不同。四项全部相同的两条连接不能同时存在。",
};

pub(super) const NAME_RESOLUTION: TermText = TermText {
    title: "把主机名变成地址",
    meaning: "程序用名字调用 getaddrinfo，得到一个地址列表。系统查看自己的文件（/etc/hosts），并询问域名服务\
        器（DNS）。列表的顺序很重要：客户端依次尝试各个地址，或者在第一次尝试失败之前就开始下一次（happy \
        eyeballs）。域名解析可能很慢，也可能失败，那时还没有任何套接字。",
};

pub(super) const IPV_6: TermText = TermText {
    title: "使用 16 字节地址的互联网协议",
    meaning: "IPv6 地址写成几组十六进制数字，:: 代表一串零：2001:db8::7。带端口时要加方括号：[2001:db8::7]\
        :8080。它与 IPv4 并存：监听 127.0.0.1 的服务器，在 ::1 上找不到。同时服务两者的套接字，把 IPv4 \
        客户端显示为 ::ffff:192.0.2.7。",
};

pub(super) const REUSE_ADDRESS: TermText = TermText {
    title: "绑定旧连接占用的端口：SO_REUSEADDR",
    meaning: "服务器重新启动时，发现端口被处于 TIME_WAIT 的旧连接占用。在 bind 之前设置 SO_REUSEADDR，bind \
        就能成功；在 Linux 上，先前的服务器也必须设置过它。两个套接字在同一个端口上监听，仍然被拒绝。\
        对于 UDP，或者在 Windows 上，这个选项让两个套接字共用一个端口，其中一个收不到数据。\
        SO_REUSEPORT 让多个套接字有意共用一个端口。",
};

pub(super) const HAPPY_EYEBALLS: TermText = TermText {
    title: "第一个地址失败之前就尝试下一个",
    meaning: "一个名字常有 IPv6 和 IPv4 地址，其中一条路径可能不通。客户端两种都查询，先用其中一种，通常是 \
        IPv6。如果约 250 ms 之后还没有连上，客户端不等第一次的结果，就开始第二个 connect，保留先建立的\
        连接，关闭其他连接。这样，不通的路径只耽误片刻，而不是两分钟。Node 从版本 20 起有一种简化的形\
        式（autoSelectFamily）。",
};

pub(super) const LINK_LOCAL: TermText = TermText {
    title: "只在一条链路上有效的地址",
    meaning: "路由器不转发使用这种地址的数据包。IPv6 的每个接口都给自己一个，取自 fe80::/10。机器的每条链路\
        使用同样的范围，所以只看地址不知道是哪条链路：程序还要写明接口，例如 fe80::1%eth0。% 之后的部\
        分是区域，也就是 scope id。IPv4 用于此的是 169.254.0.0/16：没有 DHCP 服务器给出地址时，机器可\
        以取这样的地址。",
};
