//! What is said of something that was asked for and cannot be, or does not go together.

use crate::catalogue::Lang;
use crate::cli::desk::failure::facts::{Clash, Lack, Leads, RequestFailure};
use crate::cli::desk::failure::words::form::Words;
use crate::cli::desk::failure::words::rule;
use crate::cli::desk::failure::words::usage::no_such_command;
use crate::packet::TooLong;

pub(super) fn words_of(lang: Lang, failure: &RequestFailure) -> Words {
    match failure {
        RequestFailure::DashesMissing { word, before, behind } => Words::new(
            lang.pick(format!("`--` is missing before {word}"), format!("{word} 之前缺少 `--`")),
            lang.pick(
                format!("what stands behind it is run as the program: netlab {before} -- {behind}"),
                format!("它后面的内容作为程序运行： netlab {before} -- {behind}"),
            ),
        ),
        RequestFailure::LessonMissing { which, before, behind } => Words::new(
            lang.pick(format!("there is no lesson {which:?}"), format!("没有 {which:?} 这一课")),
            lang.pick(
                format!("a lesson's number or name stands before the program: netlab {before} N -- {behind}"),
                format!("课的编号或名字写在程序之前： netlab {before} N -- {behind}"),
            ),
        ),
        RequestFailure::NotTaken { program, option, lack } => not_taken(lang, (program, option), *lack),
        RequestFailure::NotInCatalogue { asked, leads } => Words::new(
            lang.pick(format!("{asked:?} is not in the catalogue"), format!("目录里没有 {asked:?}")),
            leads_on(lang, leads),
        ),
        RequestFailure::NoCommand { name } => no_command(lang, name),
        RequestFailure::NoShell => no_shell(lang),
        RequestFailure::NothingToDraw { are_filtered } => nothing_to_draw(lang, *are_filtered),
        RequestFailure::RuleNotHere(rule) => rule::not_here(lang, &format!("--{rule}"), *rule),
        RequestFailure::Clash(clash) => {
            let (message, hint) = match lang {
                Lang::English => clashing(*clash),
                Lang::Chinese => clashing_in_chinese(*clash),
            };
            Words::new(message.to_owned(), hint)
        }
        RequestFailure::NothingToChange { .. }
        | RequestFailure::TooLong(_)
        | RequestFailure::OtherFamily { .. }
        | RequestFailure::HalfLocal { .. }
        | RequestFailure::NameForAddress { .. } => of_layers(lang, failure),
    }
}

/// What is said of a packet that cannot be shown.
fn of_layers(lang: Lang, failure: &RequestFailure) -> Words {
    match failure {
        RequestFailure::TooLong(TooLong { limit, n_bytes }) => Words::new(
            lang.pick(
                format!("a datagram holds at most {limit} bytes here, and these are {n_bytes}"),
                format!("这里一个数据报最多有 {limit} 字节，而现在是 {n_bytes} 字节"),
            ),
            lang.pick(
                "the kernel would refuse it with EMSGSIZE; TCP takes any length: leave out --udp",
                "内核会以 EMSGSIZE 拒绝它；TCP 接受任何长度：不写 --udp",
            ),
        ),
        RequestFailure::OtherFamily { ip, is_ipv6 } => {
            let family = if *is_ipv6 { "IPv6" } else { "IPv4" };
            Words::new(
                lang.pick(format!("{ip} is no {family} address"), format!("{ip} 不是 {family} 地址")),
                lang.pick(
                    "one packet has two addresses of one family; give both, or leave both out",
                    "一个数据包的两个地址属于同一个地址族；两个都写，或者都不写",
                ),
            )
        }
        RequestFailure::HalfLocal { inside, outside } => Words::new(
            lang.pick(
                format!("{inside} does not leave the machine, {outside} is elsewhere"),
                format!("{inside} 不离开本机，{outside} 在别处"),
            ),
            lang.pick(
                "give two loopback addresses or none: netlab layers --to 127.0.0.1:8080",
                "写两个环回地址，或者一个都不写： netlab layers --to 127.0.0.1:8080",
            ),
        ),
        RequestFailure::NameForAddress { option, addr } => Words::new(
            lang.pick(
                format!("{option} {addr}: {:?} is a name, not an address", addr.host),
                format!("{option} {addr}：{:?} 是名字，不是地址", addr.host),
            ),
            lang.pick(
                "nothing is looked up here; write an IP address, as in 127.0.0.1:8080",
                "这里不做域名解析；写 IP 地址，如 127.0.0.1:8080",
            ),
        ),
        other => {
            let option = if let RequestFailure::NothingToChange { option } = other { option } else { "" };
            Words::new(
                lang.pick(
                    format!("with --format json there is nothing for {option} to change"),
                    format!("有 --format json 时，{option} 没有可以改变的内容"),
                ),
                lang.pick(
                    "the object holds all layers and all fields; leave one of the two out",
                    "这个对象含有所有的层和字段；两个选项去掉一个",
                ),
            )
        }
    }
}

fn nothing_to_draw(lang: Lang, are_filtered: bool) -> Words {
    if are_filtered {
        return Words::new(
            lang.pick("nothing to draw: the filters leave nothing", "没有可画的内容：过滤之后什么都不剩")
                .to_owned(),
            lang.pick(
                "without --socket, --kind, --from and --to everything is drawn",
                "不写 --socket、--kind、--from 和 --to 就画出全部",
            ),
        );
    }
    Words::new(
        lang.pick(
            "nothing to draw: no socket did anything in these traces",
            "没有可画的内容：这些记录里没有套接字做过任何事",
        )
        .to_owned(),
        lang.pick(
            "a server's record begins when it listens: was the right file given?",
            "服务器的记录从监听开始：给出的文件正确吗？",
        ),
    )
}

fn no_command(lang: Lang, name: &str) -> Words {
    Words::new(no_such_command(lang, name), lang.pick("all commands: netlab help", "全部命令： netlab help"))
}

fn no_shell(lang: Lang) -> Words {
    Words::new(
        lang.pick(
            "no shell is named, and SHELL names none that netlab knows",
            "没有写 shell 的名字，SHELL 里也不是 netlab 认识的 shell",
        )
        .to_owned(),
        lang.pick(
            "name it: netlab completions bash (or zsh, fish, elvish, powershell)",
            "写出它的名字： netlab completions bash（或 zsh、fish、elvish、powershell）",
        ),
    )
}

const fn clashing(clash: Clash) -> (&'static str, &'static str) {
    match clash {
        Clash::QuietJson => (
            "--quiet tells nothing, so --log-format json has nothing to write",
            "give one of them; --record FILE writes events also with --quiet",
        ),
        Clash::NoRecordToFill => {
            ("--record-bytes has no record to fill", "give it with --record FILE, or with --log-format json")
        }
        Clash::WidthOfPicture => {
            ("--width counts a terminal's columns, and -o draws a picture", "leave one of the two out")
        }
        Clash::VerboseTable => (
            "with --format json there is nothing for --verbose to change",
            "words are explained, data are not; leave one of the two out",
        ),
        Clash::NoBytesInTcp => {
            ("with TCP, writing no bytes sends no segment", "a datagram may be empty: netlab layers '' --udp")
        }
        Clash::QueueOnStream => (
            "--queue cannot be full on a stream: its sender waits instead",
            "--rate alone makes the sender wait; for datagrams add --udp",
        ),
        Clash::RulesTwice => (
            "rules stand in the scenario or on the command line, not in both",
            "a phase without `for` holds to the end: put the rules there",
        ),
    }
}

const fn clashing_in_chinese(clash: Clash) -> (&'static str, &'static str) {
    match clash {
        Clash::QuietJson => (
            "--quiet 什么都不报告，所以 --log-format json 没有可写的内容",
            "两个选项写一个；--record FILE 在有 --quiet 时也写入事件",
        ),
        Clash::NoRecordToFill => {
            ("--record-bytes 没有可写入的记录", "与 --record FILE 或 --log-format json 一起写")
        }
        Clash::WidthOfPicture => ("--width 是终端的列数，而 -o 画的是图", "两个选项去掉一个"),
        Clash::VerboseTable => (
            "有 --format json 时，--verbose 没有可以改变的内容",
            "文字可以解释，数据不解释；两个选项去掉一个",
        ),
        Clash::NoBytesInTcp => {
            ("在 TCP 中，写入 0 字节不会发送报文段", "数据报可以为空： netlab layers '' --udp")
        }
        Clash::QueueOnStream => {
            ("--queue 在字节流上不会满：发送方改为等待", "只写 --rate 就使发送方等待；对于数据报，加上 --udp")
        }
        Clash::RulesTwice => {
            ("规则写在场景文件里或命令行里，不能两处都写", "没有 `for` 的阶段一直持续到结束：把规则写在那里")
        }
    }
}

fn not_taken(lang: Lang, (program, option): (&str, &str), lack: Lack) -> Words {
    match lack {
        Lack::Sockets => Words::new(
            lang.pick(
                format!("{program} observes no socket, so it takes no {option}"),
                format!("{program} 不观察套接字，所以不接受 {option}"),
            ),
            lang.pick(
                "one that does: netlab --record run.jsonl tour",
                "观察套接字的命令： netlab --record run.jsonl tour",
            ),
        ),
        Lack::MoreToSay => Words::new(
            lang.pick(
                format!("{program} has no more to say, so it takes no {option}"),
                format!("{program} 没有更多内容，所以不接受 {option}"),
            ),
            lang.pick(
                "with it these say more: the programs with sockets, netlab sockets, netlab layers",
                "有这个选项时内容更多的是：使用套接字的程序、netlab sockets、netlab layers",
            ),
        ),
        Lack::Lessons => Words::new(
            lang.pick(
                format!("{program} reads no lessons, so it takes no {option}"),
                format!("{program} 不读取课程，所以不接受 {option}"),
            ),
            lang.pick(
                "it goes with netlab lesson, start, check, solution, progress",
                "它用于 netlab lesson、start、check、solution、progress",
            ),
        ),
    }
}

/// To a name, to a command of netlab, or to a text that uses the word.
fn leads_on(lang: Lang, leads: &Leads) -> String {
    match leads {
        Leads::Command(name) => lang.pick(
            format!("it is a command of netlab: netlab {name} --help"),
            format!("它是 netlab 的命令： netlab {name} --help"),
        ),
        Leads::Near(words) => lang.pick(
            format!("did you mean {}? All words: netlab explain", words.join(", ")),
            format!("是否要查 {}？全部词条： netlab explain", words.join("、")),
        ),
        Leads::Mentioning(words) => lang.pick(
            format!("these speak of it: {}. All words: netlab explain", words.join(", ")),
            format!("这些词条提到它：{}。全部词条： netlab explain", words.join("、")),
        ),
        Leads::Nowhere => lang.pick("all words: netlab explain", "全部词条： netlab explain").to_owned(),
    }
}
