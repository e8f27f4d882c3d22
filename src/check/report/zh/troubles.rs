//! The judge's own diagnoses, in Chinese.
//!
//! The one idea: each has a title and a text, as a diagnosis of an exercise has.
//!
//! See it run: `netlab --lang zh-CN check greeting-server -- false`.

use crate::check::play::trouble::Trouble;

/// The trouble in a few words.
pub(crate) fn title(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NotStarted => "程序无法启动",
        Trouble::NoSocket => "netlab 没有套接字来扮演自己的角色",
        Trouble::PortTaken => "端口被另一个程序占用",
        Trouble::LeftBehind => "程序结束了，留下了进程",
        Trouble::DiedAtStart => "程序在就绪之前结束",
        Trouble::ListensElsewhere => "程序在别处监听",
        Trouble::NeverListened => "程序始终没有监听",
    }
}

/// What was seen, and what to do.
pub(crate) fn text(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NotStarted => "-- 之后的命令没有变成运行的程序。",
        Trouble::NoSocket => "netlab 没能打开自己的一个套接字。这与程序无关：再运行一次检查。",
        Trouble::PortTaken => {
            "netlab 找到这个空闲端口之后，程序使用它之前，另一个程序占用了它，连续三次都是这样。这与程序无关：再运行一次检查。"
        }
        Trouble::LeftBehind => {
            "-- 之后的命令自行结束，它启动的进程还在继续。netlab 一直看着它启动的程序，直到结束：在前台启动程序，不用 &，也不用会结束的启动器。"
        }
        Trouble::DiedAtStart => {
            "程序在得到端口之前自行结束，而服务器必须一直运行。如果程序打印了什么，它自己的输出会说明原因。"
        }
        Trouble::ListensElsewhere => {
            "程序在等待，但不在练习所说的地方。每项检查有自己的地址和端口，在环境变量 HOST 和 PORT 里；命令中的 {host}、{port} 和 {addr} 会被替换成它们。"
        }
        Trouble::NeverListened => {
            "程序在运行，但没有套接字在等待客户端。如果程序还在编译，用 --start-timeout SECONDS 给它更多时间。"
        }
    }
}
