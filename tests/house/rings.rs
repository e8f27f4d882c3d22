//! No files import each other in a ring, and no rooms: each can be read without those that use it.

use std::collections::BTreeMap;

use crate::files::rust_files;
use crate::imports;

/// Files that may know each other: a type and its own halves.
const FAMILIES: &[&[&str]] = &[&["net/tcp/borrowed.rs", "net/tcp/owned.rs", "net/tcp/stream.rs"]];

/// Who imports what from whom in the library, file by file.
fn arrows() -> imports::Arrows {
    imports::arrows(&rust_files("src", |inside| (inside != "main.rs").then(|| inside.to_owned())))
}

/// A test or a bench of several files has its root in `main.rs`, as the library has in `lib.rs`.
#[test]
fn no_files_of_a_test_or_a_bench_import_each_other_in_a_ring() {
    let all = ["tests", "benches"].map(|place| rust_files(place, |inside| Some(format!("{place}/{inside}"))));
    let all = all.concat();
    let roots: Vec<&str> = all.iter().filter_map(|(name, _)| name.strip_suffix("main.rs")).collect();
    assert!(roots.len() > 10, "the programs were found");
    for root in &roots {
        // Its own files come last: they go before shared ones of the same name.
        let mut files: Vec<_> = all.iter().collect();
        files.sort_by_key(|(name, _)| name.starts_with(root));
        let named = files.into_iter().flat_map(|(path, text)| {
            names_within(root, &roots, path).into_iter().map(move |name| (name, text.clone()))
        });
        let files: BTreeMap<String, String> = named.collect();
        assert_eq!(complaints(&imports::arrows(&files.into_iter().collect::<Vec<_>>())), "", "{root}");
    }
}

/// What a program calls a file. A folder without a root is shared: any program may have it as a module, and a
/// single file of `tests/common` as well.
fn names_within(root: &str, roots: &[&str], path: &str) -> Vec<String> {
    if let Some(own) = path.strip_prefix(root) {
        return vec![if own == "main.rs" { "lib.rs" } else { own }.to_owned()];
    }
    if roots.iter().any(|other| path.starts_with(other)) {
        return Vec::new();
    }
    let inside = path.split_once('/').map_or(path, |(_, inside)| inside).to_owned();
    match inside.strip_prefix("common/").map(str::to_owned) {
        Some(file) if file != "mod.rs" => vec![file, inside],
        _ if inside.contains('/') => vec![inside],
        _ => Vec::new(),
    }
}

/// The rings, but for those within a family, each with who imports whom in it.
fn complaints(arrows: &imports::Arrows) -> String {
    let mut complaints = String::new();
    for ring in imports::rings(arrows) {
        if FAMILIES.iter().any(|family| ring.iter().all(|file| family.contains(file))) {
            continue;
        }
        complaints += &format!("a ring of {}:\n", ring.len());
        for file in &ring {
            let others = arrows[*file].iter().filter(|other| ring.contains(other.as_str()));
            complaints += &format!("  {file} imports {:?}\n", others.collect::<Vec<_>>());
        }
    }
    complaints
}

#[test]
fn no_files_import_each_other_in_a_ring() {
    let complaints = complaints(&arrows());
    assert!(complaints.is_empty(), "{complaints}");
}

/// Inside a module too, a folder is a floor: what it uses does not use it.
#[test]
fn no_rooms_of_a_module_import_each_other_in_a_ring() {
    // `ladder/join/bytes.rs` is in the room `ladder/join`. A folder's face belongs to all of its rooms.
    let room = |file: &str| file.split('/').take(2).collect::<Vec<_>>().join("/");
    let mut rooms = imports::Arrows::new();
    for (from, all) in arrows().iter().filter(|(from, _)| from.contains('/')) {
        let others = all.iter().map(|to| room(to)).filter(|to| to.contains('/') && *to != room(from));
        rooms.entry(room(from)).or_default().extend(others);
    }
    let complaints = complaints(&rooms);
    assert!(complaints.is_empty(), "{complaints}");
}
