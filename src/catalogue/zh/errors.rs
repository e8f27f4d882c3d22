//! The errors in Chinese: what happened, and what to do next.
//!
//! The one idea: an error is an answer. Its name says which one, and most names have one usual cause.
//!
//! See it run: `netlab explain ECONNREFUSED`.

use crate::catalogue::entry::ErrorText;
use crate::catalogue::zh::rare_errors;
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
    title: "调用需要权限",
    means: "内核不允许这次调用。常见的情况：在 Linux 上（默认），没有特权而使用 1024 以下的端口；没有设置 \
        SO_BROADCAST 就向广播地址发送数据报；SELinux 或防火墙的规则。在 Windows 上还有：另一个程序独占\
        了这个端口。",
    remedy: "选择 1024 及以上的端口。广播之前设置 SO_BROADCAST。其他情况，找出禁止它的那条规则。",
};

const EADDRINUSE: ErrorText = ErrorText {
    title: "地址和端口已被占用",
    means: "另一个套接字占用了这个本地地址和端口：通常是一个已经在运行的程序。如果没有设置 SO_REUSEADDR，\
        只由内核保留的旧连接（TIME_WAIT、FIN_WAIT_2）也会占用它。对于端口 0：没有空闲的临时端口。",
    remedy: "看看谁占用了它：ss -ltnp（UDP：ss -lunp）。停掉那个程序，或者换一个端口；端口 0 由内核选择。在 \
        Linux 和 macOS 上，TCP 服务器在 bind 之前设置 SO_REUSEADDR。对于 UDP，或者在 Windows 上，这个\
        选项让两个套接字共用一个端口，其中一个收不到数据。",
};

const EADDRNOTAVAIL: ErrorText = ErrorText {
    title: "本机不能使用这个地址",
    means: "bind：本机没有接口使用这个地址。connect：到这个目的地没有空闲的临时端口，或者这里不能使用这个\
        地址，例如关闭了 IPv6 的机器上的 ::1。",
    remedy: "列出本机的地址：ip addr。绑定 127.0.0.1 只供本机使用，绑定 0.0.0.0 使用本机的所有地址。没有 \
        IPv6 时，用 127.0.0.1 代替 localhost。如果是因为短连接太多：保持连接，重复使用。",
};

const EAFNOSUPPORT: ErrorText = ErrorText {
    title: "地址族不符",
    means: "IPv4 套接字得到了 IPv6 地址。（反过来，在 Linux 上不允许时得到 EINVAL：UDP 的 connect 和 \
        sendto 接受它。）如果来自 socket(2)，说明系统没有这个地址族，例如 IPv6。",
    remedy: "先查询地址，再按地址族创建套接字。或者让解析器只给出一种地址族。",
};

const EAGAIN: ErrorText = ErrorText {
    title: "调用现在需要等待",
    means: "套接字是非阻塞的，现在没有数据可读、没有空间可写，或者没有连接可以接受。这不是故障。\
        EWOULDBLOCK 是它的另一个名字。如果套接字是阻塞的：它的时限（SO_RCVTIMEO、SO_SNDTIMEO）已到。",
    remedy: "等待内核报告就绪（poll、epoll），再次调用。tokio 和 Node 替你做这件事。不要不等待就循环调用，\
        那会使一个处理器一直忙碌。",
};

const EALREADY: ErrorText = ErrorText {
    title: "先前的 connect 还在进行",
    means: "套接字是非阻塞的，在它上面发起的 connect 还没有结束。",
    remedy: "不要再次调用 connect。等到套接字可写，再查询结果：用 getsockopt 读 SO_ERROR。",
};

const EBADF: ErrorText = ErrorText {
    title: "文件描述符没有打开",
    means: "这个数字不对应本进程打开的任何文件。通常是套接字已被关闭：被程序的另一处关闭，或者关闭了两次。",
    remedy: "查找第二次 close，或者 close 之后的使用。不要忽略这个错误：同一个数字可能很快对应另一个套接字。\
        在 Rust 里，所有权防止了大多数这类错误。",
};

const ECONNABORTED: ErrorText = ErrorText {
    title: "连接还没有使用就已结束",
    means: "来自 accept：连接在队列里等待时已结束。来自 Windows 上的其他调用：本机的系统结束了连接。",
    remedy: "服务器忽略它，接受下一条连接。Linux 很少给出这个错误：accept 会成功，第一次读取得到 ECONNRESET。",
};

const ECONNREFUSED: ErrorText = ErrorText {
    title: "应答是拒绝：通常没有程序在那里监听",
    means: "TCP：SYN 得到的应答是 RST，通常因为没有套接字在这个地址和端口上监听。UDP：先前的数据报得到的应\
        答是 ICMP 端口不可达。防火墙的拒绝看起来也是这样。",
    remedy: "启动服务器，然后检查地址和端口：ss -ltn 显示谁在监听（UDP：ss -lun）。只监听 127.0.0.1 的服务\
        器，用 ::1 或者本机的其他地址都到不了。",
};

const ECONNRESET: ErrorText = ErrorText {
    title: "连接被重置",
    means: "RST 已到达。常见的原因：本端的字节到达时，对端的程序已关闭套接字；对端关闭时还有未读的字节，或\
        者设置了 SO_LINGER 0；对端的机器重启过；防火墙、NAT 或代理切断了连接。这个错误只报告一次，此后\
        的读取返回 0。",
    remedy: "结束这条连接，让服务器继续运行。看看对端的程序留下了哪些未读的数据：读到流结束再关闭，就不会发\
        送 RST。重新请求之前，想一想这个请求能不能执行两次。",
};

const EDESTADDRREQ: ErrorText = ErrorText {
    title: "数据报没有目的地址",
    means: "调用没有给出地址，这个 UDP 套接字也没有自己的对端。所以内核不知道往哪里发送。",
    remedy: "每次发送都给出地址（sendto；Rust 里是 send_to），或者用 connect 指定一次对端。",
};

const EHOSTUNREACH: ErrorText = ErrorText {
    title: "主机不可达",
    means: "路由器用 ICMP 主机不可达应答，或者本地网络上没有机器响应这个地址（在 Linux 上约 3 秒之后），或\
        者路由表禁止。有些防火墙也这样应答。",
    remedy: "检查地址，并确认那台机器已开机。ip route get ADDRESS 显示内核会走的路由；ping ADDRESS 直接询问\
        那台机器。",
};

const EINPROGRESS: ErrorText = ErrorText {
    title: "connect 已开始，尚未完成",
    means: "套接字是非阻塞的，SYN 的应答还没有到来。这不是故障。tokio 和 Node 处理了它，不会显示出来。",
    remedy: "等到套接字可写，再用 getsockopt 读 SO_ERROR：0 表示已连接，其他数字是错误。",
};

const EINTR: ErrorText = ErrorText {
    title: "信号中断了调用",
    means: "调用等待期间，程序捕获了一个信号。调用什么都没有做，没有传送字节。",
    remedy: "再次调用。Python 和 Node 自动这样做；Rust 里 write_all 和 read_exact 也这样做。connect 不同：\
        它在内核里继续进行，所以像 EINPROGRESS 之后那样等待。",
};

const EINVAL: ErrorText = ErrorText {
    title: "调用与套接字的状态或参数不符",
    means: "某个参数的值不允许，或者套接字的状态不对：对已有地址的套接字调用 bind，对没有监听的套接字调用 \
        accept，向端口 0 发送数据报，使用没有写明接口的 IPv6 链路本地地址。",
    remedy: "检查调用的顺序：socket、bind、listen、accept。再检查每个参数：端口、标志、长度。链路本地地址要\
        写明接口：fe80::1%eth0。",
};

const EISCONN: ErrorText = ErrorText {
    title: "套接字已经连接",
    means: "对已连接的 TCP 套接字再次调用了 connect。在 macOS 上还有：UDP 套接字已有唯一的对端，发送时又给\
        出了地址。",
    remedy: "使用已有的连接，或者为新连接创建新的套接字。UDP 套接字设置了对端之后，发送时不要给出地址。",
};

const EMFILE: ErrorText = ErrorText {
    title: "本进程没有空闲的文件描述符",
    means: "每个套接字占用一个文件描述符，而本进程已达到上限。来自 accept：连接留在队列里，所以立即再次 \
        accept 的循环会不停地空转。",
    remedy: "查找从不关闭的套接字：ls /proc/PID/fd。确实需要时提高上限：ulimit -n。在 accept 的循环里，遇到\
        这个错误就停一停。",
};

const EMSGSIZE: ErrorText = ErrorText {
    title: "数据报太大，不能发送",
    means: "IPv4 上的 UDP 数据报最多 65,507 字节，IPv6 上最多 65,527 字节。如果数据包不允许分片，而路径的\
        最大传输单元（MTU）更小，能发送的就更少；macOS 默认允许 9,216 字节。在 Windows 上，它也表示收\
        到的数据报被截断。",
    remedy: "每次少发送一些：1,200 字节左右几乎处处可以通过。较大的消息拆成编号的部分，或者使用 TCP。",
};

const ENETDOWN: ErrorText = ErrorText {
    title: "网络接口已关闭",
    means: "数据包要经过的接口是关闭的。原因在本机，不在对端。",
    remedy: "ip link 显示每个接口的状态。启用它，或者换一个网络，再试一次。",
};

const ENETUNREACH: ErrorText = ErrorText {
    title: "没有到那个网络的路由",
    means: "路由表里没有到这个地址的条目。常见的情况：机器没有网络，或者没有 IPv6 而地址是 IPv6 的。路由器\
        发来的 ICMP 报文也可能是原因。",
    remedy: "ip route get ADDRESS 显示内核会怎么做。如果名字有多个地址，试下一个。",
};

const ENFILE: ErrorText = ErrorText {
    title: "整个系统没有空闲的文件描述符",
    means: "所有进程合起来达到了系统打开文件数的上限。它比单个进程的上限 EMFILE 少见。",
    remedy: "cat /proc/sys/fs/file-nr 显示正在使用的数量和上限。找出占用最多的进程，或者提高 fs.file-max。",
};

const ENOBUFS: ErrorText = ErrorText {
    title: "内核没有缓冲区用于这次调用",
    means: "内核没有找到缓冲区空间，或者某个队列已满。在 macOS 和 BSD 上，程序发送数据报快于接口的发送速度，\
        就得到这个错误；Linux 通常直接丢弃，不报告错误。",
    remedy: "停一停再发送，并且发送得慢一些。如果立即又出现，检查是不是有许多缓冲区已满的套接字。",
};

const ENOMEM: ErrorText = ErrorText {
    title: "内核没有内存用于这次调用",
    means: "内核没能取得内存，或者套接字的内存达到了限制。",
    remedy: "cat /proc/net/sockstat 显示套接字占用了多少内存。关闭空闲的套接字，读取接收缓冲区里等待的数据。",
};

const ENOPROTOOPT: ErrorText = ErrorText {
    title: "这里没有这个选项",
    means: "这种套接字或者这个系统没有该选项。例如：UDP 套接字上的 TCP_NODELAY。",
    remedy: "检查选项是否适用于这个套接字，它的层级是否正确（SOL_SOCKET、IPPROTO_TCP……）。Linux、macOS 和 \
        Windows 的选项不同：程序要能在没有某个选项时工作。",
};

const ENOTCONN: ErrorText = ErrorText {
    title: "套接字没有对端",
    means: "调用需要连接，而连接不存在：套接字从未连接过，或者连接已结束，例如被重置。",
    remedy: "先连接。如果它来自 shutdown，或者来自查询对端的地址，说明连接在此之前已失去：把它当作结束，不\
        当作错误。accept 之后立即查询地址，并保存下来。",
};

const ENOTSOCK: ErrorText = ErrorText {
    title: "文件描述符不是套接字",
    means: "这个数字对应的是打开的文件、管道或终端，而这个调用只用于套接字。",
    remedy: "查清这个数字从哪里来。常见的情况：套接字已关闭，它的数字给了一个文件；或者程序把标准输入当成了\
        套接字。",
};

const EOPNOTSUPP: ErrorText = ErrorText {
    title: "这种套接字不能这样做",
    means: "这种类型的套接字没有这个调用。例如：对 UDP 套接字调用 listen 或 accept。",
    remedy: "检查套接字的类型：SOCK_STREAM 是 TCP，SOCK_DGRAM 是 UDP。UDP 没有 listen，也没有 accept：绑定\
        之后就接收。",
};

const EPERM: ErrorText = ErrorText {
    title: "本机的规则禁止这样做",
    means: "在 Linux 上，本机的防火墙规则丢弃了发出的 UDP 数据报。（对于 TCP 没有错误：connect 重传 SYN，\
        最后超时。）或者调用需要程序没有的特权。",
    remedy: "查看本机防火墙对发出数据包的规则：nft list ruleset。在容器里，看看它得到了哪些特权。",
};

const EPIPE: ErrorText = ErrorText {
    title: "这个套接字上不能再发送",
    means: "发送方向已关闭：本端关闭了它，或者 RST 结束了连接。这些字节内核一个也没有接收。在 Linux 上，也\
        可能套接字从未连接过。",
    remedy: "如果本端先结束了发送，之后就不要再写。否则是对端已不在：停止写入，关闭。在 C 里，用 \
        MSG_NOSIGNAL 发送，不然信号 SIGPIPE 会结束程序；Rust、Python 和 Node 忽略这个信号。",
};

const ETIMEDOUT: ErrorText = ErrorText {
    title: "没有及时得到应答",
    means: "内核尝试了多次，没有得到应答。connect：SYN 没有应答（Linux：约两分钟）。连接建立后：字节没有得\
        到确认（Linux：约 15 到 18 分钟），或者保活探测没有应答。",
    remedy: "检查地址和防火墙：数据包被丢弃就是这个结果，端口关闭的结果是 ECONNREFUSED。内核的时限很长，所\
        以要给程序设自己的时限。TCP_USER_TIMEOUT 可以缩短等待确认的时间。",
};

const EAI_NONAME: ErrorText = ErrorText {
    title: "这个名字没有地址",
    means: "解析器的答案是：这个名字不存在，或者没有所要求的那种地址。错误来自 getaddrinfo，那时还没有套接\
        字。Node 称它为 ENOTFOUND。",
    remedy: "检查拼写：主机名不含协议和路径（example.org，而不是 http://example.org/）。getent ahosts NAME \
        询问同一个解析器；/etc/hosts 保存本机自己的名字。",
};

const EAI_AGAIN: ErrorText = ErrorText {
    title: "暂时无法解析这个名字",
    means: "没有域名服务器给出最终的答案。常见的情况：本机没有网络，或者域名服务器不可达。错误来自 \
        getaddrinfo，那时还没有套接字。",
    remedy: "检查网络，过一会儿再试。/etc/resolv.conf 列出本机询问的域名服务器。",
};

const OTHER: ErrorText = ErrorText {
    title: "本目录没有解释的错误",
    means: "系统报告了一个本目录没有解释的错误。如果有编号，编号显示在旁边。",
    remedy: "man 3 errno 列出所有错误的名字，调用的手册页说明什么时候给出哪个错误。",
};
