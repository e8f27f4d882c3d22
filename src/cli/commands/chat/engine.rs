//! Sharing the room with other servers, as it is typed.
//!
//! The one idea: a command line can be read by everybody on the machine, and stays in the shell's history. So who we are
//! to the engine is not typed: it stands in two variables of the environment.
//!
//! See it run: `netlab chat-server --engine nats://127.0.0.1:4222 --machine a`.

use std::fmt;
use std::str::FromStr;

use crate::chapters::chat::machines::{self, EngineOptions, Joined, Login, MachineName, RoomName};
use crate::cli::desk::address::Address;
use crate::cli::desk::failure::{EngineFailure, Failure};
use crate::cli::desk::no_value::{NoValue, at_least_one, word};

#[derive(Debug, clap::Args)]
pub(super) struct SharingArgs {
    #[arg(long, value_name = "URL", help_heading = "Sharing the room with other servers", requires = "machine",
        value_parser = word::<EngineUrl>(NoValue::Engine))]
    engine: Option<EngineUrl>,

    #[arg(long, value_name = "NAME", help_heading = "Sharing the room with other servers", requires = "engine",
        value_parser = word::<MachineName>(NoValue::Machine))]
    machine: Option<MachineName>,

    #[arg(long, value_name = "ROOM", help_heading = "Sharing the room with other servers", requires = "engine", default_value = "lab",
        value_parser = word::<RoomName>(NoValue::Room))]
    room: RoomName,

    #[arg(long, value_name = "BYTES", help_heading = "Sharing the room with other servers", requires = "engine", default_value_t = 16_777_216,
        value_parser = at_least_one)]
    keep: usize,
}

/// Where the engine is: `nats://HOST:PORT`.
#[derive(Debug, Clone)]
struct EngineUrl {
    addr: Address,
    /// A user was typed, who does not belong here; it is not kept.
    has_user: bool,
}

impl FromStr for EngineUrl {
    type Err = ();

    fn from_str(url: &str) -> Result<Self, ()> {
        let place = url.strip_prefix("nats://").ok_or(())?.trim_end_matches('/');
        let (has_user, place) = place.rsplit_once('@').map_or((false, place), |(_, place)| (true, place));
        if place.is_empty() {
            return Err(());
        }
        let has_port =
            place.rsplit_once(':').is_some_and(|(host, _)| !host.starts_with('[') || host.ends_with(']'));
        let place = if has_port { place.to_owned() } else { format!("{place}:{PORT}") };
        Ok(EngineUrl { addr: place.parse().map_err(|_other| ())?, has_user })
    }
}

impl fmt::Display for EngineUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nats://{}", self.addr)
    }
}

/// Where NATS listens unless told otherwise.
const PORT: u16 = 4222;

const USER: &str = "NETLAB_ENGINE_USER";
const PASSWORD: &str = "NETLAB_ENGINE_PASSWORD";

impl SharingArgs {
    /// Joins the room that others share, where that is asked for.
    pub(super) async fn join(
        &self,
        max_line_bytes: usize,
        n_history: usize,
    ) -> Result<Option<Joined>, Failure> {
        let (Some(url), Some(machine)) = (&self.engine, &self.machine) else { return Ok(None) };
        let failure = |why| EngineFailure { url: url.to_string(), machine: machine.to_string(), why };
        if url.has_user {
            return Err(failure(None).into());
        }
        let options = EngineOptions {
            engine: url.addr.target(),
            machine: machine.clone(),
            room: self.room.clone(),
            login: login(),
            keep_bytes: self.keep,
            max_line_bytes,
            n_history,
            secure: None,
        };
        machines::join(options).await.map(Some).map_err(|trouble| failure(Some(trouble)).into())
    }
}

/// Who we are to the engine; `None` where nobody says.
fn login() -> Option<Login> {
    let value = |name: &str| std::env::var_os(name).map(|it| it.to_string_lossy().into_owned());
    let (user, password) = (value(USER), value(PASSWORD));
    (user.is_some() || password.is_some())
        .then(|| Login { user: user.unwrap_or_default(), password: password.unwrap_or_default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_is_a_nats_url_and_has_a_usual_port() {
        let check = |typed: &str, expected: &str| {
            assert_eq!(
                typed.parse::<EngineUrl>().map(|url| url.to_string()),
                Ok(expected.to_owned()),
                "{typed}"
            );
        };
        check("nats://127.0.0.1:4333", "nats://127.0.0.1:4333");
        check("nats://localhost", "nats://localhost:4222");
        check("nats://localhost/", "nats://localhost:4222");
        check("nats://[::1]", "nats://[::1]:4222");
        check("nats://[::1]:1", "nats://[::1]:1");
        for typed in ["127.0.0.1:4222", "http://x", "nats://", "nats://a b", ""] {
            assert!(typed.parse::<EngineUrl>().is_err(), "{typed:?}");
        }
    }

    #[test]
    fn a_password_that_was_typed_is_not_kept() {
        let url: EngineUrl = "nats://anna:secret@127.0.0.1:4222".parse().expect("an engine");
        assert!(url.has_user && !format!("{url:?}{url}").contains("secret"));
    }
}
