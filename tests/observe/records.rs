//! Records, read back.

use std::path::Path;

use netlab::event::Event;
use netlab::trace::Records;

/// The events of a record, of all its processes, as they stand in it; `None` where there is none yet.
pub(crate) fn read(record: &Path) -> Option<Vec<Event<'static>>> {
    let records = Records::read(std::fs::read(record).ok()?.as_slice()).ok()?;
    let mut events: Vec<_> = records.traces.into_iter().flat_map(|trace| trace.events).collect();
    events.sort_by_key(|event| event.t_us);
    Some(events)
}
