//! A line of the learner's own source, as the program's language has printed it.
//!
//! The one idea: a language knows where its program is, and says so when it ends by a signal (Python's
//! `faulthandler`) or by an error that nobody caught (Python, Node and Rust). What it prints is foreign bytes: it is
//! read within bounds, and what is not understood is left out.
//!
//! See it run: `netlab check greeting-server -- python3 one_at_a_time.py`.

use std::fs::File;
use std::io::Read;

/// What a line of the source was told for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    /// The program waits there.
    Waits,
    /// An error that nobody caught was there.
    Failed,
}

/// A line of a program's source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The file, as its program names it.
    pub(crate) file: String,
    /// The line, from 1.
    pub(crate) line: u32,
    /// The function, where it is told.
    pub(crate) function: Option<String>,
}

impl Place {
    /// What stands there, without the blanks around it; `None` where the file cannot be read.
    pub(crate) fn source(&self) -> Option<String> {
        let mut text = Vec::new();
        File::open(&self.file).ok()?.take(MAX_SOURCE_BYTES).read_to_end(&mut text).ok()?;
        let index = usize::try_from(self.line).ok()?.checked_sub(1)?;
        let line = text.split(|byte| *byte == b'\n').nth(index)?;
        Some(String::from_utf8_lossy(line).trim().to_owned()).filter(|line| !line.is_empty())
    }

    /// Whether it is in a file that the learner wrote: neither a library's, nor one inside of the language.
    fn is_own(&self) -> bool {
        let is_library = LIBRARIES.iter().any(|part| self.file.contains(part)) || is_of_python(&self.file);
        !self.file.starts_with(['<', '?']) && !self.file.starts_with("node:") && !is_library
    }
}

/// A program's source is not longer.
const MAX_SOURCE_BYTES: u64 = 1 << 20;
/// Of what a program printed so much of the end is looked through.
const MAX_PRINTED_BYTES: usize = 256 * 1024;
/// A program of many threads that all wait is told by so many places.
pub(crate) const MAX_PLACES: usize = 3;
const LIBRARIES: [&str; 6] =
    ["/site-packages/", "/dist-packages/", "/node_modules/", "/rustc/", "/.cargo/registry/", "/library/std/"];

/// Python's own files: `/usr/lib/python3.11/socket.py`.
fn is_of_python(file: &str) -> bool {
    let behind = file.split("/lib/python").nth(1).or_else(|| file.split("/lib64/python").nth(1));
    behind.is_some_and(|behind| behind.starts_with(|char: char| char.is_ascii_digit()))
}

/// Where the threads of a Python program were when a signal ended it: `python3 -X faulthandler` prints that.
///
/// Of each thread it is the innermost line of the learner's own. Threads whose own line is where they wait come
/// before those that wait inside a library, such as one in `accept`: if there are any, these are left out.
pub(crate) fn where_it_waited(printed: &[u8]) -> Vec<Place> {
    let text = end_of(printed);
    let Some((_, dump)) = text.rsplit_once("Fatal Python error: ") else { return Vec::new() };
    let mut found: Vec<(bool, Place)> = Vec::new();
    // What stands before the first thread are the error's own words.
    for thread in dump.split("(most recent call first):").skip(1) {
        let lines = thread.lines().skip_while(|line| line.trim().is_empty());
        let frames: Vec<Place> = lines.map_while(frame_of_python).collect();
        let Some(depth) = frames.iter().position(Place::is_own) else { continue };
        let place = frames[depth].clone();
        if found.iter().all(|(_, known)| *known != place) {
            found.push((depth > 0, place));
        }
    }
    let has_own_waits = found.iter().any(|(is_inside, _)| !is_inside);
    found.retain(|(is_inside, _)| !(has_own_waits && *is_inside));
    found.into_iter().map(|(_, place)| place).take(MAX_PLACES).collect()
}

/// Where the error was that nobody caught, or that a compiler found: the last traceback, the last panic, the
/// first error of a compiler, the first own line of a stack.
pub(crate) fn where_it_failed(printed: &[u8]) -> Option<Place> {
    let text = end_of(printed);
    let of_python = || {
        let (_, traceback) = text.rsplit_once("Traceback (most recent call last):")?;
        traceback.lines().rev().filter_map(frame_of_python).find(Place::is_own)
    };
    // What Python could not read has no traceback.
    let unread = || {
        let (before, _) =
            text.split_once("SyntaxError: ").or_else(|| text.split_once("IndentationError: "))?;
        before.lines().rev().filter_map(frame_of_python).find(Place::is_own)
    };
    let of_rust = || {
        let (_, behind) = text.rsplit_once(" panicked at ")?;
        located(behind.lines().next()?.trim().trim_end_matches(':')).filter(Place::is_own)
    };
    let of_rustc = || {
        let from_error = text.lines().skip_while(|line| !line.starts_with("error"));
        from_error.filter_map(|line| line.trim_start().strip_prefix("--> ")).find_map(located)
    };
    let of_node = || text.lines().filter_map(frame_of_node).find(Place::is_own);
    of_python().or_else(unread).or_else(of_rust).or_else(of_rustc).or_else(of_node)
}

/// The end of what was printed, as text.
fn end_of(printed: &[u8]) -> String {
    let from = printed.len().saturating_sub(MAX_PRINTED_BYTES);
    String::from_utf8_lossy(&crate::terminal::without_colours(&printed[from..])).into_owned()
}

/// `  File "main.py", line 5 in serve`, as faulthandler writes it, or `…, line 5, in serve`, as a traceback does.
fn frame_of_python(line: &str) -> Option<Place> {
    let (file, rest) = line.trim_start().strip_prefix("File \"")?.rsplit_once("\", line ")?;
    let n_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (line, function) = rest.split_at(n_digits);
    let function = function.trim_start_matches(',').trim().strip_prefix("in ").map(str::to_owned);
    let function = function.filter(|function| function != "<module>");
    Some(Place { file: unescaped(file), line: line.parse().ok()?, function })
}

/// `    at handle (/work/main.js:5:11)`, or the same without a function.
fn frame_of_node(line: &str) -> Option<Place> {
    let frame = line.trim_start().strip_prefix("at ")?.trim_end();
    let (function, place) = match frame.rsplit_once(" (") {
        Some((function, place)) => (Some(function.to_owned()), place.trim_end_matches(')')),
        None => (None, frame),
    };
    let place = located(place.strip_prefix("file://").unwrap_or(place))?;
    let function = function.filter(|function| !function.contains("<anonymous>"));
    Some(Place { function, ..place })
}

/// `main.rs:5:11`: a file, a line and a column.
fn located(text: &str) -> Option<Place> {
    let (rest, column) = text.rsplit_once(':')?;
    let (file, line) = rest.rsplit_once(':')?;
    column.parse::<u32>().ok()?;
    Some(Place { file: file.to_owned(), line: line.parse().ok()?, function: None })
}

/// The name as it is: faulthandler writes what is not ASCII by its numbers, as in `\u4e3b.py`.
fn unescaped(name: &str) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let n_digits = match behind.bytes().next() {
            Some(b'x') => 2,
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => 0,
        };
        let number = behind.get(1..=n_digits).filter(|_| n_digits > 0);
        let char = number.and_then(|number| char::from_u32(u32::from_str_radix(number, 16).ok()?));
        out.push(char.unwrap_or('\\'));
        rest = if char.is_some() { &behind[n_digits + 1..] } else { behind };
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(place: &Place) -> String {
        let Place { file, line, function } = place;
        format!("{file}:{line} in {}", function.as_deref().unwrap_or("-"))
    }

    #[test]
    fn the_innermost_line_of_the_learners_own_is_where_a_thread_waits() {
        let check = |printed: &str, expected: &[&str]| {
            let found: Vec<String> = where_it_waited(printed.as_bytes()).iter().map(told).collect();
            assert_eq!(found, expected, "{printed}");
        };
        let one = "hello\nFatal Python error: Aborted\n\nCurrent thread 0x00007f (most recent call first):\n  File \"/w/main.py\", line 5 in serve\n  File \"/w/main.py\", line 9 in <module>\n\nExtension modules: x (total: 1)\n";
        check(one, &["/w/main.py:5 in serve"]);
        let acceptor = "Fatal Python error: Aborted\n\nThread 0x1 (most recent call first):\n  File \"/w/main.py\", line 5 in serve\n  File \"/usr/lib/python3.11/threading.py\", line 975 in run\n\nCurrent thread 0x2 (most recent call first):\n  File \"/usr/lib/python3.11/socket.py\", line 294 in accept\n  File \"/w/main.py\", line 14 in main\n";
        check(acceptor, &["/w/main.py:5 in serve"]);
        let asyncio = "Fatal Python error: Aborted\n\nCurrent thread 0x2 [python3] (most recent call first):\n  File \"/usr/lib/python3.11/selectors.py\", line 468 in select\n  File \"/usr/lib/python3.11/asyncio/base_events.py\", line 1884 in _run_once\n  File \"\\u4e3b\\xe4.py\", line 30 in <module>\n";
        check(asyncio, &["主ä.py:30 in -"]);
        check(
            "Fatal Python error: Aborted\n\nThread 0x1 (most recent call first):\n  <no Python frame>\n",
            &[],
        );
        check("File \"/w/main.py\", line 5 in serve", &[]);
        check("Fatal Python error: (most recent call first):\n  File \"\\u\", line 99999999999 in x\n", &[]);
        check(
            "Fatal Python error: (most recent call first):\n  File \"a\\U99999999\\\", line 1 in x\n",
            &["a\\U99999999\\:1 in x"],
        );
    }

    #[test]
    fn an_error_that_nobody_caught_is_where_the_learners_own_line_is_the_last() {
        let check = |printed: &str, expected: Option<&str>| {
            assert_eq!(
                where_it_failed(printed.as_bytes()).as_ref().map(told).as_deref(),
                expected,
                "{printed}"
            );
        };
        check(
            "Traceback (most recent call last):\n  File \"/w/main.py\", line 9, in <module>\n    main()\n  File \"/w/main.py\", line 5, in serve\n    print(data.decode())\n  File \"<frozen codecs>\", line 322, in decode\nUnicodeDecodeError: x\n",
            Some("/w/main.py:5 in serve"),
        );
        check(
            "/w/main.js:3\n  throw new Error('x');\n  ^\n\nError: x\n    at node:net:1\n    at Socket.emit (node:events:518:28)\n    at handle (/w/main.js:3:9)\n    at Server.<anonymous> (/w/main.js:7:3)\n",
            Some("/w/main.js:3 in handle"),
        );
        check("    at file:///w/main.mjs:3:9\n", Some("/w/main.mjs:3 in -"));
        check(
            "\nthread 'main' (71) panicked at src/main.rs:14:22:\ncalled `Result::unwrap()`\nnote: run with\n",
            Some("src/main.rs:14 in -"),
        );
        check("thread 'main' panicked at /rustc/abc/library/core/src/x.rs:1:2:\n", None);
        check(
            "warning: unused\n --> main.rs:1:1\nerror[E0425]: cannot find value `x`\n  --> main.rs:3:14\n   |\n",
            Some("main.rs:3 in -"),
        );
        check(
            "  File \"/w/main.py\", line 3\n    x(\n     ^\nSyntaxError: '(' was never closed\n",
            Some("/w/main.py:3 in -"),
        );
        check("nothing at all\n", None);
    }
}
