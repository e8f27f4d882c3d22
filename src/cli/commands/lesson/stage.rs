//! The terminals of a step while they run: all of them in view, each following its end.
//!
//! The one idea: a conversation has two sides, and somebody who sees one of them sees half of it. So the rows
//! of the screen are shared out: a terminal that has little to show leaves its room to the others.
//!
//! See it run: `r` in the third step of `netlab lesson 2`.

use crate::cli::commands::lesson::page::{Layout, side_by_side};

/// The last lines of each window, in exactly so many rows or fewer.
pub(super) fn stage(windows: &[Vec<String>], layout: &Layout<'_>, n_rows: usize) -> Vec<String> {
    let chunks: Vec<&[Vec<String>]> = windows.chunks(layout.n_beside).collect();
    let wanted: Vec<usize> =
        chunks.iter().map(|chunk| chunk.iter().map(Vec::len).max().unwrap_or(0)).collect();
    let mut rows = Vec::new();
    for (chunk, n_rows) in chunks.iter().zip(shares(&wanted, n_rows)) {
        let seen: Vec<Vec<String>> = chunk.iter().map(|window| end_of(window, n_rows)).collect();
        rows.extend(side_by_side(&seen, layout.pane.n_columns));
    }
    rows
}

/// A window's first line, which names it, and as many of its last ones as there is room for.
fn end_of(window: &[String], n_rows: usize) -> Vec<String> {
    if window.len() <= n_rows {
        return window.to_vec();
    }
    let n_last = n_rows.saturating_sub(1);
    [&window[..n_rows.min(1)], &window[window.len() - n_last..]].concat()
}

/// Shares rows out: each gets one after the other, until it has what it wants.
fn shares(wanted: &[usize], n_rows: usize) -> Vec<usize> {
    let mut shares = vec![0; wanted.len()];
    for _ in 0..n_rows {
        let open = (0..wanted.len()).filter(|at| shares[*at] < wanted[*at]);
        match open.min_by_key(|at| shares[*at]) {
            Some(at) => shares[at] += 1,
            None => break,
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Lang;

    #[test]
    fn rows_are_shared_and_what_one_does_not_need_the_others_have() {
        assert_eq!(shares(&[30, 30], 20), [10, 10]);
        assert_eq!(shares(&[3, 30], 20), [3, 17]);
        assert_eq!(shares(&[30, 3, 9], 20), [9, 3, 8]);
        assert_eq!(shares(&[2, 3], 20), [2, 3]);
        assert_eq!(shares(&[5, 5, 5], 2), [1, 1, 0]);
        assert!(shares(&[], 20).is_empty());
    }

    #[test]
    fn each_window_keeps_its_name_and_follows_its_end() {
        let window = |name: &str, n: usize| {
            let lines = (1..=n).map(|line| format!("{name}{line}"));
            [vec![format!("── {name}")], lines.collect()].concat()
        };
        let windows = [window("a", 9), window("b", 2)];
        let stacked = Layout::of(80, 2, false, (Lang::English, ""));
        assert_eq!(stage(&windows, &stacked, 7), ["── a", "a7", "a8", "a9", "── b", "b1", "b2"]);
        let wide = stage(&windows, &Layout::of(120, 2, false, (Lang::English, "")), 3);
        let columns = |row: &String| row.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(wide.iter().map(columns).collect::<Vec<_>>()[1..], [["a8", "b1"], ["a9", "b2"]]);
    }
}
