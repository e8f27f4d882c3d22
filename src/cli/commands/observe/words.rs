//! What is said of an observed program besides its events.

use crate::catalogue::Lang;
use crate::observe::News;

/// A note on something that is not seen, or not allowed; none where nothing is to be said.
pub(super) fn note(lang: Lang, news: News) -> Option<&'static str> {
    let (english, chinese) = match news {
        News::IoUringRefused => (
            "note: the program asked for io_uring, whose work cannot be seen from outside; it was told that this is \
             not permitted, and most programs then use ordinary calls. To let it: --io-uring allow",
            "注意：程序要求使用 io_uring，而从外面看不到 io_uring 的工作；程序得到的回答是不允许，多数程序会改用\
             普通的调用。要允许它： --io-uring allow",
        ),
        News::IoUringAllowed => (
            "note: the program uses io_uring: what its sockets do by that is not seen, and not told",
            "注意：程序使用 io_uring：它的套接字由此做的事看不到，也就不会报告",
        ),
        News::WantsToTrace => (
            "note: the program wants to trace, as a debugger or a search for leaks does; it cannot while it is \
             observed itself. For a leak sanitizer: ASAN_OPTIONS=detect_leaks=0",
            "注意：程序要跟踪别的程序，就像调试器或者内存泄漏检查那样；它自己被观察的时候，不能这样做。关掉泄漏\
             检查： ASAN_OPTIONS=detect_leaks=0",
        ),
        News::Foreign => (
            "note: a program of 32 bits was started; it runs as usual, and its sockets are not seen",
            "注意：启动了一个 32 位的程序；它照常运行，但看不到它的套接字",
        ),
        News::Unprivileged => (
            "note: a program with rights of its own (setuid) was started; observed, it runs without them. As root \
             it keeps them: sudo netlab observe -- …",
            "注意：启动了一个自带特权（setuid）的程序；在观察之下，它运行时没有这些特权。用 root 运行可以保留： \
             sudo netlab observe -- …",
        ),
        News::MainEnded { .. } | News::Interrupted => return None,
    };
    Some(lang.pick(english, chinese))
}

/// A process that ran already is observed from now on.
pub(super) fn attached(lang: Lang, program: &str, pid: u32) -> String {
    lang.pick(
        format!("observing {program} (pid {pid}); Ctrl-C lets it go on alone"),
        format!("正在观察 {program}（pid {pid}）；按 Ctrl-C 就不再观察，它继续运行"),
    )
}

/// The program has ended, and not all that it started.
pub(super) fn still_there(lang: Lang, program: &str, n_left: usize) -> String {
    match (lang, n_left) {
        (Lang::English, 1) => {
            format!("note: {program} has ended; a process that it started goes on, until Ctrl-C ends it")
        }
        (Lang::English, n) => {
            format!("note: {program} has ended; {n} processes that it started go on, until Ctrl-C ends them")
        }
        (Lang::Chinese, n) => {
            format!("注意：{program} 已结束；它启动的 {n} 个进程继续运行，直到按 Ctrl-C 结束")
        }
    }
}
