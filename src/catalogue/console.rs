//! Finding an entry by a line that a console has shown.
//!
//! The one idea: who pastes a line has a question about the error in it. A code is surest, then the words of the
//! system, then what other programs are known to print.
//!
//! See it run: `netlab explain "read ECONNRESET"`, `netlab explain "OSError: [Errno 98] Address already in use"`.

use crate::catalogue::Word;
use crate::catalogue::find::normal;
use crate::catalogue::said::SAID;
use crate::event::{ErrorCode, code_on_windows};

impl Word {
    /// What a line of a console names: an error first, then what else programs print.
    pub(super) fn in_line(text: &str) -> Option<Self> {
        Self::error_in_line(text).or_else(|| Self::numbered_in_line(text)).or_else(|| {
            let plain = |text: &str| {
                format!("-{}-", normal(&text.replace(['.', ':', ',', ';', '(', ')', '[', ']'], " ")))
            };
            let line = plain(text);
            let is_said = |names: &str| names.split(" | ").any(|name| line.contains(&plain(name)));
            SAID.iter().find(|(_, names)| is_said(names)).map(|(word, _)| *word)
        })
    }

    /// The error that a line numbers: `OSError: [Errno 98] …`.
    fn numbered_in_line(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(['[', ']', ' ', '=', ':', '(', ')']).collect();
        let numbered = |pair: &&[&str]| {
            ["errno", "winerror"].contains(&&*pair[0].to_lowercase())
                && pair[1].starts_with(|c: char| c.is_ascii_digit())
        };
        parts.windows(2).find(numbered).and_then(|pair| Self::of_number(pair[1]))
    }

    /// The error that a line names, by its code (also in Windows' spelling) or in the words of the system.
    fn error_in_line(text: &str) -> Option<Self> {
        let codes =
            || Self::all().filter(|word| matches!(word, Self::Error(code) if *code != ErrorCode::OTHER));
        let parts = || text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|part| !part.is_empty());
        let named = |part: &str| {
            let is_it =
                |word: &Self| std::iter::once(word.name()).chain(word.other_names()).any(|name| name == part);
            let has_letters = part.starts_with(char::is_alphabetic);
            codes().find(is_it).or_else(|| code_on_windows(part).filter(|_| has_letters).map(Self::Error))
        };
        let is_code =
            |part: &&str| part.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        let line = format!("-{}-", normal(text));
        let said = |name: &&str| name.contains(' ') && line.contains(&format!("-{}-", normal(name)));
        let longest = |word: Self| {
            word.other_names().filter(said).map(|name| (name.len(), word)).max_by_key(|(n, _)| *n)
        };
        // A code is surest, then what the system says; an exception such as `gaierror` stands for several.
        let by_code = parts().filter(is_code).find_map(named);
        let by_words = || codes().filter_map(longest).max_by_key(|(n, _)| *n).map(|(_, word)| word);
        by_code.or_else(by_words).or_else(|| parts().find_map(named))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads(text: &str, expected: &str) {
        assert_eq!(Word::find(text).map(Word::name), Some(expected), "{text:?}");
    }

    #[test]
    fn a_line_of_a_console_is_found_by_the_error_in_it() {
        leads("read ECONNRESET", "ECONNRESET");
        leads("Error: connect ECONNREFUSED 127.0.0.1:8080", "ECONNREFUSED");
        leads("Error: listen EADDRINUSE: address already in use :::8080", "EADDRINUSE");
        leads("getaddrinfo ENOTFOUND nowhere.invalid", "EAI_NONAME");
        leads("socket hang up", "ECONNRESET");
        leads("WSAECONNRESET", "ECONNRESET");
        leads("wsahost_not_found", "EAI_NONAME");
        leads("connect to 127.0.0.1:10061: WSAECONNREFUSED", "ECONNREFUSED");
        leads("ConnectionRefusedError: [Errno 111] Connection refused", "ECONNREFUSED");
        leads("curl: (7) Failed to connect: Connection refused", "ECONNREFUSED");
        leads("Too many open files in system", "ENFILE");
        leads("BrokenPipe", "EPIPE");
    }

    #[test]
    fn what_other_programs_print_is_found_inside_its_line() {
        leads("Error: This socket has been ended by the other party", "EPIPE");
        leads("curl: (6) Could not resolve host: nowhere.invalid", "EAI_NONAME");
        leads("curl: (52) Empty reply from server", "peer-finished");
        leads("Error [ERR_STREAM_WRITE_AFTER_END]: write after end", "finished");
        leads("asyncio.IncompleteReadError", "peer-finished");
        leads("TimeoutError: timed out", "gave-up");
        leads("UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe4 in position 1023", "utf-8");
        leads("OSError: [WinError 10048] Only one usage of each socket address is permitted", "EADDRINUSE");
        leads("read tcp 127.0.0.1:40000->127.0.0.1:8080: i/o timeout", "gave-up");
    }
}
