//! One clock for every process of this boot.
//!
//! The one idea: two programs can compare times only if they read the same clock. The wall clock can
//! jump; the monotonic clock cannot, and on one machine all processes share it (`man 2 clock_gettime`).
//!
//! See it run: `mono_us` and `boot_id` in the first line of a trace.

/// Microseconds of the monotonic clock.
///
/// On Unix it counts from some point near the machine's start and is alike for all processes of this
/// boot. Elsewhere it counts from this process's first reading, so times compare within one process only.
#[cfg(unix)]
#[must_use]
pub fn monotonic_us() -> u64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    now.tv_sec.unsigned_abs() * 1_000_000 + now.tv_nsec.unsigned_abs() / 1_000
}

/// Microseconds of the monotonic clock, counted from this process's first reading.
#[cfg(not(unix))]
#[must_use]
pub fn monotonic_us() -> u64 {
    use std::sync::OnceLock;
    use std::time::Instant;

    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_micros() as u64
}

/// What this boot of the machine is called; `None` where the system does not tell.
///
/// Two traces with the same boot share one monotonic clock (`man 4 random`, `/proc/sys/kernel/random/boot_id`),
/// unless a time namespace shifts it for one of them (`man 7 time_namespaces`).
#[must_use]
pub fn boot_id() -> Option<String> {
    let text = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    Some(text.trim().to_owned())
}

/// The number of this process's namespace of a kind, as in `time` or `net` (`man 7 namespaces`); `None` where the
/// system has none.
#[must_use]
pub fn namespace(kind: &str) -> Option<u64> {
    let link = std::fs::read_link(format!("/proc/self/ns/{kind}")).ok()?;
    link.to_str()?.strip_prefix(kind)?.strip_prefix(":[")?.strip_suffix(']')?.parse().ok()
}

/// The machine's name; `None` where the system does not tell.
#[cfg(unix)]
#[must_use]
pub fn host_name() -> Option<String> {
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    (!name.is_empty()).then_some(name)
}

/// The machine's name: this system is not asked.
#[cfg(not(unix))]
#[must_use]
pub fn host_name() -> Option<String> {
    None
}
