//! Texts with holes: what a step sends, and what it expects.
//!
//! The one idea: one notation serves both. `{one}` is a value, `{len(one)}` how long it is, `{?seq}`
//! takes what stands there and keeps it, `{*}` lets anything stand there. Sent, a text is filled in;
//! expected, it is compared. Random values come from a seed, so every run can be repeated.
//!
//! See it run: `netlab check framing --seed 7 -- python3 echo.py`.

use std::collections::BTreeMap;
use std::sync::Arc;

use memchr::memmem;

use crate::impair::mixed;

/// A text with holes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Template {
    pub(crate) parts: Vec<Piece>,
}

/// A stretch of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A value by its name, as in `{one}`.
    Value(String),
    /// A number that belongs to values, as in `{len(one)}`.
    Count(Counting, Vec<String>),
    /// What stands here is kept under this name, as in `{?seq}`.
    Capture(String),
    /// Anything, as in `{*}`.
    Anything,
    /// 4 bytes of length, then this.
    Framed(Template),
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counting {
    /// Bytes: `len`.
    Bytes,
    /// Unicode scalar values: `chars`.
    Characters,
    /// 16-bit units: `utf16`.
    Units,
}

/// Why a text with holes is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateFlaw {
    /// A brace without its other half, in this text.
    HalfBrace(String),
    /// A function of another name than `len`, `chars` and `utf16`.
    Function(String),
    /// A function without its closing parenthesis.
    HalfCall(String),
}

/// The values of a run, by name. A clone shares them and is cheap: each step of a story keeps those of its moment.
#[derive(Debug, Clone, Default)]
pub(crate) struct Values(BTreeMap<String, Arc<[u8]>>);

impl Template {
    /// Reads `a {one} b`; `{{` and `}}` stand for braces.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Template, TemplateFlaw> {
        let mut parts = Vec::new();
        let mut bytes = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, after) = rest.split_at(at);
            bytes.extend_from_slice(before.as_bytes());
            if after.starts_with("{{") || after.starts_with("}}") {
                bytes.push(after.as_bytes()[0]);
                rest = &after[2..];
                continue;
            }
            let end = after.find('}').filter(|_| after.starts_with('{'));
            let end = end.ok_or_else(|| TemplateFlaw::HalfBrace(text.to_owned()))?;
            if !bytes.is_empty() {
                parts.push(Piece::Bytes(std::mem::take(&mut bytes)));
            }
            parts.push(hole(&after[1..end])?);
            rest = &after[end + 1..];
        }
        bytes.extend_from_slice(rest.as_bytes());
        if !bytes.is_empty() {
            parts.push(Piece::Bytes(bytes));
        }
        Ok(Template { parts })
    }

    /// Bytes as they stand.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Template {
        Template { parts: vec![Piece::Bytes(bytes.to_vec())] }
    }

    /// This, and then that.
    pub(crate) fn then(mut self, other: &Template) -> Template {
        self.parts.extend(other.parts.iter().cloned());
        self
    }

    /// This behind its length.
    pub(crate) fn framed(self) -> Template {
        Template { parts: vec![Piece::Framed(self)] }
    }

    /// Every name that must have a value.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.parts.iter().flat_map(Piece::names).collect()
    }

    /// Every name that gets a value here.
    pub(crate) fn captures(&self) -> impl Iterator<Item = &str> {
        self.parts
            .iter()
            .filter_map(|part| if let Piece::Capture(name) = part { Some(name.as_str()) } else { None })
    }

    /// The bytes, where nothing is left open; what is left open is left out.
    pub(crate) fn fill(&self, values: &Values) -> Vec<u8> {
        self.parts.iter().flat_map(|part| part.fill(values)).collect()
    }

    /// The bytes as a reader is told them: `…` stands where anything may.
    pub(crate) fn told(&self, values: &Values) -> Vec<u8> {
        let told = |part: &Piece| match part {
            Piece::Capture(_) | Piece::Anything => "…".as_bytes().to_vec(),
            closed => closed.fill(values),
        };
        self.parts.iter().flat_map(told).collect()
    }

    /// The same text with the values of this moment; what is left open stays open.
    pub(crate) fn settled(&self, values: &Values) -> Template {
        let settled = |part: &Piece| match part {
            Piece::Capture(_) | Piece::Anything => Piece::Anything,
            closed => Piece::Bytes(closed.fill(values)),
        };
        Template { parts: self.parts.iter().map(settled).collect() }
    }

    /// Whether these are the whole bytes; returns what was captured on the way.
    pub(crate) fn matches(&self, bytes: &[u8], values: &Values) -> Option<Vec<(String, Vec<u8>)>> {
        let mut kept = Vec::new();
        fits(&self.parts, bytes, values, &mut kept).then_some(kept)
    }
}

fn hole(inside: &str) -> Result<Piece, TemplateFlaw> {
    if inside == "*" {
        return Ok(Piece::Anything);
    }
    if let Some(name) = inside.strip_prefix('?') {
        return Ok(Piece::Capture(name.to_owned()));
    }
    let Some((function, arguments)) = inside.split_once('(') else {
        return Ok(Piece::Value(inside.to_owned()));
    };
    let counting = match function {
        "len" => Counting::Bytes,
        "chars" => Counting::Characters,
        "utf16" => Counting::Units,
        _ => return Err(TemplateFlaw::Function(function.to_owned())),
    };
    let arguments = arguments.strip_suffix(')').ok_or_else(|| TemplateFlaw::HalfCall(inside.to_owned()))?;
    Ok(Piece::Count(counting, arguments.split(',').map(|name| name.trim().to_owned()).collect()))
}

/// Compares part by part; an open part takes as little as lets the rest fit.
fn fits(parts: &[Piece], bytes: &[u8], values: &Values, kept: &mut Vec<(String, Vec<u8>)>) -> bool {
    let Some((first, rest)) = parts.split_first() else { return bytes.is_empty() };
    if !matches!(first, Piece::Capture(_) | Piece::Anything) {
        let wanted = first.fill(values);
        return bytes.strip_prefix(wanted.as_slice()).is_some_and(|bytes| fits(rest, bytes, values, kept));
    }
    let next = rest.first().filter(|part| !matches!(part, Piece::Capture(_) | Piece::Anything));
    let next = next.map(|part| part.fill(values)).unwrap_or_default();
    let mut places: Box<dyn Iterator<Item = usize>> = match (rest.is_empty(), next.is_empty()) {
        (true, _) => Box::new(std::iter::once(bytes.len())),
        (false, true) => Box::new(0..=bytes.len()),
        (false, false) => Box::new(memmem::find_iter(bytes, &next)),
    };
    places.any(|at| {
        let n_kept = kept.len();
        if let Piece::Capture(name) = first {
            kept.push((name.clone(), bytes[..at].to_vec()));
        }
        let is_fit = fits(rest, &bytes[at..], values, kept);
        if !is_fit {
            kept.truncate(n_kept);
        }
        is_fit
    })
}

impl Piece {
    fn names(&self) -> Vec<&str> {
        match self {
            Piece::Value(name) => vec![name],
            Piece::Count(_, names) => names.iter().map(String::as_str).collect(),
            Piece::Framed(inner) => inner.names(),
            Piece::Bytes(_) | Piece::Capture(_) | Piece::Anything => Vec::new(),
        }
    }

    fn fill(&self, values: &Values) -> Vec<u8> {
        match self {
            Piece::Bytes(bytes) => bytes.clone(),
            Piece::Value(name) => values.of(name).to_vec(),
            Piece::Count(counting, names) => {
                let joined: Vec<u8> = names.iter().flat_map(|name| values.of(name)).copied().collect();
                let text = String::from_utf8_lossy(&joined);
                let count = match counting {
                    Counting::Bytes => joined.len(),
                    Counting::Characters => text.chars().count(),
                    Counting::Units => text.encode_utf16().count(),
                };
                count.to_string().into_bytes()
            }
            Piece::Framed(inner) => {
                let body = inner.fill(values);
                let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
                [length.to_be_bytes().as_slice(), &body].concat()
            }
            Piece::Capture(_) | Piece::Anything => Vec::new(),
        }
    }
}

impl Values {
    /// The value of this name; nothing where it has none.
    pub(crate) fn of(&self, name: &str) -> &[u8] {
        self.0.get(name).map_or(&[], |value| value)
    }

    /// Takes over what was captured.
    pub(crate) fn keep(&mut self, captured: Vec<(String, Vec<u8>)>) {
        self.0.extend(captured.into_iter().map(|(name, value)| (name, value.into())));
    }

    pub(crate) fn set(&mut self, name: impl Into<String>, value: impl Into<Vec<u8>>) {
        self.0.insert(name.into(), value.into().into());
    }
}

/// Letters from a seed: the same for the same seed and name.
pub(crate) fn letters(seed: u64, name: &str, n_letters: usize) -> Vec<u8> {
    let mut state = name.bytes().fold(seed, |state, byte| mixed(state ^ u64::from(byte)));
    let mut next = || {
        state = mixed(state);
        b'a' + (state % 26) as u8
    };
    (0..n_letters).map(|_| next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Values {
        let mut values = Values::default();
        values.set("one", "你好🙂");
        values.set("two", "xyz");
        values
    }

    #[test]
    fn a_text_is_filled_in() {
        let check = |text: &str, expected: &str| {
            let template = Template::parse(text).expect("a template");
            assert_eq!(String::from_utf8_lossy(&template.fill(&values())), expected, "{text}");
        };
        check("a {two} b", "a xyz b");
        check("{len(one)} {chars(one)} {utf16(one)} {len(one,two)}", "10 3 4 13");
        check("{{two}}", "{two}");
    }

    #[test]
    fn a_text_is_compared_and_what_is_open_is_kept() {
        let check = |text: &str, got: &str, expected: Option<&[&str]>| {
            let template = Template::parse(text).expect("a template");
            let kept = template.matches(got.as_bytes(), &values());
            let kept = kept.map(|kept| {
                kept.into_iter().map(|(_, it)| String::from_utf8_lossy(&it).into_owned()).collect::<Vec<_>>()
            });
            assert_eq!(kept, expected.map(|list| list.iter().map(|it| (*it).to_owned()).collect()), "{text}");
        };
        check("echo: {two}", "echo: xyz", Some(&[]));
        check("echo: {two}", "echo: xyz!", None);
        check("{*}{two}", "name: xyz", Some(&[]));
        check("{?seq} {?text}", "12 a b", Some(&["12", "a b"]));
        check("{?prefix}{two}", "xyxyz", Some(&["xy"]));
        check("{*}{two}{*}", "xy z", None);
    }

    #[test]
    fn what_is_no_template_is_told() {
        let check =
            |text: &str, expected: TemplateFlaw| assert_eq!(Template::parse(text).err(), Some(expected));
        check("a {two", TemplateFlaw::HalfBrace("a {two".to_owned()));
        check("{size(two)}", TemplateFlaw::Function("size".to_owned()));
        check("{len(two}", TemplateFlaw::HalfCall("len(two".to_owned()));
    }

    #[test]
    fn letters_depend_on_seed_and_name_alone() {
        assert_eq!(letters(1, "one", 12), letters(1, "one", 12));
        assert_ne!(letters(1, "one", 12), letters(2, "one", 12));
        assert_ne!(letters(1, "one", 12), letters(1, "two", 12));
    }
}
