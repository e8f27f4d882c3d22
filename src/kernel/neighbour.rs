//! Another process of the same user, reached by a socket in a folder of that user's own.
//!
//! The one idea: a name in a file system proves nothing. So the folder must be ours and closed to others, and whoever
//! answers or calls is asked of the kernel: it says whose process it is (`man 7 unix`, `SO_PEERCRED`).
//!
//! See it run: `netlab live`, and `netlab tcp-server` in another terminal.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::time::Duration;

use socket2::{Domain, SockAddr, Socket, Type};

/// A process of ours, at the other end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbour {
    /// Its number; `None` where the system does not tell.
    pub pid: Option<u32>,
}

/// Makes a folder that nobody else can enter, or finds it.
///
/// # Errors
/// [`io::ErrorKind::PermissionDenied`] where it is not ours, open to others, or no folder; and those of the system.
pub fn own_folder(path: &Path) -> io::Result<()> {
    if let Some(around) = path.parent() {
        fs::create_dir_all(around)?;
    }
    match DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let found = fs::symlink_metadata(path)?;
    if found.is_dir() && is_closed(found.mode()) && found.uid() == us() {
        Ok(())
    } else {
        Err(io::ErrorKind::PermissionDenied.into())
    }
}

/// Calls whoever listens there. It never waits: where the other's queue is full, it is an error.
///
/// # Errors
/// [`io::ErrorKind::PermissionDenied`] where the socket, or who answers, is not ours; and those of the system.
pub fn call(path: &Path) -> io::Result<(UnixStream, Neighbour)> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let (found, around) = (fs::symlink_metadata(path)?, fs::symlink_metadata(folder)?);
    let is_ours = found.file_type().is_socket() && found.uid() == us();
    if !is_ours || around.uid() != us() || !is_closed(around.mode()) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let socket = Socket::new(Domain::UNIX, Type::STREAM, None)?;
    socket.set_nonblocking(true)?;
    socket.connect(&SockAddr::unix(path)?)?;
    socket.set_nonblocking(false)?;
    socket.set_write_timeout(Some(PATIENCE))?;
    let stream = UnixStream::from(std::os::fd::OwnedFd::from(socket));
    let neighbour = ours(&stream)?;
    Ok((stream, neighbour))
}

/// Whoever takes nothing for so long is no listener.
const PATIENCE: Duration = Duration::from_secs(5);

/// Listens there, in a folder of ours, for processes of ours.
///
/// # Errors
/// [`io::ErrorKind::AddrInUse`] where somebody does already; and those of the system.
pub fn listen(path: &Path) -> io::Result<UnixListener> {
    own_folder(path.parent().ok_or(io::ErrorKind::InvalidInput)?)?;
    match call(path) {
        Ok(_) => return Err(io::ErrorKind::AddrInUse.into()),
        // Nobody is there, but the name that a killed one has left.
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => fs::remove_file(path)?,
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
            return Err(io::ErrorKind::AddrInUse.into());
        }
        Err(_) => {}
    }
    let listener = UnixListener::bind(path)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// Who is at the other end of a stream.
///
/// # Errors
/// [`io::ErrorKind::PermissionDenied`] where it is another user's process.
pub fn ours(stream: &impl AsFd) -> io::Result<Neighbour> {
    let (uid, pid) = owner(stream)?;
    if uid == us() { Ok(Neighbour { pid }) } else { Err(io::ErrorKind::PermissionDenied.into()) }
}

/// Whether nobody but its owner may do anything there.
const fn is_closed(mode: u32) -> bool {
    mode & 0o777 == 0o700
}

fn us() -> u32 {
    rustix::process::geteuid().as_raw()
}

#[cfg(target_os = "linux")]
fn owner(stream: &impl AsFd) -> io::Result<(u32, Option<u32>)> {
    let who = rustix::net::sockopt::socket_peercred(stream)?;
    Ok((who.uid.as_raw(), u32::try_from(who.pid.as_raw_pid()).ok()))
}

#[cfg(not(target_os = "linux"))]
#[allow(unsafe_code)]
fn owner(stream: &impl AsFd) -> io::Result<(u32, Option<u32>)> {
    use std::os::fd::AsRawFd;
    let (mut uid, mut gid) = (0, 0);
    // SAFETY: both are places for one number each, and the descriptor is open as long as the borrow.
    match unsafe { libc::getpeereid(stream.as_fd().as_raw_fd(), &raw mut uid, &raw mut gid) } {
        0 => Ok((uid, None)),
        _ => Err(io::Error::last_os_error()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_of_ours_is_called_by_its_number_and_nobody_listens_twice() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("own/live.sock");
        let listener = listen(&path).expect("a fresh place");
        let (_stream, neighbour) = call(&path).expect("somebody is there");
        assert_eq!(neighbour.pid.unwrap_or(std::process::id()), std::process::id());
        assert_eq!(listen(&path).expect_err("taken").kind(), io::ErrorKind::AddrInUse);
        drop(listener);
        listen(&path).expect("the name that was left is no obstacle");
    }

    #[test]
    fn a_folder_that_others_can_enter_is_not_trusted() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("own/live.sock");
        let _listener = listen(&path).expect("a fresh place");
        fs::set_permissions(dir.path().join("own"), fs::Permissions::from_mode(0o755)).expect("ours");
        assert_eq!(call(&path).expect_err("open").kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(listen(&path).expect_err("open").kind(), io::ErrorKind::PermissionDenied);
        let link = dir.path().join("link");
        std::os::unix::fs::symlink(dir.path(), &link).expect("made");
        assert_eq!(own_folder(&link).expect_err("a link").kind(), io::ErrorKind::PermissionDenied);
    }

    #[test]
    fn a_call_never_waits_for_somebody_who_does_not_answer() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("own/live.sock");
        let _listener = listen(&path).expect("a fresh place");
        let mut held = Vec::new();
        let full = loop {
            match call(&path) {
                Ok(called) => held.push(called),
                Err(error) => break error,
            }
            assert!(held.len() < 100_000, "a queue has an end");
        };
        assert_eq!(full.kind(), io::ErrorKind::WouldBlock);
    }
}
