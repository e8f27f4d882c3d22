//! What the help says of the commands for learning.
//!
//! The one idea: each names the way to look at one thing.
//!
//! See it run: `netlab help lesson`.

use crate::catalogue::CommandHelp;

pub(super) const COMMANDS: &[CommandHelp] = &[
    CommandHelp {
        command: "tour",
        about: "观看服务器和客户端互相问候，边讲边画；不需要任何准备",
        options: &[("fast", "一次讲完，不停顿")],
        notes: "",
        examples: &[
            ("netlab tour", "需要一分钟，不需要任何准备"),
            ("netlab -v tour --fast", "每个事件带系统调用"),
        ],
    },
    CommandHelp {
        command: "lesson",
        about: "一步一步地读一课，运行其中的命令；或者列出所有的课",
        options: &[
            ("which", "课的编号或名字，或者 list；不写就是正在读的或下一课"),
            ("plain", "打印全文，和通过管道一样"),
        ],
        notes: "",
        examples: &[
            ("netlab lesson list", "所有的课，以及你的进度"),
            ("netlab lesson 2", "第二课，从上次停下的地方继续"),
        ],
    },
    CommandHelp {
        command: "explain",
        about: "解释错误、事件、TCP 状态、术语、常见错误或粘贴的一行",
        options: &[("word", "要解释什么；不写时，终端里显示可选择的列表")],
        notes: "还认识 Node、Python、Go、Java、Windows 的名字，以及错误的编号。",
        examples: &[
            ("netlab explain ECONNRESET", "一个错误"),
            ("netlab explain TIME_WAIT", "一个 TCP 状态"),
            ("netlab explain read ECONNRESET", "程序打印的一行"),
            ("netlab explain sticky packets", "人们搜索的词"),
        ],
    },
    CommandHelp {
        command: "layers",
        about: "逐层查看同样的字节：数据、报文段、数据包、帧",
        options: &[
            ("text", "发送什么；不写就是一条 FTP 命令"),
            ("tcp", "用 TCP 发送，在已建立的连接上（默认）"),
            ("udp", "用 UDP 发送，作为一个数据报"),
            ("ipv4", "通过 IPv4 发送（默认）"),
            ("ipv6", "通过 IPv6 发送"),
            ("from", "发送方的地址"),
            ("to", "接收方的地址；环回按 Linux 的方式显示"),
            ("at", "一层，解释每个字段：名字或者 1 到 7"),
            ("plain", "用句子代替图和列"),
            ("format", "text 或 json"),
        ],
        notes: "",
        examples: &[
            ("netlab layers hello", "一段文本和它外面的所有首部"),
            ("netlab layers --at transport hello", "TCP 的首部，逐个字段"),
        ],
    },
    CommandHelp {
        command: "progress",
        about: "查看读过和通过了什么",
        options: &[],
        notes: "",
        examples: &[("netlab progress", "你在哪里，接下来是什么")],
    },
    CommandHelp {
        command: "progress reset",
        about: "忘掉一课，或者全部",
        options: &[("which", "课的编号或名字；不写就是全部")],
        notes: "",
        examples: &[("netlab progress reset 2", "第 2 课重新开始")],
    },
];
