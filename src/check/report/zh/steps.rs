//! Steps, told in Chinese.
//!
//! The one idea: each step says itself in a sentence with the very values of the run, so the numbered steps are the
//! story of the check. A time limit stands before the verb.
//!
//! See it run: any failing check with `--lang zh-CN`.

use std::time::Duration;

use crate::check::exercise::act::{Act, Cut, Sending};
use crate::check::exercise::expectation::{Ending, Exit, Expectation, Presence, Stream};
use crate::check::exercise::step::{Deed, Step};
use crate::check::exercise::template::Values;
use crate::check::play::story::{Happening, Told};
use crate::check::report::phrases::seconds;
use crate::check::report::zh::phrases::{lines, payload, quoted, quoted_text, size, the_program};
use crate::terminal;

/// What was done or seen, as a sentence without its full stop.
pub(crate) fn sentence(told: &Told<'_>) -> String {
    let sentence = match &told.what {
        Happening::Step(step, values) => of_step(step, values),
        Happening::Printed(line) => format!("程序打印了一行 {}", quoted(line)),
    };
    if told.was_forgiven { sentence + "（失败了，这是允许的）" } else { sentence }
}

/// A step.
pub(crate) fn of_step(step: &Step, values: &Values) -> String {
    match &step.deed {
        Deed::Act(act) => of_act(act, values),
        Deed::Expect(who, expectation) => {
            let limit = step.within.map_or_else(String::new, within);
            of_expectation((who, &limit), expectation, values)
        }
        Deed::Repeat(n_rounds, _) => format!("以下步骤重复 {n_rounds} 轮："),
    }
}

fn within(limit: Duration) -> String {
    format!("在 {} 内", seconds(limit))
}

fn of_act(act: &Act, values: &Values) -> String {
    match act {
        Act::Start { who, args, .. } if args.is_empty() => format!("启动{}", the_program(who)),
        Act::Start { who, args, .. } => format!("启动{}，参数 {}", the_program(who), args.join(" ")),
        Act::Signal { who, signal } => format!("向{}发送 {}", the_program(who), signal.name()),
        Act::Kill { who } => format!("杀死{}", the_program(who)),
        Act::Restart { who } => format!("杀死{}，再次启动", the_program(who)),
        Act::Type { who, what } => format!("向{}输入{}", the_program(who), spaced(&payload(what, values))),
        Act::CloseStdin { who } => format!("结束{}的标准输入", the_program(who)),
        Act::Listen { is_full: true } => "netlab 在端口上监听，它的队列已满".to_owned(),
        Act::Listen { .. } => "netlab 在端口上监听".to_owned(),
        Act::Accept { who } => format!("{who}：接受程序的连接"),
        Act::Impair { who, .. } => format!("从现在起，{who} 有意使流量变坏"),
        Act::Connect { who, is_narrow: true, .. } => format!("{who} 建立连接，如同在慢链路上"),
        Act::Connect { who, count: 1, .. } => format!("{who} 建立连接"),
        Act::Connect { who, count, .. } => format!("{count} 个客户端建立连接：{who}.1 到 {who}.{count}"),
        Act::Engine { who, slice: Some(n_bytes), .. } => format!("{who} 在运行，每次只写 {n_bytes} 字节"),
        Act::Engine { who, .. } => format!("{who} 在运行，供聊天室的所有服务器使用"),
        Act::Ping { who } => format!("{who} 用 PING 询问程序"),
        Act::Open { who, count: 1, .. } => format!("{who} 打开一个 UDP 套接字"),
        Act::Open { who, count, .. } => format!("打开 {count} 个 UDP 套接字：{who}.1 到 {who}.{count}"),
        Act::Send { who, what, how } => {
            format!("{who} 发送{}{}", spaced(&payload(what, values)), of_sending(how))
        }
        Act::Finish { who } => format!("{who} 结束发送（FIN）"),
        Act::Reset { who } => format!("{who} 重置连接（RST）"),
        Act::Leave { who } => format!("{who} 离开（FIN）"),
        Act::Close { who } => format!("关闭 {who}"),
        Act::StopReading { who } => format!("{who} 停止读取"),
        Act::ReadAgain { who } => format!("{who} 重新读取"),
        Act::Meet { who } => format!("{} 互相发送，直到每个都收到了其他每个", who.join("、")),
        Act::Measure { who } => format!("测量{}的内存", the_program(who)),
        Act::React { who, delay, .. } if !delay.is_zero() => {
            format!("从现在起，{who} 自动应答，每次晚 {}", seconds(*delay))
        }
        Act::React { who, .. } => format!("从现在起，{who} 自动应答"),
    }
}

/// With a blank before it, where it does not begin with Chinese.
fn spaced(text: &str) -> String {
    if text.starts_with(|char: char| char.is_ascii()) { format!(" {text}") } else { text.to_owned() }
}

fn of_sending(how: &Sending) -> String {
    let cut = match &how.cut {
        Cut::Whole => String::new(),
        Cut::EachByte => "，逐字节发送".to_owned(),
        Cut::At(places) => {
            let places: Vec<String> = places.iter().map(usize::to_string).collect();
            format!("，在第 {} 字节之后切开", places.join("、"))
        }
        Cut::AtRound => "，分两段".to_owned(),
    };
    let times = if how.times > 1 {
        format!("，共 {} 次", terminal::grouped(u64::from(how.times)))
    } else {
        String::new()
    };
    let every = how.every.map_or_else(String::new, |pause| format!("，每 {} 一次", seconds(pause)));
    let beside = if how.is_meanwhile { "，与后面的步骤同时进行" } else { "" };
    cut + &times + &every + beside
}

/// Who, with the time limit that stands before the verb.
fn of_expectation((who, limit): (&str, &str), expectation: &Expectation, values: &Values) -> String {
    let (program, who) = (the_program(who) + limit, format!("{who} {limit}"));
    let who = who.as_str();
    match expectation {
        Expectation::Bytes(what) => format!("{who}收到{}", spaced(&payload(what, values))),
        Expectation::Lines { lines: all, .. } => format!("{who}收到{}", spaced(&lines(all, values))),
        Expectation::AnyLine { .. } => format!("{who}收到一行"),
        Expectation::Count { n_lines, .. } => format!("{who}收到 {n_lines} 行"),
        Expectation::Hears { lines, times: 1 } => {
            let lines: Vec<String> = lines.iter().map(|line| quoted_text(line, values)).collect();
            format!("{who}听到 {}", lines.join("、"))
        }
        Expectation::Hears { times, .. } => format!("{who}按顺序听到全部 {times} 行"),
        Expectation::HearsEach { speakers, times, has_gaps: false } => {
            format!("{who}听到 {} 个成员各 {times} 行，完整并按顺序", speakers.len())
        }
        Expectation::HearsEach { speakers, times, .. } => {
            format!("{who}听到 {} 个成员各不超过 {times} 行，完整并按顺序", speakers.len())
        }
        Expectation::Lacks(line) => format!("{who}没有听到 {}", quoted_text(line, values)),
        Expectation::Nothing(span) => format!("{who}{} 没有收到任何数据", seconds(*span)),
        Expectation::Open(span) => format!("{who}的连接保持打开 {}", seconds(*span)),
        Expectation::End { ending, not_before, .. } => {
            let early = if not_before.is_zero() {
                String::new()
            } else {
                format!("，不早于 {}", seconds(*not_before))
            };
            match ending {
                Ending::Fin => format!("{who}收到程序的结束（FIN）{early}"),
                Ending::Reset => format!("{who}的连接被重置（RST）{early}"),
                Ending::Any => format!("{who}的连接结束{early}"),
            }
        }
        Expectation::Datagram { what, times, .. } => {
            let n_times = if *times > 1 { format!(" {times} 次") } else { String::new() };
            format!("{who}收到数据报 {}{n_times}", quoted_text(what, values))
        }
        Expectation::Datagrams(all) => format!("{who}按顺序收到 {} 个数据报", all.len()),
        Expectation::Clean => format!("{who}收到的只有文本"),
        Expectation::Running => format!("{program}仍在运行"),
        Expectation::Exit(Exit::Code(code)) => format!("{program}以退出码 {code} 结束"),
        Expectation::Exit(Exit::Failure) => format!("{program}以非 0 的退出码结束"),
        Expectation::Exit(Exit::Any) => format!("{program}结束"),
        Expectation::Output { stream, what, presence, times, .. } => {
            let what = quoted_text(what, values);
            program + &of_output(*stream, &what, *presence, *times)
        }
        Expectation::Growth(bytes) => format!("{program}的内存增长不到 {}", size(*bytes)),
        Expectation::Differ(_) => "这些值各不相同".to_owned(),
        Expectation::Same(all) => format!("这 {} 个值相同", all.len()),
    }
}

fn of_output(stream: Stream, what: &str, presence: Presence, n_times: u32) -> String {
    let place = match stream {
        Stream::Out => "标准输出",
        Stream::Err => "标准错误",
        Stream::Both => "输出",
    };
    match presence {
        Presence::Has if n_times > 1 => format!("在{place}上打印了 {what} {n_times} 次"),
        Presence::Has => format!("在{place}上打印了 {what}"),
        Presence::Once => format!("在{place}上恰好打印了一次 {what}"),
        Presence::Lacks => format!("没有在{place}上打印 {what}"),
        Presence::New => "有输出".to_owned(),
    }
}
