//! The faces of a picture: text for a terminal, an SVG file, a page.
//!
//! The one idea: a face decides how things look and never what happened. The words are the same in all of them.
//!
//! See it run: `netlab tour`; `netlab ladder -o run.svg run.jsonl`; `netlab ladder -o run.html run.jsonl`.

pub(crate) mod canvas;
pub(crate) mod caption;
pub(crate) mod close;
pub(crate) mod html;
pub(crate) mod initials;
pub(crate) mod panels;
pub(crate) mod sheet;
pub(crate) mod signs;
pub(crate) mod svg;
pub(crate) mod text;
