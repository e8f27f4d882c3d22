//! Sentences stand in the catalogue or at a face, and nowhere below.
//!
//! The one idea: a second language is another folder. What is said in words where a thing happens, or glued together
//! of pieces, cannot be said in it; so below the faces there are names, numbers and enums.

use regex::Regex;

/// What speaks to a learner: the catalogue, the judge's report, the drawings.
const FACES: &[&str] = &["catalogue/", "check/report/", "ladder/face/"];

/// Whether the file is one of words: on the command line each command has its own.
fn is_face(file: &str) -> bool {
    let is_of_words = file.ends_with("words.rs") || file.contains("/words/");
    FACES.iter().any(|face| file.starts_with(face)) || (file.starts_with("cli/") && is_of_words)
}

/// Text below the faces that is no sentence of ours to a learner: the file, how the text begins, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("chapters/chat/", "", "the room speaks on the wire to whoever is there, as its protocol says"),
    ("net/", "`SO_LINGER` causes", "tokio's own words, as the types of net are tokio's"),
    ("net/", "`tos` related methods", "tokio's own words, as the types of net are tokio's"),
    ("net/tcp/owned.rs", "tried to reunite", "tokio's own words, as the types of net are tokio's"),
    ("net/resolve.rs", "could not resolve", "tokio's own words, as the types of net are tokio's"),
    ("net/udp/socket.rs", "no addresses to send", "tokio's own words, as the types of net are tokio's"),
    ("event/error_code.rs", "", "the words of the systems' resolvers, by which their errors are told apart"),
    ("check/subject/output.rs", "", "the words of compilers, by which their last line is told apart"),
    ("check/subject/place.rs", "", "the words of interpreters, by which the line of an error is found"),
    ("telling/tell.rs", "a tracing subscriber", "said to whoever writes a program with the library"),
    (
        "packet/apart.rs",
        "",
        "names of flags and options as RFC 791 and RFC 9293 have them, and bytes that are no frame",
    ),
    ("terminal/palette.rs", "", "a style sheet"),
    ("packet/plan.rs", "", "what an expect says"),
    ("net/watch/held.rs", "a socket is held", "what an expect says"),
    ("impair/stream/law.rs", "", "a file of tests"),
    ("impair/datagram/law.rs", "", "a file of tests"),
    ("observe/laws.rs", "", "a file of tests"),
    ("kernel/until.rs", "", "a file for tests"),
    ("cli/commands/greeting/run.rs", "Hello from the", "said on the wire, to whoever is there"),
    (
        "cli/commands/chat/engine.rs",
        "Sharing the room",
        "a heading's name, by which the catalogue has its words",
    ),
    ("cli/commands/impair/options.rs", "Rules for", "a heading's name, by which the catalogue has its words"),
    ("cli/desk/failure/cause.rs", "failed to lookup", "the standard library's words, which are cut off"),
    ("cli/no_thread.rs", "", "the standard library's words, by which its panic is told apart"),
    ("cli/language.rs", "note: ", "its own two notes, side by side with what they speak of"),
    ("cli/", "netlab ", "a command"),
    ("cli/", "sudo ", "a command"),
];

/// The sentences below the faces in this file: its line, and the text.
pub(crate) fn sentences<'t>(file: &str, text: &'t str) -> Vec<(usize, &'t str)> {
    if is_face(file) {
        return Vec::new();
    }
    let code = text.split("\nmod tests {").next().unwrap_or_default();
    let is_excused = |said: &str| {
        EXCEPTIONS.iter().any(|(place, start, _)| file.starts_with(place) && said.starts_with(start))
    };
    let two_blanks = Regex::new(r"[a-z]+,? [a-z]+,? [a-z]+").expect("it is an expression");
    let texts = texts(code).into_iter();
    texts.filter(|(_, said)| two_blanks.is_match(said) && !is_excused(said)).collect()
}

/// Every text of the code but those that speak to whoever reads or runs it in anger: reasons of lints, what an
/// `expect` or an assertion says, documentation.
fn texts(code: &str) -> Vec<(usize, &str)> {
    let kinds = r#"(?s)//[^\n]*|(?P<aside>(?:reason = |since = |must_use = |\.expect\(\s*|panic!\(\s*|unreachable!\(\s*))?b?r?#?"(?P<text>(?:\\.|[^"\\])*)"|'(?:\\'|\\[^']+|[^\\'])'"#;
    let kinds = Regex::new(kinds).expect("it is an expression");
    let all = kinds.captures_iter(code).filter(|found| found.name("aside").is_none());
    let texts = all.filter_map(|found| found.name("text"));
    texts.map(|text| (code[..text.start()].matches('\n').count() + 1, text.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_told_from_a_name_and_from_an_aside() {
        let check =
            |code: &str, expected: &[(usize, &str)]| assert_eq!(sentences("net/x.rs", code), expected);
        check("a(\"no such thing here\")", &[(1, "no such thing here")]);
        check("\nformat!(\"cannot find {name}\")", &[]);
        check("format!(\"cannot find the name {name}\")", &[(1, "cannot find the name {name}")]);
        check("a(\"received\"); b(\"unknown rule\"); // a text \"in a comment here\"", &[]);
        check("a.expect(\"it is always there\"); #[allow(x, reason = \"it is no harm\")]", &[]);
        check("a()\n#[cfg(test)]\nmod tests {\n  b(\"it is a test\")", &[]);
        assert!(sentences("catalogue/en/x.rs", "a(\"no such thing here\")").is_empty());
    }
}
