//! Changes to a file of lists and tables of slugs, each of which touches its own words only.
//!
//! The one idea: a file that people may write in is changed as an editor changes it: what was not meant stays as it
//! stood, blanks and remarks too.
//!
//! See it run: write a remark into the file that `netlab progress` names, and read on.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value, value};

/// Makes a slug the last of a list.
pub(super) fn put_last(said: &mut DocumentMut, key: &str, slug: &str) {
    take_out(said, key, slug);
    let list = said.entry(key).or_insert_with(|| value(Array::new()));
    if let Some(list) = list.as_array_mut() {
        list.push(slug);
    }
}

/// Takes a slug out of a list.
pub(super) fn take_out(said: &mut DocumentMut, key: &str, slug: &str) {
    if let Some(list) = said.get_mut(key).and_then(Item::as_array_mut) {
        list.retain(|kept| kept.as_str() != Some(slug));
    }
}

/// Takes what is known of a slug out of a table of slugs.
pub(super) fn forget_row(said: &mut DocumentMut, table: &str, slug: &str) {
    if let Some(table) = said.get_mut(table).and_then(Item::as_table_like_mut) {
        table.remove(slug);
    }
}

/// Puts what is known of a slug into a table of slugs, in a row of its own.
pub(super) fn put_row(said: &mut DocumentMut, table: &str, slug: &str, row: &[(&str, Value)]) {
    let table = said.entry(table).or_insert_with(|| Item::Table(Table::new()));
    table[slug] = value(row.iter().cloned().collect::<InlineTable>());
}

/// Notes a number of a slug in a table of slugs.
pub(super) fn put_number(said: &mut DocumentMut, table: &str, slug: &str, number: usize) {
    let table = said.entry(table).or_insert_with(|| Item::Table(Table::new()));
    table[slug] = value(i64::try_from(number).unwrap_or(i64::MAX));
}
