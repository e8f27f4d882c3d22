//! Terms about what a program does about it: waiting, and giving bytes a meaning.
//!
//! The one idea: the network brings bytes at any time and in any portion; the program decides how
//! to wait for them and where a message ends.
//!
//! See it run: `netlab explain framing`.

use crate::catalogue::entry::TermText;

pub(super) const FILE_DESCRIPTOR: TermText = TermText {
    title: "程序用来指代打开的套接字的编号",
    meaning: "程序打开套接字、文件或管道时，内核给它一个编号；send、close 等调用使用这个编号。每个进程有上限\
        （ulimit -n），所以从不关闭套接字最终导致 EMFILE。最后一个描述符关闭时，内核才关闭套接字：子进\
        程可能还持有一个。Windows 用的是句柄。",
};

pub(super) const BLOCKING: TermText = TermText {
    title: "一直等到能够完成工作才返回的调用",
    meaning: "阻塞的读取在有字节、流结束或出错时返回。在此之前，它的线程不做别的事。非阻塞的调用立即返回，需\
        要等待时返回 EAGAIN。使用阻塞的调用，一个线程同一时间服务一条连接：所以服务器需要许多线程，或\
        者一个事件循环。",
};

pub(super) const READINESS: TermText = TermText {
    title: "内核的报告：调用现在不必等待",
    meaning: "程序一次询问许多套接字：用 select 或 poll，Linux 上用 epoll，macOS 上用 kqueue。可读表示有字节、\
        流结束、错误，或者有连接可以接受。可写表示发送缓冲区有空间。它只是提示：调用仍可能返回 EAGAIN，\
        程序就再次等待。水平触发的报告只要条件成立就重复；边缘触发的只在变化时报告一次。",
};

pub(super) const EVENT_LOOP: TermText = TermText {
    title: "由一个线程服务每个就绪的套接字",
    meaning: "事件循环询问内核哪些套接字就绪，为每个运行一小段代码（回调，或者在等待的任务），然后再次询问。\
        Node 用一个这样的循环运行程序的代码；tokio 把任务分给几个线程。一段长时间计算或者作阻塞调用的\
        代码，会耽误同一线程上的所有其他任务。",
};

pub(super) const BYTE_ORDER: TermText = TermText {
    title: "一个数的哪个字节在前",
    meaning: "数 258 按大端字节序是 01 02，按小端字节序是 02 01。互联网的协议先发送高位字节（网络字节序）；\
        多数处理器先存低位字节。所以程序写一个数时必须选择：Rust 的 to_be_bytes，Node 的 writeUInt32BE，\
        Python 的 struct.pack('!I', n)。",
};

pub(super) const FRAMING: TermText = TermText {
    title: "标出字节流里每个消息的开始和结束",
    meaning: "TCP 不保留消息边界：一次读取可能得到半个消息（俗称半包），也可能得到几个消息（俗称粘包；这个词\
        不准确，因为 TCP 的字节流里没有包）。所以程序必须约定标记：每个消息之后一个换行符，或者之前写\
        出长度，或者每条连接只传一个消息。读取方收集字节，直到一个消息完整，其余的留给下一个。必须有上\
        限，否则对端能填满它的内存。",
};

pub(super) const UTF8: TermText = TermText {
    title: "把文本写成字节的通常方式",
    meaning: "一个字符占 1 到 4 字节：英文字母 1 字节，多数汉字 3 字节。所以字节数不是字符数，一次读取也可能\
        停在一个字符的中间。只解码完整的消息，或者使用解码器，它会把不完整的末尾留到下一次读取。不是每\
        个字节序列都是合法的 UTF-8：服务器不能因为不合法的序列而出错。",
};

pub(super) const SERVER_DESIGN: TermText = TermText {
    title: "服务器怎样同时服务许多客户端",
    meaning: "每条连接一个线程或进程，可以使用阻塞的调用；每个都占用内存。池限制它们的数量，prefork 在客户端\
        到来之前就启动进程。事件循环在一个线程里服务所有套接字，它的代码都不能阻塞。服务器常为每个核运\
        行一个循环。一个接一个服务客户端的服务器，会让一个沉默的客户端耽误所有其他客户端。每种设计都需\
        要限制连接的数量。",
};

pub(super) const GRACEFUL_SHUTDOWN: TermText = TermText {
    title: "结束服务器而不打断会话",
    meaning: "首先，服务器停止接受连接：关闭监听套接字。然后让会话自行结束，或者通知客户端，并在时限内等待。\
        到时还在运行的会话被切断。管理程序先发送 SIGTERM，几秒后发送 SIGKILL，所以时限必须更短。在 \
        Node 里，server.close() 只停止接受并等待：它不结束已有的连接。",
};

pub(super) const SIGNAL: TermText = TermText {
    title: "内核送给进程的一个数",
    meaning: "Ctrl-C 发送 SIGINT，kill 命令发送 SIGTERM：程序可以捕获这两个信号，有序地结束。SIGKILL 不能捕\
        获：内核结束进程，关闭它的套接字。SIGSTOP 使进程停住；内核仍然确认它的字节，所以对端只看到沉默。\
        程序在不能再发送的连接上发送时，得到 SIGPIPE，默认使程序结束。Python 和 Node 忽略 SIGPIPE：它\
        们的发送得到错误 EPIPE。",
};

pub(super) const LADDER: TermText = TermText {
    title: "一种图：每个套接字一条线，字节是箭头",
    meaning: "梯形图（时序图）里，时间从上到下，每个套接字有一条竖线。箭头从发送字节的调用指向得到字节的调用。\
        由此可以看出谁在等谁，哪些写入在一次读取里得到。RFC 也这样画握手。使用 --record FILE，netlab \
        写出记录，也就是发生的事的列表；netlab ladder FILE 把它画出来。",
};

pub(super) const ERRNO: TermText = TermText {
    title: "调用失败原因的名字",
    meaning: "系统调用失败时设置一个数，errno；ECONNREFUSED 之类是它的名字。各种语言把它传出来：Python 的 \
        OSError 有 errno，连接的错误属于 ConnectionError；Node 的 Error 有 code，事件 error 在 close \
        之前；Go 把它包在 net.OpError 里，Rust 用 io::Error，Java 用 SocketException。在 Node 里，没有\
        监听器的 error 事件会使程序结束。Windows 上的名字以 WSA 开头。",
};

pub(super) const BUFFERED_READER: TermText = TermText {
    title: "收集字节、交出完整的行的对象",
    meaning: "它从套接字读取已有的全部字节，保存起来，每次交出一行或者若干字节。Python：asyncio.StreamReader，\
        或者 makefile 给出的文件；Go：bufio.Reader 和 bufio.Scanner；Rust：BufReader；Java：\
        BufferedReader；Node：readline。它收集的字节已不在内核的缓冲区里：不要再从套接字读取。一行的长\
        度有上限，常为 64 KiB。带缓冲的写入器则留住字节，直到刷新。",
};
