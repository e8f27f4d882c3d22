//! The page, served until somebody ends it.
//!
//! The one idea: what is shown comes from programs, from files, or from a program that is started here and observed; the
//! page does not know which.
//!
//! See it run: `netlab live run.jsonl`, and `netlab live -- python3 -m http.server`.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::cli::commands::live::{browser, words};
use crate::cli::desk::failure::{Act, Failure, FileFailure, LiveFailure};
use crate::cli::desk::setting::Setting;
use crate::cli::desk::{kept, runtime};
use crate::live::{Guard, Limits, Ring, Shown, follow, serve};
use crate::terminal::escaped;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "TRACE", conflicts_with = "command")]
    traces: Vec<PathBuf>,

    #[arg(long)]
    no_open: bool,

    #[arg(last = true, value_name = "CMD")]
    command: Vec<OsString>,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<ExitCode, Failure> {
    let files = args.traces.iter().map(|path| opened(path)).collect::<Result<Vec<File>, Failure>>()?;
    let is_replay = !files.is_empty();
    let ring = Arc::new(Ring::new(Limits::default()));
    // Held until the end: it reads on in the files.
    let _following = follow(files, Arc::clone(&ring)).map_err(|error| Failure::of_thread(&error))?;
    let folder = own_folder()?;
    let door = if is_replay { None } else { Some(Door::open(&folder)?) };
    let ended = setting.interrupted()?;
    runtime::run(async {
        let cannot = |error: io::Error| Failure::of_system(Act::ServePage, &error);
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(cannot)?;
        let guard = Guard::new(listener.local_addr().map_err(cannot)?, secret().map_err(cannot)?);
        let address = guard.address();
        let shown = Arc::new(Shown { ring: Arc::clone(&ring), guard, lang: setting.lang, is_replay });
        let mut page = tokio::spawn(serve(listener, shown));
        let programs = tokio::spawn(taken(door.as_ref().map(Door::listener).transpose()?, Arc::clone(&ring)));
        setting.ready(&words::page_at(setting.lang, &address));
        if !is_replay && args.command.is_empty() {
            setting.notice(words::programs_appear(setting.lang));
        }
        let _way = (!args.no_open).then(|| way(&folder, &address, setting));
        let mut started = Started::new(&args.command)?;
        tokio::pin!(ended);
        let code = loop {
            tokio::select! {
                () = &mut ended => break started.end().await,
                code = started.ended() => {
                    setting.notice(&words::has_ended(setting.lang, &started.name));
                    started.code = Some(code);
                }
                _ = &mut page => break ExitCode::SUCCESS,
            }
        };
        programs.abort();
        page.abort();
        Ok(code)
    })
}

fn way(folder: &Path, address: &str, setting: &Setting) -> Option<browser::Way> {
    let way = browser::open(folder, address);
    if way.is_err() {
        setting.notice(words::not_opened(setting.lang));
    }
    way.ok().flatten()
}

fn opened(path: &Path) -> Result<File, Failure> {
    let cannot = |error: &io::Error| {
        Failure::from(FileFailure::TraceNotRead { path: path.to_owned(), cause: error.into() })
    };
    let file = File::open(path).map_err(|error| cannot(&error))?;
    match file.metadata() {
        Ok(about) if about.is_dir() => Err(cannot(&io::ErrorKind::IsADirectory.into())),
        _ => Ok(file),
    }
}

/// 128 bits that nobody can guess.
fn secret() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

/// A program that is started here and observed, by a netlab of its own.
struct Started {
    name: String,
    ended: Option<oneshot::Receiver<ExitCode>>,
    code: Option<ExitCode>,
}

/// Whoever was asked to end has so long for it.
const PARTING: Duration = Duration::from_secs(2);

impl Started {
    fn new(command: &[OsString]) -> Result<Started, Failure> {
        let name = command.first().map(|word| escaped(word.as_encoded_bytes())).unwrap_or_default();
        if command.is_empty() {
            return Ok(Started { name, ended: None, code: None });
        }
        let cannot = |error: io::Error| Failure::of_system(Act::FindOwnFile, &error);
        let netlab = std::env::current_exe().map_err(cannot)?;
        let mut observer = Command::new(netlab);
        observer.args(["--quiet", "observe", "--"]).args(command).stdin(Stdio::inherit());
        let child = observer.spawn().map_err(cannot)?;
        let (tell, ended) = oneshot::channel();
        let wait = move || {
            // Nobody waits for it any more where the page has ended before.
            let _ = tell.send(code_of(child));
        };
        std::thread::Builder::new().spawn(wait).map_err(|error| Failure::of_thread(&error))?;
        Ok(Started { name, ended: Some(ended), code: None })
    }

    /// Ends when the program has; never where there is none, or it had ended before.
    async fn ended(&mut self) -> ExitCode {
        match &mut self.ended {
            None => std::future::pending().await,
            Some(ended) => {
                let code = ended.await.unwrap_or(ExitCode::FAILURE);
                self.ended = None;
                code
            }
        }
    }

    /// What to end with: the program's own code, if it has ended or does so soon.
    async fn end(&mut self) -> ExitCode {
        if let Some(code) = self.code {
            return code;
        }
        match &mut self.ended {
            Some(ended) => match tokio::time::timeout(PARTING, ended).await {
                Ok(Ok(code)) => code,
                _ => ExitCode::SUCCESS,
            },
            None => ExitCode::SUCCESS,
        }
    }
}

fn code_of(mut child: Child) -> ExitCode {
    let code = child.wait().ok().and_then(|status| status.code());
    ExitCode::from(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

/// The folder in which programs find the page, and the file that leads the browser to it.
#[cfg(unix)]
fn own_folder() -> Result<PathBuf, Failure> {
    let folder = kept::runtime_folder();
    let cannot = |error: io::Error| LiveFailure::Folder { path: folder.clone(), cause: (&error).into() };
    crate::kernel::neighbour::own_folder(&folder).map_err(cannot)?;
    Ok(folder)
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
fn own_folder() -> Result<PathBuf, Failure> {
    Ok(kept::runtime_folder())
}

/// Where programs come in.
#[cfg(unix)]
struct Door {
    path: PathBuf,
    listener: std::os::unix::net::UnixListener,
}

#[cfg(unix)]
impl Door {
    fn open(folder: &Path) -> Result<Door, Failure> {
        use crate::kernel::neighbour::{call, listen};
        let path = folder.join(kept::LIVE_SOCKET);
        match listen(&path) {
            Ok(listener) => Ok(Door { path, listener }),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                let pid = call(&path).ok().and_then(|(_, neighbour)| neighbour.pid);
                Err(LiveFailure::Taken { pid }.into())
            }
            Err(error) => Err(LiveFailure::Folder { path, cause: (&error).into() }.into()),
        }
    }

    fn listener(&self) -> Result<std::os::unix::net::UnixListener, Failure> {
        self.listener.try_clone().map_err(|error| Failure::of_system(Act::ServePage, &error))
    }
}

#[cfg(unix)]
impl Drop for Door {
    fn drop(&mut self) {
        // A name that stays is no obstacle to the next.
        let _ = std::fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
async fn taken(listener: Option<std::os::unix::net::UnixListener>, ring: Arc<Ring>) {
    if let Some(listener) = listener {
        // It is a socket of ours, made a moment ago.
        let _ = crate::live::programs(listener, ring).await;
    }
}

/// This system has no such sockets for us: there are files alone.
#[cfg(not(unix))]
struct Door;

#[cfg(not(unix))]
impl Door {
    fn open(_: &Path) -> Result<Door, Failure> {
        Err(LiveFailure::FilesOnly.into())
    }

    #[allow(clippy::unused_self, clippy::unnecessary_wraps, reason = "on Unix it can fail")]
    fn listener(&self) -> Result<(), Failure> {
        Ok(())
    }
}

#[cfg(not(unix))]
#[allow(clippy::unused_async, reason = "on Unix it waits")]
async fn taken(_: Option<()>, _: Arc<Ring>) {}
