//! What holds for every text of the catalogue.
//!
//! The one idea: a law is read over all entries, so that a new one keeps it without a test of its own.

use crate::catalogue::{
    Lang, Osi, Remark, Term, Word, detail, error, error_facts, event, event_facts, event_over, field,
    field_facts, osi, remark, short, state, state_facts, term, term_facts,
};
use crate::event::{Kind, TcpState, Transport};
use crate::terminal;

/// A text with the name of its entry and its limit in characters.
type Limited = (&'static str, &'static str, usize);

fn titles() -> Vec<Limited> {
    Word::all()
        .map(|word| match word {
            Word::Event(kind) => (word.name(), event(Lang::English, kind).title, 60),
            Word::Error(code) => (word.name(), error(Lang::English, code).title, 60),
            Word::State(one) => (word.name(), state(Lang::English, one).title, 60),
            Word::Term(one) => (word.name(), term(Lang::English, one).title, 70),
            Word::Field(one) => (word.name(), field(Lang::English, one).title, 60),
        })
        .chain(Remark::ALL.iter().map(|one| ("a remark", remark(Lang::English, *one).title, 60)))
        .collect()
}

fn paragraphs() -> Vec<Limited> {
    let mut all = Vec::new();
    for word in Word::all() {
        let parts: &[(&'static str, usize)] = match word {
            Word::Event(kind) => {
                &[(event(Lang::English, kind).proves, 320), (event(Lang::English, kind).does_not_prove, 240)]
            }
            Word::Error(code) => {
                &[(error(Lang::English, code).means, 320), (error(Lang::English, code).remedy, 320)]
            }
            Word::State(one) => {
                &[(state(Lang::English, one).meaning, 320), (state(Lang::English, one).next, 240)]
            }
            Word::Term(one) => &[(term(Lang::English, one).meaning, 560)],
            Word::Field(one) => &[(field(Lang::English, one).meaning, 320)],
        };
        all.extend(parts.iter().map(|(text, limit)| (word.name(), *text, *limit)));
    }
    for (kind, transport) in over_each_transport() {
        let text = event_over(Lang::English, kind, transport);
        all.extend([(kind.name(), text.proves, 320), (kind.name(), text.does_not_prove, 240)]);
    }
    for one in Remark::ALL {
        all.extend([
            ("a remark", remark(Lang::English, *one).meaning, 320),
            ("a remark", remark(Lang::English, *one).next, 240),
        ]);
    }
    all
}

fn over_each_transport() -> impl Iterator<Item = (Kind, Transport)> {
    Kind::ALL.iter().flat_map(|kind| [(*kind, Transport::Tcp), (*kind, Transport::Udp)])
}

fn sources() -> Vec<(&'static str, &'static str)> {
    Word::all()
        .map(|word| match word {
            Word::Event(kind) => (word.name(), event_facts(kind).source),
            Word::Error(code) => (word.name(), error_facts(code).source),
            Word::State(one) => (word.name(), state_facts(one).source),
            Word::Term(one) => (word.name(), term_facts(one).source),
            Word::Field(one) => (word.name(), field_facts(one).source),
        })
        .collect()
}

/// Every fact that may have words in it.
fn details() -> Vec<&'static str> {
    let of_events = Kind::ALL.iter().map(|kind| event_facts(*kind));
    let of_events = of_events.flat_map(|it| [Some(it.call), it.state_change, Some(it.node), Some(it.python)]);
    let of_errors = Word::all().filter_map(|word| match word {
        Word::Error(code) => Some(error_facts(code)),
        _ => None,
    });
    of_events.flatten().chain(of_errors.flat_map(|it| [it.calls, it.node])).collect()
}

#[test]
fn no_fact_keeps_english_words_in_chinese() {
    const WORDS: &str = " a an and any arrives begins begun by deals decided dropped every exception failing flag for \
        from if in is itself nearest none of on only or part returning returns says the then there to told when where \
        with without ";
    for fact in details() {
        let told = detail(Lang::Chinese, fact);
        let code = told.split('`').step_by(2).collect::<String>();
        let mut words = code.split(|char: char| !char.is_ascii_alphanumeric());
        let word = words.find(|word| !word.is_empty() && WORDS.contains(&format!(" {word} ")));
        assert_eq!(word, None, "src/catalogue/zh/details.rs lacks {fact:?}");
    }
}

#[test]
fn each_title_is_one_short_line_without_a_final_stop() {
    for (name, title, limit) in titles() {
        assert!((10..=limit).contains(&title.chars().count()), "{name}: {title}");
        assert!(!title.ends_with('.') && !title.contains('\n'), "{name}: {title}");
        assert!(!title.starts_with(char::is_uppercase), "{name}: {title}");
    }
}

#[test]
fn each_paragraph_keeps_its_limit_and_consists_of_whole_sentences() {
    for (name, text, limit) in paragraphs() {
        assert!((20..=limit).contains(&text.chars().count()), "{name}: {text}");
        assert!(text.ends_with('.') && !text.contains("  "), "{name}: {text}");
    }
}

/// A line of the source that ends in the middle of a word leaves a blank in it.
#[test]
fn no_word_is_torn_after_its_hyphen() {
    for (name, text, _) in paragraphs() {
        let torn = text.match_indices("- ").find(|(at, _)| {
            let is_torn = text[..*at].ends_with(char::is_alphanumeric);
            is_torn && !["and ", "or "].iter().any(|word| text[at + 2..].starts_with(word))
        });
        assert_eq!(torn, None, "{name}: {text}");
    }
}

#[test]
fn what_a_layer_does_fits_a_table_of_80_columns() {
    for (layer, lang) in Osi::ALL.iter().flat_map(|layer| Lang::ALL.iter().map(move |lang| (layer, *lang))) {
        let text = osi(lang, *layer);
        let local = text.local_part.unwrap_or(text.part);
        let parts = [text.part, text.ftp, local].map(|said| (said, 36));
        let handlers = [text.handler, text.local_handler].map(|said| (said, 16));
        for (said, limit) in parts.into_iter().chain(handlers).chain([(text.name, 12)]) {
            assert!((4..=limit).contains(&terminal::width(said)), "{layer:?}: {said}");
        }
    }
}

#[test]
fn no_text_belittles_its_reader() {
    for (name, text, _) in titles().into_iter().chain(paragraphs()) {
        for said in text.split(|c: char| !c.is_alphabetic()) {
            let belittles = ["simply", "just", "obviously", "easy", "easily", "trivial"].contains(&said);
            assert!(!belittles, "{name} says {said}: {text}");
        }
    }
}

/// Where a source may come from: standards, manuals, and a vendor's own pages for its own system.
const KNOWN_SOURCES: [&str; 8] = [
    "RFC ",
    "ITU-T ",
    "man ",
    "docs.rs/",
    "docs.kernel.org: ",
    "docs.python.org: ",
    "learn.microsoft.com: ",
    "nodejs.org: ",
];

#[test]
fn each_entry_names_its_sources() {
    for (name, source) in sources() {
        for one in source.split("; ") {
            let known = KNOWN_SOURCES.iter().any(|start| one.starts_with(start));
            assert!(known, "{name}: {one}");
        }
    }
}

#[test]
fn each_term_points_to_one_to_three_others() {
    for one in Term::ALL {
        let see = term_facts(*one).see;
        assert!((1..=3).contains(&see.len()), "{one}");
        assert!(!see.contains(one), "{one} points to itself");
    }
}

#[test]
fn each_state_change_names_known_states() {
    for kind in Kind::ALL {
        let change = event_facts(*kind).state_change.unwrap_or("CLOSED");
        let names = change.split(|c: char| c != '_' && !c.is_ascii_uppercase() && !c.is_ascii_digit());
        for name in names.filter(|name| name.len() > 3) {
            assert!(name.parse::<TcpState>().is_ok(), "{kind}: {name}");
        }
    }
}

/// Every Chinese text that stands in a table of the catalogue, with the name of its entry.
fn chinese_texts() -> Vec<(&'static str, &'static str)> {
    let lang = Lang::Chinese;
    let mut all = Vec::new();
    for word in Word::all() {
        let parts: &[&'static str] = match word {
            Word::Event(one) => {
                &[event(lang, one).title, event(lang, one).proves, event(lang, one).does_not_prove]
            }
            Word::Error(one) => &[error(lang, one).title, error(lang, one).means, error(lang, one).remedy],
            Word::State(one) => &[state(lang, one).title, state(lang, one).meaning, state(lang, one).next],
            Word::Term(one) => &[term(lang, one).title, term(lang, one).meaning],
            Word::Field(one) => &[field(lang, one).title, field(lang, one).meaning],
        };
        all.extend(parts.iter().map(|text| (word.name(), *text)));
    }
    for (kind, transport) in over_each_transport() {
        let text = event_over(lang, kind, transport);
        let short = short(lang, kind, transport);
        let parts = [text.title, text.proves, text.does_not_prove, short.proves, short.does_not_prove];
        all.extend(parts.map(|text| (kind.name(), text)));
    }
    for one in Remark::ALL {
        let text = remark(lang, *one);
        all.extend([text.title, text.meaning, text.next].map(|text| ("a remark", text)));
    }
    for one in Osi::ALL {
        let text = osi(lang, *one);
        let parts = [text.name, text.part, text.ftp, text.handler, text.local_handler];
        all.extend(parts.map(|text| ("a layer", text)));
    }
    all
}

#[test]
fn each_chinese_title_is_one_short_line_and_each_paragraph_ends_in_its_stop() {
    for (name, text) in chinese_texts() {
        let n_columns = terminal::width(text);
        if text.ends_with('。') {
            assert!((20..=620).contains(&n_columns), "{name} has {n_columns} columns: {text}");
        } else {
            assert!((4..=54).contains(&n_columns), "{name} has {n_columns} columns: {text}");
            assert!(!text.ends_with(['.', '，', '；']) && !text.contains('\n'), "{name}: {text}");
        }
    }
}

#[test]
fn what_a_layer_does_fits_its_column_in_chinese() {
    for layer in Osi::ALL {
        let text = osi(Lang::Chinese, *layer);
        let parts = [text.part, text.ftp, text.local_part.unwrap_or(text.part)].map(|said| (said, 36));
        let handlers = [text.handler, text.local_handler].map(|said| (said, 16));
        for (said, limit) in parts.into_iter().chain(handlers).chain([(text.name, 12)]) {
            assert!(terminal::width(said) <= limit, "{layer:?}: {said}");
        }
    }
}

#[test]
fn two_chinese_clauses_fit_into_a_row() {
    for (kind, transport) in over_each_transport() {
        let text = short(Lang::Chinese, kind, transport);
        for clause in [text.proves, text.does_not_prove] {
            assert!(terminal::width(clause) <= 36 && !clause.ends_with('。'), "{kind}: {clause}");
        }
    }
}

/// Words that a textbook does not use so, or that belittle: a connection is 连接 and no link.
const NEVER: [&str; 9] = ["链接", "您", "我们", "简单地", "显然", "只需", "众所周知", "侦听", "句柄"];

#[test]
fn chinese_is_written_as_textbooks_write_it() {
    let is_han = |char: char| ('\u{4e00}'..='\u{9fff}').contains(&char);
    for (name, text) in chinese_texts() {
        let n_allowed = usize::from(text.contains("Windows 用的是句柄"));
        let found: Vec<_> = NEVER.iter().filter(|word| text.contains(**word)).collect();
        assert_eq!(found.len(), n_allowed, "{name} says {found:?}: {text}");
        let chars: Vec<char> = text.chars().collect();
        for pair in chars.windows(2) {
            let (one, next) = (pair[0], pair[1]);
            let is_glued = (is_han(one) && next.is_ascii_alphanumeric())
                || (one.is_ascii_alphanumeric() && is_han(next));
            assert!(!is_glued, "{name} lacks a blank between {one} and {next}: {text}");
            assert!(!(is_han(one) && ",.;:?!()".contains(next)), "{name} has {next} behind {one}: {text}");
            let is_full = |char: char| "，。；：？！（）、".contains(char);
            let is_spaced = (is_full(one) && next == ' ') || (one == ' ' && is_full(next));
            assert!(!is_spaced, "{name}: {text}");
        }
    }
}
