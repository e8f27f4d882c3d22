//! Files that are whole or not there.
//!
//! The one idea: a disk can fill up at any byte, and another program can write at any moment. So what is
//! to be replaced is written beside itself and put in its place at once; what is begun anew goes again
//! where it could not be brought to its end; and whoever changes a file holds its lock from reading to
//! writing.
//!
//! See it run: `netlab ladder run.jsonl -o run.svg` on a full disk leaves the old picture as it was.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::Builder;

/// What can be in the way of a file beside what the system says; it is inside of an [`io::Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum FileTrouble {
    /// Symbolic links lead to each other, or are too many.
    TooManyLinks,
    /// Another netlab holds the lock, and has for seconds.
    LockHeld,
}

/// The file that this path leads to, behind all symbolic links; it need not be there.
///
/// # Errors
/// Where a link cannot be read, or leads in a circle.
pub fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_symlink() => {
                let to = fs::read_link(&path)?;
                path = path.parent().map_or_else(|| to.clone(), |dir| dir.join(&to));
            }
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(path),
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, FileTrouble::TooManyLinks))
}

/// As many links as Linux follows (man 7 `path_resolution`).
const MAX_LINKS: usize = 40;

/// Makes these bytes the whole content of the file, which may be there already or not. Its permissions
/// stay, and links to it go on leading to it. What is no regular file is written into as it is.
///
/// # Errors
/// Those of writing; then the file is as it was before.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_as(path, bytes, 0o666)
}

/// The same for what nobody else may read, from the first byte on: a new file has mode 0600.
///
/// # Errors
/// As [`replace`].
pub fn replace_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_as(path, bytes, 0o600)
}

#[cfg_attr(not(unix), allow(unused_variables, reason = "files have modes on Unix alone"))]
fn replace_as(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let path = behind_links(path)?;
    let old = match fs::metadata(&path) {
        Ok(old) if !old.is_file() => return OpenOptions::new().write(true).open(&path)?.write_all(bytes),
        // Whoever may not write it may not replace it either, though the folder would let him.
        Ok(old) => OpenOptions::new().write(true).open(&path).map(|_| Some(old))?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let mut builder = Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    // In its own folder, as only a rename within one file system is done at once.
    let mut new = builder.prefix(&beginning_of(&path)).suffix(".new").tempfile_in(folder_of(&path))?;
    new.write_all(bytes)?;
    if let Some(old) = old {
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt, fchown};
            // Only root can give a file away; it stays ours otherwise.
            let _ = fchown(new.as_file(), Some(old.uid()), Some(old.gid()));
        }
        new.as_file().set_permissions(old.permissions())?;
    }
    // Not synchronised: that would take a tenth of a second on a busy disk, for each step of a lesson.
    new.persist(&path)?;
    Ok(())
}

fn beginning_of(path: &Path) -> OsString {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".");
    name
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A new file that is written little by little. It goes again with the last of this, unless it is kept.
#[derive(Debug)]
pub struct Begun {
    path: PathBuf,
    is_kept: bool,
}

impl Begun {
    /// Makes a new, empty file, and gives it open for appending.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] where there is something already.
    pub fn new(path: &Path) -> io::Result<(Begun, File)> {
        let file = OpenOptions::new().append(true).create_new(true).open(path)?;
        Ok((Begun { path: path.to_owned(), is_kept: false }, file))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lets the file stay.
    pub fn keep(mut self) {
        self.is_kept = true;
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        if !self.is_kept {
            // Where even that fails there is nobody left who could do more.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Makes new files with these contents, in a folder that is made where it is missing: all, or none.
///
/// # Errors
/// The path that failed, and why: [`io::ErrorKind::AlreadyExists`] where there is something already.
pub fn create_all(dir: &Path, files: &[(&str, &str)]) -> Result<(), (PathBuf, io::Error)> {
    let mut begun = Vec::new();
    let mut made = Vec::new();
    let result = files.iter().try_for_each(|(name, text)| {
        let path = dir.join(name);
        let mut write = || {
            make_folder(folder_of(&path), &mut made)?;
            let (file, mut sink) = Begun::new(&path)?;
            begun.push(file);
            sink.write_all(text.as_bytes())
        };
        write().map_err(|error| (path.clone(), error))
    });
    if result.is_ok() {
        begun.into_iter().for_each(Begun::keep);
    } else {
        drop(begun);
        // Only what we made, and only where it is empty again.
        for dir in made.iter().rev() {
            let _ = fs::remove_dir(dir);
        }
    }
    result
}

/// Makes a folder and those above it, and notes which were missing.
fn make_folder(dir: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let missing: Vec<&Path> =
        dir.ancestors().take_while(|dir| !dir.as_os_str().is_empty() && !dir.exists()).collect();
    for dir in missing.into_iter().rev() {
        fs::create_dir(dir)?;
        made.push(dir.to_owned());
    }
    Ok(())
}

/// Takes the lock that goes with a file: a file of its own beside it, as the file itself is replaced.
/// Dropped, it is free again.
///
/// # Errors
/// [`io::ErrorKind::TimedOut`] where somebody else has held it for too long.
pub fn locked(path: &Path) -> io::Result<File> {
    let lock =
        OpenOptions::new().write(true).create(true).truncate(false).open(path.with_extension("lock"))?;
    let began = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(lock),
            // A file system without locks is used as it was before there were any.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => return Ok(lock),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if began.elapsed() > PATIENCE => {
                return Err(io::Error::new(io::ErrorKind::TimedOut, FileTrouble::LockHeld));
            }
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(5)),
        }
    }
}

/// A change takes milliseconds; whoever holds the lock for longer was stopped, or its disk is gone.
const PATIENCE: Duration = Duration::from_secs(5);

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let entries = fs::read_dir(dir).expect("a directory");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_replaced_file_is_whole_and_nothing_else_is_left() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("it");
        for text in ["one", "a longer two", "3"] {
            replace(&path, text.as_bytes()).expect("written");
            assert_eq!(fs::read_to_string(&path).expect("there"), text);
        }
        assert_eq!(names(dir.path()), ["it"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_to_a_file_go_on_leading_to_it_and_its_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = tempfile::tempdir().expect("a directory");
        let at = |name: &str| dir.path().join(name);
        fs::create_dir(at("deep")).expect("a directory");
        fs::write(at("deep/real"), "old").expect("written");
        fs::set_permissions(at("deep/real"), PermissionsExt::from_mode(0o640)).expect("ours");
        symlink("deep/near", at("far")).expect("a link");
        symlink("real", at("deep/near")).expect("a link");
        replace(&at("far"), b"new").expect("written");
        assert_eq!(fs::read_to_string(at("deep/real")).expect("there"), "new");
        assert!(fs::symlink_metadata(at("far")).expect("there").is_symlink());
        let mode = fs::metadata(at("deep/real")).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);

        symlink("round", at("round")).expect("a link");
        replace(&at("round"), b"new").expect_err("leads nowhere");
        symlink("deep/later", at("dangling")).expect("a link");
        replace(&at("dangling"), b"new").expect("written");
        assert_eq!(fs::read_to_string(at("deep/later")).expect("there"), "new");
    }

    #[test]
    fn of_several_new_files_all_are_made_or_none() {
        let dir = tempfile::tempdir().expect("a directory");
        let mine = dir.path().join("a/b");
        create_all(&mine, &[("one", "1"), ("c/two", "2")]).expect("made");
        assert_eq!(
            (names(&mine), names(&mine.join("c"))),
            (vec!["c".to_owned(), "one".to_owned()], vec!["two".to_owned()])
        );
        let (path, error) =
            create_all(&mine, &[("d/three", "3"), ("one", "mine?")]).expect_err("there is one");
        assert_eq!((path, error.kind()), (mine.join("one"), io::ErrorKind::AlreadyExists));
        assert_eq!(names(&mine), ["c", "one"]);
        assert_eq!(fs::read_to_string(mine.join("one")).expect("there"), "1");
    }

    #[test]
    fn what_is_begun_goes_again_unless_it_is_kept() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("it");
        drop(Begun::new(&path).expect("made"));
        assert!(!path.exists());
        Begun::new(&path).expect("made").0.keep();
        assert!(path.exists());
        assert_eq!(Begun::new(&path).expect_err("there is one").kind(), io::ErrorKind::AlreadyExists);
        assert!(path.exists(), "it is not ours to remove");
    }
}
