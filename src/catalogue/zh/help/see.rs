//! What the help says of the commands that show, and of the one that breaks.
//!
//! The one idea: a rule's text says what happens to the traffic, as the relay's own words say it.
//!
//! See it run: `netlab help impair`.

use crate::catalogue::CommandHelp;

pub(super) const COMMANDS: &[CommandHelp] = &[
    CommandHelp {
        command: "sockets",
        about: "查看内核保存的套接字：状态、队列、计时器、所有者，以及接下来谁行动",
        options: &[
            ("port", "这个端口的；不写就是 8080、8081 和 netlab 自己的程序"),
            ("all", "显示本机的每个 TCP 和 UDP 套接字"),
            ("watch", "持续显示，标出变化"),
            ("format", "text 或 json"),
        ],
        notes: "",
        examples: &[
            ("netlab sockets 8080", "谁占用端口，处于什么状态"),
            ("netlab -v sockets", "解释每个状态"),
        ],
    },
    CommandHelp {
        command: "observe",
        about: "查看任何程序的套接字做了什么，不限语言（x86-64 的 Linux）",
        options: &[
            ("pid", "已在运行的进程；Ctrl-C 让它单独继续"),
            ("io_uring", "拒绝 io_uring（它的工作看不到），或允许"),
            ("calls", "把每个调用和有关的查询写到这个文件"),
            ("command", "程序和它的参数"),
        ],
        notes: "程序保留自己的终端、输出和退出码，不需要改动，也不需要 root。\n\
            它的套接字做了什么，显示在竖线旁边。",
        examples: &[
            ("netlab observe -- python3 server.py", "边发生边报告"),
            ("netlab observe -q --ladder -- node main.js", "结束时画出来"),
            ("netlab observe --record run.jsonl -- ./server", "记录下来"),
            ("netlab observe -p 4711", "一个已在运行的程序"),
        ],
    },
    CommandHelp {
        command: "live",
        about: "在浏览器里看着它发生：程序、套接字、接下来谁行动",
        options: &[
            ("traces", "显示这些记录，还在增长的也可以；不接收程序"),
            ("no_open", "只打印页面的地址，不打开浏览器"),
            ("command", "启动并观察这个程序"),
        ],
        notes: "这期间在任何终端启动的 netlab 程序会自己出现。\n\
            页面在 127.0.0.1 上，地址里有密钥：只有你能打开。",
        examples: &[
            ("netlab live", "然后在另一个终端运行 netlab tour"),
            ("netlab live run.jsonl", "重放一个记录"),
            ("netlab live -- node server.js", "任何程序，如 observe 所见"),
        ],
    },
    CommandHelp {
        command: "ladder",
        about: "画出记录：每个套接字一条线，发送的内容是箭头",
        options: &[
            ("traces", "记录文件，每个程序一个；- 是标准输入"),
            ("socket", "只要这个套接字：编号、:PORT、ADDRESS:PORT"),
            ("kind", "只要这些种类的事件，用逗号分开"),
            ("from", "略去在此之前结束的，如 1.5s、20ms 或 300us"),
            ("to", "略去在此之后开始的"),
            ("lanes", "每条线代表：programs 或 sockets"),
            ("max", "最多这么多标记和箭头 [1,000；页面：全部]"),
            ("output", "写入这个文件：FILE.svg，或者页面 FILE.html"),
            ("width", "宽度是这么多列；不写就是终端的宽度"),
        ],
        notes: "",
        examples: &[
            ("netlab --record run.jsonl tour -q --fast", "先得到一个记录，再做成页面"),
            ("netlab ladder run.jsonl -o run.html", "供浏览器使用的页面"),
        ],
    },
    CommandHelp {
        command: "impair",
        about: "转发流量，并有意使它变坏：延迟、丢失、停顿、重置",
        options: &[
            ("to", "转发给谁：PORT、HOST 或 HOST:PORT"),
            ("listen", "在哪里监听"),
            ("tcp", "转发 TCP 连接（默认）"),
            ("udp", "转发 UDP 数据报，而不是 TCP 连接"),
            ("up", "只用于客户端到服务器的规则；不写是双向"),
            ("down", "只用于服务器到客户端的规则"),
            ("seed", "随机的起点：同样的种子，同样的结果"),
            ("scenario", "随时间变化的规则，来自 TOML 文件"),
            ("delay", "全部推迟这么久再转发"),
            ("jitter", "再推迟 0 到这么久；只有数据报会越过"),
            ("rate", "每个客户端每秒这么多字节"),
            ("link_rate", "同上，所有客户端合计"),
            ("slice", "每次这么多字节，之间稍停"),
            ("coalesce", "把这段时间内到来的合在一起"),
            ("stall_after", "每通过这么多字节就停一次"),
            ("stall_for", "停多久；不写就一直停着"),
            ("blackhole", "网线断开：什么都不动，也不关闭"),
            ("reset_after", "这么多字节或这么久之后重置两端"),
            ("slow_close", "把结束推迟这么久再转发"),
            ("accept_only", "只接受连接，不读取"),
            ("loss", "丢失这个比例，各自独立"),
            ("burst_loss", "成串丢失，按 Gilbert 和 Elliott 的模型"),
            ("duplicate", "把这个比例转发两次"),
            ("reorder", "让后一个越过这个比例"),
            ("queue", "最多等待这么多；其余丢失 [64KiB]"),
            ("mtu", "使更大的数据包消失"),
        ],
        notes: "时间：100ms、2s、1.5s。大小：1500、64KiB、1MB。速率：64KiB/s。比例：10%。\n\
            在终端里，每条规则有一个开关键，b 拔掉网线。\n\
            成串：P 是变坏的概率，R 是变好的概率；BAD 和 GOOD 是两种状态下丢失的\n\
            比例（100% 和 0%）。MTU 包括 IP 和 UDP 的首部。\n\
            字节流不会丢失：TCP 会重传，程序只看到延迟。数据报不会损坏：\n\
            UDP 的校验和不让损坏的到达。",
        examples: &[
            ("netlab impair --to 8080 --delay 200ms", "到服务器的慢路径"),
            ("netlab impair --to 8080 --udp --loss 10%", "数据报的坏路径"),
        ],
    },
];
