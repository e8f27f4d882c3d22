//! The errors that a learner meets seldom: mistakes with pointers, types and paths, and what few systems give.
//!
//! The one idea: as with the others, the name is the answer; here it mostly points at the program itself.
//!
//! See it run: `netlab explain EPROTO`.

use crate::catalogue::entry::ErrorText;

pub(super) const EFAULT: ErrorText = ErrorText {
    title: "地址指向程序内存之外",
    means: "调用得到的指针不指向程序自己的内存。这是程序的错误（在 C、C++ 或 unsafe 代码里），与网络无关。",
    remedy: "检查这次调用的指针和长度：缓冲区、地址、地址的长度。自动管理内存的语言不会产生这个错误。",
};

pub(super) const EHOSTDOWN: ErrorText = ErrorText {
    title: "据报告，对端的机器已停机",
    means: "系统认为那台机器已经关机。在 Linux 上，accept 也可能返回它，就像返回新连接已遇到的其他网络错误\
        一样：ENETDOWN、EPROTO 或 ENONET（机器不在任何网络上）。",
    remedy: "检查地址，并确认机器已开机；Linux 通常报告的是 EHOSTUNREACH。服务器把 accept 的这类错误当作 \
        EAGAIN 处理，继续接受下一条连接。",
};

pub(super) const ENETRESET: ErrorText = ErrorText {
    title: "网络结束了连接",
    means: "连接是被网络结束的，不是被对端的程序结束的。在 Windows 上：调用等待期间，保活发现对端不再应答。",
    remedy: "建立新的连接。在 Linux 上，保活得不到应答，错误是 ETIMEDOUT。",
};

pub(super) const ENODEV: ErrorText = ErrorText {
    title: "没有叫这个名字或编号的网络接口",
    means: "程序为多播组或者用 SO_BINDTODEVICE 指定了一个接口，而本机没有叫这个名字或编号的接口。",
    remedy: "ip link 列出接口及其编号，macOS 上用 ifconfig。各台机器上的名字不同：eth0、enp3s0、en0。",
};

pub(super) const ENOENT: ErrorText = ErrorText {
    title: "这个路径上什么都没有",
    means: "用于 Unix 套接字。connect：路径上没有文件，说明服务器没有运行，或者使用另一个路径。bind：路径\
        中的某个文件夹不存在。",
    remedy: "启动服务器，再比较两个路径：ls -l PATH。不以 / 开头的路径，从各个程序启动的位置找起。",
};

pub(super) const EPROTO: ErrorText = ErrorText {
    title: "到来的数据不符合协议",
    means: "在 Node 里它来自 TLS：那个端口的另一端不使用 TLS（wrong version number），或者双方没有共同的版\
        本。在 Linux 上，accept 可能因为一条已经失败的连接返回它。",
    remedy: "只在服务器支持时使用 https:// 或 TLS，并检查端口。服务器把 accept 的这类错误当作 EAGAIN 处理，\
        继续接受下一条连接。",
};

pub(super) const EPROTONOSUPPORT: ErrorText = ErrorText {
    title: "这种套接字没有这个协议",
    means: "socket 所要求的协议不属于这个地址族和类型，例如 SOCK_DGRAM 要求 TCP；或者系统编译时没有包含这\
        个协议。",
    remedy: "协议参数写 0：内核就使用通常的协议，SOCK_STREAM 用 TCP，SOCK_DGRAM 用 UDP。",
};

pub(super) const EPROTOTYPE: ErrorText = ErrorText {
    title: "两个套接字的类型不同",
    means: "用 connect 连接 Unix 套接字时：那个路径上的套接字是另一种类型，例如那边是 SOCK_DGRAM，这边是 \
        SOCK_STREAM。",
    remedy: "用相同的类型创建两个套接字。ss -x 显示每个 Unix 套接字的类型：u_str、u_dgr 或 u_seq。",
};

pub(super) const ESOCKTNOSUPPORT: ErrorText = ErrorText {
    title: "这里没有这种类型的套接字",
    means: "socket 所要求的类型，这个地址族没有，例如 IPv4 的 SOCK_SEQPACKET。",
    remedy: "IPv4 和 IPv6 使用 SOCK_STREAM 或 SOCK_DGRAM。Unix 套接字还有 SOCK_SEQPACKET。",
};

pub(super) const EAI_FAIL: ErrorText = ErrorText {
    title: "域名解析失败，再试也会失败",
    means: "域名服务器报告了最终的失败。getaddrinfo 的其他错误码：EAI_FAMILY、EAI_SOCKTYPE、EAI_SERVICE 和 \
        EAI_BADFLAGS 表示所要求的内容互相不符；EAI_SYSTEM 的原因在 errno 里。",
    remedy: "直接查询域名服务器：dig NAME。对于其他错误码，检查调用的参数：hints 和端口。",
};
