//! What came of playing a failed check once more, told in Chinese.
//!
//! The one idea: a picture says which play it shows.
//!
//! See it run: `netlab --lang zh-CN --ladder check greeting-server -- python3 x.py`, where it fails.

use crate::check::verdict::Replay;

/// What stands behind the title of the picture.
pub(crate) const fn about(replay: &Replay) -> &'static str {
    match replay {
        Replay::Same(_) => "（又运行了一次，并观察你的程序）",
        _ => "",
    }
}

/// Why the picture is that of the first play; `None` where it is not.
pub(crate) fn note(replay: &Replay) -> Option<String> {
    Some(match replay {
        Replay::Same(_) => return None,
        Replay::Passed => "在观察下再运行一次，检查通过了：这个错误不是每次都出现。".to_owned(),
        Replay::Otherwise => "在观察下再运行一次，失败的方式不同：画出的是第一次。".to_owned(),
        Replay::Refused(error) => format!(
            "没有画出你的程序自己的一端：系统不允许观察它（{}）；netlab observe -- true 说明得更多。",
            error.text
        ),
        Replay::Unknown => "没有画出你的程序自己的一端：只有在 x86-64 的 Linux 上才能观察它。".to_owned(),
    })
}
