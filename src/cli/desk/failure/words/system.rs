//! What is said where the machine itself fails.

use std::io;

use crate::catalogue::Lang;
use crate::cli::desk::failure::cause::Cause;
use crate::cli::desk::failure::facts::Act;
use crate::cli::desk::failure::words::form::Words;

pub(super) fn cannot(lang: Lang, act: &Act, cause: &Cause) -> Words {
    let (name, why) = (name(lang, act), cause.words(lang));
    Words {
        message: lang.pick(format!("cannot {name}: {why}"), format!("未能{name}：{why}")),
        hint: hint(lang, act).map(str::to_owned),
    }
}

/// To stand behind `cannot`.
fn name(lang: Lang, act: &Act) -> String {
    let (english, chinese) = match act {
        Act::StartRuntime => ("start the runtime", "启动运行时"),
        Act::WaitForSignals => ("wait for signals", "等待信号"),
        Act::ListenToSockets => ("listen to the sockets", "观察套接字"),
        Act::WriteErrors => ("write to standard error", "写标准错误"),
        Act::Print => ("write to standard output", "写标准输出"),
        Act::ReadTyped => ("read what is typed", "读取输入"),
        Act::ReadStepByStep => ("read step by step", "逐步阅读"),
        Act::RunExchange => ("run the exchange", "运行这次交换"),
        Act::Judge => ("judge here", "在这里进行检查"),
        Act::FindOwnFile => ("find netlab's own file", "找到 netlab 自己的文件"),
        Act::Guard => ("guard a program", "控制程序"),
        Act::MakeSocket => ("make a socket", "创建套接字"),
        Act::ReceiveOn(addr) => {
            return lang.pick(format!("receive on {addr}"), format!("在 {addr} 上接收"));
        }
        Act::Receive => ("receive", "接收"),
        Act::Send => ("send", "发送"),
        Act::WriteManualPage => ("write the manual page", "写手册页"),
        Act::ServePage => ("serve the page", "提供页面"),
        Act::WriteCompletions => ("write the completions", "写补全脚本"),
    };
    lang.pick(english, chinese).to_owned()
}

fn hint(lang: Lang, act: &Act) -> Option<&'static str> {
    Some(match act {
        Act::Print => lang.pick(
            "is its disk full? Output can go elsewhere: > FILE, or a terminal",
            "磁盘满了吗？输出可以写到别处：> FILE，或者终端",
        ),
        Act::RunExchange => {
            lang.pick("it needs the address 127.0.0.1 of this machine", "它需要本机的地址 127.0.0.1")
        }
        Act::Judge => lang.pick(
            "this says nothing of the program; is the network up (`ip link set lo up`), and does a sandbox refuse \
             terminals, processes or sockets?",
            "这与程序无关；网络启用了吗（`ip link set lo up`）？沙箱是否不允许终端、进程或套接字？",
        ),
        _ => return None,
    })
}

pub(super) fn no_thread(lang: Lang, cause: &Cause) -> Words {
    let why = match cause.kind {
        io::ErrorKind::WouldBlock => lang.pick("the system gives no more", "系统不再提供线程").to_owned(),
        _ => cause.words(lang),
    };
    Words::new(
        lang.pick(format!("cannot start a thread: {why}"), format!("未能启动线程：{why}")),
        lang.pick(
            "a limit of processes or of memory is reached: ulimit -u and ulimit -v tell them",
            "进程数或内存达到上限：ulimit -u 和 ulimit -v 显示这两个上限",
        ),
    )
}
