//! What is said of a message on its way down.
//!
//! The one idea: the bytes and their places are facts; a sentence is a function of them, and a number stands whole
//! in it.
//!
//! See it run: `netlab layers`.

use std::net::{IpAddr, SocketAddr};

use crate::catalogue::Lang;
use crate::packet::{Medium, Protocol, Transport};
use crate::terminal::grouped;

/// So many bytes.
pub(super) fn bytes(lang: Lang, count: usize) -> String {
    let n = grouped(count as u64);
    match (lang, count) {
        (Lang::English, 1) => "1 byte".to_owned(),
        (Lang::English, _) => format!("{n} bytes"),
        (Lang::Chinese, _) => format!("{n} 字节"),
    }
}

/// The message, safe to show, behind how many bytes it has.
pub(super) fn message(lang: Lang, n_bytes: usize, shown: &str) -> String {
    let bytes = bytes(lang, n_bytes);
    lang.pick(format!("{bytes}: {shown}"), format!("{bytes}：{shown}"))
}

/// The message has characters that take more than one byte.
pub(super) fn characters(lang: Lang, n_chars: usize, n_bytes: usize) -> String {
    let bytes = bytes(lang, n_bytes);
    lang.pick(
        format!("{n_chars} characters, of which UTF-8 makes {bytes}"),
        format!("{n_chars} 个字符，按 UTF-8 编码成 {bytes}"),
    )
}

/// The message is no text in UTF-8: the catalogue's words for what it is, where that is known.
pub(super) fn text_is(lang: Lang, encoding: Option<&str>) -> String {
    match encoding {
        Some(encoding) => lang.pick(format!("the text is {encoding}"), format!("文本{encoding}")),
        None => lang
            .pick(
                "the text is UTF-8 but for bytes that are shown as \\xNN",
                "文本是 UTF-8，只有显示为 \\xNN 的字节不是",
            )
            .to_owned(),
    }
}

/// Who sends the message to whom, and by what.
pub(super) fn way(
    lang: Lang,
    (from, to): (SocketAddr, SocketAddr),
    transport: Transport,
    medium: Medium,
) -> String {
    let family = match to.ip() {
        IpAddr::V4(_) => "IPv4",
        IpAddr::V6(_) => "IPv6",
    };
    let medium = match medium {
        Medium::Ethernet => lang.pick("Ethernet", "以太网"),
        Medium::Loopback => lang.pick("Linux's loopback", " Linux 的环回接口"),
    };
    let name = transport_name(transport);
    lang.pick(
        format!("from {from} to {to}, by {name}, {family} and {medium}"),
        format!("从 {from} 到 {to}，经由 {name}、{family} 和{medium}"),
    )
}

/// As everybody calls it.
pub(super) const fn transport_name(transport: Transport) -> &'static str {
    match transport {
        Transport::Tcp => "TCP",
        Transport::Udp => "UDP",
    }
}

/// A stream is longer than one segment carries.
pub(super) fn cut_into_segments(lang: Lang, n_segments: usize, n_first: usize, n_last: usize) -> String {
    let n_first = grouped(n_first as u64);
    lang.pick(
        format!(
            "That is more than one segment carries: the kernel (or the card for it) cuts the stream into {n_segments} \
             segments of at most {n_first} bytes, the last with {n_last}. Here is the first. The receiver gets a \
             stream again, and may read it in any portions."
        ),
        format!(
            "一个报文段装不下：内核（或者网卡代替它）把字节流切成 {n_segments} 个报文段，每个最多 {n_first} \
             字节，最后一个 {n_last} 字节。这里是第一个。接收方得到的仍是字节流，可以按任意的大小读取。"
        ),
    )
}

/// A datagram is longer than one packet carries.
pub(super) fn cut_into_fragments(lang: Lang, n_fragments: usize, n_first: usize, n_last: usize) -> String {
    let n_first = grouped(n_first as u64);
    lang.pick(
        format!(
            "That is more than one packet carries: the kernel cuts the datagram into {n_fragments} fragments, the \
             first with {n_first} bytes of it, the last with {n_last}. Here is the first. If one of them is lost, the \
             whole datagram is."
        ),
        format!(
            "一个数据包装不下：内核把数据报分成 {n_fragments} 片，第一片有其中的 {n_first} 字节，最后一片 \
             {n_last} 字节。这里是第一片。丢失其中一片，整个数据报就丢失了。"
        ),
    )
}

/// Above the layers: OSI's name, TCP/IP's name, what it does here, who does it.
pub(super) fn columns(lang: Lang) -> [&'static str; 4] {
    lang.pick(
        ["OSI", "TCP/IP", "its part in this message", "done by"],
        ["OSI", "TCP/IP", "对这个消息的作用", "由谁负责"],
    )
}

/// A layer in one sentence: its number and name in OSI, its name in TCP/IP, what it does here, who does it.
pub(super) fn layer(lang: Lang, number: u8, [osi, internet, part, handler]: [&str; 4]) -> String {
    lang.pick(
        format!("OSI {number} {osi}, TCP/IP {internet}: {part}; done by {handler}."),
        format!("OSI {number} {osi}，TCP/IP {internet}：{part}；由{handler}负责。"),
    )
}

/// The presentation layer's part in bytes that are no text in UTF-8.
pub(super) fn not_utf_8(lang: Lang) -> &'static str {
    lang.pick("which bytes stand for it: not UTF-8", "用哪些字节表示：不是 UTF-8")
}

/// Bytes, and what share of a whole they are.
pub(super) struct Cost {
    pub(super) n_data: usize,
    pub(super) n_all: usize,
    pub(super) n_frames: usize,
    pub(super) has_padding: bool,
    /// With its unit.
    pub(super) share: String,
}

/// What the headers cost.
pub(super) fn overhead(lang: Lang, Cost { n_data, n_all, n_frames, has_padding, share }: &Cost) -> String {
    let [headers, data, all] = [n_all - n_data, *n_data, *n_all].map(|n| bytes(lang, n));
    let around = match has_padding {
        true => lang.pick("headers and padding", "首部和填充"),
        false => lang.pick("headers", "首部"),
    };
    match (lang, n_frames) {
        (Lang::English, 1) => {
            format!("Overhead: {headers} of {around} around {data} of data are {share} of the frame ({all}).")
        }
        (Lang::English, n) => {
            format!(
                "Overhead: {headers} of {around} around {data} of data are {share} of all {n} frames ({all})."
            )
        }
        (Lang::Chinese, 1) => {
            format!("开销：{data}数据之外有 {headers}{around}，占整个帧（{all}）的 {share}。")
        }
        (Lang::Chinese, n) => {
            format!("开销：{data}数据之外有 {headers}{around}，占全部 {n} 个帧（{all}）的 {share}。")
        }
    }
}

/// What a cable adds: the check sequence here, how many bytes there are in all, and the share of the data.
pub(super) fn on_the_cable(lang: Lang, check_sequence: &str, n_bytes: usize, share: &str) -> String {
    let all = bytes(lang, n_bytes);
    lang.pick(
        format!(
            " On the cable the card adds to each frame 8 bytes of preamble, 4 of check sequence (here \
             {check_sequence}) and a pause as long as 12 bytes: {all} in all, of which the data are {share}."
        ),
        format!(
            "在网线上，网卡给每个帧加上 8 字节的前导码、4 字节的校验序列（这里是 {check_sequence}），以及相当于 \
             12 字节的停顿：总共 {all}，其中数据占 {share}。"
        ),
    )
}

/// What TCP sends besides.
pub(super) fn not_counted(lang: Lang) -> &'static str {
    lang.pick(
        " The handshake, the acknowledgements and the termination are not counted.",
        "建立连接、确认和断开连接的报文段没有计算在内。",
    )
}

/// Above what is different where the message does not leave the machine.
pub(super) fn on_loopback(lang: Lang, from: SocketAddr, to: SocketAddr) -> String {
    lang.pick(format!("On loopback, from {from} to {to}:"), format!("在环回接口上，从 {from} 到 {to}："))
}

/// The kernel is both ends of the cable.
pub(super) fn no_cable(lang: Lang, n_bytes: usize) -> String {
    let frame = bytes(lang, n_bytes);
    lang.pick(
        format!(
            "Linux builds a frame of {frame} with the addresses 00:00:00:00:00:00, and hands it back to itself: no \
             card, no cable, no router"
        ),
        format!(
            "Linux 构造一个 {frame}的帧，地址是 00:00:00:00:00:00，再交回给自己：没有网卡，没有网线，没有路由器"
        ),
    )
}

/// A datagram was cut, so its checksum was computed.
pub(super) fn checksum_is_whole(lang: Lang) -> &'static str {
    lang.pick(
        "the checksum is whole, as the datagram was cut after it had been computed",
        "校验和是完整的，因为先计算了它，才把数据报分片",
    )
}

/// A checksum is left to a card that is not there.
pub(super) fn checksum_is_begun(lang: Lang, transport: Transport, sum: &str) -> String {
    let name = transport_name(transport);
    lang.pick(
        format!("nobody computes the {name} checksum: its field holds {sum}, a first part of the sum"),
        format!("没有谁计算 {name} 校验和：它的字段里是 {sum}，只是校验和的前一部分"),
    )
}

/// Nothing of a cable's is there.
pub(super) fn no_padding(lang: Lang) -> &'static str {
    lang.pick(
        "there is no padding, no preamble and no check sequence: nothing is ever sent as bits",
        "没有填充、前导码和校验序列：没有任何东西作为比特发送",
    )
}

/// What one frame carries here, and on Ethernet.
pub(super) fn room(lang: Lang, n_here: usize, n_on_ethernet: usize) -> String {
    let (here, on_ethernet) = (grouped(n_here as u64), grouped(n_on_ethernet as u64));
    lang.pick(
        format!(
            "one frame carries up to {here} bytes of data, on Ethernet {on_ethernet}: the MTU less the headers"
        ),
        format!("一个帧最多装 {here} 字节的数据，在以太网上是 {on_ethernet} 字节：MTU 减去首部"),
    )
}

/// At the foot.
pub(super) fn examples(lang: Lang) -> &'static str {
    lang.pick(
        "The sequence and acknowledgment numbers, window, timestamps, identification and flow label are examples: a \
         kernel draws or counts its own. A program sees none of these headers. What a field means: netlab layers --at \
         LAYER, with application, transport, internet or link.",
        "序号、确认号、窗口、时间戳、标识和流标签只是例子：内核自己选取或计数。程序看不到这些首部。要知道字段的\
         含义： netlab layers --at LAYER，LAYER 是 application、transport、internet 或 link。",
    )
}

/// What a section is.
pub(super) fn section(lang: Lang, protocol: Protocol) -> String {
    match protocol {
        Protocol::Data => lang.pick("the program's data", "程序的数据").to_owned(),
        Protocol::Padding => lang.pick("padding", "填充").to_owned(),
        Protocol::Ethernet => lang.pick("the Ethernet header", "以太网首部").to_owned(),
        protocol => {
            let name = protocol_name(lang, protocol);
            lang.pick(format!("the {name} header"), format!("{name} 首部"))
        }
    }
}

/// What a section's protocol is called.
pub(super) fn protocol_name(lang: Lang, protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Ipv6Fragment => lang.pick(protocol.name(), "IPv6 分片"),
        Protocol::Data => lang.pick(protocol.name(), "数据"),
        Protocol::Padding => lang.pick(protocol.name(), "填充"),
        Protocol::Ethernet | Protocol::Ipv4 | Protocol::Ipv6 | Protocol::Tcp | Protocol::Udp => {
            protocol.name()
        }
    }
}

/// A section's layer and its name, and where it stands.
pub(super) fn heading(lang: Lang, layer: &str, section: &str) -> String {
    lang.pick(format!("{layer}: {section}"), format!("{layer}：{section}"))
}

/// Stands behind the heading.
pub(super) fn at_place(lang: Lang, place: &str) -> String {
    lang.pick(format!(", {place}"), format!("，{place}"))
}

/// A field in one line of words: its name, its value, its place.
pub(super) fn field(lang: Lang, label: &str, value: &str, place: &str) -> String {
    lang.pick(format!("{label}: {value} ({place})"), format!("{label}：{value}（{place}）"))
}

/// How long a section or a field is, and where it stands.
pub(super) fn place(lang: Lang, start: usize, len: usize) -> String {
    let last = start + len.saturating_sub(1);
    match (lang, len) {
        (Lang::English, 1) => format!("1 byte, at {start}"),
        (Lang::English, _) => format!("{len} bytes, {start} to {last}"),
        (Lang::Chinese, 1) => format!("1 字节，位置 {start}"),
        (Lang::Chinese, _) => format!("{len} 字节，位置 {start} 到 {last}"),
    }
}

/// What is to be said of a section that has no fields.
pub(super) fn about(lang: Lang, protocol: Protocol) -> Option<&'static str> {
    match protocol {
        Protocol::Data => Some(lang.pick(
            "This is all that the program handed over, and all that the other program gets. TCP, UDP and IP \
             leave it as it is.",
            "这就是程序交出的全部，也是另一个程序得到的全部。TCP、UDP 和 IP 都不改动它。",
        )),
        Protocol::Padding => Some(lang.pick(
            "An Ethernet frame carries at least 46 bytes; the sending card or its driver fills up with \
             zeros. The packet's own length tells the receiver where to stop.",
            "以太网的帧至少装 46 字节；发送的网卡或它的驱动程序用零填满。接收方根据数据包自己的长度知道在哪里\
             停止。",
        )),
        _ => None,
    }
}

/// Below a dump that is cut.
pub(super) fn more_bytes(lang: Lang, n_bytes: usize) -> String {
    let n = grouped(n_bytes as u64);
    lang.pick(format!("… {n} more bytes"), format!("…… 还有 {n} 字节"))
}

/// What a layer calls its share of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Data,
    Segment,
    Fragment,
    Datagram,
    Packet,
    Frame,
}

/// The name of a layer's share.
pub(super) fn unit(lang: Lang, unit: Unit) -> &'static str {
    match unit {
        Unit::Data => lang.pick("data", "数据"),
        Unit::Segment => lang.pick("segment", "报文段"),
        Unit::Fragment => lang.pick("fragment", "分片"),
        Unit::Datagram => lang.pick("datagram", "数据报"),
        Unit::Packet => lang.pick("packet", "数据包"),
        Unit::Frame => lang.pick("frame", "帧"),
    }
}
