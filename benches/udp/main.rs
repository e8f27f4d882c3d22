//! What a datagram of 64 bytes costs: netlab beside bare loops written in C.
//!
//! The one idea: only ratios within one run count, between neighbours in time. All programs are processes
//! of their own and take turns; the table gives the median ratio and, in brackets, its quartiles.
//!
//! Receiving: the kernel works for a receiver mostly on its sender's time, so a flood measures the sender.
//! Here each receiver is stopped, its queue is filled, and what counts is the processor time in which it
//! then empties the queue. Sending: the time of the loop, to a socket that nobody reads. "joined" is with
//! segmentation offload: GSO at the sender, GRO at the receiver; where only one of the two has it, the kernel
//! does for it what it saves.
//!
//! See it run: `make bench-udp`; it takes about half a minute. On Linux only, with a C compiler.

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
