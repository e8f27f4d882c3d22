//! Findings, told in Chinese: what was expected, what came, what else is known.
//!
//! The one idea: one sentence a fact, whole, and from one function.
//!
//! See it run: the lines `期望` and `实际` of any failing check with `--lang zh-CN`.

use std::net::SocketAddr;

use crate::check::exercise::expectation::{Ending, Exit, Stream};
use crate::check::exercise::template::Values;
use crate::check::peer::connection::Ended;
use crate::check::play::fact::{Came, Expected, Fact, Tool};
use crate::check::report::phrases::{measured, seconds};
use crate::check::report::zh::phrases::{how, payload, quoted, size, the_program};
use crate::event::Transport;
use crate::terminal;

/// What was expected.
pub(crate) fn expected(expected: &Expected) -> String {
    match expected {
        Expected::Tool(tool) => of_tool(*tool).to_owned(),
        Expected::CanBeStarted(program) => format!("{} 能够启动", terminal::escaped(program)),
        Expected::WasStarted { who } => format!("{}已启动", the_program(who)),
        Expected::HasPort(transport, addr) => format!("程序在 {addr} 上{}", waits(*transport)),
        Expected::Runs => "正在运行的程序".to_owned(),
        Expected::GoesOnRunning { who } => format!("{}继续运行", the_program(who)),
        Expected::Exits(exit) => of_exit(*exit),
        Expected::ReadsItsInput { who } => format!("{}读取标准输入", the_program(who)),
        Expected::Prints { what, n_times, stream } => of_output(what, *n_times, *stream),
        Expected::HasPrinted { what, n_times } => format!("{} {n_times} 次", quoted(what)),
        Expected::Words => "一些文字".to_owned(),
        Expected::LateWords => "一些文字，但不是立即".to_owned(),
        Expected::Memory(limit) => format!("内存比先前最多多 {}", size(*limit)),
        Expected::TakesWhatItIsSent => "程序接收发给它的数据".to_owned(),
        Expected::Connection(addr) => format!("到 {addr} 的连接"),
        Expected::IsConnected { who } => format!("{who} 已连接"),
        Expected::ConnectsTo { who, addr } => format!("{who} 连接到 {addr}"),
        Expected::HasSocket { who } => format!("{who} 有一个套接字"),
        Expected::SomebodyToSendTo => "有可以发送的对象".to_owned(),
        Expected::SendsDatagram { who, n_bytes } => format!("{who} 发送 {n_bytes} 字节"),
        Expected::CanSend { who } => format!("{who} 能够发送"),
        Expected::CanSendLine { who, turn } => format!("{who} 能够发送第 {turn} 行"),
        Expected::HearsLine { who, turn, n_turns } => format!("{who} 听到 {n_turns} 行中的第 {turn} 行"),
        Expected::Payload(what) => payload(what, &Values::default()),
        Expected::Line => "一行".to_owned(),
        Expected::LineWithText => "不为空的一行".to_owned(),
        Expected::Lines(n_lines) => format!("{n_lines} 行"),
        Expected::Datagram(bytes) => format!("数据报 {}", quoted(bytes)),
        Expected::NoDatagram => "没有数据".to_owned(),
        Expected::Silence => "没有数据，连接也不结束".to_owned(),
        Expected::OpenConnection => "打开的连接".to_owned(),
        Expected::End(ending) => of_ending(*ending).to_owned(),
        Expected::EndAlone(ending) => format!("{}，之前没有数据", of_ending(*ending)),
        Expected::EndNotBefore(span) => format!("连接结束，但不早于 {}", seconds(*span)),
        Expected::CleanText => "没有控制字符的文本".to_owned(),
        Expected::Pong => "程序用 PONG 回答 PING".to_owned(),
        Expected::AllMeet => "每个成员都听到其他每个成员的一行".to_owned(),
        Expected::LineThatEndsIn(text) => format!("以 {} 结尾的一行", quoted(text)),
        Expected::OnceALineThatEndsIn(text) => format!("以 {} 结尾的一行，只有一次", quoted(text)),
        Expected::NoLineThatEndsIn(text) => format!("没有以 {} 结尾的行", quoted(text)),
        Expected::WholeLines => "完整的行，每行单独".to_owned(),
        Expected::DifferentValues => "各不相同的值".to_owned(),
        Expected::SameValues => "相同的值".to_owned(),
    }
}

fn of_tool(tool: Tool) -> &'static str {
    match tool {
        Tool::Port => "netlab 自己的端口",
        Tool::Link => "netlab 自己的链路",
        Tool::Engine => "netlab 自己的消息引擎",
        Tool::UdpSocket => "netlab 自己的 UDP 套接字",
        Tool::Terminal => "给程序的终端",
        Tool::Start => "程序已启动",
        Tool::Guard => "netlab 控制的程序",
    }
}

fn waits(transport: Transport) -> &'static str {
    match transport {
        Transport::Udp => "接收",
        Transport::Tcp => "监听",
    }
}

fn of_exit(exit: Exit) -> String {
    match exit {
        Exit::Code(code) => format!("退出码 {code}"),
        Exit::Failure => "非 0 的退出码".to_owned(),
        Exit::Any => "程序结束".to_owned(),
    }
}

fn of_output(what: &[u8], n_times: usize, stream: Stream) -> String {
    let place = if stream == Stream::Err { "标准错误" } else { "标准输出" };
    let what = quoted(what);
    if n_times > 1 { format!("{place}上有 {what} {n_times} 次") } else { format!("{place}上有 {what}") }
}

fn of_ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Fin => "程序的结束（FIN）",
        Ending::Reset => "重置（RST）",
        Ending::Any => "连接结束",
    }
}

/// What came instead.
pub(crate) fn came(came: &Came) -> String {
    match came {
        Came::Nothing | Came::NoMoreDatagrams => "没有数据".to_owned(),
        Came::Error(error) => error.text.clone(),
        Came::GuardIsSilent => "守护进程没有应答".to_owned(),
        Came::GuardHasEnded => "控制它的守护进程已结束".to_owned(),
        Came::NoStepBefore => "在此之前没有步骤启动它".to_owned(),
        Came::NoPortWithin(span) => format!("{} s 内没有", span.as_secs()),
        Came::OtherSockets(sockets) => of_sockets(sockets),
        Came::EndedBefore(end) => format!("在此之前，程序{}", how(*end)),
        Came::Ended(end) => format!("程序{}", how(*end)),
        Came::StillRunning(span) => format!("{} 后仍在运行", seconds(*span)),
        Came::LeftUnread(span) => format!("大部分数据 {} 没有读取", seconds(*span)),
        Came::Printed(bytes) => quoted(bytes),
        Came::NTimes(n_times) => format!("{n_times} 次"),
        Came::WordsAfter(span) => format!("{} 后就有文字", measured(*span)),
        Came::NoWords => "没有输出".to_owned(),
        Came::MoreMemory(bytes) => format!("多了 {}", size(*bytes)),
        Came::TakesLong { who } => format!("时间太长，{who} 不必再发送"),
        Came::NoClientOfEngine => "程序没有连接到消息引擎".to_owned(),
        Came::NoSuchConnection => "没有这条连接".to_owned(),
        Came::NoSuchSocket => "没有这个套接字".to_owned(),
        Came::NobodyToAnswer => "还没有收到任何数据，无从应答".to_owned(),
        Came::Nobody | Came::NoVisitor => "没有连接到来".to_owned(),
        Came::NoListener => "netlab 还没有监听".to_owned(),
        Came::BuffersAreFull => "内核不再接收字节：两个缓冲区都已满".to_owned(),
        Came::Broken(error) => format!("连接已中断（{}）", error.text),
        Came::Heard(bytes, end) => of_heard(bytes, *end),
        Came::BlankLine => "一个空行".to_owned(),
        Came::Line(line) => format!("一行 {}", quoted(line)),
        Came::Datagram(bytes) => format!("数据报 {}", quoted(bytes)),
        Came::DatagramFrom(from) => format!("一个数据报，但来自 {from}"),
        Came::Unreachable => "ICMP 报文：那个端口已经没有套接字".to_owned(),
        Came::EndAfter(span) => format!("{} 后就结束", measured(*span)),
        Came::NoText(bytes) => format!("{}，其中有不是文本的字节", quoted(bytes)),
        Came::Twice(value) => format!("{} 两次", quoted(value)),
        Came::Different(one, other) => format!("{} 和 {}", quoted(one), quoted(other)),
        Came::Pairs { n_met, n_pairs } => format!("{n_pairs} 对中有 {n_met} 对互相听到"),
        Came::LineBefore(line) => format!("先是 {}，然后才是这一行", quoted(line)),
        Came::LineWithout(line) => format!("后面的一行 {}，而没有这一行", quoted(line)),
        Came::Again(line) => format!("又一次：{}", quoted(line)),
        Came::HeardBy { who, line } => format!("{who} 听到了 {}", quoted(line)),
    }
}

fn of_sockets(sockets: &[(SocketAddr, Transport)]) -> String {
    let listed = sockets.iter().map(|(addr, transport)| format!("{addr}（{transport}）"));
    format!("程序使用的是 {}", listed.collect::<Vec<_>>().join("、"))
}

fn of_heard(bytes: &[u8], end: Option<Ended>) -> String {
    match (bytes.is_empty(), end) {
        (true, None) => "没有数据：连接打开着，保持沉默".to_owned(),
        (true, Some(Ended::Fin)) => "流结束（FIN）".to_owned(),
        (true, Some(Ended::Reset)) => "重置（RST）".to_owned(),
        (false, end) => format!("{}，{}", quoted(bytes), and_then(end)),
    }
}

/// What came behind the bytes of [`Came::Heard`].
pub(crate) fn and_then(end: Option<Ended>) -> &'static str {
    match end {
        None => "然后没有数据",
        Some(Ended::Fin) => "然后结束（FIN）",
        Some(Ended::Reset) => "然后重置（RST）",
    }
}

/// What else is known.
pub(crate) fn fact(fact: &Fact) -> String {
    match fact {
        Fact::IsItInstalled => "安装了吗？名字写对了吗？".to_owned(),
        Fact::LastWords(words) => format!("最后的输出：{words}"),
        Fact::LeftBehind(n_left) => format!("留下了 {n_left} 个继续运行的进程：请在前台启动"),
        Fact::TakesOtherTransport { wanted } => {
            format!("练习要求 {wanted}：TCP 端口和 UDP 端口是两回事")
        }
        Fact::PortIsInEnvironment(port) => format!("端口必须来自环境变量 PORT，这里是 {port}"),
        Fact::AddressIsInEnvironment(ip) => format!("地址必须来自环境变量 HOST，这里是 {ip}"),
        Fact::TakesNoIpv4 => "那是 IPv6 地址，这里不接收 IPv4；使用 HOST 里的地址".to_owned(),
        Fact::HadSent { who, n_bytes } => format!("停住时 {who} 已发送 {n_bytes} 字节"),
        Fact::OneOf { who, n_members } => format!("那是 {n_members} 个中的 {who}"),
        Fact::DatagramsCame { n_come, n_wanted } => format!("{n_wanted} 个中收到 {n_come} 个"),
        Fact::LinesWereHeard { n_heard, n_said } => format!("{n_said} 行中听到 {n_heard} 行"),
        Fact::LinesCame(n_lines) => format!("收到 {n_lines} 行"),
        Fact::NoNewline => "文字收到了，后面没有换行符".to_owned(),
        Fact::BeginningOfALine { who } => format!("{who} 听到了一行的开头"),
        Fact::HeardWithoutNewline { who, bytes } => format!("{who} 听到了 {}，没有换行符", quoted(bytes)),
        Fact::ConnectionEnded { who, how: Ended::Fin } => format!("{who} 的连接已结束（FIN）"),
        Fact::ConnectionEnded { who, how: Ended::Reset } => format!("{who} 的连接被重置（RST）"),
        Fact::HeardItself { who } => format!("{who} 听到了自己发送的内容"),
        Fact::ChangedLine(line) => format!("有一行含有这些文字，但不以它结尾：{}", quoted(line)),
        Fact::HasNotHeard { who, whom } => format!("{who} 没有听到 {whom}"),
    }
}
