//! What the room and its client say besides their events.

use crate::catalogue::Lang;

/// The room closed, and did not wait for these members to the end.
pub(super) fn members_cut_off(lang: Lang, n_members: usize) -> String {
    match (lang, n_members) {
        (Lang::English, 1) => "cut off: 1 member that did not leave in time".to_owned(),
        (Lang::English, n) => format!("cut off: {n} members that did not leave in time"),
        (Lang::Chinese, n) => format!("已断开：{n} 个成员没有及时离开"),
    }
}

/// The client ends because the server did.
pub(super) fn server_has_ended(lang: Lang) -> &'static str {
    lang.pick("the server has ended the chat", "服务器结束了聊天")
}
