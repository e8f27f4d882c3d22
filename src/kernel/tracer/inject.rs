//! A system call that a stopped thread is made to make, for us.
//!
//! The one idea: a thread that stands at a call's return has the instruction that made the call right behind it. Its
//! registers are put so that it makes that step once more with other numbers; afterwards all is put back, and it has
//! noticed nothing. Its signals wait meanwhile. What is to be read is put on a page of its own: below a stranger's
//! stack pointer may be somebody's data.
//!
//! See it run: `strace` cannot show it; `grep Seccomp_filters /proc/PID/status` shows what it leaves behind.

use std::io;

use crate::kernel::tracer::filter::Instruction;
use crate::kernel::tracer::request::{self, Onward, Registers};
use crate::kernel::tracer::spawn::{SET_MODE_FILTER, SPEC_ALLOW};

/// How making calls for us went.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// The filter is there, for all threads of the process.
    Yes,
    /// The process does not take it: it goes on as it was.
    Refused,
    /// It was killed on the way; this is what is to be said of it.
    Gone {
        /// As `waitpid` gave it.
        status: i32,
    },
}

/// Adds filters to a process, by a thread of it that stands at a call's return.
pub(super) fn add_filters(tid: i32, filters: &[Vec<Instruction>]) -> Made {
    match Thread::prepared(tid) {
        Ok(Some(mut thread)) => {
            let made = thread.add_all(filters);
            thread.finished(&made)
        }
        _ => Made::Refused,
    }
}

/// A thread that makes calls for us.
struct Thread {
    tid: i32,
    before: Registers,
    mask: u64,
    /// Signals that no mask holds back, to be given again.
    owed: Vec<i32>,
}

/// Why a call gave no result.
enum Unmade {
    Gone { status: i32 },
    Failed,
}

impl From<io::Error> for Unmade {
    fn from(_: io::Error) -> Self {
        Unmade::Failed
    }
}

impl Thread {
    /// Holds its signals back; `None` where it has not come by the usual instruction.
    fn prepared(tid: i32) -> io::Result<Option<Thread>> {
        let before = request::registers(tid)?;
        let mut instruction = [0; 2];
        let n_read = request::read_memory(tid, before.rip - 2, &mut instruction);
        if n_read != 2 || instruction != SYSCALL {
            return Ok(None);
        }
        let mask = request::signal_mask(tid)?;
        request::set_signal_mask(tid, u64::MAX)?;
        Ok(Some(Thread { tid, before, mask, owed: Vec::new() }))
    }

    fn add_all(&mut self, filters: &[Vec<Instruction>]) -> Result<bool, Unmade> {
        let n_bytes = filters.iter().map(|filter| HEAD_BYTES + filter.len() * 8).max().unwrap_or(0);
        let n_bytes = n_bytes.next_multiple_of(4096) as u64;
        let page = self.call(libc::SYS_mmap, [0, n_bytes, 3, 0x22, u64::MAX, 0])?;
        if page < 0 {
            return Ok(false);
        }
        let page = page.cast_unsigned();
        let mut is_done = true;
        for filter in filters {
            let installed = request::write_memory(self.tid, page, &laid_out(filter, page)).is_ok()
                && self
                    .call(libc::SYS_seccomp, [SET_MODE_FILTER, ALL_THREADS | SPEC_ALLOW, page, 0, 0, 0])?
                    == 0;
            if !installed {
                // A number above 0 is a thread that has other filters.
                is_done = false;
                break;
            }
        }
        self.call(libc::SYS_munmap, [page, n_bytes, 0, 0, 0, 0])?;
        Ok(is_done)
    }

    /// Makes one call; gives what it returned.
    fn call(&mut self, number: libc::c_long, args: [u64; 6]) -> Result<i64, Unmade> {
        let [rdi, rsi, rdx, r10, r8, r9] = args;
        let registers = Registers {
            rip: self.before.rip - 2,
            rax: number.cast_unsigned(),
            // No call is to be begun anew on the way.
            orig_rax: u64::MAX,
            rdi,
            rsi,
            rdx,
            r10,
            r8,
            r9,
            ..self.before
        };
        request::set_registers(self.tid, &registers)?;
        self.run_to_call_stop()?;
        self.run_to_call_stop()?;
        Ok(request::registers(self.tid)?.rax.cast_signed())
    }

    fn run_to_call_stop(&mut self) -> Result<(), Unmade> {
        request::go_on(self.tid, Onward::ToCall, 0)?;
        loop {
            let Some((_, status)) = request::wait(self.tid, 0)? else { return Err(Unmade::Failed) };
            if !libc::WIFSTOPPED(status) || status >> 16 == libc::PTRACE_EVENT_EXIT {
                return Err(Unmade::Gone { status });
            }
            match (libc::WSTOPSIG(status), status >> 16) {
                (signal, 0) if signal == libc::SIGTRAP | 0x80 => return Ok(()),
                // No mask holds SIGSTOP back.
                (signal, 0) => self.owed.push(signal),
                _ => {}
            }
            request::go_on(self.tid, Onward::ToCall, 0)?;
        }
    }

    /// Puts all back.
    fn finished(self, made: &Result<bool, Unmade>) -> Made {
        let is_done = match made {
            Err(Unmade::Gone { status }) => return Made::Gone { status: *status },
            Err(Unmade::Failed) => false,
            Ok(is_done) => *is_done,
        };
        // Each fails only where the thread is being killed, and then it is seen next.
        let _ = request::set_registers(self.tid, &self.before);
        let _ = request::set_signal_mask(self.tid, self.mask);
        for signal in self.owed {
            let _ = request::signal_thread(self.tid, signal);
        }
        if is_done { Made::Yes } else { Made::Refused }
    }
}

/// A filter as it stands in memory at this address: `struct sock_fprog`, and behind it the instructions.
fn laid_out(filter: &[Instruction], at: u64) -> Vec<u8> {
    let mut bytes = vec![0; HEAD_BYTES];
    bytes[..2].copy_from_slice(&(filter.len() as u16).to_ne_bytes());
    bytes[8..16].copy_from_slice(&(at + HEAD_BYTES as u64).to_ne_bytes());
    bytes.extend(filter.iter().flat_map(|instruction| instruction.to_bytes()));
    bytes
}

const HEAD_BYTES: usize = 16;
/// The instruction `syscall`.
const SYSCALL: [u8; 2] = [0x0f, 0x05];
/// `SECCOMP_FILTER_FLAG_TSYNC`.
const ALL_THREADS: u64 = 1;
