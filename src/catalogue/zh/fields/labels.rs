//! What the header fields are called in Chinese, and the words in their values.
//!
//! The one idea: within its own header a field has a short name. A value is a number mostly; the few words that the
//! decoder has stand here, each with its Chinese.
//!
//! See it run: `netlab --lang zh-CN layers`.

use crate::packet::Field;

/// What a field is called within its own header, in at most 22 columns.
pub(crate) const fn label(field: Field) -> &'static str {
    match field {
        Field::EthernetDestination => "目的 MAC 地址",
        Field::EthernetSource => "源 MAC 地址",
        Field::EthernetType => "类型",
        Field::Ipv4Version | Field::Ipv6Version => "版本",
        Field::Ipv4HeaderLength | Field::TcpHeaderLength => "首部长度",
        Field::Ipv4TypeOfService => "服务类型",
        Field::Ipv4TotalLength => "总长度",
        Field::Ipv4Identification | Field::FragmentIdentification => "标识",
        Field::Ipv4Flags | Field::TcpFlags => "标志",
        Field::Ipv4FragmentOffset | Field::FragmentOffset => "片偏移",
        Field::Ipv4Ttl => "生存时间（TTL）",
        Field::Ipv4Protocol => "协议",
        Field::Ipv4Checksum => "首部校验和",
        Field::Ipv4Source | Field::Ipv6Source => "源地址",
        Field::Ipv4Destination | Field::Ipv6Destination => "目的地址",
        Field::Ipv4Options | Field::TcpOptions => "选项",
        Field::Ipv6TrafficClass => "通信量类",
        Field::Ipv6FlowLabel => "流标签",
        Field::Ipv6PayloadLength => "载荷长度",
        Field::Ipv6NextHeader | Field::FragmentNextHeader => "下一个首部",
        Field::Ipv6HopLimit => "跳数限制",
        Field::TcpSourcePort | Field::UdpSourcePort => "源端口",
        Field::TcpDestinationPort | Field::UdpDestinationPort => "目的端口",
        Field::TcpSequenceNumber => "序号",
        Field::TcpAcknowledgmentNumber => "确认号",
        Field::TcpWindow => "窗口",
        Field::TcpChecksum | Field::UdpChecksum => "校验和",
        Field::TcpUrgentPointer => "紧急指针",
        Field::UdpLength => "长度",
    }
}

/// A value in Chinese, as the decoder gives it.
pub(crate) fn value(value: &str) -> String {
    WORDS.iter().fold(value.to_owned(), |value, (english, chinese)| value.replace(english, chinese))
}

/// The words that the decoder has.
const WORDS: &[(&str, &str)] = &[
    (" bytes", " 字节"),
    ("do not fragment", "不许分片"),
    ("more fragments", "还有分片"),
    ("the last", "最后一片"),
    ("window scale", "窗口扩大"),
    ("SACK permitted", "允许 SACK"),
    ("timestamps", "时间戳"),
    ("no-ops", "个空操作"),
    ("no-op", "个空操作"),
    ("none", "无"),
    ("unknown", "不认识"),
    (", ", "，"),
];

#[cfg(all(test, feature = "cli"))]
mod tests {
    use std::net::SocketAddr;

    use super::*;
    use crate::packet::{Medium, Plan, Transport, take_apart};
    use crate::terminal;

    #[test]
    fn no_value_keeps_an_english_word_that_is_no_name() {
        let addr = |text: &str| text.parse::<SocketAddr>().expect("an address");
        let ends = [("192.0.2.10:1", "198.51.100.7:8080"), ("[2001:db8::1]:1", "[2001:db8::2]:8080")];
        for (from, to) in ends {
            for transport in [Transport::Tcp, Transport::Udp] {
                let plan = Plan { from: addr(from), to: addr(to), transport, medium: Medium::Ethernet };
                let frame = plan.frame(&[0; 3000]).expect("a frame");
                for part in take_apart(&frame).expect("it comes apart").iter().flat_map(|it| &it.parts) {
                    let value = value(&part.value);
                    let is_word = |word: &str| {
                        word.len() > 3
                            && word.chars().all(|char| char.is_ascii_lowercase())
                            && !word.chars().all(|char| char.is_ascii_hexdigit())
                    };
                    let word = value.split([' ', ',', '(', ')', '，']).find(|word| is_word(word));
                    assert_eq!(word, None, "{:?}: {value}", part.field);
                }
            }
        }
    }

    #[test]
    fn each_label_keeps_to_its_column() {
        for field in Field::ALL {
            assert!(terminal::width(label(*field)) <= 22, "{field}");
        }
    }
}
