//! Every command under its purpose, and the words around the help of all.
//!
//! The one idea: a reader who knows what to do, and not how it is called, looks for the purpose.
//!
//! See it run: `netlab help`.

use crate::catalogue::zh::help::{learn, more, practise, run, see};
use crate::catalogue::{CommandHelp, HelpWords, Purpose};

/// Every command.
pub(crate) const ALL: [&[CommandHelp]; 5] =
    [more::COMMANDS, learn::COMMANDS, run::COMMANDS, see::COMMANDS, practise::COMMANDS];

/// The overview: every command under its purpose.
pub(crate) const OVERVIEW: &[Purpose] = &[
    Purpose {
        title: "学习",
        rows: &[
            ("tour", "服务器和客户端，边讲边画"),
            ("lesson", "一步一步地读一课，运行其中的命令"),
            ("explain", "错误、事件、状态、术语"),
            ("layers", "同样的字节，逐层查看"),
            ("progress", "读过和通过了什么"),
        ],
    },
    Purpose {
        title: "运行",
        rows: &[
            ("tcp-server, tcp-client", "第 1 章：TCP 上的问候"),
            ("chat-server, chat-client", "第 2 章：聊天室"),
            ("udp-recv, udp-send", "第 3 章：数据报"),
        ],
    },
    Purpose {
        title: "观察",
        rows: &[
            ("sockets", "内核保存的套接字，接下来谁行动"),
            ("observe", "任何程序的套接字，不限语言"),
            ("live", "事件发生时就出现的页面"),
            ("ladder", "记录的图"),
        ],
    },
    Purpose { title: "弄坏", rows: &[("impair", "延迟、丢失、切断、重置的中继")] },
    Purpose {
        title: "练习",
        rows: &[
            ("check", "按练习检查你自己的程序"),
            ("start, solution", "练习的起步程序；你通过之后的参考解答"),
        ],
    },
    Purpose {
        title: "其他",
        rows: &[("doctor", "本机有什么，缺什么"), ("completions, man, help", "为 shell 准备，以及阅读")],
    },
];

/// The words around it.
pub(crate) const WORDS: HelpWords = HelpWords {
    options: "选项",
    global_options: "全局选项",
    commands: "命令",
    examples: "示例",
    more_options: "所有命令共有的选项：netlab help options",
    more_rules: "每条规则：netlab help rules   共有的选项：netlab help options",
    more_sharing: "这些选项：netlab help sharing   共有的选项：netlab help options",
    more: "一个命令：netlab help COMMAND   共有的选项：netlab help options",
    headings: &[
        ("Rules for streams and datagrams", "字节流和数据报的规则"),
        ("Rules for streams (TCP)", "字节流的规则（TCP）"),
        ("Rules for datagrams (--udp)", "数据报的规则（--udp）"),
        ("Sharing the room with other servers", "与其他服务器共享聊天室"),
    ],
};
