//! What a ladder says of its marks and arrows, in Chinese.
//!
//! The one idea: a caption names what the drawing cannot show by itself: how much, and what is known of
//! what came of it. It claims no more than the two records do.
//!
//! See it run: `netlab ladder run.jsonl`.

use crate::catalogue::entry::{ClockWords, Drawn, PageWords};

/// The words of a ladder.
pub(crate) const DRAWN: Drawn = Drawn {
    title: |n_rows, n_sockets| format!("梯形图（时序图）：{n_rows} 行，{n_sockets} 个套接字"),
    client: "客户端",
    server: "服务器",
    listener: "监听者",
    datagrams: "udp",
    sender: "发送方",
    receiver: "接收方",
    relay: "中继",
    relay_in: "中继▸入",
    relay_out: "中继▸出",
    n_sockets: |count| format!("{count} 个套接字"),
    program: "程序",
    unknown: "套接字",
    not_recorded: "没有记录",
    notes: |notes| format!("（{}）", notes.join("，")),
    of_write: |len| format!("{len} 字节写入的一部分"),
    of_read: |len| format!("{len} 字节读取的一部分"),
    repeated: "重复",
    overtook: "越过另一个",
    could_be_either: "可能是任一个",
    cut_from: |len| format!("从 {len} 字节截断"),
    in_receive_buffer: "未读，在接收缓冲区里",
    in_some_buffer: "未读，在某个缓冲区里",
    never_accepted: "在已完成连接队列里等待",
    waited: |time| format!("等待了 {time}"),
    took: |time| format!("{time} 之后"),
    rule: |name| format!("规则 {name}"),
    not_received: "没有收到",
    unread: |size| format!("{size} 未读"),
    not_taken: |size| format!("{size} 未接收"),
    silence: |time| format!("沉默 {time}"),
    record_ends: "记录结束",
    nothing: "什么都没有发生",
    more: |count| format!("另有 {count} 行没有显示"),
    filtered: |count| format!("过滤器略去 {count} 行"),
    clock,
};

fn title(programs: &str, n_rows: usize, n_sockets: usize) -> String {
    match programs {
        "" => format!("梯形图（时序图）：{n_rows} 行，{n_sockets} 个套接字"),
        programs => format!("{programs}：梯形图（时序图），{n_rows} 行，{n_sockets} 个套接字"),
    }
}

fn clock(set: &ClockWords<'_>) -> String {
    let ClockWords { whose, follows, apart, is_behind, margin, n_messages, drift } = *set;
    let apart = apart.unwrap_or("?");
    let side = if is_behind { "慢" } else { "快" };
    let margin = margin.map(|time| format!("±{time}"));
    let how = match n_messages {
        0 => "只根据时刻".to_owned(),
        n => format!("根据 {n} 个消息"),
    };
    let drift = drift.map(|time| format!("各消息互相矛盾 {time}"));
    let details: Vec<String> = margin.into_iter().chain([how]).chain(drift).collect();
    format!("时钟：{whose} 比 {follows} {side} {apart}（{}）", details.join("，"))
}

/// The words of a page.
pub(crate) const PAGE: PageWords = PageWords {
    title,
    help: "指向、点按一行，或者用 ↑ ↓ PageUp PageDown Home End 移动；Enter 固定，Escape 取消。\
           / 过滤，n 和 N 到下一处和上一处故障。",
    filter: "过滤",
    wishes: "文本 · kind:sent · :8080 · trouble",
    shown: "显示的行数",
    detail: "这一行的详细内容",
    nothing_chosen: "还没有选择。",
    needs_script: "这个页面用脚本绘制。",
    after_first: "（从第一个事件算起）",
    carried: "承载的内容",
    first_bytes: "记录的字节数：",
    took: |time| format!("调用用时 {time}"),
    had_waited: |time| format!("程序等待了 {time}"),
    call: "调用",
    state: |change| format!("TCP 状态：{change}"),
    source: "出处",
    printed: "只打印前面的行",
};
