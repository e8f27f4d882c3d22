//! What is said of a text that is no value.
//!
//! The one idea: what it is not, and how it is written.

use crate::catalogue::Lang;
use crate::cli::desk::failure::words::form::Words;
use crate::cli::desk::no_value::NoValue;
use crate::impair::{ValueError, ValueKind};

/// A value of a rule that is none.
pub(super) fn of_rule(lang: Lang, error: &ValueError) -> Words {
    let (what, how) = match lang {
        Lang::English => in_english(error.expected),
        Lang::Chinese => in_chinese(error.expected),
    };
    Words::new(format!("{:?} {what}", error.found), how)
}

const fn in_english(expected: ValueKind) -> (&'static str, &'static str) {
    match expected {
        ValueKind::Time => ("is no time", "write it as in 100ms, 2s or 1.5s"),
        ValueKind::TimeOfADay => ("is longer than a day", "write it as in 24h"),
        ValueKind::Size => ("is no number of bytes", "write it as in 1500, 64KiB or 1MB"),
        ValueKind::Speed => ("is no rate", "write it as in 64KiB/s: bytes a second, at least 1"),
        ValueKind::Share => ("is no share", "write it as in 10%: from 0% to 100%"),
        ValueKind::Slice => {
            ("is no range of sizes", "write it as in 1..10: from 1 to 10 bytes, or 5: always 5")
        }
        ValueKind::StallAfter => ("is no number of bytes of at least 1", "write it as in 64KiB"),
        ValueKind::ResetAfter => ("is no number of bytes or time", "write it as in 1500, 64KiB or 2s"),
        ValueKind::BurstLoss => {
            ("is no burst loss P,R[,BAD[,GOOD]]", "write it as in 1%,25% or 1%,25%,80%,0.1%")
        }
        ValueKind::Flag => ("is neither true nor false", "write true, or leave it out"),
    }
}

const fn in_chinese(expected: ValueKind) -> (&'static str, &'static str) {
    match expected {
        ValueKind::Time => ("不是时间", "写法如 100ms、2s 或 1.5s"),
        ValueKind::TimeOfADay => ("超过一天", "写法如 24h"),
        ValueKind::Size => ("不是字节数", "写法如 1500、64KiB 或 1MB"),
        ValueKind::Speed => ("不是速率", "写法如 64KiB/s：每秒的字节数，至少为 1"),
        ValueKind::Share => ("不是比例", "写法如 10%：从 0% 到 100%"),
        ValueKind::Slice => ("不是大小的范围", "写法如 1..10：从 1 到 10 字节；或 5：总是 5 字节"),
        ValueKind::StallAfter => ("不是至少为 1 的字节数", "写法如 64KiB"),
        ValueKind::ResetAfter => ("不是字节数，也不是时间", "写法如 1500、64KiB 或 2s"),
        ValueKind::BurstLoss => ("不是突发丢失 P,R[,BAD[,GOOD]]", "写法如 1%,25% 或 1%,25%,80%,0.1%"),
        ValueKind::Flag => ("不是 true，也不是 false", "写 true，或者不写"),
    }
}

/// A value of another option, or an argument. Without a hint it says itself how it is written.
pub(super) fn of_option(lang: Lang, why: &NoValue) -> Words {
    let message = match why {
        NoValue::Number { from, to: Some(to) } => lang.pick(
            format!("expected a number from {from} to {to}"),
            format!("应为 {from} 到 {to} 之间的数字"),
        ),
        NoValue::Number { from, to: None } => {
            lang.pick(format!("expected a number of at least {from}"), format!("应为至少是 {from} 的数字"))
        }
        NoValue::Group { typed } => {
            let message =
                lang.pick(format!("{typed:?} is no multicast address"), format!("{typed:?} 不是多播地址"));
            let hint = lang.pick(
                "groups go from 224.0.0.0 to 239.255.255.255; those of IPv6 begin with ff",
                "多播组从 224.0.0.0 到 239.255.255.255；IPv6 的多播组以 ff 开头",
            );
            return Words::new(message, hint);
        }
        named => expected(lang, named).to_owned(),
    };
    Words { message, hint: None }
}

const fn expected(lang: Lang, why: &NoValue) -> &'static str {
    let (english, chinese) = match why {
        NoValue::Number { .. } | NoValue::Group { .. } => ("", ""),
        NoValue::Port => ("expected a port, from 1 to 65535", "应为端口，从 1 到 65535"),
        NoValue::Socket => (
            "expected a socket's number, :PORT or ADDRESS:PORT, as in 3, :8080 or 127.0.0.1:8080",
            "应为套接字的编号、:PORT 或 ADDRESS:PORT，如 3、:8080 或 127.0.0.1:8080",
        ),
        NoValue::Kind => {
            ("not the name of an event; netlab explain lists them", "不是事件名；netlab explain 会列出事件名")
        }
        NoValue::TimeOfLadder => {
            ("expected a time as in 1.5s, 20ms or 300us", "应为时间，如 1.5s、20ms 或 300us")
        }
        NoValue::Picture => {
            ("expected a name that ends in .svg or .html", "应为以 .svg 或 .html 结尾的文件名")
        }
        NoValue::Layer => (
            "expected application, transport, internet, link, or 1 to 7",
            "应为 application、transport、internet、link，或者 1 到 7",
        ),
        NoValue::Framing => ("expected lines, length or raw", "应为 lines、length 或 raw"),
        NoValue::SlowReader => {
            ("expected disconnect, drop, wait or buffer", "应为 disconnect、drop、wait 或 buffer")
        }
        NoValue::Engine => ("expected nats://HOST:PORT", "应为 nats://HOST:PORT"),
        NoValue::Machine => ("expected 1 to 8 of a to z and 0 to 9", "应为 1 到 8 个 a 到 z、0 到 9 的字符"),
        NoValue::Room => {
            ("expected 1 to 32 of a to z, 0 to 9 and -", "应为 1 到 32 个 a 到 z、0 到 9 或 - 的字符")
        }
        NoValue::Reply => ("expected none, echo or ack", "应为 none、echo 或 ack"),
        NoValue::Form => ("expected text, hex or json", "应为 text、hex 或 json"),
    };
    match lang {
        Lang::English => english,
        Lang::Chinese => chinese,
    }
}
