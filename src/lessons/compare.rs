//! What came out of a command here, held against what its text shows.
//!
//! The one idea: two runs of the same programs differ in their times, ports and process numbers, and in the
//! order of what two ends do at the same time. Those say nothing; a line that lacks, or one that nobody
//! expected, does.
//!
//! See it run: `r` in `netlab lesson 7`, where port 8080 is taken.

/// What differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// For each line that came out, whether the text shows no such line.
    pub is_new: Vec<bool>,
    /// The lines of the text of which none came out.
    pub missing: Vec<String>,
}

impl Differences {
    /// Whether all is as the text shows it.
    #[must_use]
    pub fn are_none(&self) -> bool {
        self.missing.is_empty() && !self.is_new.contains(&true)
    }
}

/// A line of a text that stands for any lines.
const ANY: &str = "...";
/// The text ends its command with Ctrl-C here.
const INTERRUPT: &str = "^C";
/// Two lines of which one was cut for a narrower terminal are alike where they share so many characters.
const MIN_SHARED: usize = 24;

/// A number of so many digits is the kernel's affair.
const MANY_DIGITS: usize = 5;

/// Compares the lines that came out of a command with those that its text shows.
///
/// Only facts are compared: an indented line goes on with an explanation, and a ladder's rows are a matter of
/// microseconds. Where the text shows an excerpt, lines may have come out that it leaves out.
#[must_use]
pub fn differences(shown: &[String], came: &[String]) -> Differences {
    let is_excerpt = shown.iter().any(|line| line == ANY);
    let came: Vec<Option<String>> = came.iter().map(|line| fact(line)).collect();
    let mut is_new: Vec<bool> = came.iter().map(|line| line.is_some() && !is_excerpt).collect();
    let mut is_used = vec![false; came.len()];
    let mut missing = Vec::new();
    for line in shown {
        let Some(wanted) = fact(line) else { continue };
        let fits =
            |at: &usize| !is_used[*at] && came[*at].as_deref().is_some_and(|it| are_alike(it, &wanted));
        match (0..came.len()).find(fits) {
            Some(at) => (is_used[at], is_new[at]) = (true, false),
            None => missing.push(line.clone()),
        }
    }
    Differences { is_new, missing }
}

fn are_alike(one: &str, other: &str) -> bool {
    let n_shared = one.len().min(other.len());
    one == other || (n_shared >= MIN_SHARED && one.as_bytes()[..n_shared] == other.as_bytes()[..n_shared])
}

/// A line without what differs from run to run; `None` where it states no fact of its own.
fn fact(line: &str) -> Option<String> {
    let is_drawn = line.contains(['│', '┊', '╎', '┤', '├', '⋮', '●', '✗', '◆', '▣']);
    if line.starts_with("  ") || line.trim().is_empty() || is_drawn || line == ANY || line == INTERRUPT {
        return None;
    }
    // A payload is shown as far as there is room for it.
    let line = line.split(['"', '…']).next().unwrap_or_default();
    let mut words: Vec<String> = Vec::new();
    // A datagram is filled up with dots.
    for word in line.split_whitespace().filter(|word| !word.trim_matches('.').is_empty()) {
        let before = words.last().map_or("", String::as_str);
        // A measured datagram says `netlab`, its number, and when it was sent.
        let is_sent_at = words.len() > 1 && words[words.len() - 2] == "netlab" && is_number(before);
        // Which of its wishes for memory is the one too many is chance.
        let is_wish = words.ends_with(&["allocation".to_owned(), "of".to_owned()]);
        // Between Chinese characters no blank stands before the bracket.
        let label = before.rsplit(['(', '（']).next().unwrap_or_default();
        let is_any = matches!(label, "pid" | "port")
            || label.ends_with("端口")
            || (is_sent_at && is_number(word))
            || is_wish;
        // In Chinese a sentence may go on behind the unit without a blank.
        let n_unit = word.find(['；', '，', '。', '）']).unwrap_or(word.len());
        let (unit, behind) = word.split_at(n_unit);
        let is_length = matches!(unit.trim_end_matches([';', ',', '.']), "µs" | "ms" | "s")
            && before.ends_with(|char: char| char.is_ascii_digit() || char == 'N');
        if is_length {
            words.pop();
        }
        words.push(match (is_any, is_length) {
            (true, _) => "N".to_owned(),
            (false, true) => format!("N{behind}"),
            (false, false) => without_numbers(word),
        });
    }
    let fact = words.join(" ");
    (!fact.is_empty()).then_some(fact)
}

/// A word with one sign for a port, a time, a length of time, or a number of many digits.
fn without_numbers(word: &str) -> String {
    let is_time =
        word.len() >= 8 && word.bytes().filter(|byte| *byte == b':').count() == 2 && !word.contains('[');
    if is_time && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.')) {
        return "TIME".to_owned();
    }
    let mut out = String::new();
    let mut rest = word;
    while let Some(at) = rest.find(|char: char| char.is_ascii_digit()) {
        let n_digits = rest[at..]
            .bytes()
            .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
            .count();
        let (before, number) = (&rest[..at], &rest[at..at + n_digits]);
        let is_port = before.ends_with(':') && number.len() >= 4 && !["8080", "8081"].contains(&number);
        out += before;
        out += if is_port
            || number.contains(',')
            || number.len() >= MANY_DIGITS && is_number(number)
            || is_fraction(number)
        {
            "N"
        } else {
            number
        };
        rest = &rest[at + n_digits..];
    }
    out + rest
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `59.5`, but no address.
fn is_fraction(number: &str) -> bool {
    number.trim_end_matches('.').bytes().filter(|byte| *byte == b'.').count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[&str]) -> Vec<String> {
        text.iter().map(|line| (*line).to_owned()).collect()
    }

    #[track_caller]
    fn check(shown: &[&str], came: &[&str], is_new: &[bool], missing: &[&str]) {
        let found = differences(&lines(shown), &lines(came));
        assert_eq!(found, Differences { is_new: is_new.to_vec(), missing: lines(missing) });
    }

    #[test]
    fn times_ports_order_and_explanations_are_no_difference() {
        check(
            &["19:07:20.577 server :58166 accepted from 127.0.0.1:58166", "    The kernel had", "hi", "^C"],
            &["hi", "20:00:00.001 server :4242 accepted from 127.0.0.1:4242", "    another text"],
            &[false; 3],
            &[],
        );
        check(&["netlab (pid 4242) holds it"], &["netlab (pid 7) holds it"], &[false], &[]);
        check(&["allocation of 30116 bytes failed"], &["allocation of 64 bytes failed"], &[false], &[]);
        check(&["it took 801 µs; it was"], &["it took 1.6 ms; it was"], &[false], &[]);
        check(&["到 127.0.0.1:8080，本端端口 4242"], &["到 127.0.0.1:8080，本端端口 7777"], &[false], &[]);
        check(&["用了 801 µs；python3（pid 4242）"], &["用了 1.6 ms；python3（pid 7）"], &[false], &[]);
        check(&["netlab 3 139 ....."], &["netlab 3 1439 ...."], &[false], &[]);
        check(&["netlab 3 139 ....."], &["netlab 4 139 ....."], &[true], &["netlab 3 139 ....."]);
        check(&["the kernel took 4,182,768 bytes"], &["the kernel took 2,565,000 bytes"], &[false], &[]);
    }

    #[test]
    fn another_fact_is_a_difference_on_both_sides() {
        let (shown, came) =
            ("x server peer-finished after 3 bytes", "x server reset by 127.0.0.1:1 (ECONNRESET)");
        check(&[shown], &[came], &[true], &[shown]);
        check(&["3 bytes", "3 bytes"], &["3 bytes"], &[false], &["3 bytes"]);
        check(
            &["listening on 127.0.0.1:8080"],
            &["listening on 127.0.0.1:8081"],
            &[true],
            &["listening on 127.0.0.1:8080"],
        );
    }

    #[test]
    fn an_excerpt_leaves_lines_out_and_a_narrow_terminal_cuts_them() {
        check(&["one", "...", "two"], &["one", "and", "more", "two"], &[false; 4], &[]);
        check(&["one", "...", "two"], &["one", "more"], &[false; 2], &["two"]);
        let long = "tcp  LISTEN       127.0.0.1:8080                      netlab (pid 4242)";
        check(&[long], &["tcp  LISTEN       127.0.0.1:8080         net…"], &[false], &[]);
    }
}
