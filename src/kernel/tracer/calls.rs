//! The system calls that tell what happens to a socket.
//!
//! The one idea: of the 350 calls that Linux has, these few make, use, pass on or end a socket. Everything else that a
//! program does goes unseen, and costs it nothing.
//!
//! See it run: `strace -f -e trace=network,read,write,close PROGRAM` shows most of them.

/// Declares the calls once: variants, names, and their numbers on x86-64.
macro_rules! calls {
    ($($variant:ident = $name:literal $number:literal,)*) => {
        /// A system call that may say something of a socket; `man 2` explains each.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the names are the kernel's own")]
        pub enum SysCall { $($variant,)* }

        impl SysCall {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name, as in `recvfrom`.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Self::$variant => $name),* } }

            /// Its number on x86-64 (`arch/x86/entry/syscalls/syscall_64.tbl`).
            #[must_use]
            pub const fn number(self) -> u32 { match self { $(Self::$variant => $number),* } }
        }
    };
}

calls! {
    Read = "read" 0,
    Write = "write" 1,
    Close = "close" 3,
    Ioctl = "ioctl" 16,
    Readv = "readv" 19,
    Writev = "writev" 20,
    Dup = "dup" 32,
    Dup2 = "dup2" 33,
    Sendfile = "sendfile" 40,
    Socket = "socket" 41,
    Connect = "connect" 42,
    Accept = "accept" 43,
    Sendto = "sendto" 44,
    Recvfrom = "recvfrom" 45,
    Sendmsg = "sendmsg" 46,
    Recvmsg = "recvmsg" 47,
    Shutdown = "shutdown" 48,
    Bind = "bind" 49,
    Listen = "listen" 50,
    Setsockopt = "setsockopt" 54,
    Getsockopt = "getsockopt" 55,
    Clone = "clone" 56,
    Fcntl = "fcntl" 72,
    Ptrace = "ptrace" 101,
    Splice = "splice" 275,
    Accept4 = "accept4" 288,
    Dup3 = "dup3" 292,
    Recvmmsg = "recvmmsg" 299,
    Sendmmsg = "sendmmsg" 307,
    IoUringSetup = "io_uring_setup" 425,
    CloseRange = "close_range" 436,
}

impl SysCall {
    /// The call of this number on x86-64; `None` for all that say nothing of sockets.
    #[must_use]
    pub fn of(number: u64) -> Option<Self> {
        Self::ALL.iter().copied().find(|call| u64::from(call.number()) == number)
    }

    /// The call of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|call| call.name() == name)
    }
}

/// Families of addresses that are the internet's: `AF_INET` and `AF_INET6`.
pub const INTERNET: [u32; 2] = [2, 10];
/// `SOL_SOCKET`.
pub const SOL_SOCKET: u32 = 1;
/// `SO_ERROR`: asks how a connect ended.
pub const SO_ERROR: u32 = 4;
/// `F_DUPFD`, `F_DUPFD_CLOEXEC`: another descriptor for the same file.
pub const DUPLICATES: [u32; 2] = [0, 1030];
/// `F_SETFL`: may make calls wait or not.
pub const F_SETFL: u32 = 4;
/// `FIONBIO`: the same.
pub const FIONBIO: u32 = 0x5421;

/// `CLONE_UNTRACED`: whoever follows the parent is not to follow the child.
pub const UNTRACED: u32 = 0x0080_0000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_is_found_again_by_its_name_and_its_number() {
        for call in SysCall::ALL {
            assert_eq!(SysCall::named(call.name()), Some(*call));
            assert_eq!(SysCall::of(u64::from(call.number())), Some(*call));
        }
    }

    #[test]
    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    fn the_numbers_are_the_systems() {
        let check = |call: SysCall, number: i64| assert_eq!(i64::from(call.number()), number, "{call:?}");
        check(SysCall::Ioctl, libc::SYS_ioctl);
        check(SysCall::Sendfile, libc::SYS_sendfile);
        check(SysCall::Recvmmsg, libc::SYS_recvmmsg);
        check(SysCall::Setsockopt, libc::SYS_setsockopt);
        check(SysCall::Splice, libc::SYS_splice);
        check(SysCall::Clone, libc::SYS_clone);
        check(SysCall::Ptrace, libc::SYS_ptrace);
        check(SysCall::IoUringSetup, libc::SYS_io_uring_setup);
        check(SysCall::CloseRange, libc::SYS_close_range);
    }
}
