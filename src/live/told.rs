//! What is said of single events, and the whole as a drawing.
//!
//! The one idea: the page has words for kinds of events; a sentence about one event is made here, where all sentences
//! are, in both languages at once.

use serde::Serialize;

use crate::catalogue::Lang;
use crate::event::Event;
use crate::ladder::{self, Lanes, Part, Selection};
use crate::live::ring::Ring;
use crate::trace::{Header, Records, Trace};

/// What is said of one event: the fact, and its times.
#[derive(Serialize)]
struct Told {
    fact: String,
    times: String,
}

/// For each of these lines what is said of it, in English and in Chinese; nothing for one that is gone.
pub(super) fn told(ring: &Ring, ids: &[u64]) -> String {
    let ids = &ids[..ids.len().min(MAX_IDS)];
    let of_line = |line: Option<(String, String)>| {
        let (header, line) = line?;
        let records = Records::read(format!("{header}\n{line}\n").as_bytes()).ok()?;
        let event = records.traces.iter().find_map(|trace| trace.events.first())?.clone();
        Some([Lang::English, Lang::Chinese].map(|lang| of_event(lang, &event)))
    };
    let all: Vec<Option<[Told; 2]>> = ring.lines(ids).into_iter().map(of_line).collect();
    serde_json::to_string(&all).unwrap_or_default()
}

/// One click asks for as many events as an arrow has.
const MAX_IDS: usize = 16;

fn of_event(lang: Lang, event: &Event<'_>) -> Told {
    let (fact, times) = ladder::said_of(lang, event);
    Told { fact, times }
}

/// All records that are still there, drawn as the page of a ladder; `None` where there is nothing to draw.
pub(super) fn drawn(ring: &Ring, lang: Lang) -> Option<String> {
    let records = Records::read(ring.saved().as_bytes()).ok()?;
    let parts: Vec<Part<'_>> = records.traces.iter().map(part).collect();
    let selection = Selection { lanes: Lanes::Programs, ..Selection::default() };
    let picture = ladder::layout_of(&parts, &selection).in_lang(lang);
    (!picture.rows.is_empty()).then(|| ladder::html(&picture))
}

fn part(trace: &Trace) -> Part<'_> {
    let Header { program, pid, started, host, boot_id, time_ns, net_ns, mono_us, .. } = &trace.header;
    Part {
        program: program.clone(),
        pid: Some(*pid),
        host: host.clone(),
        boot: boot_id.clone(),
        time_ns: *time_ns,
        net_ns: *net_ns,
        wall_us: Some(started.as_microsecond().saturating_sub_unsigned(*mono_us)),
        events: &trace.events,
    }
}
