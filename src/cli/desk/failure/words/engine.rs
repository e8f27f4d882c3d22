//! What is said of the engine through which several servers share a room.
//!
//! The one idea: the hint is for whoever can mend it: a cable, a password, a permission, a setting of the engine.

use crate::catalogue::Lang;
use crate::chapters::chat::machines::{Broken, Trouble};
use crate::cli::desk::failure::cause::Cause;
use crate::cli::desk::failure::facts::EngineFailure;
use crate::cli::desk::failure::words::form::Words;
use crate::terminal::grouped;

pub(super) fn words_of(lang: Lang, failure: &EngineFailure) -> Words {
    let EngineFailure { url, machine, why } = failure;
    let Some(why) = why else { return user_typed(lang) };
    let what = what(lang, why, machine);
    let message = match why {
        Trouble::Unreachable(_) => lang.pick(
            format!("cannot connect to the engine {url}: {what}"),
            format!("未能连接引擎 {url}：{what}"),
        ),
        _ => lang.pick(
            format!("cannot share a room through {url}: {what}"),
            format!("未能通过 {url} 共享聊天室：{what}"),
        ),
    };
    Words { message, hint: hint(lang, why).map(str::to_owned) }
}

fn user_typed(lang: Lang) -> Words {
    Words::new(
        lang.pick("an engine's address holds no user and no password", "引擎的地址里不写用户和密码")
            .to_owned(),
        lang.pick(
            "put them into the variables NETLAB_ENGINE_USER and NETLAB_ENGINE_PASSWORD",
            "把它们放进环境变量 NETLAB_ENGINE_USER 和 NETLAB_ENGINE_PASSWORD",
        ),
    )
}

fn what(lang: Lang, why: &Trouble, machine: &str) -> String {
    let text = match why {
        Trouble::Unreachable(error) | Trouble::Lost(error) => return Cause::from(error).words(lang),
        Trouble::NotNats(broken) => return not_nats(lang, broken),
        Trouble::NotAllowed(text) | Trouble::SentAway(text) => {
            return lang.pick(format!("it answers: {text}"), format!("它的回答是：{text}"));
        }
        Trouble::Answered { code, text } => {
            return lang
                .pick(format!("it answers: {text} ({code})"), format!("它的回答是：{text}（{code}）"));
        }
        Trouble::NameTaken => {
            return lang.pick(
                format!("another server there is called {machine} and is alive"),
                format!("那里另有一个服务器名为 {machine}，并且在运行"),
            );
        }
        Trouble::Ended => lang.pick("it ended the connection", "它结束了连接"),
        Trouble::Silent => lang.pick("no answer within 2 s", "2 s 内没有应答"),
        Trouble::Login => lang.pick("user or password are missing or wrong", "缺少用户或密码，或者不正确"),
        Trouble::NoJetStream => lang.pick("it runs without JetStream", "它没有启用 JetStream"),
        Trouble::NeedsTls => lang.pick("it wants TLS", "它要求 TLS"),
        Trouble::NoTls => lang.pick("it has no TLS", "它没有 TLS"),
    };
    text.to_owned()
}

fn not_nats(lang: Lang, broken: &Broken) -> String {
    match broken {
        Broken::TooLarge { n_bytes, max_bytes } => {
            let (n_bytes, max_bytes) = (grouped(*n_bytes), grouped(*max_bytes as u64));
            lang.pick(
                format!("it sends a message of {n_bytes} bytes; at most {max_bytes} are taken"),
                format!("它发送 {n_bytes} 字节的消息；最多接受 {max_bytes} 字节"),
            )
        }
        Broken::EndlessLine => {
            lang.pick("it sends a line that does not end", "它发送的行没有结尾").to_owned()
        }
        Broken::WrongLength => {
            lang.pick("behind a message of it there is no line end", "它的消息之后没有行结束符").to_owned()
        }
        Broken::Unknown(line) => lang
            .pick(format!("what it says is not NATS: {line:?}"), format!("它发送的不是 NATS 协议：{line:?}")),
    }
}

fn hint(lang: Lang, why: &Trouble) -> Option<&'static str> {
    let (english, chinese) = match why {
        Trouble::Unreachable(_) | Trouble::Silent => {
            ("an engine with memory is started by: nats-server -js", "带存储的引擎这样启动： nats-server -js")
        }
        Trouble::NoJetStream => {
            ("start it with its memory: nats-server -js", "启动引擎时打开存储： nats-server -js")
        }
        Trouble::Login => (
            "they come from the variables NETLAB_ENGINE_USER and NETLAB_ENGINE_PASSWORD",
            "它们来自环境变量 NETLAB_ENGINE_USER 和 NETLAB_ENGINE_PASSWORD",
        ),
        Trouble::NotAllowed(_) => (
            "README, Several servers, has the permissions that a machine needs",
            "README 的“多个服务器”一节列出了一台机器需要的权限",
        ),
        Trouble::NameTaken => {
            ("give this one another name: --machine NAME", "给这个服务器另一个名字： --machine NAME")
        }
        Trouble::NotNats(_) => ("is it the engine's port? NATS has 4222", "这是引擎的端口吗？NATS 用 4222"),
        Trouble::NeedsTls => ("write the address as tls://HOST:PORT", "把地址写成 tls://HOST:PORT"),
        Trouble::NoTls => ("write the address as nats://HOST:PORT", "把地址写成 nats://HOST:PORT"),
        Trouble::Lost(_) | Trouble::Ended | Trouble::SentAway(_) | Trouble::Answered { .. } => return None,
    };
    Some(lang.pick(english, chinese))
}
