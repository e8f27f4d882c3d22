//! The OSI layers in Chinese, for any message and for one command of FTP.
//!
//! The one idea: a layer is a question that somebody must answer before bytes can arrive, and the
//! answer comes from the program, the kernel, the card or a router.
//!
//! See it run: `netlab layers`.

use crate::catalogue::Osi;
use crate::catalogue::entry::{Layer, OsiText};

/// What a layer does.
pub(crate) fn text(layer: Osi) -> &'static OsiText {
    match layer {
        Osi::Application => &APPLICATION,
        Osi::Presentation => &PRESENTATION,
        Osi::Session => &SESSION,
        Osi::Transport => &TRANSPORT,
        Osi::Network => &NETWORK,
        Osi::DataLink => &DATA_LINK,
        Osi::Physical => &PHYSICAL,
    }
}

/// What a layer of the Internet is called.
pub(crate) const fn internet_layer(layer: Layer) -> &'static str {
    match layer {
        Layer::Application => "应用层",
        Layer::Transport => "传输层",
        Layer::Internet => "网际层",
        Layer::Link => "网络接口层",
    }
}

const APPLICATION: OsiText = OsiText {
    name: "应用层",
    part: "程序之间约定的含义",
    ftp: "RETR 表示“把这个文件发给我”",
    handler: "程序",
    local_part: None,
    local_handler: "程序",
};

const PRESENTATION: OsiText = OsiText {
    name: "表示层",
    part: "用哪些字节表示：UTF-8",
    ftp: "ASCII 字母，最后是 CR 和 LF",
    handler: "程序",
    local_part: None,
    local_handler: "程序",
};

const SESSION: OsiText = OsiText {
    name: "会话层",
    part: "谁在什么时候发送",
    ftp: "先登录；一条命令，一个应答",
    handler: "程序",
    local_part: None,
    local_handler: "程序",
};

const TRANSPORT: OsiText = OsiText {
    name: "传输层",
    part: "发给哪个程序：端口",
    ftp: "TCP：端口 21；按顺序；会重传",
    handler: "两端的内核",
    local_part: None,
    local_handler: "内核",
};

const NETWORK: OsiText = OsiText {
    name: "网络层",
    part: "发给哪台机器：",
    ftp: "IP：地址，以及到那里的路",
    handler: "内核、路由器",
    local_part: None,
    local_handler: "内核",
};

const DATA_LINK: OsiText = OsiText {
    name: "数据链路层",
    part: "发给下一个设备：一个帧",
    ftp: "把一个帧发给下一个设备",
    handler: "内核和网卡",
    local_part: Some("发给自己：帧不到别处"),
    local_handler: "内核",
};

const PHYSICAL: OsiText = OsiText {
    name: "物理层",
    part: "比特变成电压、光或无线电波",
    ftp: "比特变成电压、光或无线电波",
    handler: "网卡",
    local_part: Some("什么都不做：字节留在内存"),
    local_handler: "没有",
};
