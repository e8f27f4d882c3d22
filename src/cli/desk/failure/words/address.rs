//! What is said of a text that is no address.

use crate::catalogue::Lang;
use crate::cli::desk::address::AddressError;
use crate::cli::desk::failure::words::form::Words;

pub(super) fn words_of(lang: Lang, error: &AddressError) -> Words {
    let form = lang.pick(
        "write HOST:PORT, as in 127.0.0.1:8080, or a port alone",
        "写成 HOST:PORT，如 127.0.0.1:8080，或者单独一个端口",
    );
    match error {
        AddressError::PortTooLarge(port) => Words::new(
            lang.pick(format!("port {port} is too large"), format!("端口 {port} 太大")),
            lang.pick(
                "ports go from 0 to 65535; 0 lets the system choose",
                "端口从 0 到 65535；0 由系统选择",
            ),
        ),
        AddressError::NoPort(text) => {
            Words::new(lang.pick(format!("{text:?} is no port"), format!("{text:?} 不是端口")), form)
        }
        AddressError::NoIpv6(text) => Words::new(
            lang.pick(
                format!("{text:?} is no IPv6 address in brackets"),
                format!("{text:?} 不是方括号里的 IPv6 地址"),
            ),
            lang.pick("write it as in [::1]:8080", "写法如 [::1]:8080"),
        ),
        AddressError::BehindBrackets { rest, host, port } => behind_brackets(lang, rest, (host, *port)),
        AddressError::NoBrackets { host, port } => Words::new(
            lang.pick(
                "where does the IPv6 address end, and the port begin?",
                "IPv6 地址到哪里结束，端口从哪里开始？",
            )
            .to_owned(),
            lang.pick(format!("write [{host}]:{port}"), format!("写成 [{host}]:{port}")),
        ),
        AddressError::NoZone(zone) => Words::new(
            lang.pick(format!("this machine has no interface {zone:?}"), format!("本机没有接口 {zone:?}")),
            lang.pick(
                "see them all: ip -br addr; a number is right as well",
                "列出全部接口： ip -br addr；写编号也可以",
            ),
        ),
        AddressError::NoHost(text) => Words::new(
            lang.pick(format!("{text:?} cannot be in a host's name"), format!("主机名里不能有 {text:?}")),
            form,
        ),
        AddressError::Url => Words::new(
            lang.pick("a URL is no address", "URL 不是地址").to_owned(),
            lang.pick(
                "write host and port alone, as in 127.0.0.1:8080",
                "写主机和端口，不写其他部分，如 127.0.0.1:8080",
            ),
        ),
        AddressError::Option(text) => Words::new(
            lang.pick(format!("{text:?} is an option, not an address"), format!("{text:?} 是选项，不是地址")),
            lang.pick("options begin with plain hyphens, as in --help", "选项以半角连字符开头，如 --help"),
        ),
        AddressError::Empty => Words::new(lang.pick("the host is empty", "主机为空").to_owned(), form),
    }
}

fn behind_brackets(lang: Lang, rest: &str, (host, port): (&str, u16)) -> Words {
    Words::new(
        lang.pick(
            format!("{rest:?} behind the brackets is no port"),
            format!("方括号后面的 {rest:?} 不是端口"),
        ),
        lang.pick(
            format!("a colon stands between them, as in [{host}]:{port}"),
            format!("两者之间有一个冒号，如 [{host}]:{port}"),
        ),
    )
}
