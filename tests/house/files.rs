//! The files that the laws are about: of the library, of the tests, of the benches.

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) struct Source {
    pub(crate) path: PathBuf,
    /// The top module that the file belongs to.
    pub(crate) module: String,
    pub(crate) text: String,
}

/// Every source file of the library; `lib.rs` and `main.rs` stand outside the floors.
pub(crate) fn sources() -> Vec<Source> {
    let found = files_of("src").into_iter().filter_map(|(path, inside)| {
        let module = inside.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
        let text = fs::read_to_string(&path).expect("sources are text");
        (module != "lib" && module != "main").then_some(Source { path, module, text })
    });
    let found: Vec<_> = found.collect();
    assert!(found.len() > 30, "the sources were found");
    found
}

/// Every file of a folder of this package, and its path inside that folder.
pub(crate) fn files_of(folder: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("it is readable") {
            let path = entry.expect("it is readable").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(&root).expect("inside it").to_string_lossy().replace('\\', "/");
            found.push((path, inside));
        }
    }
    found
}

/// The code without its comments: line by line, as the house writes no block comments.
pub(crate) fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// The Rust files of a folder, each under the name that it is given, or left out.
pub(crate) fn rust_files(folder: &str, named: impl Fn(&str) -> Option<String>) -> Vec<(String, String)> {
    let files =
        files_of(folder).into_iter().filter(|(path, _)| path.extension().is_some_and(|it| it == "rs"));
    let mut files: Vec<(String, String)> = files
        .filter_map(|(path, inside)| Some((named(&inside)?, path)))
        .map(|(name, path)| (name, fs::read_to_string(path).expect("sources are text")))
        .collect();
    files.sort();
    files
}
