//! The texts that are held to what the program does, and where they lie.

use std::path::{Path, PathBuf};

#[cfg(unix)]
use netlab::catalogue::Lang;

use crate::document::Document;

/// The project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All texts, the lessons' among them.
pub(crate) fn documents() -> Vec<Document> {
    let mut paths = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"].map(str::to_owned).to_vec();
    paths.extend(lessons().into_iter().map(|folder| format!("lessons/{folder}/README.md")));
    paths.iter().map(|path| Document::read(root(), path)).collect()
}

/// Every text that is told in Chinese too: the English one, and beside it the Chinese one.
pub(crate) fn translated() -> Vec<(Document, Document)> {
    let lessons = lessons().into_iter().map(|folder| format!("lessons/{folder}/README"));
    let all = std::iter::once("README".to_owned()).chain(lessons);
    let is_there = |stem: &String| root().join(format!("{stem}.zh-CN.md")).exists();
    let read = |stem: &str, end: &str| Document::read(root(), &format!("{stem}{end}"));
    all.filter(is_there).map(|stem| (read(&stem, ".md"), read(&stem, ".zh-CN.md"))).collect()
}

/// The language in which a text is written, and in which netlab speaks in what it shows.
#[cfg(unix)]
pub(crate) fn lang(path: &str) -> Lang {
    if path.ends_with(".zh-CN.md") { Lang::Chinese } else { Lang::English }
}

/// The lessons' folders, in their order.
pub(crate) fn lessons() -> Vec<String> {
    let entries = std::fs::read_dir(root().join("lessons")).expect("the lessons are there");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
        .iter()
        .filter_map(|path| path.file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}
