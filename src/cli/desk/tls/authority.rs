//! Where the lab's authority is kept: made once, and then the same for all who speak TLS here.
//!
//! The one idea: its key is worth as much as all that it signs, so nobody else may read it, from the first byte on; and
//! both files are there, or neither.
//!
//! See it run: `netlab tcp-server --tls` names the file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::cli::desk::failure::{Failure, NoAuthority, TlsTrouble};
use crate::cli::desk::kept;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::tls::words;
use crate::files;
use crate::tls::{self, Authority};

/// An authority, and where it is kept.
pub(super) struct Kept {
    pub(super) authority: Authority,
    pub(super) dir: PathBuf,
    /// The file to give to clients.
    pub(super) certificate: PathBuf,
    pub(super) is_new: bool,
}

const CERTIFICATE: &str = "ca.pem";
const KEY: &str = "ca.key";

/// The authority of a folder, or of the usual place; made where there is none.
pub(super) fn kept_or_new(dir: Option<&Path>) -> Result<Kept, Failure> {
    let dir = folder(dir)?;
    let not_kept = |error: io::Error| TlsTrouble::NotKept { dir: dir.clone(), cause: error.into() };
    make_private(&dir).map_err(not_kept)?;
    // Of two that begin at once, the second finds what the first has made.
    let _lock = files::locked(&dir.join(KEY)).map_err(not_kept)?;
    let (certificate, key) = (dir.join(CERTIFICATE), dir.join(KEY));
    let (authority, is_new) = match (read(&certificate), read(&key)) {
        (Ok(None), Ok(None)) => {
            let authority = Authority::new().map_err(|why| of(&dir, why))?;
            files::replace_private(&key, authority.key_pem().as_bytes()).map_err(not_kept)?;
            files::replace(&certificate, authority.certificate_pem().as_bytes()).map_err(not_kept)?;
            (authority, true)
        }
        (Ok(Some(certificate)), Ok(Some(key))) => {
            (Authority::from_pem(&certificate, &key).map_err(|why| of(&dir, why))?, false)
        }
        (Err(error), _) | (_, Err(error)) => return Err(not_kept(error).into()),
        (Ok(None), _) | (_, Ok(None)) => return Err(of(&dir, tls::NoAuthority::Unreadable).into()),
    };
    Ok(Kept { authority, dir, certificate, is_new })
}

/// The certificate of the authority that is kept there: for a client, which makes none.
pub(super) fn certificate_in(dir: Option<&Path>) -> Result<PathBuf, Failure> {
    let dir = folder(dir)?;
    let file = dir.join(CERTIFICATE);
    if file.exists() { Ok(file) } else { Err(TlsTrouble::NoneYet { dir }.into()) }
}

/// Why there is none, for those who say it.
pub(super) fn why(why: tls::NoAuthority) -> NoAuthority {
    match why {
        tls::NoAuthority::Unreadable => NoAuthority::Unreadable,
        tls::NoAuthority::Expired => NoAuthority::Expired,
        tls::NoAuthority::OutOfBounds | tls::NoAuthority::NotMade => NoAuthority::NotMade,
    }
}

/// Whether the user wants the keys written down; says so, as whoever has them can read all.
pub(super) fn keys_are_logged(setting: &Setting) -> bool {
    let file = std::env::var_os("SSLKEYLOGFILE").filter(|file| !file.is_empty());
    if let Some(file) = &file {
        setting.notice(&words::keys_are_logged(setting.lang, &file.to_string_lossy()));
    }
    file.is_some()
}

fn of(dir: &Path, no: tls::NoAuthority) -> TlsTrouble {
    TlsTrouble::Authority { dir: dir.to_owned(), why: why(no) }
}

fn folder(dir: Option<&Path>) -> Result<PathBuf, Failure> {
    let usual = || kept::progress_file().map(|file| file.with_file_name("tls"));
    dir.map(Path::to_owned).or_else(usual).ok_or_else(|| TlsTrouble::NoHome.into())
}

fn make_private(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// A file's text; `None` where it is not there.
fn read(file: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
