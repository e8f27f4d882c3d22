//! What is kept between two runs, and where.
//!
//! The one idea: what a learner would miss stands in one file that they can read; what can be found out again
//! stands elsewhere, and may be thrown away at any time.
//!
//! See it run: `netlab progress` names the file; `NETLAB_HOME=/tmp/anew netlab tour` begins with none.

use std::path::PathBuf;

use etcetera::AppStrategy;

use crate::lessons::Progress;
use crate::trace::Explained;

/// What narration has explained to this learner. Where that is not known, it is explained once more.
pub(crate) fn explained() -> Explained {
    let progress = progress_file().and_then(|file| Progress::read(file).ok()).unwrap_or_default();
    Explained::before(progress.explained())
}

/// Keeps what was explained; where that is not possible, it is explained once more.
pub(crate) fn keep_explained(names: &[String]) {
    if let Some(mut progress) = progress_file().and_then(|file| Progress::read(file).ok()) {
        let _ = progress.explain(names);
    }
}

/// `NETLAB_HOME/progress.toml`, or the file in the platform's state directory; `None` where the user has
/// none, as progress would land in whatever folder he happens to be in.
pub(crate) fn progress_file() -> Option<PathBuf> {
    let usual = || {
        let strategy = folders()?;
        let dir = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
        dir.is_absolute().then_some(dir)
    };
    Some(named_folder().or_else(usual)?.join("progress.toml"))
}

/// Where what can be found out again is kept: `NETLAB_HOME`, or the user's runtime folder, or the
/// platform's cache.
pub(crate) fn cache_folder() -> Option<PathBuf> {
    let usual = || {
        let strategy = folders()?;
        let dir = strategy.runtime_dir().unwrap_or_else(|| strategy.cache_dir());
        dir.is_absolute().then_some(dir)
    };
    named_folder().or_else(usual)
}

/// Where processes of this user meet: `NETLAB_HOME/run`, or the user's runtime folder, or one with his number where
/// all have theirs. Whoever uses it looks whose it is.
pub(crate) fn runtime_folder() -> PathBuf {
    let usual = || folders()?.runtime_dir().filter(|dir| dir.is_absolute());
    let named = named_folder().map(|home| home.join("run"));
    named.or_else(usual).unwrap_or_else(|| std::env::temp_dir().join(format!("netlab-{}", user())))
}

/// The name of the socket in it on which the page of events hears programs.
#[cfg(unix)]
pub(crate) const LIVE_SOCKET: &str = "live.sock";

#[cfg(unix)]
fn user() -> u32 {
    rustix::process::geteuid().as_raw()
}

#[cfg(not(unix))]
fn user() -> &'static str {
    "user"
}

/// The folder that the user has named for all that is kept.
fn named_folder() -> Option<PathBuf> {
    std::env::var_os("NETLAB_HOME").filter(|dir| !dir.is_empty()).map(PathBuf::from)
}

/// The platform's folders; `None` where the user has no home directory.
fn folders() -> Option<impl AppStrategy> {
    let name = etcetera::AppStrategyArgs {
        top_level_domain: "org".to_owned(),
        author: "netlab".to_owned(),
        app_name: "netlab".to_owned(),
    };
    etcetera::choose_app_strategy(name).ok()
}
