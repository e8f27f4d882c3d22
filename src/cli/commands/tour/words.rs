//! What the tour says.
//!
//! The one idea: three short sentences a row: what happened, who did it, and what it does not prove.
//!
//! See it run: `netlab tour`.

use crate::catalogue::Lang;

/// What a row of the drawing shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scene {
    Bound,
    Listening,
    Connected,
    /// Bytes that leave and arrive in one row.
    Bytes,
    /// The same in the other direction.
    BytesBack,
    /// Bytes that leave, and arrive in a later row.
    Leaves,
    Arrives,
    Finished,
    ServerCloses,
    ListenerCloses,
    ClientCloses,
    /// Anything that the exchange of chapter 1 does not show.
    Other,
}

/// The text of a row.
pub(super) const fn text(lang: Lang, scene: Scene) -> &'static str {
    match lang {
        Lang::English => english(scene),
        Lang::Chinese => chinese(scene),
    }
}

const fn english(scene: Scene) -> &'static str {
    match scene {
        Scene::Bound => {
            "The server asked its kernel for an address and a port, and the kernel gave it this port. \
             No client can connect yet."
        }
        Scene::Listening => {
            "The server called listen. From now on its kernel lets clients in, by itself, also while the program is \
             busy. It does not prove that the program takes them."
        }
        Scene::Connected => {
            "The client called connect. The two kernels made the connection (three-way handshake), and accept \
             gave the server a new socket for this one client: a line of its own."
        }
        Scene::Bytes => {
            "Bytes that one program wrote and the other read. In between they were in the buffers of the kernels. \
             That a write returned does not prove that anybody read: the arrow's end does."
        }
        Scene::BytesBack => {
            "The same in the other direction. Each direction is a stream of its own: it has its own buffers, and it \
             ends by itself."
        }
        Scene::Leaves => {
            "Bytes leave: the kernel took them into its send buffer. The other program reads them later, in the row \
             with the same number. Until then they wait in a buffer."
        }
        Scene::Arrives => {
            "The bytes with this number are read now. They waited while the other arrow was under way."
        }
        Scene::Finished => {
            "The client shuts down its sending side (FIN): it will send no more, and can still read. The \
             server read all bytes before it, and then the end."
        }
        Scene::ServerCloses => {
            "The server closes its socket of this client. Its kernel sends a FIN too, and the client reads the end. \
             Now both directions have ended."
        }
        Scene::ListenerCloses => {
            "The server closes its listening socket: no other client can connect here. The socket of the connection \
             is another one, and is closed by itself."
        }
        Scene::ClientCloses => {
            "The client closes its socket. Both directions had ended before, so nothing travels now. As the client \
             sent its FIN first, its kernel keeps the two addresses for a while (TIME_WAIT)."
        }
        Scene::Other => "",
    }
}

const fn chinese(scene: Scene) -> &'static str {
    match scene {
        Scene::Bound => "服务器请求内核给它地址和端口，内核给了它这个端口。客户端还不能连接。",
        Scene::Listening => {
            "服务器调用了 listen。从现在起，它的内核自行接纳客户端，程序忙的时候也是这样。这不能证明程序\
             会接受它们。"
        }
        Scene::Connected => {
            "客户端调用了 connect。两个内核建立了连接（三次握手），accept 给了服务器一个新的套接字，只用\
             于这一个客户端：图中单独的一条线。"
        }
        Scene::Bytes => {
            "一个程序写入、另一个程序读取的字节。中间它们在内核的缓冲区里。写入返回并不能证明有程序读取，\
             箭头的末端才能证明。"
        }
        Scene::BytesBack => "另一个方向也是这样。每个方向都是单独的字节流：有自己的缓冲区，也单独结束。",
        Scene::Leaves => {
            "字节离开：内核把它们放进了发送缓冲区。另一个程序稍后读取，在编号相同的那一行。在此之前，它们\
             在缓冲区里等待。"
        }
        Scene::Arrives => "这个编号的字节现在被读取。另一个箭头在途中时，它们一直在等待。",
        Scene::Finished => {
            "客户端关闭发送方向（FIN）：它不再发送，但仍能读取。服务器先读完在此之前的所有字节，然后读到\
             流结束。"
        }
        Scene::ServerCloses => {
            "服务器关闭这个客户端的套接字。它的内核也发送 FIN，客户端读到流结束。现在两个方向都已结束。"
        }
        Scene::ListenerCloses => {
            "服务器关闭监听套接字：别的客户端不能再连接到这里。连接的套接字是另一个套接字，单独关闭。"
        }
        Scene::ClientCloses => {
            "客户端关闭套接字。两个方向在此之前都已结束，所以现在不再传送任何内容。客户端先发送了 FIN，\
             所以它的内核把这两个地址保留一段时间（TIME_WAIT）。"
        }
        Scene::Other => "",
    }
}

/// At the top.
pub(super) fn title(lang: Lang) -> &'static str {
    lang.pick("Tour · a server and a client greet each other", "导览 · 服务器和客户端互相问候")
}

/// At the top: where one is.
pub(super) fn place(lang: Lang, step: usize, n_steps: usize) -> String {
    let dots = "●".repeat(step) + &"○".repeat(n_steps.saturating_sub(step));
    lang.pick(format!("{dots} {step} of {n_steps}"), format!("{dots} {step} / {n_steps}"))
}

/// At the foot, by keys and what they do.
pub(super) fn keys(lang: Lang, is_last: bool) -> [(&'static str, &'static str); 3] {
    let enter = if is_last { lang.pick("end", "结束") } else { lang.pick("next", "下一步") };
    [("Enter", enter), ("b", lang.pick("back", "返回")), ("q", lang.pick("quit", "退出"))]
}

/// Above what is told at once.
pub(super) fn introduction(lang: Lang) -> &'static str {
    lang.pick(
        "A server and a client greet each other over a real TCP connection on this \
    machine. Each line is one thing that one socket did: when, who, what, and the fact. The first time \
    something happens it is explained.\n",
        "服务器和客户端在本机上通过一条真实的 TCP 连接互相问候。每一行是一个套接字做的一件事：时间、\
         角色、事件和事实。第一次发生的事件会加以解释。\n",
    )
}

/// Below what is told at once.
pub(super) fn took(lang: Lang, span: &str) -> String {
    lang.pick(
        format!("All of this took {span}; it was told after it had happened."),
        format!("这一切用了 {span}；发生之后才报告。"),
    )
}

/// At the end.
pub(super) fn next(lang: Lang) -> &'static str {
    lang.pick(ENGLISH_NEXT, CHINESE_NEXT)
}

const ENGLISH_NEXT: &str = "
Next, the same in two terminals, and the lesson that goes with it:
  netlab tcp-server    in one terminal
  netlab tcp-client    in another
  netlab lesson 1      what travels, and what a socket is
";

const CHINESE_NEXT: &str = "
接下来，在两个终端里做同样的事，再读相应的一课：
  netlab tcp-server    在一个终端里
  netlab tcp-client    在另一个终端里
  netlab lesson 1      传送的是什么，套接字是什么
";
