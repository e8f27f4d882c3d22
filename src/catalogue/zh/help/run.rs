//! What the help says of the three chapters' programs.
//!
//! The one idea: an option's text says what the program does with it, the program's own words name the default.
//!
//! See it run: `netlab help chat-server`.

use crate::catalogue::CommandHelp;

pub(super) const COMMANDS: &[CommandHelp] = &[
    CommandHelp {
        command: "tcp-server",
        about: "第 1 章，服务器：问候每个客户端，显示它发来的内容，直到它结束",
        options: &[
            ("addr", "在哪里监听：PORT、HOST 或 HOST:PORT"),
            ("greeting", "问候每个客户端的那一行"),
            ("once", "服务完第一个客户端就结束"),
            ("max_clients", "同时服务这么多；更多的必须等待"),
            ("max_line", "把更长的行切成几段"),
            ("idle_timeout", "断开不收发字节的客户端"),
            ("tls", "使用 TLS；证书机构保存在 DIR"),
        ],
        notes: "",
        examples: &[
            ("netlab tcp-server", "在 127.0.0.1:8080 上，报告每个事件"),
            ("netlab tcp-server 9000 --once", "在另一个端口上，服务一个客户端"),
        ],
    },
    CommandHelp {
        command: "tcp-client",
        about: "第 1 章，客户端：连接，显示收到的内容，发送一行，结束",
        options: &[
            ("addr", "连接到谁：PORT、HOST 或 HOST:PORT"),
            ("message", "要发送的一行；不写就来自标准输入"),
            ("connect_timeout", "超过就放弃；不写由内核决定"),
            ("idle_timeout", "服务器沉默这么久就放弃"),
            ("tls", "使用 TLS；信任 DIR 中的证书机构"),
            ("cafile", "改为信任 FILE 中的机构"),
            ("server_name", "证书必须属于 NAME"),
        ],
        notes: "",
        examples: &[
            ("netlab tcp-client", "到 127.0.0.1:8080"),
            ("netlab -v tcp-client --message hi", "每个事件带系统调用"),
        ],
    },
    CommandHelp {
        command: "chat-server",
        about: "第 2 章，服务器：一个聊天室，每个人都听得到其他人",
        options: &[
            ("addr", "在哪里监听：PORT、HOST 或 HOST:PORT"),
            ("framing", "lines、length（前面 4 字节）或 raw"),
            ("slow_reader", "disconnect、drop、wait 或 buffer"),
            ("outbox", "在此之前，每个成员最多积压这么多"),
            ("max_members", "最多接纳这么多成员"),
            ("max_line", "消息更长就断开"),
            ("idle_timeout", "沉默这么久就断开"),
            ("history", "告诉新成员最近的 N 个消息"),
            ("motd", "用这一行问候新成员"),
            ("show_messages", "把消息也写到标准输出"),
            ("tls", "使用 TLS；证书机构保存在 DIR"),
            ("engine", "通过这个 NATS 服务器共享聊天室：nats://HOST:PORT"),
            ("machine", "这个服务器在那里的名字：1 到 8 个 a 到 z、0 到 9 的字符"),
            ("room", "聊天室的名字；一个引擎可以有许多聊天室"),
            ("keep", "引擎收下之前，这里说的话最多保留这么多"),
        ],
        notes: "用户和密码只取自 NETLAB_ENGINE_USER 和 NETLAB_ENGINE_PASSWORD。\n\
            无论引擎在不在，这里的成员总是立即听到彼此。\n\
            会保留消息的引擎这样启动： nats-server -js",
        examples: &[("netlab chat-server --framing raw", "教程里的错误写法，供观察")],
    },
    CommandHelp {
        command: "chat-client",
        about: "第 2 章，客户端：输入行，看到其他人说的话",
        options: &[
            ("addr", "连接到谁：PORT、HOST 或 HOST:PORT"),
            ("name", "想用的名字"),
            ("framing", "消息在哪里结束，与服务器一致：lines、length 或 raw"),
            ("tls", "使用 TLS；信任 DIR 中的证书机构"),
            ("cafile", "改为信任 FILE 中的机构"),
            ("server_name", "证书必须属于 NAME"),
        ],
        notes: "",
        examples: &[("netlab chat-client --name anna", "进入 127.0.0.1:8080 的聊天室")],
    },
    CommandHelp {
        command: "udp-recv",
        about: "第 3 章，接收方：显示每个数据报和它的发送方，以及丢失了什么",
        options: &[
            ("addr", "在哪里接收：PORT、HOST 或 HOST:PORT"),
            ("format", "每行以 text、hex 或 json 显示"),
            ("buffer", "截断更长的数据报，并说明"),
            ("reply", "none、echo 原样，或 ack 长度"),
            ("join", "加入这个多播组，端口是 ADDR 的"),
            ("interface", "在哪里加入：名字、IPv4 地址或编号"),
            ("count", "收到这么多数据报后结束"),
            ("blast", "只成批计数；不报告"),
        ],
        notes: "",
        examples: &[
            ("netlab udp-recv", "在 127.0.0.1:8080 上"),
            ("netlab udp-recv --reply echo --count 5", "应答五个，然后结束"),
        ],
    },
    CommandHelp {
        command: "udp-send",
        about: "第 3 章，发送方：发送数据报，可以编号，可以等待应答",
        options: &[
            ("addr", "发送给谁：PORT、HOST 或 HOST:PORT"),
            ("text", "一个数据报的文本；不写时，标准输入的每行是一个"),
            ("connect", "先 connect，以便得知被拒绝"),
            ("count", "发送这么多，每个是：netlab SEQ SEND_US"),
            ("size", "用空格把它们填到这么长；至少 32"),
            ("interval", "两个之间的间隔"),
            ("wait", "等待每个应答，并计时"),
            ("ttl", "数据报最多经过这么多跳"),
            ("broadcast", "请求广播的许可"),
            ("interface", "到组：名字、地址或编号"),
            ("blast", "尽量快；不报告"),
        ],
        notes: "",
        examples: &[("netlab udp-send 8080 hello", "一个数据报，到 127.0.0.1:8080")],
    },
];
