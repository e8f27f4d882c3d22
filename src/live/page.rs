//! The page: one answer that holds its style, its script, and the words of both languages.
//!
//! The one idea: the page is the same whatever happens, and no event is in it. So what may run in it and how it may look
//! is known before anything is shown, and named in its policy; all that comes later is data.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use hyper::header::HeaderValue;
use serde::Serialize;
use serde_json::{Value, json};

use crate::catalogue::{self, Lang, LiveWords};
use crate::event::{Kind, Tone, Transport};
use crate::ladder;
use crate::live::shown::Shown;
use crate::terminal::palette::{self, Ink};

/// The page, and the policy that goes with it.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) html: String,
    pub(super) policy: HeaderValue,
}

/// What stands before the shared script, and what stands behind it.
const BEFORE: &str = concat!("\n\"use strict\";\n(() => {\n", include_str!("page/given.js"));
const BEHIND: &str = concat!(
    include_str!("page/facts.js"),
    include_str!("page/rows.js"),
    include_str!("page/lanes.js"),
    include_str!("page/join.js"),
    include_str!("page/sockets.js"),
    include_str!("page/moment.js"),
    include_str!("page/stream.js"),
    include_str!("page/main.js"),
    "})();\n"
);
const STYLE: &str = include_str!("live.css");
const BODY: &str = include_str!("live.html");

impl Page {
    /// # Panics
    /// Never: the words are plain text, and a policy is made of letters.
    pub(super) fn new(shown: &Shown) -> Page {
        let script = format!("{BEFORE}{}{BEHIND}", ladder::SHARED_SCRIPT);
        let (light, dark) = palette::properties();
        let style = format!(
            "\n{}.ladder[data-theme=\"light\"] {{{light} }}\n.ladder[data-theme=\"dark\"] {{{dark} }}\n{STYLE}",
            ladder::shared_style()
        );
        let policy = format!(
            "default-src 'none'; connect-src 'self'; img-src data:; style-src {}; script-src {}; base-uri 'none'; \
             form-action 'none'; frame-ancestors 'none'",
            ladder::source_of(&style),
            ladder::source_of(&script)
        );
        // In a script nothing may look like its end; as JSON an escaped `<` is the same letter.
        let given = given(shown).to_string().replace('<', "\\u003c");
        let mut html = format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n\
             <title>netlab live</title>\n<style>{style}</style>\n</head>\n",
            shown.lang.tag()
        );
        let _ = write!(
            html,
            "{BODY}<script type=\"application/json\" id=\"data\">{given}</script>\n<script>{script}</script>\n</body>\n</html>\n"
        );
        Page { html, policy: HeaderValue::from_str(&policy).expect("a policy is made of letters") }
    }
}

/// All that the script needs besides events.
fn given(shown: &Shown) -> Value {
    let words: BTreeMap<&str, Words> =
        [Lang::English, Lang::Chinese].into_iter().map(|lang| (name(lang), Words::of(lang))).collect();
    let kinds: BTreeMap<&str, Value> =
        Kind::ALL.iter().map(|kind| (kind.name(), kind_in_words(*kind))).collect();
    let paper: BTreeMap<&str, usize> = ladder::PAPER.into_iter().collect();
    json!({ "lang": name(shown.lang), "is_replay": shown.is_replay, "paper": paper, "words": words, "kinds": kinds })
}

const fn name(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "en",
        Lang::Chinese => "zh",
    }
}

#[derive(Serialize)]
struct Words {
    #[serde(flatten)]
    own: &'static LiveWords,
    /// Those of any page that shows rows.
    page: Value,
    not_recorded: &'static str,
    client: &'static str,
    server: &'static str,
}

impl Words {
    fn of(lang: Lang) -> Words {
        let drawn = catalogue::drawn(lang);
        Words {
            own: catalogue::live_words(lang),
            page: words_of_rows(lang),
            not_recorded: drawn.not_recorded,
            client: drawn.client,
            server: drawn.server,
        }
    }
}

/// What the shared script says.
fn words_of_rows(lang: Lang) -> Value {
    let words = catalogue::page_words(lang);
    json!({
        "carried": words.carried,
        "first_bytes": words.first_bytes,
        "after_first": words.after_first,
        "call": words.call,
        "source": words.source,
        "shown": words.shown,
        "filter": words.filter,
        "wishes": words.wishes,
        "detail": words.detail,
        "nothing_chosen": words.nothing_chosen,
    })
}

/// What a kind of event means over each transport, in each language.
fn kind_in_words(kind: Kind) -> Value {
    let facts = catalogue::event_facts(kind);
    let over = |transport| {
        let text = |lang| {
            let text = catalogue::event_over(lang, kind, transport);
            json!({ "title": text.title, "proves": text.proves, "not": text.does_not_prove })
        };
        json!({ "en": text(Lang::English), "zh": text(Lang::Chinese) })
    };
    json!({
        "ink": Ink::of(kind.tone()).name(),
        "fails": matches!(kind.tone(), Tone::Fails | Tone::GivesUp),
        "call": facts.call,
        "source": facts.source,
        "tcp": over(Transport::Tcp),
        "udp": over(Transport::Udp),
    })
}
