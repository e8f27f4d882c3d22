//! Texts that people read, kept as files and compared: `tests/golden/NAME`.

use std::path::Path;

/// Compares with the file of this name; with `UPDATE_GOLDEN=1` writes it instead.
#[track_caller]
pub(crate) fn check(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, actual).expect("the folder is there");
    }
    let expected = std::fs::read_to_string(&path).expect("a golden file; UPDATE_GOLDEN=1 writes it");
    let first = expected.lines().zip(actual.lines()).position(|(expected, actual)| expected != actual);
    assert!(
        expected == actual,
        "{name} differs first in line {:?}; UPDATE_GOLDEN=1 rewrites it. It is now:\n{actual}",
        first.map(|index| index + 1)
    );
}
