//! What the help says of the exercises.
//!
//! The one idea: one exercise goes from `start` over `check` to `solution`.
//!
//! See it run: `netlab help check`.

use crate::catalogue::CommandHelp;

pub(super) const COMMANDS: &[CommandHelp] = &[
    CommandHelp {
        command: "start",
        about: "开始一个练习：把起步程序放到你要的地方",
        options: &[
            ("which", "哪个练习：课的编号或名字"),
            ("language", "编程语言"),
            ("dir", "放在哪里；不写就是与练习同名的文件夹"),
        ],
        notes: "",
        examples: &[
            ("netlab start 2 --in node", "放进文件夹 greeting-server"),
            ("netlab start framing my-server", "放进你自己的文件夹"),
        ],
    },
    CommandHelp {
        command: "check",
        about: "按练习检查你写的程序，任何编程语言都可以",
        options: &[
            ("which", "哪个练习：课的编号或名字"),
            ("check", "只做这一项检查"),
            ("fail_fast", "有一项失败后，不再开始别的检查"),
            ("seed", "随机值的种子；失败时会打印出来"),
            ("start_timeout", "程序最多用多久启动"),
            ("format", "text、json（Exercism）或 junit（CI）"),
            ("ladder", "画出失败的过程：always 或 never"),
            ("observe", "失败的部分再来一次，画出两端：auto 或 never"),
            ("list", "列出检查和它们的 id，不运行"),
            ("command", "程序和它的参数；不写就是上一次的"),
        ],
        notes: "",
        examples: &[
            ("netlab check 2 -- python3 server.py", "HOST 和 PORT 告诉程序地址"),
            ("netlab check 2 -- node main.js {port}", "还有 {host} 和 {addr}"),
        ],
    },
    CommandHelp {
        command: "solution",
        about: "自己的程序通过之后，看看参考解答",
        options: &[
            ("which", "哪个练习：课的编号或名字"),
            ("language", "编程语言"),
            ("anyway", "自己的程序没有通过也显示"),
        ],
        notes: "",
        examples: &[("netlab solution 2 --in rust", "在你的程序通过之后")],
    },
];
