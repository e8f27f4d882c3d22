//! What is said of an address that could not be had or reached, and of a conversation that broke off.
//!
//! The one idea: what is known to help stands beside it, in `place_hint`.

use std::io;
use std::net::SocketAddr;

use crate::catalogue::Lang;
use crate::cli::desk::address::Address;
use crate::cli::desk::failure::cause::Cause;
use crate::cli::desk::failure::facts::{PlaceFailure, Wish};
use crate::cli::desk::failure::words::form::Words;
use crate::cli::desk::failure::words::place_hint;
use crate::event::{ErrorCode, Transport};
use crate::terminal::grouped;

pub(super) fn words_of(lang: Lang, failure: &PlaceFailure) -> Words {
    Words { message: message(lang, failure), hint: place_hint::hint(lang, failure) }
}

fn message(lang: Lang, failure: &PlaceFailure) -> String {
    match failure {
        PlaceFailure::Bind { at, transport: Transport::Tcp, cause, .. }
        | PlaceFailure::RelayBind { at, cause, .. } => {
            let why = cause.words(lang);
            lang.pick(format!("cannot listen on {at}: {why}"), format!("未能在 {at} 上监听：{why}"))
        }
        PlaceFailure::Bind { at, cause, .. } => {
            let why = cause.words(lang);
            lang.pick(format!("cannot receive on {at}: {why}"), format!("未能在 {at} 上接收：{why}"))
        }
        PlaceFailure::RelayTo { to, cause } => {
            let why = cause.words(lang);
            lang.pick(format!("cannot relay to {to}: {why}"), format!("未能中继到 {to}：{why}"))
        }
        PlaceFailure::RelayToItself { to } => lang.pick(
            format!("--to {to} is where the relay itself listens"),
            format!("--to {to} 是中继自己监听的地方"),
        ),
        PlaceFailure::Connect { to, cause, .. } => {
            let why = cause.words(lang);
            lang.pick(format!("cannot connect to {to}: {why}"), format!("未能连接 {to}：{why}"))
        }
        PlaceFailure::Impatience { to, seconds } => lang.pick(
            format!("cannot connect to {to}: connection timed out, no answer within {seconds} s"),
            format!("未能连接 {to}：连接超时，{seconds} s 内没有应答"),
        ),
        PlaceFailure::Find { addr, cause, .. } => {
            let why = cause.words(lang);
            lang.pick(format!("cannot find {addr}: {why}"), format!("找不到 {addr}：{why}"))
        }
        PlaceFailure::Send { to, cause, n_bytes, .. } => not_sent(lang, *to, cause, *n_bytes),
        PlaceFailure::Unanswered { to, ms, .. } => {
            lang.pick(format!("no answer from {to} within {ms} ms"), format!("{to} 在 {ms} ms 内没有应答"))
        }
        PlaceFailure::TalkBroken { with, cause, idle_seconds } => {
            talk_broken(lang, with, cause, *idle_seconds)
        }
        PlaceFailure::ChatBroken { with, cause } => chat_broken(lang, with, cause),
        PlaceFailure::NoInterface { name, needs_ipv4: true } => lang.pick(
            format!("this machine has no interface with an IPv4 address called {name:?}"),
            format!("本机没有名为 {name:?} 并有 IPv4 地址的接口"),
        ),
        PlaceFailure::NoInterface { name, .. } => lang.pick(
            format!("this machine has no interface called {name:?}"),
            format!("本机没有名为 {name:?} 的接口"),
        ),
        PlaceFailure::Join { group, port, cause } => {
            let why = cause.words(lang);
            lang.pick(
                format!("cannot join {group} at port {port}: {why}"),
                format!("未能在端口 {port} 上加入 {group}：{why}"),
            )
        }
        PlaceFailure::Set { wish, cause } => not_set(lang, wish, cause),
        PlaceFailure::NoTable(cause) => no_table(lang, cause),
    }
}

fn not_sent(lang: Lang, to: SocketAddr, cause: &Cause, n_bytes: usize) -> String {
    let why = cause.words(lang);
    match cause.code {
        ErrorCode::ECONNREFUSED => {
            lang.pick(format!("nobody receives at {to}: {why}"), format!("{to} 上没有程序接收：{why}"))
        }
        ErrorCode::EMSGSIZE => {
            let n_bytes = grouped(n_bytes as u64);
            lang.pick(
                format!("cannot send {n_bytes} bytes to {to}: {why}"),
                format!("未能把 {n_bytes} 字节发送到 {to}：{why}"),
            )
        }
        _ => lang.pick(format!("cannot send to {to}: {why}"), format!("未能发送到 {to}：{why}")),
    }
}

fn talk_broken(lang: Lang, with: &Address, cause: &Cause, idle_seconds: u64) -> String {
    let why = if place_hint::is_silence(cause) {
        lang.pick(
            format!("the server said nothing for {idle_seconds} s"),
            format!("服务器 {idle_seconds} s 没有发送任何数据"),
        )
    } else {
        cause.words(lang)
    };
    lang.pick(
        format!("the conversation with {with} broke off: {why}"),
        format!("与 {with} 的会话中断：{why}"),
    )
}

fn chat_broken(lang: Lang, with: &Address, cause: &Cause) -> String {
    let why = match cause.kind {
        io::ErrorKind::UnexpectedEof => lang
            .pick("the server finished in the middle of a message", "服务器在一个消息的中间结束了发送")
            .to_owned(),
        io::ErrorKind::InvalidData => {
            lang.pick("the server sent a message that is too long", "服务器发送的消息太长").to_owned()
        }
        _ => cause.words(lang),
    };
    lang.pick(format!("the chat with {with} broke off: {why}"), format!("与 {with} 的聊天中断：{why}"))
}

fn option(lang: Lang, wish: &Wish) -> String {
    match wish {
        Wish::Broadcast => lang.pick("SO_BROADCAST", " SO_BROADCAST").to_owned(),
        Wish::Ttl(ttl) => lang.pick(format!("a TTL of {ttl}"), format!(" TTL {ttl}")),
        Wish::Interface(name) => lang.pick(format!("the interface {name:?}"), format!("接口 {name:?}")),
    }
}

fn no_table(lang: Lang, cause: &Cause) -> String {
    let why = match cause.kind {
        io::ErrorKind::InvalidData => {
            lang.pick("its answer is none that netlab knows", "netlab 不认识内核的应答").to_owned()
        }
        _ => cause.words(lang),
    };
    lang.pick(
        format!("cannot read the kernel's table of sockets: {why}"),
        format!("未能读取内核的套接字表：{why}"),
    )
}

fn not_set(lang: Lang, wish: &Wish, cause: &Cause) -> String {
    let (option, why) = (option(lang, wish), cause.words(lang));
    lang.pick(format!("cannot set {option}: {why}"), format!("未能设置{option}：{why}"))
}
