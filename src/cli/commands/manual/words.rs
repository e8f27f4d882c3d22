//! What is said of the manual's files.

use crate::catalogue::Lang;

/// All pages were written.
pub(super) fn pages_are_in(lang: Lang, n_pages: usize, folder: &str) -> String {
    lang.pick(format!("{n_pages} manual pages are in {folder}"), format!("{n_pages} 个手册页在 {folder}"))
}

/// On a page that stands alone: how the page of a command is shown.
pub(super) fn how_to_see_a_page(lang: Lang) -> &'static str {
    lang.pick("netlab man COMMAND shows the page of a command.", "netlab man COMMAND 显示一个命令的手册页。")
}
