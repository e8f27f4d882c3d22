//! The header fields in Chinese: the packet's headers.
//!
//! The one idea: these fields are read by every router on the way, so they hold what a router must
//! know, and nothing of programs.
//!
//! See it run: `netlab layers --at internet`.

use crate::catalogue::entry::FieldText;

pub(super) const IPV_4_VERSION: FieldText = FieldText {
    title: "IP 的版本",
    meaning: "4 位，数值 4。它在最前面，接收方由此知道其余部分怎么读。",
};

pub(super) const IPV_4_HEADER_LENGTH: FieldText = FieldText {
    title: "首部在哪里结束",
    meaning: "4 位，以 4 字节为单位：5 表示 20 字节，也就是没有选项的首部。",
};

pub(super) const IPV_4_TYPE_OF_SERVICE: FieldText = FieldText {
    title: "怎样对待数据包，有没有拥塞",
    meaning: "8 位，旧名服务类型。其中 6 位（DSCP）请求路由器按某种方式处理，多数路由器不理会；另外 2 位（ECN）\
        让路由器在不得不丢包之前报告拥塞。",
};

pub(super) const IPV_4_TOTAL_LENGTH: FieldText = FieldText {
    title: "数据包的长度，包括首部",
    meaning: "最大 65,535。在填充过的帧里，它还指明数据包在哪里结束。",
};

pub(super) const IPV_4_IDENTIFICATION: FieldText = FieldText {
    title: "同一数据包的所有分片共有的编号",
    meaning: "接收方用它把一个数据包的分片组装起来。没有分片、也不允许分片的数据包，它没有意义。",
};

pub(super) const IPV_4_FLAGS: FieldText = FieldText {
    title: "是否允许分片，后面是否还有分片",
    meaning: "“不分片”禁止路由器拆分数据包：太大的会被丢弃并报告，发送方由此得知路径的 MTU。“更多分片”在\
        最后一个以外的所有分片里都置 1。",
};

pub(super) const IPV_4_FRAGMENT_OFFSET: FieldText = FieldText {
    title: "这一片在整个数据包中的起点",
    meaning: "13 位，以 8 字节为单位。没有分片的数据包和第一个分片里，它是 0。",
};

pub(super) const IPV_4_TTL: FieldText = FieldText {
    title: "还可以经过多少个路由器",
    meaning: "生存时间（TTL）：每个路由器减 1，减到 0 就丢弃，所以没有数据包会永远转圈。Linux 从 64 开始。\
        traceroute 用它来找出途中的路由器。",
};

pub(super) const IPV_4_PROTOCOL: FieldText = FieldText {
    title: "数据包承载的内容",
    meaning: "接下来由哪个协议读取：6 是 TCP，17 是 UDP，1 是 ICMP。TCP 和 UDP 各有自己的端口，所以它在端口\
        之前。",
};

pub(super) const IPV_4_CHECKSUM: FieldText = FieldText {
    title: "只对首部计算的校验和",
    meaning: "每个路由器都检查它，并重新计算，因为 TTL 已改变。它不包含数据：数据由 TCP 和 UDP 负责。",
};

pub(super) const IPV_4_SOURCE: FieldText = FieldText {
    title: "发送的机器",
    meaning: "4 字节。应答发往这里。转换地址的路由器（NAT）在这里写自己的地址。",
};

pub(super) const IPV_4_DESTINATION: FieldText = FieldText {
    title: "数据包要到达的机器",
    meaning: "4 字节。每个路由器根据它选择下一个设备。它一路不变，除非地址被转换（NAT）。",
};

pub(super) const IPV_4_OPTIONS: FieldText = FieldText {
    title: "首部中少见的附加内容",
    meaning: "例如记录路由。许多路由器丢弃带选项的数据包，所以程序不用它们。",
};

pub(super) const IPV_6_VERSION: FieldText = FieldText {
    title: "IP 的版本",
    meaning: "4 位，数值 6。它在最前面，接收方由此知道其余部分怎么读。",
};

pub(super) const IPV_6_TRAFFIC_CLASS: FieldText = FieldText {
    title: "怎样对待数据包，有没有拥塞",
    meaning: "8 位。其中 6 位（DSCP）请求路由器按某种方式处理，多数路由器不理会；另外 2 位（ECN）让路由器在\
        不得不丢包之前报告拥塞。",
};

pub(super) const IPV_6_FLOW_LABEL: FieldText = FieldText {
    title: "同一会话的数据包共有的编号",
    meaning: "20 位，由发送方的内核随机选择。有多条等价路径的路由器可以用它使一个会话的数据包走同一条路。",
};

pub(super) const IPV_6_PAYLOAD_LENGTH: FieldText = FieldText {
    title: "首部之后有多少字节",
    meaning: "最大 65,535。首部本身不计入：它总是 40 字节。",
};

pub(super) const IPV_6_NEXT_HEADER: FieldText = FieldText {
    title: "数据包承载的内容",
    meaning: "接下来读取哪个首部：6 是 TCP，17 是 UDP，58 是 ICMPv6，44 是分片。",
};

pub(super) const IPV_6_HOP_LIMIT: FieldText = FieldText {
    title: "还可以经过多少个路由器",
    meaning: "每个路由器减 1，减到 0 就丢弃，所以没有数据包会永远转圈。IPv4 称它为 TTL。",
};

pub(super) const IPV_6_SOURCE: FieldText =
    FieldText { title: "发送的机器", meaning: "16 字节。应答发往这里。" };

pub(super) const IPV_6_DESTINATION: FieldText = FieldText {
    title: "数据包要到达的机器",
    meaning: "16 字节。每个路由器根据它选择下一个设备。",
};

pub(super) const FRAGMENT_NEXT_HEADER: FieldText = FieldText {
    title: "被分片的是什么",
    meaning: "分片组装之后，整个数据包以哪个首部开始。",
};

pub(super) const FRAGMENT_OFFSET: FieldText = FieldText {
    title: "这一片的起点，后面是否还有",
    meaning: "13 位，以 8 字节为单位；另有 1 位，在最后一片以外的所有分片里是 1。",
};

pub(super) const FRAGMENT_IDENTIFICATION: FieldText = FieldText {
    title: "同一数据包的所有分片共有的编号",
    meaning: "接收方用它把一个数据包的分片组装起来。IPv6 只由发送方分片，路由器从不分片。",
};
