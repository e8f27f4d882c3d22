//! What the greeting's programs say besides their events.

use crate::catalogue::Lang;

/// The server stopped, and did not wait for these clients to the end.
pub(super) fn clients_cut_off(lang: Lang, n_clients: usize) -> String {
    match (lang, n_clients) {
        (Lang::English, 1) => "cut off: 1 client that did not finish in time".to_owned(),
        (Lang::English, n) => format!("cut off: {n} clients that did not finish in time"),
        (Lang::Chinese, n) => format!("已断开：{n} 个客户端没有及时结束"),
    }
}
