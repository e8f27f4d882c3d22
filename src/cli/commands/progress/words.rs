//! What is said of progress itself.

use crate::catalogue::Lang;

/// Stands where a file would be named.
pub(super) fn nowhere(lang: Lang) -> &'static str {
    lang.pick("nowhere", "没有地方")
}

/// A lesson counts as new again.
pub(super) fn is_forgotten(lang: Lang, lesson: &str) -> String {
    lang.pick(format!("{lesson} is forgotten"), format!("已清除 {lesson} 的进度"))
}

/// Every lesson counts as new again.
pub(super) fn all_are_forgotten(lang: Lang) -> &'static str {
    lang.pick("all lessons are forgotten", "已清除全部课程的进度")
}
