//! Who imports what from whom, file by file, and the rings among them.
//!
//! The one idea: a path is walked as the compiler walks it. A name that a folder's face only passes on belongs to
//! the file that it came from; so no ring is hidden by a face, and none is made by one.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

/// For each file those from which it imports something. A file is named by its path below `src`.
pub(crate) type Arrows = BTreeMap<String, BTreeSet<String>>;

/// A path that stands in a file, and the name by which a `use` makes it known there.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    steps: Vec<String>,
    name: Option<String>,
}

/// A module: its file, and every path in it.
struct Module {
    file: String,
    paths: Vec<Named>,
}

/// All modules by their place: `check/case.rs` is `[check, case]`, `check/mod.rs` is `[check]`, `lib.rs` is `[]`; one
/// that is written inside a file has a place below it.
#[derive(Default)]
struct House(BTreeMap<Vec<String>, Module>);

/// What each of these files imports from the others; a file comes as its path and its text.
pub(crate) fn arrows(files: &[(String, String)]) -> Arrows {
    let mut house = House::default();
    for (file, text) in files {
        house.add(file, text);
    }
    let mut arrows = Arrows::new();
    for (place, module) in &house.0 {
        let homes = module.paths.iter().filter_map(|path| house.home_of(place, &path.steps));
        let others = homes.filter(|home| *home != module.file);
        arrows.entry(module.file.clone()).or_default().extend(others);
    }
    arrows
}

/// The sets of files that all lead to each other.
pub(crate) fn rings(arrows: &Arrows) -> BTreeSet<BTreeSet<&str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        arrows.keys().map(|file| (file.as_str(), reached_from(arrows, file))).collect();
    let in_rings = reached.iter().filter(|(file, others)| others.contains(*file));
    in_rings
        .map(|(file, others)| others.iter().copied().filter(|other| reached[other].contains(file)).collect())
        .collect()
}

/// Every file that can be come to from this one; itself only where a way leads back.
fn reached_from<'a>(arrows: &'a Arrows, from: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut left: Vec<&str> = arrows[from].iter().map(String::as_str).collect();
    while let Some(file) = left.pop() {
        if reached.insert(file) {
            left.extend(arrows[file].iter().map(String::as_str));
        }
    }
    reached
}

fn place_of(file: &str) -> Vec<String> {
    let place = file.trim_end_matches(".rs").trim_end_matches("/mod");
    if place == "lib" { Vec::new() } else { place.split('/').map(str::to_owned).collect() }
}

impl House {
    /// Takes in a file with all paths of its code.
    fn add(&mut self, file: &str, text: &str) {
        let code = text.split("\nmod tests {").next().unwrap_or_default();
        let words = words(code);
        let (mut place, mut depth, mut inner) = (place_of(file), 0_usize, Vec::new());
        self.put(&place, file, Vec::new());
        let (mut left, mut last) = (&words[..], "");
        while !left.is_empty() {
            let n_read = match left {
                ["mod", name, "{", ..] => {
                    place.push((*name).to_owned());
                    inner.push(depth);
                    2
                }
                ["{", ..] => {
                    depth += 1;
                    1
                }
                ["}", ..] => {
                    depth -= 1;
                    if inner.pop_if(|outside| *outside == depth).is_some() {
                        place.pop();
                    }
                    1
                }
                ["use", tree @ ..] if tree.first() != Some(&"<") => {
                    let n_words = tree.iter().take_while(|word| **word != ";").count();
                    self.put(&place, file, named(&tree[..n_words], true));
                    n_words + 1
                }
                [first, "::", ..] if is_name(first) && !["::", "$"].contains(&last) => {
                    let n_words = left.iter().take_while(|word| is_name(word) || **word == "::").count();
                    self.put(&place, file, named(&left[..n_words], false));
                    n_words
                }
                _ => 1,
            };
            last = left[n_read - 1];
            left = &left[n_read..];
        }
    }

    fn put(&mut self, place: &[String], file: &str, paths: Vec<Named>) {
        let new = || Module { file: file.to_owned(), paths: Vec::new() };
        self.0.entry(place.to_vec()).or_insert_with(new).paths.extend(paths);
    }

    /// The file in which that is written which this path means in this place. `None` where it is not ours, and
    /// for a folder itself, from which nothing is imported yet.
    fn home_of(&self, place: &[String], steps: &[String]) -> Option<String> {
        let mut at = place.to_vec();
        for (index, step) in steps.iter().enumerate() {
            let child = [&at[..], std::slice::from_ref(step)].concat();
            match step.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => drop(at.pop()),
                _ if self.0.contains_key(&child) => at = child,
                _ => {
                    let here = self.0.get(&at)?;
                    let passed_on = self.known_as(&at, here, &steps[index..]);
                    return passed_on.or_else(|| (index > 0).then(|| here.file.clone()));
                }
            }
        }
        self.0.get(&at).map(|module| module.file.clone()).filter(|file| !file.ends_with("mod.rs"))
    }

    /// The same for a path whose first step is the name of something that a `use` brought here.
    fn known_as(&self, place: &[String], here: &Module, steps: &[String]) -> Option<String> {
        let (first, rest) = steps.split_first()?;
        // `use colored::colored` names a crate, which is not ours.
        let is_it = |path: &&Named| path.name.as_ref() == Some(first) && path.steps.first() != Some(first);
        let brought = here.paths.iter().find(is_it)?;
        self.home_of(place, &[&brought.steps[..], rest].concat())
    }
}

/// `a::{b, c::d as e}` is the paths `a::b` and `a::c::d`, known as `b` and `e`.
fn named(tree: &[&str], is_use: bool) -> Vec<Named> {
    let (mut found, mut steps, mut starts) = (Vec::new(), Vec::<String>::new(), vec![0]);
    let mut alias = None;
    let mut words = tree.iter().chain(&[","]);
    while let Some(word) = words.next() {
        match *word {
            "::" | "*" => {}
            "as" => alias = words.next().map(|name| (*name).to_owned()),
            "{" => starts.push(steps.len()),
            "," | "}" => {
                let start = *starts.last().unwrap_or(&0);
                if steps.len() > start {
                    let name = alias.take().or_else(|| steps.iter().rfind(|step| *step != "self").cloned());
                    found.push(Named { steps: steps.clone(), name: name.filter(|_| is_use) });
                }
                if *word == "}" {
                    starts.pop();
                }
                steps.truncate(*starts.last().unwrap_or(&0));
            }
            step => steps.push(step.to_owned()),
        }
    }
    found
}

/// The words and signs of the code, without comments, texts and single characters.
fn words(code: &str) -> Vec<&str> {
    let kinds = r##"(?s)//[^\n]*|b?r#".*?"#|b?r"[^"]*"|"(?:\\.|[^"\\])*"|'(?:\\'|\\[^']+|[^'\\])'|[0-9A-Za-z_]+|::|[^ \n]"##;
    let kinds = Regex::new(kinds).expect("it is an expression");
    let is_code =
        |word: &&str| !word.starts_with("//") && (word.len() == 1 || !word.ends_with(['"', '\'', '#']));
    kinds.find_iter(code).map(|word| word.as_str()).filter(is_code).collect()
}

fn is_name(word: &str) -> bool {
    word.starts_with(|char: char| char.is_alphabetic() || char == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files as `path: text`, and who must import from whom: `a.rs b.rs` says that a does from b.
    fn check(files: &[(&str, &str)], expected: &[&str]) {
        let files: Vec<_> =
            files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        let arrows = arrows(&files);
        let found = arrows.iter().flat_map(|(from, all)| all.iter().map(move |to| format!("{from} {to}")));
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_tree_of_names_is_all_its_paths() {
        let text = "use crate::a::{b, c::{self, d as e}};\nuse std::fmt;";
        let files = [("x.rs", text), ("a/mod.rs", ""), ("a/b.rs", ""), ("a/c.rs", "pub fn d() {}")];
        check(&files, &["x.rs a/b.rs", "x.rs a/c.rs"]);
    }

    #[test]
    fn a_face_that_only_passes_on_makes_no_ring() {
        let one = "use super::Two;\npub struct One(Two);";
        let two = "pub struct Two;";
        let files = [("a/mod.rs", "mod one;\nmod two;\npub use one::One;\npub use two::Two;")];
        let files = [&files[..], &[("a/one.rs", one), ("a/two.rs", two)]].concat();
        check(&files, &["a/mod.rs a/one.rs", "a/mod.rs a/two.rs", "a/one.rs a/two.rs"]);
    }

    #[test]
    fn what_is_written_in_a_face_is_imported_from_it() {
        let files = [("a/mod.rs", "mod b;\npub fn two() { b::one() }"), ("a/b.rs", "use super::two;")];
        check(&files, &["a/b.rs a/mod.rs", "a/mod.rs a/b.rs"]);
    }

    #[test]
    fn a_child_and_a_brought_name_need_no_crate_before_them() {
        let files = [
            ("a/mod.rs", "use crate::z;\nfn f() { b::one(); let _ = z::Z::new(std::mem::take(x)); }"),
            ("a/b.rs", "pub fn one() {}"),
            ("z.rs", "pub struct Z;"),
        ];
        check(&files, &["a/mod.rs a/b.rs", "a/mod.rs z.rs"]);
    }

    #[test]
    fn comments_texts_and_the_files_own_tests_import_nothing() {
        let text = "// crate::b::x\nconst A: &str = \"crate::b::x\";\n#[cfg(test)]\nmod tests {\n    use crate::b::x;\n}\n";
        check(&[("a.rs", text), ("b.rs", "pub fn x() {}")], &[]);
    }

    #[test]
    fn super_inside_a_written_module_is_the_file() {
        let text = "mod unix {\n    use super::helped;\n}\nuse super::b::x;\n";
        check(&[("a/mod.rs", ""), ("a/c.rs", text), ("a/b.rs", "")], &["a/c.rs a/b.rs"]);
    }

    #[test]
    fn files_that_lead_to_each_other_are_a_ring() {
        let arrow = |from: &str, to: &[&str]| {
            (from.to_owned(), to.iter().map(|to| (*to).to_owned()).collect::<BTreeSet<_>>())
        };
        let arrows: Arrows =
            [arrow("a", &["b"]), arrow("b", &["c"]), arrow("c", &["a", "d"]), arrow("d", &[])].into();
        assert_eq!(rings(&arrows), [BTreeSet::from(["a", "b", "c"])].into());
    }
}
