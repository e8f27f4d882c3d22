//! The narrator in somebody's own program changes nothing of that program.
//!
//! It stands alone because the narrator listens to the whole process, and only one can.

use std::io::ErrorKind;

#[test]
fn telling_takes_no_switch_of_the_program_and_is_refused_where_another_listens() {
    let is_coloured = || colored::control::SHOULD_COLORIZE.should_colorize();
    let before = is_coloured();
    let telling = netlab::tell().expect("nobody listens yet");
    assert_eq!(is_coloured(), before);
    let refused = netlab::tell().expect_err("one listens already");
    assert_eq!(refused.kind(), ErrorKind::AlreadyExists);
    drop(telling);
}
