//! The header fields in Chinese: the frame's header.
//!
//! The one idea: a frame's header counts as far as the next device and no further: it is written anew
//! for each link.
//!
//! See it run: `netlab layers --at link`.

use crate::catalogue::entry::FieldText;

pub(super) const ETHERNET_DESTINATION: FieldText = FieldText {
    title: "这条链路上应该接收这个帧的设备",
    meaning: "6 字节的硬件地址（MAC 地址），只在这条链路上有效。接收方在同一条链路上时，它是接收方的；否则是\
        路由器的。内核通过询问链路得知它：用 ARP，IPv6 用邻居发现。",
};

pub(super) const ETHERNET_SOURCE: FieldText = FieldText {
    title: "发送这个帧的设备",
    meaning: "发送网卡的硬件地址。每个转发数据包的路由器都生成新的帧，在这里写自己的地址。",
};

pub(super) const ETHERNET_TYPE: FieldText = FieldText {
    title: "帧承载的内容",
    meaning: "接下来由哪个协议读取：0x0800 是 IPv4，0x86dd 是 IPv6。接收方的内核根据它选择由谁处理数据包。",
};
