//! What `netlab live` says in the terminal.
//!
//! The one idea: the page says all else; here stands where it is, and until when.
//!
//! See it run: `netlab live --no-open`.

use crate::catalogue::Lang;
use crate::cli::desk::words::until_ctrl_c;

/// The page can be opened there.
pub(super) fn page_at(lang: Lang, address: &str) -> String {
    let end = until_ctrl_c(lang);
    lang.pick(format!("the page is at {address}{end}"), format!("页面在 {address}{end}"))
}

/// Programs appear by themselves.
pub(super) fn programs_appear(lang: Lang) -> &'static str {
    lang.pick(
        "netlab programs that are started from now on appear on it by themselves",
        "从现在起启动的 netlab 程序会自己出现在页面上",
    )
}

/// The browser could not be opened.
pub(super) fn not_opened(lang: Lang) -> &'static str {
    lang.pick("note: no browser could be opened; open that address", "注意：未能打开浏览器；请打开上面的地址")
}

/// The program that was started has ended.
pub(super) fn has_ended(lang: Lang, program: &str) -> String {
    lang.pick(
        format!("{program} has ended; the page stays until Ctrl-C"),
        format!("{program} 已结束；页面保留到按 Ctrl-C"),
    )
}
