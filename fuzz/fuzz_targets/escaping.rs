//! Bytes of a stranger, made safe to show: nothing that is shown commands a terminal.

#![no_main]

use libfuzzer_sys::fuzz_target;
use netlab::terminal;

/// Nothing but texts, newlines and tabs.
fn is_safe(text: &str) -> bool {
    !text.chars().any(|char| terminal::is_dangerous(char) && !matches!(char, '\n' | '\t'))
}

fuzz_target!(|input: (u8, Vec<u8>)| {
    let (columns, bytes) = input;
    let line = terminal::escaped(&bytes);
    assert!(is_safe(&line) && !line.contains('\n'));
    let lines = terminal::escaped_lines(&bytes);
    assert!(is_safe(&lines));
    let mut escaper = terminal::Escaper::default();
    let pieces = bytes.chunks(usize::from(columns).max(1)).map(|piece| escaper.push(piece));
    let in_pieces = pieces.collect::<String>() + &escaper.finish();
    let mut escaper = terminal::Escaper::default();
    let in_one = escaper.push(&bytes) + &escaper.finish();
    assert_eq!(in_pieces, in_one);
    assert!(is_safe(&in_one));
    let columns = usize::from(columns);
    assert!(terminal::width(&terminal::cut(&line, columns)) <= columns);
    let _ = terminal::wrapped(&line, columns, "  ");
    let _ = terminal::folded(&line, columns.max(2));
    let _ = terminal::without_colours(&bytes);
});
