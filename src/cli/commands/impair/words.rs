//! What the relay says of itself.
//!
//! The one idea: the rules are facts, and the catalogue has the words for them; here stands what surrounds them.
//!
//! See it run: `netlab impair --to 8080 --delay 500ms`.

use crate::catalogue::Lang;
use crate::event::Transport;

/// The relay ended, and did not wait for these connections to the end.
pub(super) fn connections_cut_off(lang: Lang, n_connections: usize) -> String {
    match (lang, n_connections) {
        (Lang::English, 1) => "cut off: 1 connection that did not end in time".to_owned(),
        (Lang::English, n) => format!("cut off: {n} connections that did not end in time"),
        (Lang::Chinese, n) => format!("已断开：{n} 条连接没有及时结束"),
    }
}

/// What is relayed, where to, and under which rules.
pub(super) fn relaying(lang: Lang, transport: Transport, to: &str, rules: &str) -> String {
    lang.pick(format!("{transport} to {to}: {rules}"), format!("{transport} 到 {to}：{rules}"))
}

/// The number from which all chance follows.
pub(super) fn seed_is(lang: Lang, seed: u64) -> String {
    lang.pick(
        format!("seed {seed}; with --seed {seed} the same traffic meets the same chance again"),
        format!("种子 {seed}；用 --seed {seed}，同样的通信会遇到同样的随机结果"),
    )
}

/// More waits in the relay than it takes; it changes what the rules mean, so it is said once.
pub(super) fn relay_is_full(lang: Lang) -> &'static str {
    lang.pick(
        "note: more is under way than a relay holds (64 MiB a direction, 256 MiB in all): from now on the delay makes \
         streams slower too, and loses datagrams",
        "注意：途中的数据超出了中继能保存的量（每个方向 64 MiB，总共 256 MiB）：从现在起，延迟也会减慢字节流，\
         并丢失数据报",
    )
}

/// The keys, each with what it does.
pub(super) fn keys(lang: Lang, each: &[String]) -> String {
    match lang {
        Lang::English => format!("keys: {}", each.join(", ")),
        Lang::Chinese => format!("按键：{}", each.join("，")),
    }
}

/// What the key of the cable does.
pub(super) fn cable(lang: Lang) -> &'static str {
    lang.pick("the cable out or in", "拔掉或插上网线")
}

/// What the space bar does, with its name before.
pub(super) fn space_is_for_all(lang: Lang) -> &'static str {
    lang.pick("space all rules", "空格 所有规则")
}

/// The name of what follows a scenario's last phase. It stands in records as well, so it is the same in each language.
pub(super) const fn after_the_last_phase() -> &'static str {
    "after the last phase"
}
