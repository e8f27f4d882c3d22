//! The requests of `ptrace(2)`, each as a function.
//!
//! The one idea: one system call does all of it, and takes numbers or addresses as the request has it. Here each request
//! gets the types that it needs, so that nothing above can confuse them. A library would do (nix), but for one thing: it
//! knows no real-time signals, and a program that uses them (glibc's `setuid` in threads does) would be lost.
//!
//! See it run: `strace -f netlab observe -- true` shows them.

#![allow(unsafe_code)]

use std::ffi::c_void;
use std::io;
use std::mem::MaybeUninit;

use libc::c_long;

/// A thread's registers.
pub(super) type Registers = libc::user_regs_struct;

/// How a stopped thread goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Onward {
    /// To the next event.
    ToEvent,
    /// To the beginning or the return of its next call.
    ToCall,
}

/// Follows a thread from now on, without stopping it.
pub(super) fn seize(tid: i32, options: i32) -> io::Result<()> {
    plain(libc::PTRACE_SEIZE, tid, 0, options.unsigned_abs() as usize)
}

/// Lets a thread go on, with this signal or, as 0, with none.
pub(super) fn go_on(tid: i32, onward: Onward, signal: i32) -> io::Result<()> {
    let request = match onward {
        Onward::ToEvent => libc::PTRACE_CONT,
        Onward::ToCall => libc::PTRACE_SYSCALL,
    };
    plain(request, tid, 0, signal.unsigned_abs() as usize)
}

/// Leaves a thread stopped that its own signals have stopped, until they let it go on.
pub(super) fn listen(tid: i32) -> io::Result<()> {
    plain(libc::PTRACE_LISTEN, tid, 0, 0)
}

/// Stops a thread.
pub(super) fn interrupt(tid: i32) -> io::Result<()> {
    plain(libc::PTRACE_INTERRUPT, tid, 0, 0)
}

/// Lets a stopped thread go its own way, with this signal or, as 0, with none.
pub(super) fn detach(tid: i32, signal: i32) -> io::Result<()> {
    plain(libc::PTRACE_DETACH, tid, 0, signal.unsigned_abs() as usize)
}

/// What an event is about: a new thread's number.
pub(super) fn event_message(tid: i32) -> io::Result<u32> {
    // SAFETY: the request writes one unsigned long.
    let message: libc::c_ulong = unsafe { read(libc::PTRACE_GETEVENTMSG, tid, 0)? };
    Ok(message as u32)
}

pub(super) fn registers(tid: i32) -> io::Result<Registers> {
    // SAFETY: the request writes the registers of this architecture.
    unsafe { read(libc::PTRACE_GETREGS, tid, 0) }
}

pub(super) fn set_registers(tid: i32, registers: &Registers) -> io::Result<()> {
    // SAFETY: the request reads the registers of this architecture.
    unsafe { write(libc::PTRACE_SETREGS, tid, 0, registers) }
}

/// The signals that a thread blocks, one bit each.
pub(super) fn signal_mask(tid: i32) -> io::Result<u64> {
    // SAFETY: the request writes as many bytes as it is told, the 8 of this number.
    unsafe { read(PTRACE_GETSIGMASK, tid, 8) }
}

pub(super) fn set_signal_mask(tid: i32, mask: u64) -> io::Result<()> {
    // SAFETY: the request reads as many bytes as it is told, the 8 of this number.
    unsafe { write(PTRACE_SETSIGMASK, tid, 8, &mask) }
}

/// A thread in a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InCall {
    /// It is about to begin this one.
    Entry { number: u64, args: [u64; 6] },
    /// The filter picked it out, and it is about to begin.
    Picked { number: u64, args: [u64; 6] },
    /// It returned this.
    Exit { returned: i64 },
    /// It is in none, or in one of another architecture's.
    Elsewhere,
}

/// Where a stopped thread stands (`PTRACE_GET_SYSCALL_INFO`, Linux 5.3).
///
/// | offset | size | `struct ptrace_syscall_info` |
/// |---|---|---|
/// | 0 | 1 | 1 at the beginning of a call, 2 at its return, 3 where a filter stopped it |
/// | 4 | 4 | architecture |
/// | 8 | 16 | instruction and stack pointer |
/// | 24 | 64 | number and arguments; at the return its value |
pub(super) fn in_call(tid: i32) -> io::Result<InCall> {
    // SAFETY: the request writes as many bytes as it is told, which are those of this array, of which all values are
    // valid.
    let info: [u64; 11] = unsafe { read(PTRACE_GET_SYSCALL_INFO, tid, size_of::<[u64; 11]>()) }?;
    let is_ours = (info[0] >> 32) as u32 == super::filter::ARCHITECTURE;
    let args = [info[4], info[5], info[6], info[7], info[8], info[9]];
    Ok(match info[0] as u8 {
        1 if is_ours => InCall::Entry { number: info[3], args },
        3 if is_ours => InCall::Picked { number: info[3], args },
        2 => InCall::Exit { returned: info[3].cast_signed() },
        _ => InCall::Elsewhere,
    })
}

/// What `waitpid` tells: a thread, and what happened to it; `None` where nothing has and it is not to wait.
///
/// # Errors
/// `Interrupted` where a signal came to us.
pub(super) fn wait_once(tid: i32, flags: i32) -> io::Result<Option<(i32, i32)>> {
    let mut status = 0;
    // SAFETY: it writes one int.
    match unsafe { libc::waitpid(tid, &raw mut status, flags | libc::__WALL | libc::__WNOTHREAD) } {
        0 => Ok(None),
        -1 => Err(io::Error::last_os_error()),
        found => Ok(Some((found, status))),
    }
}

/// As [`wait_once`], whatever signals come.
pub(super) fn wait(tid: i32, flags: i32) -> io::Result<Option<(i32, i32)>> {
    loop {
        match wait_once(tid, flags) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// Sends a signal to one thread.
pub(super) fn signal_thread(tid: i32, signal: i32) -> io::Result<()> {
    // SAFETY: it takes two numbers.
    let result = unsafe { libc::syscall(libc::SYS_tkill, tid, signal) };
    checked(result)
}

/// Kills a process that is followed, and waits until it is gone.
pub(super) fn wait_for_end(pid: i32) -> io::Result<()> {
    // SAFETY: it takes two numbers, and the process is a child that nobody has reaped.
    unsafe { libc::kill(pid, libc::SIGKILL) };
    while let Some((_, status)) = wait(pid, 0)? {
        if libc::WIFEXITED(status) || libc::WIFSIGNALED(status) {
            break;
        }
        // Where it stands still on its way out.
        let _ = go_on(pid, Onward::ToEvent, 0);
    }
    Ok(())
}

/// Bytes of another process's memory into this buffer; gives how many there were.
pub(super) fn read_memory(pid: i32, address: u64, buffer: &mut [u8]) -> usize {
    let ours = libc::iovec { iov_base: buffer.as_mut_ptr().cast(), iov_len: buffer.len() };
    let theirs = libc::iovec { iov_base: address as *mut c_void, iov_len: buffer.len() };
    // SAFETY: it writes at most as many bytes to our buffer as it has; the other address is looked at by the kernel,
    // in the other process.
    let n_bytes = unsafe { libc::process_vm_readv(pid, &raw const ours, 1, &raw const theirs, 1, 0) };
    usize::try_from(n_bytes).unwrap_or(0)
}

/// Writes bytes into another process's memory, all of them or it is an error.
pub(super) fn write_memory(pid: i32, address: u64, bytes: &[u8]) -> io::Result<()> {
    let ours = libc::iovec { iov_base: bytes.as_ptr().cast_mut().cast(), iov_len: bytes.len() };
    let theirs = libc::iovec { iov_base: address as *mut c_void, iov_len: bytes.len() };
    // SAFETY: it only reads our bytes; the other address is looked at by the kernel, in the other process.
    let n_bytes = unsafe { libc::process_vm_writev(pid, &raw const ours, 1, &raw const theirs, 1, 0) };
    match usize::try_from(n_bytes) {
        Ok(n_bytes) if n_bytes == bytes.len() => Ok(()),
        Ok(_) => Err(io::ErrorKind::WriteZero.into()),
        Err(_) => Err(io::Error::last_os_error()),
    }
}

/// A request without a buffer.
fn plain(request: libc::c_uint, tid: i32, address: usize, data: usize) -> io::Result<()> {
    // SAFETY: the requests that are made here take both as numbers, not as addresses.
    let result = unsafe { libc::ptrace(request, tid, address as *mut c_void, data as *mut c_void) };
    checked(result)
}

/// A request that writes a `T`.
///
/// # Safety
/// It must write no more than a `T`, and what it leaves unwritten must be valid as zeroes.
unsafe fn read<T>(request: libc::c_uint, tid: i32, address: usize) -> io::Result<T> {
    let mut value = MaybeUninit::<T>::zeroed();
    // SAFETY: the caller says that it writes no more than there is room for.
    let result =
        unsafe { libc::ptrace(request, tid, address as *mut c_void, value.as_mut_ptr().cast::<c_void>()) };
    checked(result)?;
    // SAFETY: it is written, and the rest is zeroes.
    Ok(unsafe { value.assume_init() })
}

/// A request that reads a `T`.
///
/// # Safety
/// It must read no more than a `T`.
unsafe fn write<T>(request: libc::c_uint, tid: i32, address: usize, value: &T) -> io::Result<()> {
    // SAFETY: the caller says that it reads no more than there is, and it writes nothing.
    let result = unsafe {
        libc::ptrace(request, tid, address as *mut c_void, (&raw const *value).cast_mut().cast::<c_void>())
    };
    checked(result)
}

fn checked(result: c_long) -> io::Result<()> {
    if result == -1 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// `include/uapi/linux/ptrace.h`; libc does not have them on every C library.
const PTRACE_GETSIGMASK: libc::c_uint = 0x420a;
const PTRACE_SETSIGMASK: libc::c_uint = 0x420b;
const PTRACE_GET_SYSCALL_INFO: libc::c_uint = 0x420e;
