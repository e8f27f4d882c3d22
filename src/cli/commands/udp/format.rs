//! How a datagram is shown: text, hex or json.
//!
//! The one idea: a line for each datagram, whatever it holds, as UDP keeps message boundaries. Bytes that
//! could command a terminal or forge a line are shown escaped, in a pipe as well. That a datagram was cut
//! stands in front of it, where its sender cannot write; on another stream, the word could come before
//! or after other datagrams.
//!
//! See it run: `netlab udp-recv --format hex`.

use std::io::Write;
use std::str::FromStr;

use serde::Serialize;

use crate::catalogue::{Lang, shown_as};
use crate::chapters::datagram::Datagram;
use crate::cli::commands::udp::words;
use crate::cli::desk::no_value::NoValue;
use crate::cli::desk::setting::Setting;
use crate::terminal::{escaped, is_dangerous, other_encoding};

/// The form of a shown datagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// `FROM: text`, or `FROM (cut to 5 bytes, the rest is lost): text`
    Text,
    /// `FROM: 68 69`
    Hex,
    /// An object with `from`, `len`, `text` or else `hex`, and `cut` where it was.
    Json,
}

impl FromStr for Format {
    type Err = NoValue;

    fn from_str(text: &str) -> Result<Self, NoValue> {
        match text {
            "text" => Ok(Format::Text),
            "hex" => Ok(Format::Hex),
            "json" => Ok(Format::Json),
            _ => Err(NoValue::Form),
        }
    }
}

impl Format {
    /// Appends the datagram's line.
    pub(crate) fn write(self, lang: Lang, datagram: &Datagram<'_>, page: &mut Vec<u8>) {
        let Datagram { from, payload, is_cut } = datagram;
        // A full-width bracket brings its own gap.
        let gap = lang.pick(" ", "");
        let cut =
            if *is_cut { format!("{gap}{}", words::cut_to(lang, payload.len())) } else { String::new() };
        let line = match self {
            Format::Text if is_plain(payload) => write!(page, "{from}{cut}: ")
                .map(|()| page.extend_from_slice(payload))
                .map(|()| page.push(b'\n')),
            Format::Text => writeln!(page, "{from}{cut}: {}", escaped(payload)),
            Format::Hex => writeln!(page, "{from}{cut}: {}", hex(payload, " ")),
            Format::Json => writeln!(page, "{}", json(datagram)),
        };
        line.expect("a Vec takes everything");
    }
}

/// Says once that somebody sends another encoding, where no narrator says it.
#[derive(Debug, Default)]
pub(crate) struct Foreign {
    is_told: bool,
}

impl Foreign {
    pub(crate) fn tell(&mut self, datagram: &Datagram<'_>, setting: &Setting) {
        if self.is_told || setting.options.tells() {
            return;
        }
        if let Some(what) = other_encoding(datagram.payload) {
            self.is_told = true;
            setting.notice(&words::datagram_is(setting.lang, datagram.from, shown_as(setting.lang, what)));
        }
    }
}

/// Most datagrams hold nothing that needs a second look.
fn is_plain(payload: &[u8]) -> bool {
    payload.iter().all(|byte| matches!(byte, b' '..=b'~'))
}

#[derive(Serialize)]
struct Shown<'a> {
    from: String,
    len: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hex: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cut: bool,
}

fn json(datagram: &Datagram<'_>) -> String {
    let text = std::str::from_utf8(datagram.payload).ok();
    let shown = Shown {
        from: datagram.from.to_string(),
        len: datagram.payload.len(),
        text,
        hex: text.is_none().then(|| hex(datagram.payload, "")),
        cut: datagram.is_cut,
    };
    let line = serde_json::to_string(&shown).expect("strings and numbers");
    // JSON lets C1 and bidi controls stand as they are; all of them have escapes of four digits.
    let mut safe = String::with_capacity(line.len());
    for char in line.chars() {
        if is_dangerous(char) {
            safe.push_str(&format!("\\u{:04x}", u32::from(char)));
        } else {
            safe.push(char);
        }
    }
    safe
}

fn hex(payload: &[u8], between: &str) -> String {
    payload.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_datagram_is_one_line_whatever_it_holds() {
        let check = |format: Format, payload: &[u8], is_cut, expected: &str| {
            let from = "127.0.0.1:5000".parse().expect("an address");
            let mut page = Vec::new();
            format.write(Lang::English, &Datagram { from, payload, is_cut }, &mut page);
            assert_eq!(String::from_utf8_lossy(&page), format!("{expected}\n"));
        };
        check(Format::Text, b"hello", false, "127.0.0.1:5000: hello");
        check(Format::Text, b"", false, "127.0.0.1:5000: ");
        check(Format::Text, "你好\n\u{1b}[31m".as_bytes(), false, "127.0.0.1:5000: 你好\\n\\x1b[31m");
        check(Format::Hex, b"hi\n\xff", false, "127.0.0.1:5000: 68 69 0a ff");
        check(Format::Text, b"hi", true, "127.0.0.1:5000 (cut to 2 bytes, the rest is lost): hi");
        check(Format::Text, b"\x1b", true, "127.0.0.1:5000 (cut to 1 byte, the rest is lost): \\x1b");
        check(Format::Hex, b"hi", true, "127.0.0.1:5000 (cut to 2 bytes, the rest is lost): 68 69");
        check(Format::Json, b"hi", false, r#"{"from":"127.0.0.1:5000","len":2,"text":"hi"}"#);
        check(
            Format::Json,
            b"\xff\x00",
            true,
            r#"{"from":"127.0.0.1:5000","len":2,"hex":"ff00","cut":true}"#,
        );
        check(
            Format::Json,
            "\u{1b}\u{9b}\u{202e}\"".as_bytes(),
            false,
            r#"{"from":"127.0.0.1:5000","len":7,"text":"\u001b\u009b\u202e\""}"#,
        );
    }
}
