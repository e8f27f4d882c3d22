//! What is said to a rule that cannot be.
//!
//! The one idea: a stream and a datagram suffer different things. A rule asked of the wrong one is answered with
//! the reason, because the reason is the lesson.
//!
//! See it run: `netlab impair --to 8080 --loss 10%`.

use crate::catalogue::Lang;
use crate::cli::desk::failure::words::form::Words;
use crate::cli::desk::failure::words::value;
use crate::event::Rule;
use crate::impair::RuleFlaw;

/// Why a rule of a file cannot be set.
pub(super) fn flaw_of(lang: Lang, name: &str, flaw: &RuleFlaw) -> Words {
    match flaw {
        RuleFlaw::Unknown => Words::new(
            lang.pick(format!("`{name}` is no rule"), format!("没有规则 `{name}`")),
            lang.pick(
                "the rules have the names of the options: netlab impair --help",
                "规则的名字就是选项的名字： netlab impair --help",
            ),
        ),
        RuleFlaw::Elsewhere(rule) => not_here(lang, name, *rule),
        RuleFlaw::Value(error) => {
            let Words { message, hint } = value::of_rule(lang, error);
            let message = lang.pick(format!("{name}: {message}"), format!("{name}：{message}"));
            Words { message, hint }
        }
    }
}

/// Why a rule cannot be where it was asked for, and what comes nearest; `name` is how it was named there.
pub(super) fn not_here(lang: Lang, name: &str, rule: Rule) -> Words {
    let (why, instead) = match lang {
        Lang::English => in_english(rule),
        Lang::Chinese => in_chinese(rule),
    };
    Words::new(format!("{name} {why}"), instead)
}

const fn in_english(rule: Rule) -> (&'static str, &'static str) {
    match rule {
        Rule::Loss | Rule::BurstLoss => (
            "cannot be seen on a stream: TCP sends a lost segment again, and turns loss into delay",
            "to see that delay: --stall-after 64KiB --stall-for 200ms; to lose datagrams: --udp",
        ),
        Rule::Duplicate => (
            "cannot be seen on a stream: TCP numbers its bytes, and throws away what comes twice",
            "to repeat datagrams: --udp",
        ),
        Rule::Reorder => (
            "cannot be seen on a stream: TCP numbers its bytes, and passes them on in order",
            "a byte that is late holds up those behind it: --jitter TIME; to reorder datagrams: --udp",
        ),
        Rule::Mtu => (
            "cannot be seen on a stream: TCP cuts its segments so that they fit",
            "to see bytes come in small pieces: --slice 1..10; to let large datagrams vanish: --udp",
        ),
        Rule::Slice => (
            "is not for datagrams: a datagram arrives whole or not at all",
            "to let large ones vanish: --mtu SIZE; to cut streams leave out --udp",
        ),
        Rule::Coalesce => (
            "is not for datagrams: UDP keeps message boundaries, and no receive gives two",
            "to pass them on late: --delay TIME; to join writes on a stream leave out --udp",
        ),
        Rule::StallAfter => (
            "is not for datagrams: what is held up in a network is lost or late one by one",
            "for losses in a row: --burst-loss 1%,25%; to stall a stream leave out --udp",
        ),
        Rule::Blackhole => (
            "is not for datagrams: nobody keeps them until the cable is back",
            "to lose them all: --loss 100%",
        ),
        Rule::ResetAfter | Rule::SlowClose | Rule::AcceptOnly => (
            "is not for datagrams: UDP has no connections, so nothing is accepted, closed or reset",
            "to relay connections leave out --udp",
        ),
        Rule::Delay | Rule::Jitter | Rule::Rate | Rule::LinkRate => {
            ("is for both", "add --udp, or leave it out")
        }
    }
}

const fn in_chinese(rule: Rule) -> (&'static str, &'static str) {
    match rule {
        Rule::Loss | Rule::BurstLoss => (
            "在字节流上看不到：TCP 重传丢失的报文段，丢失变成时延",
            "要看到这种时延：--stall-after 64KiB --stall-for 200ms；要丢失数据报：--udp",
        ),
        Rule::Duplicate => ("在字节流上看不到：TCP 给字节编号，丢弃重复到达的字节", "要重复数据报：--udp"),
        Rule::Reorder => (
            "在字节流上看不到：TCP 给字节编号，按顺序交付",
            "迟到的字节使后面的字节等待：--jitter TIME；要使数据报乱序：--udp",
        ),
        Rule::Mtu => (
            "在字节流上看不到：TCP 把报文段切得足够小",
            "要看到字节分小块到达：--slice 1..10；要使大的数据报消失：--udp",
        ),
        Rule::Slice => (
            "不用于数据报：数据报要么完整到达，要么不到达",
            "要使大的数据报消失：--mtu SIZE；要切开字节流，不写 --udp",
        ),
        Rule::Coalesce => (
            "不用于数据报：UDP 保留消息边界，一次接收不会得到两个",
            "要推迟转发：--delay TIME；要在字节流上合并写入，不写 --udp",
        ),
        Rule::StallAfter => (
            "不用于数据报：在网络中停住的数据报会各自丢失或迟到",
            "要连续丢失：--burst-loss 1%,25%；要使字节流停住，不写 --udp",
        ),
        Rule::Blackhole => ("不用于数据报：线缆恢复之前没有谁保存数据报", "要全部丢失：--loss 100%"),
        Rule::ResetAfter | Rule::SlowClose | Rule::AcceptOnly => {
            ("不用于数据报：UDP 没有连接，所以没有接受、关闭和重置", "要中继连接，不写 --udp")
        }
        Rule::Delay | Rule::Jitter | Rule::Rate | Rule::LinkRate => ("两种都可以用", "加上 --udp，或者不写"),
    }
}
