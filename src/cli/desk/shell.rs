//! A word of a command as a shell takes it.
//!
//! The one idea: a command that is shown is there to be copied, so what stands in it must come out of the
//! shell as the very word that was meant, whatever it holds.
//!
//! See it run: `netlab start 2 'my work'`.

use std::ffi::OsStr;

use crate::terminal::is_dangerous;

/// The word as it is typed: as it is where it is plain, else in quotes, else by its bytes as in `$'\xc4'`
/// (POSIX.1-2024 §2.2.4 knows them).
pub(crate) fn quoted(word: impl AsRef<OsStr>) -> String {
    let bytes = word.as_ref().as_encoded_bytes();
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.is_empty() && text.chars().all(is_plain) => text.to_owned(),
        Ok(text) if !text.contains(is_dangerous) => format!("'{}'", text.replace('\'', r"'\''")),
        _ => format!("$'{}'", bytes.iter().map(|byte| by_number(*byte)).collect::<String>()),
    }
}

fn is_plain(char: char) -> bool {
    char.is_alphanumeric() || "-_./:=@%+,{}".contains(char)
}

fn by_number(byte: u8) -> String {
    match byte {
        b'\'' | b'\\' => format!("\\{}", char::from(byte)),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\x{byte:02x}"),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::ffi::OsStrExt;
    use std::process::Command;

    use super::*;

    #[test]
    fn a_shell_gives_back_the_word_that_was_meant() {
        let check = |word: &[u8], expected: &str| {
            let shown = quoted(OsStr::from_bytes(word));
            assert_eq!(shown, expected);
            let script = format!("printf %s {shown}");
            let Ok(printed) = Command::new("bash").arg("-c").arg(script).output() else { return };
            assert_eq!(printed.stdout, word, "{shown}");
        };
        check(b"./main.py", "./main.py");
        check("作业/主.py".as_bytes(), "作业/主.py");
        check(b"", "''");
        check(b"my work", "'my work'");
        check(b"it's", r"'it'\''s'");
        check(b"\xc4\xe3.py", r"$'\xc4\xe3.py'");
        check(b"a'\\\x1b[2J\n", r"$'a\'\\\x1b[2J\x0a'");
    }
}
