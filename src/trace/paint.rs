//! The colours of a narration.
//!
//! The one idea: text always carries its colours, and each stream takes them away where they are not
//! wanted. So no switch of the whole process is needed, which would be the program's own as well.
//!
//! See it run: `netlab tcp-server`, and `netlab tcp-server 2>&1 | cat`.

/// A colour, by its number in SGR (ECMA-48 §8.3.117).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Color {
    Red = 31,
    Green = 32,
    Yellow = 33,
    Blue = 34,
    Magenta = 35,
    Cyan = 36,
}

pub(super) fn bold(text: &str) -> String {
    painted(text, "1")
}

pub(super) fn bold_in(color: Color, text: &str) -> String {
    painted(text, &format!("1;{}", color as u8))
}

pub(super) fn dimmed(text: &str) -> String {
    painted(text, "2")
}

/// Each line by itself: a pager shows lines alone, and one that begins in the middle knows nothing of
/// what was begun before.
fn painted(text: &str, sgr: &str) -> String {
    let line = |line: &str| {
        if line.is_empty() { String::new() } else { format!("\x1b[{sgr}m{line}\x1b[0m") }
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_colour_goes_on_over_the_end_of_a_line() {
        assert_eq!(bold("one"), "\x1b[1mone\x1b[0m");
        assert_eq!(bold_in(Color::Red, "one"), "\x1b[1;31mone\x1b[0m");
        assert_eq!(dimmed("one\n\ntwo\n"), "\x1b[2mone\x1b[0m\n\n\x1b[2mtwo\x1b[0m\n");
    }
}
