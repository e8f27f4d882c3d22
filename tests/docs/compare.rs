//! Whether what came out is what the text shows.
//!
//! What differs from run to run (times, ports, process numbers) is replaced by a word on both sides.
//! What may legally happen in another order is compared apart: a line of a client and a line of a server,
//! what a client sends and what it receives, a server's connections, and each event's explanation, which
//! stands below its first occurrence, wherever that is. `...` alone on a line of the text stands for any lines.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Compares; the error names the first difference.
pub(crate) fn compare(expected: &[String], got: &[String]) -> Result<(), String> {
    let expected = threads(expected);
    let got = threads(got);
    let names: BTreeSet<&String> = expected.iter().chain(&got).flat_map(|line| &line.threads).collect();
    for name in names {
        let of = |lines: &[Line]| -> Vec<String> {
            let wanted = lines.iter().filter(|line| line.text == ANY || line.threads.contains(name));
            wanted.map(|line| line.text.clone()).collect()
        };
        let (mut expected, mut got) = (of(&expected), of(&got));
        if name == LADDER && expected.iter().any(|line| line != ANY) {
            // A ladder is shown whole; which of two rows stands first is a matter of microseconds.
            let rows = |lines: Vec<String>| -> Vec<String> {
                let rows = lines.iter().filter(|line| *line != ANY).filter_map(|line| ladder_row(line));
                let mut rows: Vec<String> = rows.collect();
                rows.sort();
                // In how many pieces a kernel takes what nobody reads is chance.
                rows.dedup_by(|a, b| a == b && a.starts_with(UNREAD));
                rows
            };
            (expected, got) = (rows(expected), rows(got));
        }
        if !fits(&expected, &got) {
            return Err(difference(name, &expected, &got));
        }
    }
    Ok(())
}

/// A line of a text that stands for any lines.
pub(crate) const ANY: &str = "...";

const LADDER: &str = "the ladder";

/// How an arrow ends that nobody takes.
const UNREAD: &str = "▣";

/// A line, and the sequences in which its place matters.
#[derive(Debug)]
struct Line {
    text: String,
    threads: Vec<String>,
}

/// Puts each line into words that are the same in each run, and gives it its threads.
fn threads(lines: &[String]) -> Vec<Line> {
    let mut all = Vec::new();
    let mut connections = Vec::new();
    // Of the event that was told last: its kind, and its threads.
    let mut last: Option<(String, Vec<String>)> = None;
    for line in lines {
        let text = normal_line(line);
        let names = if let Some((who, kind)) = teller(&text) {
            let connection = CONNECTION.captures(line).map(|found| place_of(&found[1], &mut connections));
            let names = threads_of(&who, &kind, connection);
            last = Some((kind, names.clone()));
            names
        } else if LADDER_ROW.is_match(&text) {
            vec![LADDER.to_owned()]
        } else if let Some((kind, _)) = last.as_ref().filter(|_| is_explanation(&text)) {
            vec![format!("the explanation of {kind}")]
        } else {
            // What a program prints stands below the receipt that brought it, and moves with it.
            let is_data = ![ANY, "error:", "hint:", "错误：", "提示："].iter().any(|it| text.starts_with(it));
            match &last {
                Some((kind, names)) if kind == "received" && is_data => names.clone(),
                _ => {
                    last = None;
                    [SERVER, CLIENT_OUT, CLIENT_IN].map(str::to_owned).to_vec()
                }
            }
        };
        all.push(Line { text, threads: names });
    }
    all
}

/// Which of a server's connections this is, in the order in which they are told of.
fn place_of(port: &str, connections: &mut Vec<String>) -> usize {
    let known = connections.iter().position(|it| it == port);
    known.unwrap_or_else(|| {
        connections.push(port.to_owned());
        connections.len() - 1
    })
}

/// Two clauses, or with `-v` a paragraph.
fn is_explanation(text: &str) -> bool {
    text.starts_with("  ✓ ") || text.starts_with("    ")
}

const SERVER: &str = "the server's lines";
const CLIENT_OUT: &str = "the client's lines, but what it receives";
const CLIENT_IN: &str = "the client's lines, but what it sends";

fn threads_of(who: &str, kind: &str, connection: Option<usize>) -> Vec<String> {
    let of_connection = connection.map(|number| format!("the lines of the server's connection {number}"));
    let names: &[&str] = match (who, kind) {
        ("client", "sent") => &[CLIENT_OUT],
        ("client", "received" | "(prints)") => &[CLIENT_IN],
        ("client" | "program", _) => &[CLIENT_OUT, CLIENT_IN],
        // A listener gives out its connections in an order; then each goes its own way.
        (_, "accepted") => &[SERVER],
        _ if of_connection.is_some() => &[],
        _ => &[SERVER],
    };
    names.iter().map(|name| (*name).to_owned()).chain(of_connection).collect()
}

/// Who a line of narration is about, and the event; `None` for any other line.
pub(crate) fn teller(line: &str) -> Option<(String, String)> {
    let found = NARRATION.captures(line)?;
    // Who it is, is compared in English.
    let in_english = |word: &str| {
        let known = ROLES.iter().find(|(_, chinese)| *chinese == word);
        known.map_or(word, |(english, _)| english).to_owned()
    };
    Some((in_english(&found[1]), in_english(&found[2])))
}

/// Who a narration is about, and what is no event, in each language.
const ROLES: [(&str, &str); 5] = [
    ("client", "客户端"),
    ("server", "服务器"),
    ("listener", "监听者"),
    ("program", "程序"),
    ("(prints)", "（打印）"),
];

static NARRATION: LazyLock<Regex> = LazyLock::new(|| {
    // A sign stands before what a socket did, none before what a program prints.
    Regex::new(r"^(?:TIME|\d\d:\d\d:\d\d\.\d{3}) (\w+)(?: :\w+)? +(?:[^\w\s(（] +)?([a-z(][a-z)-]+|（打印）)")
        .expect("a pattern")
});
/// The port of a client, by which a server tells its connections apart.
static CONNECTION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\d\d:\d\d:\d\d\.\d{3} \w+ :(\d+) ").expect("a pattern"));
static LADDER_ROW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^ +(SPAN .*[│┊├┤●✗╳]|⋮|(client|not recorded) +server|(客户端|没有记录) +服务器|\S+:PORT +\d+\.)",
    )
    .expect("a pattern")
});

/// A row of a ladder, without what microseconds decide: whether an arrow takes one row or two, how long it
/// took, and so how much of its payload there is room for. `None` for a row that says nothing more.
fn ladder_row(row: &str) -> Option<String> {
    static PATTERNS: LazyLock<[Regex; 5]> = LazyLock::new(|| {
        // A writer that finds no room may be told so, or hear of it from poll.
        let leaves = r"├╌.* \(\d+\) │|│ \(\d+\) .*╌┤| ╌ \(\d+\)$| not taken | 未接收";
        // Lines that stand close, with the words at their right.
        let close = r"^ ?SPAN ([│┊├┤┼●◌◆✗╳─╌▶◀▷◁▣ ]+ )(?:(\w+→\w+) )?(?:\(\d+\) ╌ )?([^│┊├┤●✗▶◀╳]+)$";
        let to_the_right = r"[├│┊](?: \(\d+\) )?[─╌]+ (.*?) [─╌]*[▶▷][│┊]";
        let to_the_left = r"[│┊][◀◁][─╌]+ (.*?) [─╌]+(?:[┤┊]| \(\d+\) │)";
        let unread = r"[│┊] ▣─+ (.*?) ─+┤|├─+ (.*?) ─+▣ [│┊]";
        [leaves, close, to_the_right, to_the_left, unread]
            .map(|pattern| Regex::new(pattern).expect("a pattern"))
    });
    // A process that ends gives up its sockets one after the other, and whether one is asked before is a matter of
    // microseconds, too.
    static LEFT_UNREAD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"closed N bytes (unread|未读)").expect("a pattern"));
    let row = &*LEFT_UNREAD.replace(row, "closed");
    let [leaves, close, to_the_right, to_the_left, unread] = &*PATTERNS;
    if row.contains('⋮') || leaves.is_match(row) {
        return None;
    }
    if let Some(found) = close.captures(row) {
        // Which lines live beside it is a matter of microseconds too; its own sign is not.
        let signs = found[1].chars().filter(|sign| "●◌◆✗╳▶◀▷◁▣".contains(*sign)).collect::<String>();
        let words = found[3].split(['"', '(', '（']).next().unwrap_or_default().trim().to_owned();
        return Some(format!("{signs} {words}"));
    }
    if let Some(found) = unread.captures(row) {
        let words = found.get(1).or(found.get(2)).map_or("", |words| words.as_str());
        return Some(format!("{UNREAD} {}", words.split('"').next().unwrap_or_default()));
    }
    let said =
        |found: &Captures<'_>| found[1].split(['"', '(', '（']).next().unwrap_or_default().trim().to_owned();
    let row = to_the_right.replace(row, |found: &Captures<'_>| format!("{} >", said(found)));
    let row = to_the_left.replace(&row, |found: &Captures<'_>| format!("< {}", said(found)));
    Some(row.into_owned())
}

/// The lines with a word for whatever differs from run to run, and with single blanks.
pub(crate) fn normal(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| normal_line(line)).collect()
}

fn normal_line(line: &str) -> String {
    static RULES: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
        let rules = [
            (r"\d\d:\d\d:\d\d\.\d{3}", "TIME"),
            (r"\b\d+(\.\d+)? (µs|ms|s)\b", "SPAN"),
            (r"\bpid \d+", "pid PID"),
            (r"\b(netlab \d+) \d+ \.+", "$1 TIME"),
            // How much fits into a buffer is the kernel's affair.
            (r"\b\d{1,3}(,\d{3})+ 字节", "N 字节"),
            (r"\b\d{1,3}(,\d{3})+ bytes|\b\d+\.\d [KM]iB|\b(allocation of) \d+ bytes", "$2 N bytes"),
            (r#""started":"[^"]*""#, r#""started":"""#),
            (r#""(boot_id|host)":"[^"]*""#, r#""$1":"""#),
            (r#""(mono_us|t_us|began_us|waited_us|rtt_us|pid)":\d+"#, r#""$1":0"#),
        ];
        rules.map(|(from, to)| (Regex::new(from).expect("a pattern"), to)).to_vec()
    });
    static PORT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(\b\d+\.\d+\.\d+\.\d+:|\]:|localhost:| :|port |端口 )(\d{4,5})\b").expect("a pattern")
    });
    let text =
        RULES.iter().fold(line.to_owned(), |text, (from, to)| from.replace_all(&text, *to).into_owned());
    let text = PORT.replace_all(&text, |found: &Captures<'_>| match &found[2] {
        "8080" | "8081" => found[0].to_owned(),
        _ => format!("{}PORT", &found[1]),
    });
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A time begins a ladder's row, and how far to the right a program's name stands is up to its number.
    let is_moved = words.starts_with("SPAN") || words.contains(" pid PID");
    let indent = if is_moved { 1 } else { text.len() - text.trim_start().len() };
    format!("{:indent$}{words}", "").trim_end().to_owned()
}

/// Whether the lines are those of a pattern in which `...` stands for any lines.
fn fits(pattern: &[String], lines: &[String]) -> bool {
    let parts: Vec<&[String]> = pattern.split(|line| line == ANY).collect();
    let [first, between @ .., last] = parts.as_slice() else { return pattern == lines };
    let Some(mut rest) = lines.strip_prefix(*first) else { return false };
    for part in between {
        let found = (0..=rest.len()).find(|&at| rest[at..].starts_with(part));
        let Some(at) = found else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

fn difference(name: &str, expected: &[String], got: &[String]) -> String {
    let missing = expected.iter().find(|line| *line != ANY && !got.contains(line));
    let hint = missing.map_or_else(String::new, |line| format!("  this line did not come: {line}\n"));
    format!("in {name}:\n{hint}  shown:\n{}  came out:\n{}", indented(expected), indented(got))
}

/// Lines as part of a report.
pub(crate) fn indented(lines: &[String]) -> String {
    lines.iter().fold(String::new(), |text, line| text + "    " + line + "\n")
}
