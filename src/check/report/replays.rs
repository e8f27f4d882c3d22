//! What came of playing a failed check once more, told in words.
//!
//! The one idea: a picture says which play it shows. Where the second play was another, or there was none, the first one
//! is drawn, and one sentence says why the program's own side is not in it.
//!
//! See it run: `netlab --ladder check greeting-server -- python3 x.py`, where it fails.

use crate::check::verdict::Replay;

/// What stands behind the title of the picture.
pub(crate) const fn about(replay: &Replay) -> &'static str {
    match replay {
        Replay::Same(_) => " (played once more, your program observed)",
        _ => "",
    }
}

/// Why the picture is that of the first play; `None` where it is not.
pub(crate) fn note(replay: &Replay) -> Option<String> {
    Some(match replay {
        Replay::Same(_) => return None,
        Replay::Passed => {
            "Played again, observed, it passed: the mistake does not show each time.".to_owned()
        }
        Replay::Otherwise => {
            "Played again, observed, it failed in another way: drawn is the first time.".to_owned()
        }
        Replay::Refused(error) => format!(
            "Your program's own side is not drawn: the system refuses to let it be observed ({}); \
             netlab observe -- true says more.",
            error.text
        ),
        Replay::Unknown => {
            "Your program's own side is not drawn: only on Linux on x86-64 can it be observed.".to_owned()
        }
    })
}
