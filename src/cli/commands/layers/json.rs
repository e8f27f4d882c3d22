//! A message and its frame as JSON.
//!
//! The one idea: every byte of the frame belongs to exactly one section, so offsets and lengths say all.
//!
//! See it run: `netlab layers --format json`.

use serde_json::{Value, json};

use crate::catalogue::{self, Lang, Osi};
use crate::cli::commands::layers::report::{handler, part, per_mille};
use crate::cli::commands::layers::sent::{Sent, layer_of};
use crate::packet::{Medium, Plan, Section, Transport, check_sequence, take_apart};

/// The message in one object, in one line.
pub(super) fn object(sent: &Sent) -> String {
    let plan = sent.plan;
    let models = Osi::ALL.iter().map(|osi| {
        let about = catalogue::osi(sent.lang, *osi);
        json!({
            "osi": osi.number(), "name": about.name, "tcp_ip": osi.internet_layer().name(),
            "part": part(sent, *osi), "done_by": handler(sent, *osi),
        })
    });
    let text = str::from_utf8(&sent.message).ok();
    let mut object = json!({
        "text": text,
        "bytes": sent.message.len(),
        "from": plan.from.to_string(),
        "to": plan.to.to_string(),
        "transport": if plan.transport == Transport::Tcp { "tcp" } else { "udp" },
        "layers": models.collect::<Vec<_>>(),
        "frame": frame(sent, plan),
        "loopback": sent.on_loopback().map(|plan| frame(sent, plan)),
    });
    if text.is_none() {
        object["hex"] = hex(&sent.message).into();
    }
    format!("{object}\n")
}

/// The first frame on this medium, with all frames counted.
#[allow(clippy::cast_precision_loss, reason = "a share has four digits")]
fn frame(sent: &Sent, plan: Plan) -> Value {
    let frame = plan.frame(&sent.message).unwrap_or_default();
    let pieces = plan.pieces(sent.message.len()).unwrap_or_default();
    let n_all: usize = pieces.iter().map(|piece| piece.n_frame).sum();
    let is_ethernet = plan.medium == Medium::Ethernet;
    let sections = take_apart(&frame).unwrap_or_default();
    json!({
        "medium": if is_ethernet { "ethernet" } else { "loopback" },
        "hex": hex(&frame),
        "sections": sections.iter().map(|it| section(sent.lang, it, &frame)).collect::<Vec<_>>(),
        "frames": pieces.iter().map(|piece| json!({"data": piece.n_data, "length": piece.n_frame})).collect::<Vec<_>>(),
        "overhead_bytes": n_all - sent.message.len(),
        "overhead_percent": per_mille(n_all - sent.message.len(), n_all) as f64 / 10.0,
        "check_sequence": is_ethernet.then(|| hex(&check_sequence(&frame))),
    })
}

fn section(lang: Lang, section: &Section, frame: &[u8]) -> Value {
    let fields = section.parts.iter().map(|part| {
        json!({
            "name": part.field.name(), "offset": part.range.start, "length": part.range.len(),
            "value": part.value, "hex": hex(&frame[part.range.clone()]),
            "meaning": catalogue::field(lang, part.field).title,
        })
    });
    json!({
        "protocol": section.protocol.name(), "layer": layer_of(section.protocol).name(),
        "offset": section.range.start, "length": section.range.len(),
        "fields": fields.collect::<Vec<_>>(),
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}
