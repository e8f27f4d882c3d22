//! What a manual page says beyond commands and options.
//!
//! The one idea: exit codes, variables and files are netlab's own promise, alike for all commands.
//!
//! See it run: `netlab man`.

use crate::catalogue::ManualSection;

pub(crate) const MANUAL: &[ManualSection] = &[
    ManualSection {
        heading: "退出码",
        rows: &[
            ("0", "答案是“是”：已完成，或者检查通过。服务器和接收方按 Ctrl-C 也这样结束。"),
            ("1", "答案是“不”：检查失败，或者连接被拒绝、被重置、超时。"),
            (
                "2",
                "问题无法提出：用法错误、端口被占用、名字无法解析、文件无法读写，或者 explain 不认识的词。",
            ),
            ("130", "客户端被 Ctrl-C 中断。"),
        ],
    },
    ManualSection {
        heading: "环境变量",
        rows: &[
            ("NETLAB_HOME", "进度和课程文件所在的文件夹，代替通常的位置。"),
            ("NETLAB_ENGINE_USER", "chat-server 通过引擎共享聊天室时的用户名。"),
            ("NETLAB_ENGINE_PASSWORD", "这个用户的密码。"),
            ("NETLAB_LIVE", "为 0 时，不告诉正在运行的 netlab live，与 --no-live 相同。"),
            ("NETLAB_LANG", "所有文字的语言，en 或 zh-CN；--lang 优先；不设置就取决于 locale。"),
            ("NO_COLOR", "不为空时，不使用颜色。"),
            ("CLICOLOR_FORCE", "不为空也不为 0 时，通过管道也使用颜色。"),
            ("CLICOLOR", "为 0 时，不使用颜色。"),
            ("TERM", "为 dumb 时，不使用颜色，也不重画屏幕。"),
            ("PAGER", "没有 man 时，用什么显示手册。"),
            ("SHELL", "为哪个 shell 生成补全，除非已指明。"),
            ("HOST, PORT", "在被检查程序的环境里：给它的地址。"),
        ],
    },
    ManualSection {
        heading: "文件",
        rows: &[
            (
                "~/.local/state/netlab/progress.toml",
                "在 Linux 上：读过和通过了什么。遵从 XDG_STATE_HOME；macOS 和 Windows 有自己的文件夹。",
            ),
            ("~/.local/state/netlab/lessons/", "课里的命令在哪里运行，每课一个文件夹。"),
        ],
    },
];
