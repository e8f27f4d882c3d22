//! What the help says of netlab itself, and of what serves no lesson.
//!
//! The one idea: an option that every command takes is told once.
//!
//! See it run: `netlab help options`.

use crate::catalogue::CommandHelp;

pub(super) const COMMANDS: &[CommandHelp] = &[
    CommandHelp {
        command: "",
        about: "看看套接字做了什么，学习网络编程",
        options: &[
            ("quiet", "不报告套接字做了什么"),
            ("verbose", "每次都详细解释每个事件，带系统调用"),
            ("explains", "用两句话解释：first（第一次）、always 或 never"),
            ("log_format", "标准错误上的事件：text，或 json（记录文件的行）"),
            ("record", "把事件记录到新的记录文件"),
            ("record_bytes", "记录中保留每个载荷的前 N 字节"),
            ("ladder", "结束时画出自己的套接字：always 或 never"),
            ("no_live", "不告诉正在运行的 netlab live"),
            ("color", "auto、always、never、light 或 dark；遵从 NO_COLOR"),
            ("charset", "符号：unicode；终端把箭头画成两列宽时用 ascii"),
            ("lang", "所有文字的语言：en 或 zh-CN"),
            ("lessons", "使用这个目录里的课"),
            ("help", "打印一个命令的帮助"),
            ("version", "打印版本"),
        ],
        notes: "说明之后 [ ] 里的值是不写时的值。\n\
            ADDR 可以是 8080、:8080、host、host:8080、127.0.0.1:8080 或 [::1]:8080。\n\
            端口 0 由系统选择，选中的端口会打印出来。",
        examples: &[
            ("netlab tour", "服务器和客户端互相问候，边讲边画"),
            ("netlab lesson 1", "读第一课，运行其中的命令"),
            ("netlab explain ECONNREFUSED", "一个错误是什么意思，怎么办"),
        ],
    },
    CommandHelp {
        command: "doctor",
        about: "查看命令用到的东西本机有什么，缺少的怎样得到",
        options: &[],
        notes: "",
        examples: &[("netlab doctor", "每个程序、每项权限一行")],
    },
    CommandHelp {
        command: "completions",
        about: "让 shell 补全 netlab 的命令、课、检查和词条",
        options: &[("shell", "哪个 shell；不写就是 $SHELL 指定的")],
        notes: "在终端里说明脚本放在哪里；通过管道得到脚本本身。",
        examples: &[
            ("netlab completions", "这是哪个 shell，脚本放在哪里"),
            ("netlab completions fish | cat", "fish 的脚本"),
        ],
    },
    CommandHelp {
        command: "man",
        about: "用分页程序阅读手册，或者把手册页写到目录里",
        options: &[
            ("topic", "要看哪个命令的手册页；不写就是 netlab 的"),
            ("dir", "把所有命令的手册页写到这个已存在的目录"),
        ],
        notes: "",
        examples: &[("netlab man", "netlab 的手册页"), ("netlab man tcp-server", "一个命令的手册页")],
    },
    CommandHelp {
        command: "help",
        about: "打印一个命令的帮助，或者所有命令共有的选项",
        options: &[("topic", "一个命令，或者 `options`；不写就列出所有命令")],
        notes: "",
        examples: &[
            ("netlab help tcp-server", "一个命令和它的选项"),
            ("netlab help options", "所有命令共有的选项"),
        ],
    },
];
