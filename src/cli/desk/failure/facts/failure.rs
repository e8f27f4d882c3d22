//! A command that did not do its work.
//!
//! The one idea: a failure holds names, numbers and causes, and no sentence. What this machine can find out
//! about it is found out when it happens.

use std::io;
use std::net::SocketAddr;

use crate::cli::desk::address::Address;
use crate::cli::desk::failure::cause::Cause;
use crate::cli::desk::failure::facts::code::{NO, NOT_ASKED};
use crate::cli::desk::failure::facts::engine::EngineFailure;
use crate::cli::desk::failure::facts::file::FileFailure;
use crate::cli::desk::failure::facts::lesson::LessonFailure;
use crate::cli::desk::failure::facts::live::LiveFailure;
use crate::cli::desk::failure::facts::observed::ObservedFailure;
use crate::cli::desk::failure::facts::place::PlaceFailure;
use crate::cli::desk::failure::facts::request::{Clash, RequestFailure};
use crate::cli::desk::failure::facts::tls::TlsTrouble;
use crate::cli::desk::failure::facts::usage::UsageFailure;
use crate::cli::desk::failure::inquiry;
use crate::event::{ErrorCode, Transport};
use crate::kernel::holder::Holder;

/// A command that did not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A failure of the machine itself, such as no memory.
    System { act: Act, cause: Cause },
    /// The system gives no thread.
    Thread(Cause),
    /// Of an address, or of who is there.
    Place(Box<PlaceFailure>),
    /// Of the engine through which several servers share a room.
    Engine(Box<EngineFailure>),
    /// Of lessons, exercises and progress.
    Lesson(Box<LessonFailure>),
    /// Of a file.
    File(Box<FileFailure>),
    /// Of the page on which events appear.
    Live(LiveFailure),
    /// Of a program that was to be observed.
    Observed(Box<ObservedFailure>),
    /// Of TLS.
    Tls(Box<TlsTrouble>),
    /// Of the command line: it cannot be read.
    Usage(Box<UsageFailure>),
    /// Of what was asked for: it cannot be, or does not go together.
    Request(Box<RequestFailure>),
}

/// What the system was asked to do.
#[derive(Debug)]
pub(crate) enum Act {
    StartRuntime,
    WaitForSignals,
    ListenToSockets,
    WriteErrors,
    Print,
    ReadTyped,
    #[cfg_attr(not(unix), allow(dead_code, reason = "only Unix has the terminal for it"))]
    ReadStepByStep,
    RunExchange,
    Judge,
    FindOwnFile,
    Guard,
    MakeSocket,
    ReceiveOn(Address),
    Receive,
    Send,
    WriteManualPage,
    WriteCompletions,
    ServePage,
}

impl Failure {
    pub(crate) fn of_system(act: Act, error: &io::Error) -> Self {
        Failure::System { act, cause: error.into() }
    }

    pub(crate) fn of_thread(error: &io::Error) -> Self {
        Failure::Thread(error.into())
    }

    /// Standard output took nothing more, though its reader is still there.
    pub(crate) fn to_print(error: &io::Error) -> Self {
        Failure::of_system(Act::Print, error)
    }

    /// A server, or a receiver of datagrams, could not have the address it asked for.
    pub(crate) fn to_bind(
        at: &Address,
        error: &io::Error,
        program: &'static str,
        transport: Transport,
    ) -> Self {
        let cause = Cause::from(error);
        let holder = holder_of(at, &cause, transport);
        PlaceFailure::Bind { at: at.clone(), transport, program, cause, holder }.into()
    }

    /// The relay could not have the address it asked for.
    pub(crate) fn to_bind_relay(at: &Address, error: &io::Error, transport: Transport) -> Self {
        let cause = Cause::from(error);
        let holder = holder_of(at, &cause, transport);
        PlaceFailure::RelayBind { at: at.clone(), cause, holder }.into()
    }

    /// A client could not connect.
    pub(crate) fn to_connect(to: &Address, error: &io::Error, program: &'static str) -> Self {
        let cause = Cause::from(error);
        let refusal = (cause.code == ErrorCode::ECONNREFUSED).then(|| inquiry::refusal(to));
        PlaceFailure::Connect { to: to.clone(), program, cause, refusal }.into()
    }

    /// A datagram of this length did not go, or an earlier one came back.
    pub(crate) fn to_send(to: SocketAddr, error: &io::Error, n_bytes: usize, may_broadcast: bool) -> Self {
        let mut cause = Cause::from(error);
        // Windows calls a refusal of a datagram a reset, of a connection that UDP does not have.
        if cause.code == ErrorCode::ECONNRESET {
            cause.code = ErrorCode::ECONNREFUSED;
        }
        PlaceFailure::Send { to, cause, n_bytes, may_broadcast }.into()
    }

    /// What the process ends with.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Failure::Place(failure) => failure.exit_code(),
            Failure::Observed(failure) => failure.exit_code(),
            Failure::Engine(failure) if failure.why.is_some() => NO,
            Failure::Tls(failure) => failure.exit_code(),
            Failure::Lesson(failure) if matches!(**failure, LessonFailure::NotPassed { .. }) => NO,
            Failure::Request(failure) if matches!(**failure, RequestFailure::NothingToDraw { .. }) => NO,
            _ => NOT_ASKED,
        }
    }
}

fn holder_of(at: &Address, cause: &Cause, transport: Transport) -> Holder {
    if cause.code == ErrorCode::EADDRINUSE { inquiry::holder(at, transport) } else { Holder::Unknown }
}

impl From<PlaceFailure> for Failure {
    fn from(failure: PlaceFailure) -> Failure {
        Failure::Place(Box::new(failure))
    }
}

impl From<EngineFailure> for Failure {
    fn from(failure: EngineFailure) -> Failure {
        Failure::Engine(Box::new(failure))
    }
}

impl From<LessonFailure> for Failure {
    fn from(failure: LessonFailure) -> Failure {
        Failure::Lesson(Box::new(failure))
    }
}

impl From<LiveFailure> for Failure {
    fn from(failure: LiveFailure) -> Failure {
        Failure::Live(failure)
    }
}

impl From<ObservedFailure> for Failure {
    fn from(failure: ObservedFailure) -> Failure {
        Failure::Observed(Box::new(failure))
    }
}

impl From<FileFailure> for Failure {
    fn from(failure: FileFailure) -> Failure {
        Failure::File(Box::new(failure))
    }
}

impl From<TlsTrouble> for Failure {
    fn from(failure: TlsTrouble) -> Failure {
        Failure::Tls(Box::new(failure))
    }
}

impl From<UsageFailure> for Failure {
    fn from(failure: UsageFailure) -> Failure {
        Failure::Usage(Box::new(failure))
    }
}

impl From<Clash> for Failure {
    fn from(clash: Clash) -> Failure {
        RequestFailure::Clash(clash).into()
    }
}

impl From<RequestFailure> for Failure {
    fn from(failure: RequestFailure) -> Failure {
        Failure::Request(Box::new(failure))
    }
}
