//! The facts of the catalogue that have words in them, in Chinese.
//!
//! The one idea: a fact is a name mostly (a call, a state, a method of Node), and the same in every language. Where
//! words stand around the name, they stand here too; a law of the catalogue finds a fact that is missing.
//!
//! See it run: `netlab --lang zh-CN explain closed`.

/// A fact in Chinese; names alone stay as they are.
pub(crate) fn detail(fact: &'static str) -> &'static str {
    call(fact)
        .or_else(|| state_change(fact))
        .or_else(|| node(fact))
        .or_else(|| python(fact))
        .or_else(|| tls(fact))
        .unwrap_or(fact)
}

fn call(fact: &str) -> Option<&'static str> {
    Some(match fact {
        "any" => "任何调用",
        "accept; in Node reads and writes with TLS" => "accept；在 Node 里还有使用 TLS 的读写",
        "accept; on Windows also recv and send" => "accept；在 Windows 上还有 recv 和 send",
        "connect(2), begun" => "connect(2)，刚开始",
        "connect(2) on a UDP socket" => "UDP 套接字上的 connect(2)",
        "connect(2), recv(2) or send(2)" => "connect(2)、recv(2) 或 send(2)",
        "connect, bind, for a Unix socket" => "connect、bind，用于 Unix 套接字",
        "connect; on a connected UDP socket send and recv" => {
            "connect；在已 connect 的 UDP 套接字上还有 send 和 recv"
        }
        "every call for sockets only" => "每个只用于套接字的调用",
        "every call on a socket" => "套接字上的每个调用",
        "every call with a pointer" => "每个带指针的调用",
        "none: a pending connect(2) or recv(2) was dropped" => "无：放弃了尚未完成的 connect(2) 或 recv(2)",
        "none: only the socket's owner changed" => "无：只是套接字换了所有者",
        "none: the relay decided it" => "无：由中继决定",
        "none: the relay was told so" => "无：有人这样要求中继",
        "recv(2) or send(2) failing" => "recv(2) 或 send(2) 失败",
        "recv(2) returning 0" => "recv(2) 返回 0",
        "recv, send; on Windows also recvfrom, for UDP" => {
            "recv、send；在 Windows 上还有用于 UDP 的 recvfrom"
        }
        "send(2) or recv(2) on a connected UDP socket" => "已 connect 的 UDP 套接字上的 send(2) 或 recv(2)",
        "send(2) returning EAGAIN" => "send(2) 返回 EAGAIN",
        "shutdown(2) with SHUT_WR" => "shutdown(2)，参数 SHUT_WR",
        _ => return None,
    })
}

fn state_change(fact: &str) -> Option<&'static str> {
    Some(match fact {
        "any state → CLOSED" => "任何状态 → CLOSED",
        "CLOSED → SYN_SENT, if there is a route" => "CLOSED → SYN_SENT，如果有路由",
        "ESTABLISHED → CLOSE_WAIT, or FIN_WAIT_2 → TIME_WAIT, when the FIN arrives" => {
            "FIN 到达时，ESTABLISHED → CLOSE_WAIT，或 FIN_WAIT_2 → TIME_WAIT"
        }
        "ESTABLISHED → FIN_WAIT_1, or CLOSE_WAIT → LAST_ACK" => {
            "ESTABLISHED → FIN_WAIT_1，或 CLOSE_WAIT → LAST_ACK"
        }
        "ESTABLISHED → FIN_WAIT_1, or CLOSE_WAIT → LAST_ACK, or → CLOSED by a reset" => {
            "ESTABLISHED → FIN_WAIT_1，或 CLOSE_WAIT → LAST_ACK，或由于重置 → CLOSED"
        }
        "SYN_SENT → CLOSED, where a SYN was sent" => "SYN_SENT → CLOSED，如果发送过 SYN",
        _ => return None,
    })
}

fn node(fact: &str) -> Option<&'static str> {
    Some(match fact {
        "none" => "无",
        "none (Node deals with it inside)" => "无（由 Node 在内部处理）",
        "none: Node's own buffer holds the largest datagram" => "无：Node 自己的缓冲区装得下最大的数据报",
        "'error' with code EADDRINUSE" => "'error'，code 是 EADDRINUSE",
        "'error' with code EADDRINUSE, EADDRNOTAVAIL or EACCES" => {
            "'error'，code 是 EADDRINUSE、EADDRNOTAVAIL 或 EACCES"
        }
        "'error' with code ECONNREFUSED" => "'error'，code 是 ECONNREFUSED",
        "'error' with code ECONNRESET or EPIPE" => "'error'，code 是 ECONNRESET 或 EPIPE",
        "'error' with code ENETUNREACH, EHOSTUNREACH …" => "'error'，code 是 ENETUNREACH、EHOSTUNREACH 等",
        "'error' with code ENOTFOUND or EAI_AGAIN" => "'error'，code 是 ENOTFOUND 或 EAI_AGAIN",
        "'error' with code ETIMEDOUT" => "'error'，code 是 ETIMEDOUT",
        "'error', or an error in the callback of write() or send()" => {
            "'error'，或者 write()、send() 的回调得到错误"
        }
        "TCP: part of server.listen(); UDP: socket 'listening'" => {
            "TCP：server.listen() 的一部分；UDP：socket 'listening'"
        }
        "UDP socket 'error' with code ECONNREFUSED" => "UDP socket 'error'，code 是 ECONNREFUSED",
        "UDP socket.send() and its callback" => "UDP socket.send() 和它的回调",
        "an exception from UDP setters; setNoDelay() says nothing" => {
            "UDP 的设置方法抛出异常；setNoDelay() 不报告"
        }
        "nearest: write() returns false, then 'drain' (Node's own buffer)" => {
            "最接近的：write() 返回 false，然后 'drain'（Node 自己的缓冲区）"
        }
        "server 'error' with syscall 'accept'" => "server 'error'，syscall 是 'accept'",
        "socket 'error', then 'close'" => "socket 'error'，然后 'close'",
        "socket 'timeout', then socket.destroy()" => "socket 'timeout'，然后 socket.destroy()",
        "socket.destroy(), then 'close'" => "socket.destroy()，然后 'close'",
        "socket.setNoDelay(), socket.setKeepAlive() …" => "socket.setNoDelay()、socket.setKeepAlive() 等",
        "socket.write() and its callback" => "socket.write() 和它的回调",
        _ => return None,
    })
}

fn python(fact: &str) -> Option<&'static str> {
    Some(match fact {
        "BlockingIOError from sock.send(), where the socket does not block" => {
            "sock.send() 抛出 BlockingIOError，如果套接字是非阻塞的"
        }
        "ConnectionRefusedError from a later call" => "后来的调用抛出 ConnectionRefusedError",
        "ConnectionResetError or BrokenPipeError" => "ConnectionResetError 或 BrokenPipeError",
        "OSError from sock.accept()" => "sock.accept() 抛出 OSError",
        "OSError from sock.recv() or sock.recvfrom()" => "sock.recv() 或 sock.recvfrom() 抛出 OSError",
        "OSError from sock.send() or sock.sendto()" => "sock.send() 或 sock.sendto() 抛出 OSError",
        "OSError from sock.setsockopt()" => "sock.setsockopt() 抛出 OSError",
        "OSError with errno EADDRINUSE" => "OSError，errno 是 EADDRINUSE",
        "OSError with errno EADDRINUSE or EADDRNOTAVAIL; PermissionError" => {
            "OSError，errno 是 EADDRINUSE 或 EADDRNOTAVAIL；PermissionError"
        }
        "OSError with errno ENETUNREACH, EHOSTUNREACH …" => {
            "OSError，errno 是 ENETUNREACH、EHOSTUNREACH 等"
        }
        "TimeoutError with errno ETIMEDOUT" => "TimeoutError，errno 是 ETIMEDOUT",
        "TimeoutError without errno, after sock.settimeout()" => {
            "TimeoutError，没有 errno，在 sock.settimeout() 之后"
        }
        "sock.accept() returns" => "sock.accept() 返回",
        "sock.bind(); part of socket.create_server()" => "sock.bind()；socket.create_server() 的一部分",
        "sock.close(), or the end of `with sock`" => "sock.close()，或者 `with sock` 结束",
        "sock.connect() begins" => "sock.connect() 开始",
        "sock.connect() of a UDP socket" => "UDP 套接字的 sock.connect()",
        "sock.connect() returns" => "sock.connect() 返回",
        "sock.listen(); part of socket.create_server()" => "sock.listen()；socket.create_server() 的一部分",
        "sock.recv() returns b''" => "sock.recv() 返回 b''",
        "sock.recv() returns bytes" => "sock.recv() 返回字节",
        "sock.recvfrom() or sock.recv() returns" => "sock.recvfrom() 或 sock.recv() 返回",
        "sock.recvmsg() returns the flag MSG_TRUNC; recvfrom() says nothing, on Windows OSError" => {
            "sock.recvmsg() 返回标志 MSG_TRUNC；recvfrom() 不报告，在 Windows 上抛出 OSError"
        }
        "sock.send() returns; each call in sock.sendall()" => "sock.send() 返回；sock.sendall() 里的每次调用",
        "sock.sendto() or sock.send() returns" => "sock.sendto() 或 sock.send() 返回",
        "socket.getaddrinfo() returns" => "socket.getaddrinfo() 返回",
        _ => return None,
    })
}

/// What a library returns, above the calls.
fn tls(fact: &str) -> Option<&'static str> {
    Some(match fact {
        "none: the program's library begins the handshake" => "无：程序的库开始握手",
        "none: the program's library has read the message" => "无：程序的库读到了这个消息",
        "none: the program's library has finished the handshake" => "无：程序的库完成了握手",
        "none: the program's library has given up" => "无：程序的库放弃了",
        "none: the program's library has sent or read close_notify" => {
            "无：程序的库发送或读到了 close_notify"
        }
        "tls.connect(), or the 'connection' of a tls.Server" => {
            "tls.connect()，或 tls.Server 的 'connection'"
        }
        "nearest: SNICallback and ALPNCallback of a tls.Server" => {
            "最接近的：tls.Server 的 SNICallback 和 ALPNCallback"
        }
        "'secureConnect' of a client, 'secureConnection' of a server" => {
            "客户端的 'secureConnect'，服务器的 'secureConnection'"
        }
        "'error' with code ERR_TLS_CERT_ALTNAME_INVALID, UNABLE_TO_VERIFY_LEAF_SIGNATURE …; 'tlsClientError'" => {
            "'error'，code 是 ERR_TLS_CERT_ALTNAME_INVALID、UNABLE_TO_VERIFY_LEAF_SIGNATURE 等；'tlsClientError'"
        }
        "socket.end() sends it; 'end' tells that the peer's came" => {
            "socket.end() 发送它；'end' 报告收到了对端的"
        }
        "ssl.SSLContext.wrap_socket() begins" => "ssl.SSLContext.wrap_socket() 开始",
        "nearest: ssl.SSLContext.sni_callback" => "最接近的：ssl.SSLContext.sni_callback",
        "ssl.SSLSocket.do_handshake() returns" => "ssl.SSLSocket.do_handshake() 返回",
        "ssl.SSLCertVerificationError, or another ssl.SSLError" => {
            "ssl.SSLCertVerificationError，或其他 ssl.SSLError"
        }
        "ssl.SSLSocket.unwrap(); ssl.SSLEOFError where it is missing" => {
            "ssl.SSLSocket.unwrap()；没有收到它时是 ssl.SSLEOFError"
        }
        _ => return None,
    })
}
