//! A program, started so that it is followed from its first instruction.
//!
//! The one idea: a child of a fork waits until it is followed, chooses the calls that it is stopped at, and becomes the
//! program. Whether it could, it says on a pipe that closes by itself when it has become it. Between the fork and that
//! moment it is a copy of one thread of ours, and may do nothing but make system calls (`man 7 signal-safety`).
//!
//! See it run: `netlab observe -- nothing-of-this-name; echo $?`.

#![allow(unsafe_code)]

use std::ffi::{CStr, CString, OsString, c_char};
use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr;

use crate::kernel::tracer::filter::Instruction;
use crate::kernel::tracer::request;

/// Why a program could not be started so.
#[derive(Debug)]
pub enum NotStarted {
    /// There is no program of this name.
    NotFound,
    /// It is there, and the system does not run it.
    NotRun(io::Error),
    /// It may not be followed: `ptrace` is refused.
    NotFollowed(io::Error),
    /// The system gave no process or no pipe.
    System(io::Error),
}

/// A program that is to be started.
#[derive(Debug, Clone)]
pub struct Command {
    /// Its name or its file, and its arguments.
    pub words: Vec<OsString>,
    /// The places in which its name is looked for, as in `PATH`.
    pub places: OsString,
    /// The variables that it finds.
    pub variables: Vec<(OsString, OsString)>,
}

/// A program that was started, and stands before its first own instruction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Started {
    pub(super) pid: i32,
    /// It has chosen the calls that it is stopped at; where it cannot, it is stopped at all.
    pub(super) has_filter: bool,
}

/// Starts a program.
pub(super) fn start(
    command: &Command,
    filters: Vec<Vec<Instruction>>,
    options: i32,
) -> Result<Started, NotStarted> {
    let image = Image::of(command, filters).map_err(NotStarted::System)?;
    let pipe = || io::pipe().map_err(NotStarted::System);
    let ((go, mut may_go), (told, tell)) = (pipe()?, pipe()?);
    // SAFETY: until it is another program or ends, the child makes system calls alone, on memory that was made before.
    let pid = unsafe { libc::fork() };
    match pid {
        -1 => return Err(NotStarted::System(io::Error::last_os_error())),
        0 => image.become_it(&go, &may_go, &tell),
        _ => drop((go, tell)),
    }
    if let Err(error) = request::seize(pid, options) {
        // It hears that nobody lets it go, and ends.
        drop(may_go);
        let _ = request::wait(pid, 0);
        return Err(NotStarted::NotFollowed(error));
    }
    let went = may_go.write_all(GO).and_then(|()| words(told));
    match went.map_err(NotStarted::System)?[..] {
        [filter] => Ok(Started { pid, has_filter: filter == HAS_FILTER }),
        [_, a, b, c, d] => {
            let _ = request::wait_for_end(pid);
            let error = io::Error::from_raw_os_error(i32::from_ne_bytes([a, b, c, d]));
            let is_found = !matches!(error.raw_os_error(), Some(libc::ENOENT | libc::ENOTDIR));
            Err(if is_found { NotStarted::NotRun(error) } else { NotStarted::NotFound })
        }
        _ => {
            let _ = request::wait_for_end(pid);
            Err(NotStarted::System(io::ErrorKind::UnexpectedEof.into()))
        }
    }
}

/// What the child has said: whether it has chosen its calls, and then nothing more, as its end of the pipe closes when
/// it becomes the program, or why it could not. It ends only once it is let go on, and its end of the pipe with it.
fn words(mut told: PipeReader) -> io::Result<Vec<u8>> {
    let mut words = Vec::new();
    for n_bytes in [1, 4] {
        told.by_ref().take(n_bytes).read_to_end(&mut words)?;
    }
    Ok(words)
}

const GO: &[u8] = b"!";
const HAS_FILTER: u8 = b'f';
const HAS_NONE: u8 = b'n';

/// All that the child needs to become the program, made before there is a child.
struct Image {
    /// The files that may be it, in the order in which they are tried.
    paths: Vec<CString>,
    arguments: Texts,
    /// The same with a shell before them: a script without a first line that says what runs it (`man 3 exec`).
    by_shell: Vec<Texts>,
    environment: Texts,
    /// The calls that it is stopped at.
    filters: Vec<Vec<Instruction>>,
}

/// Texts as C wants them: addresses, and nothing behind the last.
struct Texts {
    _texts: Vec<CString>,
    addresses: Vec<*const c_char>,
}

impl Texts {
    fn of(texts: Vec<CString>) -> Self {
        let addresses = texts.iter().map(|text| text.as_ptr()).chain([ptr::null()]).collect();
        Texts { _texts: texts, addresses }
    }
}

impl Image {
    fn of(command: &Command, filters: Vec<Vec<Instruction>>) -> io::Result<Image> {
        let text = |text: &OsString| Ok(CString::new(text.as_bytes())?);
        let arguments = command.words.iter().map(text).collect::<io::Result<Vec<_>>>()?;
        let name = command.words.first().ok_or(io::ErrorKind::InvalidInput)?;
        let paths: Vec<CString> =
            candidates(name, &command.places).iter().map(text).collect::<io::Result<_>>()?;
        let shell = |path: &CString| {
            let rest = arguments.iter().skip(1).cloned();
            Texts::of([SHELL.to_owned(), path.clone()].into_iter().chain(rest).collect())
        };
        let variable = |(name, value): &(OsString, OsString)| {
            CString::new([name.as_bytes(), b"=", value.as_bytes()].concat()).ok()
        };
        Ok(Image {
            by_shell: paths.iter().map(shell).collect(),
            paths,
            arguments: Texts::of(arguments),
            environment: Texts::of(command.variables.iter().filter_map(variable).collect()),
            filters,
        })
    }

    /// In the child: waits for the word, and becomes the program, or says why not and ends.
    fn become_it(&self, go: &PipeReader, may_go: &PipeWriter, tell: &PipeWriter) -> ! {
        let mut word = [0_u8; 1];
        // SAFETY: all are system calls on memory that this process owns, and on descriptors that it has inherited;
        // the lists of addresses end with none, and what they point to lives as long as `self`.
        unsafe {
            libc::close(may_go.as_raw_fd());
            if libc::read(go.as_raw_fd(), word.as_mut_ptr().cast(), 1) != 1 {
                libc::_exit(127);
            }
            // Rust ignores it for us; a program is not to find it so.
            libc::signal(libc::SIGPIPE, libc::SIG_DFL);
            let has_filter = if self.choose_calls() { HAS_FILTER } else { HAS_NONE };
            libc::write(tell.as_raw_fd(), (&raw const has_filter).cast(), 1);
            let mut why = libc::ENOENT;
            for (path, by_shell) in self.paths.iter().zip(&self.by_shell) {
                libc::execve(
                    path.as_ptr(),
                    self.arguments.addresses.as_ptr(),
                    self.environment.addresses.as_ptr(),
                );
                let mut error = *libc::__errno_location();
                if error == libc::ENOEXEC {
                    libc::execve(
                        SHELL.as_ptr(),
                        by_shell.addresses.as_ptr(),
                        self.environment.addresses.as_ptr(),
                    );
                    error = *libc::__errno_location();
                }
                // Another place may have it; that one was forbidden is worth more than that others have none.
                if why == libc::ENOENT || !matches!(error, libc::ENOENT | libc::ENOTDIR) {
                    why = error;
                }
                if !matches!(error, libc::ENOENT | libc::ENOTDIR | libc::EACCES) {
                    break;
                }
            }
            libc::write(tell.as_raw_fd(), (&raw const why).cast(), 4);
            libc::_exit(127)
        }
    }

    /// In the child: installs the filter. Where there is no right to do so without it, this process and what it starts
    /// gain no privileges any more, as by a setuid file (`man 2 seccomp`).
    ///
    /// # Safety
    /// To be called between fork and exec: it makes system calls alone.
    unsafe fn choose_calls(&self) -> bool {
        let install = |filter: &Vec<Instruction>| {
            let program = Program::of(filter);
            // SAFETY: the program and its instructions live as long as this call.
            unsafe { libc::syscall(libc::SYS_seccomp, SET_MODE_FILTER, SPEC_ALLOW, &raw const program) == 0 }
        };
        let mut filters = self.filters.iter();
        let Some(first) = filters.next() else { return false };
        // SAFETY: it takes numbers alone.
        let gives_up_rights = || unsafe { libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 };
        (install(first) || (gives_up_rights() && install(first))) && filters.all(install)
    }
}

/// `struct sock_fprog`.
#[repr(C)]
struct Program {
    n_instructions: u16,
    instructions: *const Instruction,
}

impl Program {
    fn of(filter: &[Instruction]) -> Self {
        Program { n_instructions: filter.len() as u16, instructions: filter.as_ptr() }
    }
}

/// `linux/seccomp.h`: installs a filter; the second lets the processor guess ahead as before.
pub(super) const SET_MODE_FILTER: u64 = 1;
pub(super) const SPEC_ALLOW: u64 = 4;

const SHELL: &CStr = c"/bin/sh";

/// The files that a name may mean: itself where it has a slash, else one in each place of `PATH`.
fn candidates(name: &OsString, places: &OsString) -> Vec<OsString> {
    if name.as_bytes().contains(&b'/') || name.is_empty() {
        return vec![name.clone()];
    }
    std::env::split_paths(places).map(|place| Path::new(&place).join(name).into_os_string()).collect()
}
