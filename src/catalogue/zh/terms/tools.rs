//! Terms about the commands that let one look from outside.
//!
//! The one idea: netlab shows what its own programs do; these show what any program, and the network itself, does.
//!
//! See it run: `netlab explain ss`.

use crate::catalogue::entry::TermText;

pub(super) const SS: TermText = TermText {
    title: "列出套接字的命令：ss、netstat、lsof",
    meaning: "在 Linux 上，ss -tan 列出 TCP 套接字及其状态和队列，用数字代替名字；-l 列出监听的，-p 列出各自\
        的程序（别人的程序只有 root 能看到），-u 列出 UDP 的，-i 列出内核的估计值。netstat -an 更老，\
        macOS 和 Windows 上有它。lsof -i :8080 显示哪个程序占用端口。netlab sockets 显示同样的内容，并\
        加以解释。",
};

pub(super) const NC: TermText = TermText {
    title: "收发任意字节的客户端或服务器：nc、ncat、socat",
    meaning: "nc HOST PORT 建立连接，发送键入的内容，打印收到的内容；nc -l PORT 监听，服务一个客户端；-u 是 \
        UDP，-U 是 Unix 套接字。有好几个程序叫这个名字（OpenBSD 的、traditional、nmap 的 ncat），选项\
        各不相同：OpenBSD 的 -N 在输入结束时关闭发送方向。telnet 更老，会自动应答某些字节（255）；\
        socat 把任意两端接在一起。",
};

pub(super) const STRACE: TermText = TermText {
    title: "显示程序每个系统调用的命令",
    meaning: "strace -f -e trace=%network node server.js 打印所有线程和子进程的每个套接字调用，带参数和结果：\
        connect(3, …) = -1 ECONNREFUSED。-p PID 查看正在运行的程序。它只在 Linux 上有；macOS 有 \
        dtruss，Windows 有 Process Monitor。它使程序变慢，在容器里可能不允许使用。它显示调用，不显示数\
        据包：数据包见 packet-capture。其中的 ERESTARTSYS 表示信号中断了调用。",
};

pub(super) const DIG: TermText = TermText {
    title: "查询名字的地址的命令",
    meaning: "dig NAME 询问域名服务器，显示它的答案和每条记录的 TTL；dig NAME AAAA 查询 IPv6。nslookup 和 \
        host 做同样的事。它们只询问 DNS：程序使用 getaddrinfo，它还会读取 /etc/hosts。getent ahosts \
        NAME 就是这样查询的。所以一个名字可能一边找得到，另一边找不到。",
};

pub(super) const CURL: TermText = TermText {
    title: "命令行上的 HTTP 等协议的客户端",
    meaning: "curl -v URL 显示它尝试的地址、连接，以及发出的行（>）和收到的行（<）。它的编号说明在哪里失败：\
        (6) 名字，(7) 连接，(28) 时限，(52) 服务器没有应答就关闭，(56) 接收失败。--connect-timeout 和 \
        --max-time 设置时限。wget 是另一个，它保存到文件里。",
};
