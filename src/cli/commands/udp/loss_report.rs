//! What a receiver of numbered datagrams tells at its end.
//!
//! The one idea: a count means nothing without its definition, so each stands beside its own. Losses on
//! the way and losses in our own queue are two things: the second are the receiver's fault.
//!
//! See it run: `netlab udp-send 8080 --count 100`, then Ctrl-C in `netlab udp-recv`.

use std::net::SocketAddr;

use serde::Serialize;

use crate::catalogue::Lang;
use crate::chapters::datagram::{Flow, Received};
use crate::cli::commands::udp::format::Format;
use crate::cli::commands::udp::words::{self, Count};
use crate::terminal::{grouped, padded, span};

/// The report; empty where no datagram was numbered and none was thrown away.
///
/// `n_dropped` is how many the kernel threw away in our own queue; `None` where it does not tell.
pub(crate) fn report(lang: Lang, received: &Received, n_dropped: Option<u64>, format: Format) -> String {
    if format == Format::Json {
        return json(received, n_dropped);
    }
    let mut text = String::new();
    for (from, flow) in received.flows.all() {
        text += &of_sender(lang, from, flow);
    }
    let n_uncounted = received.flows.n_uncounted();
    if n_uncounted > 0 {
        text += &format!("{}\n", words::not_counted(lang, n_uncounted));
    }
    let name = words::name(lang, Count::DroppedHere);
    let has_numbers = received.flows.all().next().is_some();
    match n_dropped {
        Some(n @ 1..) => text += &row(name, &grouped(n), words::dropped_here(lang)),
        Some(0) if has_numbers => text += &row(name, "0", words::none_dropped_here(lang)),
        _ => {}
    }
    text
}

fn of_sender(lang: Lang, from: SocketAddr, flow: &Flow) -> String {
    let mut text = format!("{}\n", words::numbered_from(lang, from, flow.highest));
    let mut line = |counted, n: u64, what: &str| text += &row(words::name(lang, counted), &grouped(n), what);
    line(Count::Received, flow.n_received, words::received(lang));
    line(Count::Missing, flow.n_missing(), &words::missing(lang, flow.highest));
    line(Count::Repeated, flow.n_repeated, words::repeated(lang));
    line(Count::OutOfOrder, flow.n_out_of_order, words::out_of_order(lang));
    let jitter_us = flow.jitter().as_micros() as u64;
    text += &row(words::name(lang, Count::Jitter), &span(jitter_us), words::jitter(lang));
    text
}

pub(crate) fn row(name: &str, value: &str, what: &str) -> String {
    format!("  {} {value:>10}  {what}\n", padded(name, 12))
}

#[derive(Serialize)]
struct Told {
    report: Vec<ToldFlow>,
    /// Of senders for whom there was no room.
    not_counted: u64,
    dropped_here: Option<u64>,
}

#[derive(Serialize)]
struct ToldFlow {
    from: String,
    highest: u32,
    received: u64,
    missing: u64,
    repeated: u64,
    out_of_order: u64,
    jitter_us: u64,
}

fn json(received: &Received, n_dropped: Option<u64>) -> String {
    let flow = |(from, flow): (SocketAddr, &Flow)| ToldFlow {
        from: from.to_string(),
        highest: flow.highest,
        received: flow.n_received,
        missing: flow.n_missing(),
        repeated: flow.n_repeated,
        out_of_order: flow.n_out_of_order,
        jitter_us: flow.jitter().as_micros() as u64,
    };
    let report: Vec<ToldFlow> = received.flows.all().map(flow).collect();
    if report.is_empty() && n_dropped.unwrap_or(0) == 0 {
        return String::new();
    }
    let told = Told { report, not_counted: received.flows.n_uncounted(), dropped_here: n_dropped };
    serde_json::to_string(&told).expect("strings and numbers") + "\n"
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::chapters::datagram::Number;

    use super::*;

    fn received() -> Received {
        let mut received = Received::default();
        let from = "127.0.0.1:5000".parse().expect("an address");
        for seq in [1, 2, 4, 3, 3, 9] {
            let arrived = Duration::from_millis(u64::from(seq));
            received.flows.note(from, Number { seq, send_us: 0 }, arrived);
        }
        received
    }

    #[test]
    fn each_count_stands_beside_its_definition() {
        let expected = "\
numbered datagrams from 127.0.0.1:5000, up to number 9:
  received              5  different ones that came
  missing               4  below number 9, so far; after it nothing is known
  repeated              1  further copies of one that had come
  out of order          1  came after one with a higher number
  jitter           594 µs  how unevenly they came, smoothed (RFC 3550)
  dropped here          2  found this program's own queue full
";
        assert_eq!(report(Lang::English, &received(), Some(2), Format::Text), expected);
        assert_eq!(
            report(Lang::English, &received(), Some(2), Format::Json),
            "{\"report\":[{\"from\":\"127.0.0.1:5000\",\"highest\":9,\"received\":5,\"missing\":4,\
             \"repeated\":1,\"out_of_order\":1,\"jitter_us\":594}],\"not_counted\":0,\"dropped_here\":2}\n"
        );
    }

    #[test]
    fn without_numbers_only_a_full_queue_is_told() {
        let nothing = Received::default();
        assert_eq!(report(Lang::English, &nothing, Some(0), Format::Text), "");
        assert_eq!(report(Lang::English, &nothing, None, Format::Json), "");
        let told = report(Lang::English, &nothing, Some(1), Format::Text);
        assert_eq!(told, "  dropped here          1  found this program's own queue full\n");
    }
}
