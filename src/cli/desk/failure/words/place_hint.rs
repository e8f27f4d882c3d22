//! What can be done about an address that could not be had or reached.
//!
//! The one idea: a hint names the usual cause and the next command, and neither where nothing is known.

use std::io;
use std::net::SocketAddr;

use crate::catalogue::Lang;
use crate::cli::desk::address::{Address, DEFAULT, in_brackets_instead};
use crate::cli::desk::failure::cause::Cause;
use crate::cli::desk::failure::facts::{PlaceFailure, Wish};
use crate::cli::desk::failure::inquiry::Refusal;
use crate::event::{ErrorCode, TcpState};
use crate::kernel::holder::Holder;
use crate::terminal::escaped;

pub(super) fn hint(lang: Lang, failure: &PlaceFailure) -> Option<String> {
    let text = match failure {
        PlaceFailure::Bind { at, program, cause, holder, .. } => {
            return bind_hint(lang, (at, program), cause, holder);
        }
        PlaceFailure::RelayBind { at, cause, holder } => {
            return Some(relay_bind_hint(lang, at, cause, holder));
        }
        PlaceFailure::RelayTo { to, .. } => {
            return Some(spelling(lang, to, "--to"));
        }
        PlaceFailure::RelayToItself { .. } => lang.pick(
            "choose another place to listen: --listen 127.0.0.1:8082",
            "选另一个地方监听： --listen 127.0.0.1:8082",
        ),
        PlaceFailure::Connect { to, program, cause, refusal } => {
            return connect_hint(lang, (to, program), cause.code, *refusal);
        }
        PlaceFailure::Impatience { .. } => no_answer(lang),
        PlaceFailure::Find { addr, is_text: true, .. } => {
            return Some(meant_as_text(lang, addr));
        }
        PlaceFailure::Find { addr, program, cause, .. } => {
            return lookup_hint(lang, cause.code, (addr, program));
        }
        PlaceFailure::Send { to, cause, may_broadcast, .. } => {
            return send_hint(lang, *to, cause.code, *may_broadcast);
        }
        PlaceFailure::Unanswered { is_connected, .. } => unanswered_hint(lang, *is_connected),
        PlaceFailure::TalkBroken { cause, .. } if is_silence(cause) => {
            lang.pick("to wait longer: --idle-timeout SECONDS", "要等待更久： --idle-timeout SECONDS")
        }
        PlaceFailure::TalkBroken { cause, .. } if cause.kind == io::ErrorKind::ConnectionReset => lang.pick(
            "the other end threw the connection away: netlab explain ECONNRESET",
            "对端丢弃了连接： netlab explain ECONNRESET",
        ),
        PlaceFailure::TalkBroken { cause, .. } => return Some(explain(lang, cause.code)),
        PlaceFailure::ChatBroken { cause, .. } => chat_hint(lang, cause.kind),
        PlaceFailure::NoInterface { .. } => lang.pick(
            "see them all: ip -br addr; the loopback is lo on Linux, lo0 on macOS",
            "列出全部接口： ip -br addr；环回接口在 Linux 上是 lo，在 macOS 上是 lo0",
        ),
        PlaceFailure::Join { .. } => lang.pick(
            "say on which interface; the loopback is this machine alone: --interface lo",
            "写明在哪个接口上；环回接口只到本机： --interface lo",
        ),
        PlaceFailure::Set { wish: Wish::Ttl(0), .. } => lang.pick(
            "only a datagram to a group may have 0: it stays on this machine",
            "发往多播组的数据报才可以是 0：它留在本机",
        ),
        PlaceFailure::Set { cause, .. } => return Some(explain(lang, cause.code)),
        PlaceFailure::NoTable(_) => {
            lang.pick("a sandbox may forbid it; try outside of it", "可能是沙箱不允许；在沙箱之外再试")
        }
    };
    Some(text.to_owned())
}

/// Whether our own patience ended, and nothing failed.
pub(super) fn is_silence(cause: &Cause) -> bool {
    cause.kind == io::ErrorKind::TimedOut && !cause.is_numbered
}

fn no_answer(lang: Lang) -> &'static str {
    lang.pick(
        "not even a refusal came: the host may be off, or a firewall in the way",
        "连拒绝都没有收到：主机可能没有开机，或者中间有防火墙",
    )
}

fn explain(lang: Lang, code: ErrorCode) -> String {
    lang.pick(
        format!("what that means: netlab explain {code}"),
        format!("这个错误的含义： netlab explain {code}"),
    )
}

/// `before` is what stands before the address where it is typed.
fn spelling(lang: Lang, addr: &Address, before: &str) -> String {
    let Address { host, port, .. } = addr;
    lang.pick(
        format!("is {host:?} spelt right? An address needs no lookup: {before} 127.0.0.1:{port}"),
        format!("{host:?} 写对了吗？IP 地址不需要域名解析： {before} 127.0.0.1:{port}"),
    )
}

fn bind_hint(lang: Lang, (at, program): (&Address, &str), cause: &Cause, holder: &Holder) -> Option<String> {
    let elsewhere = at.at_port(if at.port < 1024 { 8080 } else { at.port ^ 1 });
    let Address { host, port, .. } = at;
    Some(match cause.code {
        ErrorCode::EADDRINUSE => {
            let held = held(lang, holder);
            lang.pick(
                format!("{held}, or take another port: netlab {program} {elsewhere}"),
                format!("{held}，或者换一个端口： netlab {program} {elsewhere}"),
            )
        }
        ErrorCode::EACCES => lang.pick(
            format!("port {port} needs a privilege here; take another: netlab {program} {elsewhere}"),
            format!("端口 {port} 在这里需要特权；换一个： netlab {program} {elsewhere}"),
        ),
        ErrorCode::EADDRNOTAVAIL => {
            brackets_hint(lang, at.in_brackets().as_ref(), &format!("netlab {program}")).unwrap_or_else(
                || {
                    lang.pick(
                    format!(
                        "this machine has no address {host}; 127.0.0.1 is always its own: netlab {program} \
                         127.0.0.1:{port}"
                    ),
                    format!("本机没有地址 {host}；127.0.0.1 总是本机： netlab {program} 127.0.0.1:{port}"),
                )
                },
            )
        }
        code => return lookup_hint(lang, code, (at, program)),
    })
}

fn relay_bind_hint(lang: Lang, at: &Address, cause: &Cause, holder: &Holder) -> String {
    match cause.code {
        ErrorCode::EADDRINUSE => {
            let held = held(lang, holder);
            lang.pick(
                format!("{held}, or let the system choose a port: --listen :0"),
                format!("{held}，或者由系统选择端口： --listen :0"),
            )
        }
        ErrorCode::EACCES => lang
            .pick(
                "that port needs a privilege here; the system has others: --listen :0",
                "这个端口在这里需要特权；由系统选择另一个： --listen :0",
            )
            .to_owned(),
        ErrorCode::EADDRNOTAVAIL => brackets_hint(lang, at.in_brackets().as_ref(), "--listen")
            .unwrap_or_else(|| {
                lang.pick(
                    "this machine has no such address; 127.0.0.1 is always its own: --listen :8081",
                    "本机没有这个地址；127.0.0.1 总是本机： --listen :8081",
                )
                .to_owned()
            }),
        code => explain(lang, code),
    }
}

/// Who holds an address that is taken, and the way out of that.
fn held(lang: Lang, holder: &Holder) -> String {
    match holder {
        Holder::Program(owner) => {
            let (program, pid) = (escaped(owner.program.as_bytes()), owner.pid);
            lang.pick(
                format!("{program} (pid {pid}) holds it; end that"),
                format!("{program}（pid {pid}）占用它；结束那个程序"),
            )
        }
        Holder::Hidden => lang
            .pick("a program of another user holds it; end that", "另一个用户的程序占用它；结束那个程序")
            .to_owned(),
        Holder::Kernel(state) => {
            let is_short = matches!(state, TcpState::TimeWait | TcpState::FinWait2);
            let until = if is_short {
                lang.pick("wait a minute", "等待一分钟")
            } else {
                lang.pick("wait until its peer answers, or some minutes", "等到它的对端应答，或者等几分钟")
            };
            lang.pick(
                format!(
                    "no program holds it, but the kernel still keeps an old connection in {state}; {until}"
                ),
                format!("没有程序占用它，但内核还保存着一条处于 {state} 的旧连接；{until}"),
            )
        }
        Holder::Unknown => lang
            .pick(
                "nobody that netlab can see holds it; try again",
                "netlab 能看到的程序都没有占用它；再试一次",
            )
            .to_owned(),
    }
}

fn connect_hint(
    lang: Lang,
    (to, program): (&Address, &str),
    code: ErrorCode,
    refusal: Option<Refusal>,
) -> Option<String> {
    Some(match (code, refusal) {
        (_, Some(refusal)) => refusal_hint(lang, (to, program), refusal),
        (ErrorCode::ETIMEDOUT, _) => no_answer(lang).to_owned(),
        (ErrorCode::EADDRNOTAVAIL | ErrorCode::ENETUNREACH | ErrorCode::EHOSTUNREACH, _) => {
            brackets_hint(lang, to.in_brackets().as_ref(), &format!("netlab {program}"))
                .unwrap_or_else(|| no_way(lang, code).to_owned())
        }
        (code, _) => return lookup_hint(lang, code, (to, program)),
    })
}

fn refusal_hint(lang: Lang, (to, program): (&Address, &str), refusal: Refusal) -> String {
    let server = program.replace("client", "server");
    match refusal {
        Refusal::Elsewhere => lang
            .pick(
                "usually nobody listens there, and sometimes a firewall says so: check the port, and that the server \
                 runs on that machine",
                "通常是那里没有程序监听，有时是防火墙拒绝：检查端口，并检查服务器在那台机器上运行",
            )
            .to_owned(),
        Refusal::ServedNow => {
            let port = to.port;
            lang.pick(
                format!(
                    "a program listens there now: a firewall may have refused, or it began just now; see netlab \
                     sockets {port}"
                ),
                format!(
                    "现在有程序在那里监听：可能是防火墙拒绝，或者程序刚刚开始监听；查看 netlab sockets {port}"
                ),
            )
        }
        Refusal::Nobody { is_sure } => {
            let who = if is_sure {
                lang.pick("nobody listens there", "那里没有程序监听")
            } else {
                lang.pick("usually nobody listens there", "通常是那里没有程序监听")
            };
            lang.pick(
                format!("{who}; start a server in another terminal: netlab {server} {to}"),
                format!("{who}；在另一个终端启动服务器： netlab {server} {to}"),
            )
        }
    }
}

fn send_hint(lang: Lang, to: SocketAddr, code: ErrorCode, may_broadcast: bool) -> Option<String> {
    let text = match code {
        ErrorCode::ECONNREFUSED => {
            return Some(lang.pick(
                format!(
                    "a later call told it of an earlier datagram; start a receiver in another terminal: netlab \
                     udp-recv {to}"
                ),
                format!(
                    "后一次调用报告了先前的数据报；在另一个终端启动接收程序： netlab udp-recv {to}"
                ),
            ));
        }
        ErrorCode::EMSGSIZE if to.is_ipv4() => lang.pick(
            "over IPv4 a datagram carries at most 65,507 bytes: 65,535 less 20 for IP's header and 8 for UDP's; send \
             parts, or use TCP",
            "在 IPv4 上，一个数据报最多携带 65,507 字节：65,535 减去 IP 首部的 20 和 UDP 首部的 8；分开发送，或者使用 TCP",
        ),
        ErrorCode::EMSGSIZE => lang.pick(
            "over IPv6 a datagram carries at most 65,527 bytes: 65,535 less 8 for UDP's header; send parts, or use TCP",
            "在 IPv6 上，一个数据报最多携带 65,527 字节：65,535 减去 UDP 首部的 8；分开发送，或者使用 TCP",
        ),
        ErrorCode::EACCES if !may_broadcast => lang.pick(
            "a broadcast address wants a permission, against accidents: --broadcast asks for it",
            "为了防止意外，广播地址需要许可： --broadcast 请求它",
        ),
        ErrorCode::EADDRNOTAVAIL | ErrorCode::ENETUNREACH | ErrorCode::EHOSTUNREACH => {
            let meant = in_brackets_instead(&to.ip().to_string());
            let hint = brackets_hint(lang, meant.as_ref(), "netlab udp-send");
            return Some(hint.unwrap_or_else(|| no_way(lang, code).to_owned()));
        }
        ErrorCode::OTHER => return None,
        code => return Some(explain(lang, code)),
    };
    Some(text.to_owned())
}

fn unanswered_hint(lang: Lang, is_connected: bool) -> &'static str {
    if is_connected {
        lang.pick(
            "the datagram or its answer was lost, or whoever is there does not answer; nobody said no",
            "数据报或应答丢失了，或者那里的程序不应答；没有收到拒绝",
        )
    } else {
        lang.pick(
            "lost, unanswered, or nobody there: an unconnected socket is not told (Linux tells one that asks with \
             IP_RECVERR); see --connect",
            "丢失、没有应答，或者那里没有程序：未连接的套接字得不到通知（Linux 通知用 IP_RECVERR 请求的套接字）；\
             见 --connect",
        )
    }
}

fn chat_hint(lang: Lang, kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => lang.pick(
            "the server may end its messages otherwise; see `--framing`",
            "服务器可能用另一种消息定界；见 `--framing`",
        ),
        _ => lang.pick(
            "a member that reads too slowly is disconnected; so is one whose server was killed",
            "读得太慢的成员会被断开；服务器被杀死时，成员也被断开",
        ),
    }
}

/// For an IPv6 address whose end was meant to be the port; `before` is what stands before it where it is typed.
fn brackets_hint(lang: Lang, meant: Option<&Address>, before: &str) -> Option<String> {
    let meant = meant?;
    let port = meant.port;
    Some(lang.pick(
        format!("where {port} is to be the port, the address stands in brackets: {before} {meant}"),
        format!("如果 {port} 是端口，地址写在方括号里： {before} {meant}"),
    ))
}

fn lookup_hint(lang: Lang, code: ErrorCode, (addr, program): (&Address, &str)) -> Option<String> {
    match code {
        ErrorCode::EAI_NONAME | ErrorCode::EAI_AGAIN => {
            Some(spelling(lang, addr, &format!("netlab {program}")))
        }
        ErrorCode::OTHER => None,
        code => Some(explain(lang, code)),
    }
}

fn no_way(lang: Lang, code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::EHOSTUNREACH => lang.pick(
            "nobody answers at that address on the local network, or a router or a firewall said no",
            "本地网络上没有机器响应那个地址，或者路由器、防火墙拒绝了",
        ),
        ErrorCode::ENETUNREACH => lang.pick(
            "this machine has no route to it; 127.0.0.1 is this machine itself",
            "本机没有到那里的路由；127.0.0.1 是本机自己",
        ),
        _ => lang.pick(
            "this machine has no address from which that one can be reached",
            "本机没有能够到达那个地址的地址",
        ),
    }
}

fn meant_as_text(lang: Lang, addr: &Address) -> String {
    lang.pick(
        format!("the first word is an address; to send {0:?}: netlab udp-send {DEFAULT} {0}", addr.host),
        format!("第一个词是地址；要发送 {0:?}： netlab udp-send {DEFAULT} {0}", addr.host),
    )
}
