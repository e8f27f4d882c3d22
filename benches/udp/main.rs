//! What a datagram of 64 bytes costs: netlab beside bare loops written in C.
//!
//! The one idea: only ratios within one run count, between neighbours in time. All programs are processes
//! of their own and take turns; the table gives the median ratio and, in brackets, its quartiles.
//!
//! Receiving is counted in processor time of the receiver, as the speed of a flood is that of its sender.
//! "flood": while a sender goes on; being woken is part of it, and where a receiver that takes what comes
//! at once is woken for each, one that lets some gather is not. "receive": the receiver is stopped, its queue
//! filled, and then it empties the queue; what is left is the kernel's own work for each datagram. There
//! whoever asks for GRO pays for the asking, also in C: about 1% on one processor and 8% across two
//! (Linux 6.18), so it has a row of its own.
//!
//! Sending: the time of the loop, to a socket that nobody reads. "joined" is with segmentation offload: GSO at
//! the sender, GRO at the receiver; where only one of the two has it, the kernel does for it what it saves.
//!
//! See it run: `make bench-udp`; it takes about a minute. On Linux only, with a C compiler and taskset.

#[cfg(target_os = "linux")]
mod course;
#[path = "../table/mod.rs"]
#[cfg(target_os = "linux")]
mod table;

#[cfg(target_os = "linux")]
fn main() -> std::io::Result<()> {
    course::run()
}

#[cfg(not(target_os = "linux"))]
fn main() {}
