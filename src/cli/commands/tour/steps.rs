//! The tour step by step: a drawing that grows by a row, and what the new row shows.
//!
//! The one idea: somebody who sees a whole drawing at once sees lines. Row by row it is a story, and each row says
//! what it proves.
//!
//! See it run: `netlab tour`.

use crate::cli::commands::tour::words::{self, Scene};
use crate::event::Kind;
use crate::ladder::{self, Passing, Picture, Role, What};
use crate::terminal::{without_colours, wrapped};

/// The screen's rows but the head, the foot, and a blank beside each.
const N_OTHER_ROWS: usize = 4;

/// The rows between head and foot: the drawing to this step, from 0, and the text of its last row.
pub(super) fn page(picture: &Picture<'_>, step: usize, n_rows: usize, n_columns: usize) -> Vec<String> {
    let n_rows = n_rows.saturating_sub(N_OTHER_ROWS).max(1);
    let text = wrapped(words::text(picture.lang, scene(picture, step)), n_columns, "");
    let text: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut rows = grown(picture, step, n_rows.saturating_sub(text.len() + 1), n_columns);
    rows.push(String::new());
    rows.extend(text);
    rows.truncate(n_rows);
    rows
}

/// The drawing to this step, in so many rows: its heads, and the last of its rows.
///
/// It is the beginning of the whole drawing, so a line stays in its place, and lives on until its end is shown.
/// A narrow drawing has its lines below each other; there each step is drawn for itself.
fn grown(picture: &Picture<'_>, step: usize, n_rows: usize, n_columns: usize) -> Vec<String> {
    let drawn = |picture: &Picture<'_>| -> Vec<String> {
        ladder::coloured_text(picture, n_columns).lines().map(str::to_owned).collect()
    };
    let mut rows = drawn(picture);
    let timed: Vec<usize> = (0..rows.len()).filter(|at| has_time(&rows[*at])).collect();
    let n_heads = timed.first().copied().unwrap_or(0);
    let all = &rows[n_heads..=timed.last().copied().unwrap_or(n_heads)];
    let is_one = all.iter().all(|row| has_time(row) || row.contains('⋮'));
    match timed.get(step) {
        Some(at) if is_one => rows.truncate(at + 1),
        _ => rows = drawn(&Picture { rows: picture.rows[..=step].to_vec(), ..picture.clone() }),
    }
    if rows.len() > n_rows {
        let n_last = n_rows.saturating_sub(n_heads);
        rows.drain(n_heads.min(rows.len())..rows.len() - n_last);
    }
    rows
}

/// Every row of the picture begins with its time, in the first ten columns.
fn has_time(row: &str) -> bool {
    without_colours(row.as_bytes()).iter().take(10).any(u8::is_ascii_digit)
}

/// What a row shows, as far as the tour speaks of it.
fn scene(picture: &Picture<'_>, step: usize) -> Scene {
    let row = &picture.rows[step];
    let (kind, passing) = match &row.what {
        What::Mark(mark) => (mark.event.kind, Passing::Whole),
        What::Arrow(arrow, passing) => match arrow.sent.or(arrow.taken) {
            Some(event) => (event.kind, *passing),
            None => return Scene::Other,
        },
        What::RecordEnds { .. } => return Scene::Other,
    };
    match (kind, passing) {
        (Kind::Bound, _) => Scene::Bound,
        (Kind::Listening, _) => Scene::Listening,
        (Kind::Connecting | Kind::Connected | Kind::Accepted, _) => Scene::Connected,
        (Kind::Sent, Passing::Leaves(_)) => Scene::Leaves,
        (Kind::Sent, Passing::Arrives(_)) => Scene::Arrives,
        (Kind::Sent, Passing::Whole) if (0..step).any(|at| scene(picture, at) == Scene::Bytes) => {
            Scene::BytesBack
        }
        (Kind::Sent, Passing::Whole) => Scene::Bytes,
        (Kind::Finished, _) => Scene::Finished,
        (Kind::Closed, _) => closing(picture, &row.what),
        _ => Scene::Other,
    }
}

/// Which of the three sockets is closed.
fn closing(picture: &Picture<'_>, what: &What<'_>) -> Scene {
    match what {
        What::Mark(mark) if picture.lanes[mark.lane].role == Role::Listener => Scene::ListenerCloses,
        What::Mark(mark) if picture.lanes[mark.lane].role == Role::Client => Scene::ClientCloses,
        _ => Scene::ServerCloses,
    }
}
