//! What the sender and the receiver of datagrams say besides their events.
//!
//! The one idea: a count means nothing without its definition, so each definition is a function of its own beside
//! the others.
//!
//! See it run: `netlab udp-send 8080 --count 100`, then Ctrl-C in `netlab udp-recv`.

use std::net::SocketAddr;

use crate::catalogue::Lang;
use crate::terminal::grouped;

/// Standard input is a terminal.
pub(super) fn type_lines(lang: Lang) -> &'static str {
    lang.pick(
        "each line that you type is sent as one datagram; Ctrl-D ends it",
        "你输入的每一行作为一个数据报发送；按 Ctrl-D 结束",
    )
}

/// A group, and `--connect`.
pub(super) fn connected_hears_no_group(lang: Lang) -> &'static str {
    lang.pick(
        "note: a connected socket hears its one peer alone, so no member of a group",
        "注意：已 connect 的套接字只接收唯一的对端，所以收不到组里的任何成员",
    )
}

/// Nothing was given to be sent.
pub(super) fn nothing_sent(lang: Lang) -> &'static str {
    lang.pick(
        "nothing was sent: there was no text, and standard input was empty",
        "什么都没有发送：没有给出文本，标准输入也是空的",
    )
}

/// An answer came to the datagram that was sent last, after this span.
pub(super) fn answer(lang: Lang, from: SocketAddr, span: &str) -> String {
    lang.pick(format!("answer from {from} after {span}"), format!("{span} 之后收到 {from} 的应答"))
}

/// An answer came to an earlier datagram, whose wait was over.
pub(super) fn late_answer(lang: Lang, seq: u32, from: SocketAddr, span: &str) -> String {
    lang.pick(
        format!("answer to datagram {seq}, late, from {from} after {span}"),
        format!("{span} 之后收到 {from} 对数据报 {seq} 的应答，已迟到"),
    )
}

/// A datagram came from an address that nothing was sent to.
pub(super) fn stranger(lang: Lang, from: SocketAddr) -> String {
    lang.pick(
        format!("not shown: a datagram from {from}, who was not asked"),
        format!("没有显示：来自 {from} 的数据报，没有向它发送过"),
    )
}

/// The wait for an answer is over.
pub(super) fn no_answer(lang: Lang, n: u64, ms: u64) -> String {
    lang.pick(
        format!("no answer to datagram {n} within {ms} ms"),
        format!("数据报 {n} 在 {ms} ms 内没有得到应答"),
    )
}

/// Round trips: how long each took, as spans.
pub(super) struct RoundTrips {
    pub(super) least: String,
    pub(super) most: String,
    pub(super) mean: String,
}

/// At a sender's end.
pub(super) fn sum_of_sending(
    lang: Lang,
    n_sent: u64,
    n_answers: u64,
    RoundTrips { least, most, mean }: &RoundTrips,
) -> String {
    lang.pick(
        format!("{n_sent} sent, {n_answers} answers; round trip {least} to {most}, {mean} on average"),
        format!("发送 {n_sent} 个，应答 {n_answers} 个；往返 {least} 到 {most}，平均 {mean}"),
    )
}

/// What a datagram is, where it is no text in UTF-8: the catalogue's words for its encoding.
pub(super) fn datagram_is(lang: Lang, from: SocketAddr, encoding: &str) -> String {
    lang.pick(
        format!("note: the datagram from {from} is {encoding}"),
        format!("注意：来自 {from} 的数据报{encoding}"),
    )
}

/// Stands behind a sender's address: the datagram was longer than the buffer.
pub(super) fn cut_to(lang: Lang, n_bytes: usize) -> String {
    match (lang, n_bytes) {
        (Lang::English, 1) => "(cut to 1 byte, the rest is lost)".to_owned(),
        (Lang::English, n) => format!("(cut to {n} bytes, the rest is lost)"),
        (Lang::Chinese, n) => format!("（截断到 {n} 字节，其余丢失）"),
    }
}

/// A group was joined.
pub(super) fn group_is_open(lang: Lang) -> &'static str {
    lang.pick("note: everyone on this network can send to a group", "注意：这个网络上的任何人都可以向组发送")
}

/// `--blast` begins.
pub(super) fn blast_begins(lang: Lang, has_batches: bool) -> &'static str {
    if has_batches {
        lang.pick(
            "blast: many datagrams a call; from here on the socket is not observed, nothing is shown",
            "blast：一次调用处理许多数据报；从这里起不再观察套接字，也不显示",
        )
    } else {
        lang.pick(
            "blast: one datagram a call; from here on the socket is not observed, nothing is shown",
            "blast：一次调用处理一个数据报；从这里起不再观察套接字，也不显示",
        )
    }
}

/// `--blast` has sent all: a number, seconds, and how many a second.
pub(super) fn blast_sent(lang: Lang, n_sent: u32, seconds: f64, rate: &str) -> String {
    let n = grouped(n_sent.into());
    lang.pick(
        format!("sent {n} datagrams in {seconds:.3} s: {rate} a second"),
        format!("在 {seconds:.3} s 内发送了 {n} 个数据报：每秒 {rate} 个"),
    )
}

/// Beside the number that `--blast` received: their size, seconds, and how many a second.
pub(super) fn blast_received(lang: Lang, size: &str, seconds: f64, rate: &str) -> String {
    lang.pick(
        format!("datagrams, {size} in {seconds:.3} s: {rate} a second"),
        format!("个数据报，{seconds:.3} s 内 {size}：每秒 {rate} 个"),
    )
}

/// Beside the number that `--blast` is missing.
pub(super) fn blast_missing(lang: Lang, highest: u32) -> String {
    let n = grouped(highest.into());
    lang.pick(
        format!("of those numbered up to {n}, if one sender sent all"),
        format!("编号到 {n} 为止，假定都来自同一个发送方"),
    )
}

/// Something that a receiver counts or measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    Received,
    Missing,
    Repeated,
    OutOfOrder,
    Jitter,
    DroppedHere,
}

/// What a count is called.
pub(super) fn name(lang: Lang, count: Count) -> &'static str {
    match count {
        Count::Received => lang.pick("received", "收到"),
        Count::Missing => lang.pick("missing", "缺少"),
        Count::Repeated => lang.pick("repeated", "重复"),
        Count::OutOfOrder => lang.pick("out of order", "乱序"),
        Count::Jitter => lang.pick("jitter", "抖动"),
        Count::DroppedHere => lang.pick("dropped here", "本端丢弃"),
    }
}

/// Above the counts of one sender.
pub(super) fn numbered_from(lang: Lang, from: SocketAddr, highest: u32) -> String {
    lang.pick(
        format!("numbered datagrams from {from}, up to number {highest}:"),
        format!("来自 {from} 的带编号的数据报，到编号 {highest} 为止："),
    )
}

/// What `received` counts.
pub(super) fn received(lang: Lang) -> &'static str {
    lang.pick("different ones that came", "到达的、互不相同的")
}

/// What `missing` counts.
pub(super) fn missing(lang: Lang, highest: u32) -> String {
    lang.pick(
        format!("below number {highest}, so far; after it nothing is known"),
        format!("到目前为止，编号 {highest} 之前的；之后的无从得知"),
    )
}

/// What `repeated` counts.
pub(super) fn repeated(lang: Lang) -> &'static str {
    lang.pick("further copies of one that had come", "已到达过的又来一次")
}

/// What `out of order` counts.
pub(super) fn out_of_order(lang: Lang) -> &'static str {
    lang.pick("came after one with a higher number", "在编号更大的之后才到达")
}

/// What `jitter` measures.
pub(super) fn jitter(lang: Lang) -> &'static str {
    lang.pick("how unevenly they came, smoothed (RFC 3550)", "到达的间隔有多不均匀，经过平滑（RFC 3550）")
}

/// What `dropped here` counts.
pub(super) fn dropped_here(lang: Lang) -> &'static str {
    lang.pick("found this program's own queue full", "遇到这个程序自己的队列已满")
}

/// What `dropped here` says where it is none.
pub(super) fn none_dropped_here(lang: Lang) -> &'static str {
    lang.pick("this program's own queue had room", "这个程序自己的队列有空间")
}

/// Below the counts: senders that were too many to be counted each.
pub(super) fn not_counted(lang: Lang, n_datagrams: u64) -> String {
    let n = grouped(n_datagrams);
    lang.pick(format!("not counted: {n} of further senders"), format!("没有统计：其他发送方的 {n} 个"))
}
