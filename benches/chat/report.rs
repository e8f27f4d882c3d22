//! What was measured, in words.
//!
//! The one idea: a speed is told together with what it cost and what it spoilt.

use std::time::Duration;

use crate::course::Outcome;

impl Outcome {
    /// Lines heard in a second, each member's counted.
    pub(super) fn deliveries_per_second(&self) -> f64 {
        self.n_deliveries as f64 / self.elapsed.as_secs_f64()
    }

    /// How late so many percent of the lines came at most.
    pub(super) fn latency(&self, percentile: f64) -> Duration {
        Duration::from_nanos(self.score.latency.value_at_percentile(percentile))
    }

    /// Processor time of the server for one delivery.
    fn server_time_per_delivery(&self) -> Option<Duration> {
        Some(self.server_cpu?.div_f64(self.n_deliveries.max(1) as f64))
    }

    /// The same, in seconds; not a number where nobody tells.
    pub(super) fn server_seconds_per_delivery(&self) -> f64 {
        self.server_time_per_delivery().map_or(f64::NAN, |time| time.as_secs_f64())
    }

    fn busy(&self, cpu: Option<Duration>) -> String {
        or_dash(cpu.map(|cpu| format!("{:.0}%", percent(Some(cpu), self.elapsed))))
    }

    /// One line, for the progress of the table.
    pub(super) fn brief(&self) -> String {
        format!(
            "{:>11}/s  p50 {:>8}  p99 {:>8}  server {:>4} {:>8} each  measuring {:>4}{}",
            grouped(self.deliveries_per_second()),
            span(self.latency(50.0)),
            span(self.latency(99.0)),
            self.busy(self.server_cpu),
            or_dash(self.server_time_per_delivery().map(span)),
            self.busy(self.own_cpu),
            self.faults(),
        )
    }

    fn faults(&self) -> String {
        let faults = [
            (self.n_lost, "lost"),
            (self.score.n_repeated, "repeated"),
            (self.score.n_out_of_order, "out of order"),
        ];
        let told = faults.iter().filter(|(n, _)| *n > 0);
        told.fold(String::new(), |told, (n, what)| format!("{told}  {} {what}", grouped(*n as f64)))
    }
}

/// All there is to say; `idle_memory` is what the server took before anybody came.
pub(super) fn full(outcome: &Outcome, n_members: usize, idle_memory: Option<u64>) -> String {
    let percentiles = [50.0, 90.0, 99.0, 99.9, 100.0];
    let latency = percentiles.map(|p| format!("p{p} {}", span(outcome.latency(p)))).join(", ");
    let per_member = outcome
        .server_memory
        .zip(idle_memory)
        .map(|(now, then)| format!("{:.1} KiB", now.saturating_sub(then) as f64 / 1024.0 / n_members as f64));
    [
        format!("deliveries/s       {}", grouped(outcome.deliveries_per_second())),
        format!("latency            {latency}"),
        format!("lost               {}", outcome.n_lost),
        format!("repeated           {}", outcome.score.n_repeated),
        format!("out of order       {}", outcome.score.n_out_of_order),
        format!(
            "server, processor  {} ({} a delivery)",
            outcome.busy(outcome.server_cpu),
            or_dash(outcome.server_time_per_delivery().map(span))
        ),
        format!(
            "server, memory     {} (grown by {} a member)",
            or_dash(outcome.server_memory.map(|n| format!("{:.1} MiB", n as f64 / 1024.0 / 1024.0))),
            or_dash(per_member)
        ),
        format!("measuring          {} of one processor", outcome.busy(outcome.own_cpu)),
    ]
    .join("\n")
}

fn or_dash(words: Option<String>) -> String {
    words.unwrap_or_else(|| "–".to_owned())
}

/// A time in the unit that suits it.
pub(super) fn span(span: Duration) -> String {
    match span.as_nanos() as f64 {
        ns @ ..1e3 => format!("{ns:.0} ns"),
        ns @ ..1e6 => format!("{:.1} µs", ns / 1e3),
        ns @ ..1e9 => format!("{:.2} ms", ns / 1e6),
        ns => format!("{:.2} s", ns / 1e9),
    }
}

/// A count with a comma at each thousand.
pub(super) fn grouped(n: f64) -> String {
    let digits = format!("{n:.0}");
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Which part of the time a process was on a processor, in percent; 0 where nobody knows.
pub(super) fn percent(cpu: Option<Duration>, elapsed: Duration) -> f64 {
    100.0 * cpu.unwrap_or_default().as_secs_f64() / elapsed.as_secs_f64()
}

/// The middle one of several numbers.
pub(super) fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The least and the greatest of several numbers.
pub(super) fn range(numbers: &[f64]) -> String {
    let least = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let most = numbers.iter().copied().fold(0.0, f64::max);
    format!("({least:.2}–{most:.2})")
}

/// One line of the table.
pub(super) fn line(words: &str, target: &str, measured: &str, is_met: bool) -> String {
    let verdict = if is_met { "yes" } else { "NO" };
    format!("{words:<48} {target:>7}  {measured:<20} {verdict:<4}")
}
