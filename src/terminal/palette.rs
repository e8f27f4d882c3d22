//! The palette: what a colour means, and which colour that is on a light and on a dark ground.
//!
//! The one idea: a text carries meanings, not colours, as only the stream that it goes to knows its ground.
//! On the way they are marks that look like a terminal's command for colours (ECMA-48 §8.3.117, SGR) but
//! have numbers that no terminal knows; [`shown`] puts colours in their place, or nothing. Where the ground
//! is unknown no word is coloured, as nobody could say whether it can be read.
//!
//! See it run: `netlab --color light tour`, and `--color dark`.

use std::borrow::Cow;

use crate::event::Tone;
use crate::terminal::colours::{colour, is_reset};
use crate::terminal::escape::without_colours;

/// What a piece of text or of a drawing means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Something comes into being: an address, a listener, a connection.
    Opening,
    /// Bytes on their way; and that something is as it should be.
    Data,
    /// Something comes to its end in order.
    Ending,
    /// It did not work, or not whole, or it has to wait.
    Trouble,
    /// Somebody set a rule, or a rule touched traffic.
    Rule,
    /// Typed by a person, or to be typed.
    Typed,
    /// There in any case, such as times and lines.
    Quiet,
}

/// What a terminal's texts stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ground {
    /// White or nearly so.
    Light,
    /// Black or nearly so.
    Dark,
    /// Nobody knows.
    #[default]
    Unknown,
}

impl Ground {
    /// The ground that has this colour, red, green and blue: where every ink can be read on it.
    #[must_use]
    pub fn of(colour: [u8; 3]) -> Ground {
        let fits = |of_pair: fn((u8, u8)) -> u8| {
            INKS.iter().all(|ink| contrast(rgb(of_pair(pair(*ink))), colour) >= LEGIBLE)
        };
        if fits(|(on_light, _)| on_light) {
            Ground::Light
        } else if fits(|(_, on_dark)| on_dark) {
            Ground::Dark
        } else {
            Ground::Unknown
        }
    }
}

/// How much two colours differ in light, from 1 to 21 (WCAG 2.2, "contrast ratio").
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let part = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let light = |[red, green, blue]: [u8; 3]| 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// What WCAG asks of text, at level AA.
const LEGIBLE: f64 = 4.5;

/// A colour of each ink, by its number among a terminal's 256: on a light ground and on a dark one.
const fn pair(ink: Ink) -> (u8, u8) {
    match ink {
        Ink::Opening => (25, 75),
        Ink::Data => (22, 114),
        Ink::Ending => (94, 179),
        Ink::Trouble => (124, 210),
        Ink::Rule => (90, 176),
        Ink::Typed => (23, 73),
        Ink::Quiet => (240, 248),
    }
}

/// The one of the terminal's own eight colours that comes nearest; what it looks like, its owner has chosen.
const fn own_colour(ink: Ink) -> Option<u8> {
    match ink {
        Ink::Opening => Some(34),
        Ink::Data => Some(32),
        Ink::Ending => Some(33),
        Ink::Trouble => Some(31),
        Ink::Rule => Some(35),
        Ink::Typed | Ink::Quiet => None,
    }
}

const INKS: [Ink; 7] =
    [Ink::Opening, Ink::Data, Ink::Ending, Ink::Trouble, Ink::Rule, Ink::Typed, Ink::Quiet];

impl Ink {
    /// The ink of a kind of event.
    #[must_use]
    pub const fn of(tone: Tone) -> Ink {
        match tone {
            Tone::Begins | Tone::Sets => Ink::Opening,
            Tone::Moves => Ink::Data,
            Tone::Ends => Ink::Ending,
            Tone::Waits | Tone::GivesUp | Tone::Cuts | Tone::Fails => Ink::Trouble,
            Tone::Impairs => Ink::Rule,
        }
    }

    /// The name in a style sheet: `var(--opening)`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Ink::Opening => "opening",
            Ink::Data => "data",
            Ink::Ending => "ending",
            Ink::Trouble => "trouble",
            Ink::Rule => "rule",
            Ink::Typed => "typed",
            Ink::Quiet => "quiet",
        }
    }
}

/// Words in an ink. Where the ground is unknown they are as all others.
#[must_use]
pub fn word(ink: Ink, text: &str) -> String {
    painted(text, &(WORDS + ink as u16).to_string())
}

/// Words in an ink that are to be seen first. Where the ground is unknown they are bold alone.
#[must_use]
pub fn bold_word(ink: Ink, text: &str) -> String {
    painted(text, &format!("1;{}", WORDS + ink as u16))
}

/// A sign (`→ ← ● ✗`) or a line in an ink. Where the ground is unknown it has a colour all the same, as
/// nobody has to read it.
#[must_use]
pub fn sign(ink: Ink, text: &str) -> String {
    painted(text, &(SIGNS + ink as u16).to_string())
}

/// Words to be seen first.
#[must_use]
pub fn bold(text: &str) -> String {
    painted(text, "1")
}

/// Words spoken with stress.
#[must_use]
pub fn stressed(text: &str) -> String {
    painted(text, "3")
}

/// Words that are there in any case.
#[must_use]
pub fn quiet(text: &str) -> String {
    word(Ink::Quiet, text)
}

/// The first numbers of the marks. Terminals pass over numbers that they do not know.
const WORDS: u16 = 1010;
const SIGNS: u16 = 1020;

/// Each line by itself: a pager shows lines alone, and one that begins in the middle knows nothing of
/// what was begun before.
fn painted(text: &str, sgr: &str) -> String {
    let line = |line: &str| {
        if line.is_empty() { String::new() } else { format!("\x1b[{sgr}m{line}\x1b[0m") }
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// The text as a stream shows it: in the colours of its ground; `None` for a stream without colours.
#[must_use]
pub fn shown(text: &str, ground: Option<Ground>) -> Cow<'_, str> {
    if !text.contains("\x1b[") {
        return Cow::Borrowed(text);
    }
    let Some(ground) = ground else {
        let plain = without_colours(text.as_bytes());
        return Cow::Owned(String::from_utf8_lossy(&plain).into_owned());
    };
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    // A mark that came to nothing needs no end either.
    let mut is_dropped = false;
    while let Some(at) = rest.find("\x1b[") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let n_bytes = colour(rest.as_bytes()).unwrap_or(2);
        let (sequence, behind) = rest.split_at(n_bytes);
        let n_before = out.len();
        if is_dropped && is_reset(sequence) {
            is_dropped = false;
        } else {
            push_colour(&mut out, sequence, ground);
            is_dropped = out.len() == n_before;
        }
        rest = behind;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The sequence with colours in the place of its marks; nothing where nothing is left of it.
fn push_colour(out: &mut String, sequence: &str, ground: Ground) {
    let Some(numbers) = sequence.strip_prefix("\x1b[").and_then(|it| it.strip_suffix('m')) else {
        return out.push_str(sequence);
    };
    let meant = |number: &&str| number.parse().ok().and_then(ink_of);
    if numbers.split(';').all(|number| meant(&number).is_none()) {
        return out.push_str(sequence);
    }
    let number = |number: &str| match meant(&number) {
        Some((ink, is_sign)) => code(ink, is_sign, ground),
        None => Some(number.to_owned()),
    };
    let numbers: Vec<String> = numbers.split(';').filter_map(number).collect();
    if !numbers.is_empty() {
        out.push_str("\x1b[");
        out.push_str(&numbers.join(";"));
        out.push('m');
    }
}

/// What a mark stands for, and whether it marks a sign.
fn ink_of(mark: u16) -> Option<(Ink, bool)> {
    let ink = |first: u16| INKS.get(usize::from(mark.checked_sub(first)?)).copied();
    ink(SIGNS).map(|ink| (ink, true)).or_else(|| ink(WORDS).map(|ink| (ink, false)))
}

/// The numbers that set the colour; `None` where there is none to set.
fn code(ink: Ink, is_sign: bool, ground: Ground) -> Option<String> {
    let (on_light, on_dark) = pair(ink);
    match ground {
        Ground::Light => Some(format!("38;5;{on_light}")),
        Ground::Dark => Some(format!("38;5;{on_dark}")),
        Ground::Unknown if is_sign => own_colour(ink).map(|number| number.to_string()),
        Ground::Unknown => None,
    }
}

/// Red, green and blue of one of the 256 colours: xterm's cube of 6 × 6 × 6, and its greys.
const fn rgb(number: u8) -> [u8; 3] {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match number {
        16..=231 => {
            let at = number as usize - 16;
            [STEPS[at / 36], STEPS[at / 6 % 6], STEPS[at % 6]]
        }
        232.. => [8 + (number - 232) * 10; 3],
        0..16 => panic!("each terminal has its own"),
    }
}

/// What a page and a picture have beside the inks: name, in light, in dark.
const PAPER: [(&str, [u8; 3], [u8; 3]); 4] = [
    ("ground", [0xff, 0xff, 0xff], [0x14, 0x18, 0x1f]),
    ("ink", [0x1f, 0x23, 0x28], [0xe4, 0xe8, 0xee]),
    ("line", rgb(242), rgb(245)),
    ("mark", [0xee, 0xf3, 0xfb], [0x21, 0x2a, 0x38]),
];

/// The palette as the properties of a style sheet (`--ground`, `--ink`, `--line`, `--mark`, and one for each
/// ink: `--opening` …), for what a selector selects, in light and in dark.
#[must_use]
pub fn style_sheet(selector: &str) -> String {
    let (light, dark) = properties();
    format!(
        "{selector} {{{light} }}\n\
         @media screen and (prefers-color-scheme: dark) {{\n  {selector} {{{dark} }}\n}}\n"
    )
}

/// The same properties alone: those for light, and those for dark.
#[must_use]
pub fn properties() -> (String, String) {
    let (mut light, mut dark) = (String::new(), String::new());
    let inks = INKS.map(|ink| (ink.name(), rgb(pair(ink).0), rgb(pair(ink).1)));
    for (name, on_light, on_dark) in PAPER.into_iter().chain(inks) {
        light += &format!(" --{name}: {};", hex(on_light));
        dark += &format!(" --{name}: {};", hex(on_dark));
    }
    (light, dark)
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ink_can_be_read_on_every_usual_ground() {
        let paper = |name: &str| PAPER.into_iter().find(|it| it.0 == name).expect("it has this name");
        let (_, page, dark_page) = paper("ground");
        let (_, mark, dark_mark) = paper("mark");
        let light = [[0xff; 3], [0xfd, 0xf6, 0xe3], page, mark];
        let dark = [[0x00; 3], [0x1e; 3], [0x00, 0x2b, 0x36], dark_page, dark_mark];
        for ink in INKS {
            let (on_light, on_dark) = pair(ink);
            for (number, grounds) in [(on_light, light.as_slice()), (on_dark, dark.as_slice())] {
                for ground in grounds {
                    let ratio = contrast(rgb(number), *ground);
                    assert!(ratio >= LEGIBLE, "{ink:?} on {}: {ratio:.1}", hex(*ground));
                }
            }
        }
        for name in ["ink", "line"] {
            let (_, light, dark) = paper(name);
            assert!(contrast(light, page) >= LEGIBLE && contrast(dark, dark_page) >= LEGIBLE, "{name}");
        }
    }

    #[test]
    fn the_stream_decides_which_colour_a_meaning_has() {
        let text = format!("{} {}", sign(Ink::Trouble, "✗"), bold_word(Ink::Trouble, "reset"));
        let check = |ground, expected: &str| assert_eq!(shown(&text, ground), expected);
        check(Some(Ground::Light), "\x1b[38;5;124m✗\x1b[0m \x1b[1;38;5;124mreset\x1b[0m");
        check(Some(Ground::Dark), "\x1b[38;5;210m✗\x1b[0m \x1b[1;38;5;210mreset\x1b[0m");
        check(Some(Ground::Unknown), "\x1b[31m✗\x1b[0m \x1b[1mreset\x1b[0m");
        check(None, "✗ reset");
    }

    #[test]
    fn a_ground_on_which_some_ink_could_not_be_read_is_unknown() {
        let check = |colour, expected| assert_eq!(Ground::of(colour), expected, "{}", hex(colour));
        check([0xff; 3], Ground::Light);
        check([0xfd, 0xf6, 0xe3], Ground::Light);
        check([0x00, 0x2b, 0x36], Ground::Dark);
        check([0x28, 0x2c, 0x34], Ground::Dark);
        check([0x80; 3], Ground::Unknown);
        check([0x30, 0x60, 0xa0], Ground::Unknown);
    }

    #[test]
    fn what_is_no_mark_stays_as_it_is() {
        for text in ["plain", "\x1b[1;32mgreen\x1b[0m", "\x1b[H\x1b[K", "cut \x1b[", "\x1b[38;5;9m你\x1b[m"]
        {
            assert_eq!(shown(text, Some(Ground::Light)), text);
        }
    }

    #[test]
    fn no_colour_goes_on_over_the_end_of_a_line() {
        assert_eq!(bold("one\n\ntwo\n"), "\x1b[1mone\x1b[0m\n\n\x1b[1mtwo\x1b[0m\n");
    }

    #[test]
    fn a_style_sheet_has_every_ink_in_light_and_in_dark() {
        let sheet = style_sheet(".ladder");
        assert!(sheet.contains("--opening: #005faf;") && sheet.contains("--opening: #5fafff;"), "{sheet}");
        assert_eq!(sheet.matches("--").count(), 2 * (PAPER.len() + INKS.len()));
    }
}
