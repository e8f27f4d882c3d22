//! What is said where the machine itself fails.

use std::io;

use crate::catalogue::Lang;
use crate::cli::desk::failure::cause::Cause;
use crate::cli::desk::failure::facts::Act;
use crate::cli::desk::failure::words::form::Words;

pub(super) fn cannot(lang: Lang, act: &Act, cause: &Cause) -> Words {
    Words {
        message: format!("cannot {}: {}", name(act), cause.words(lang)),
        hint: hint(act).map(str::to_owned),
    }
}

fn name(act: &Act) -> String {
    match act {
        Act::StartRuntime => "start the runtime",
        Act::WaitForSignals => "wait for signals",
        Act::ListenToSockets => "listen to the sockets",
        Act::WriteErrors => "write to standard error",
        Act::Print => "write to standard output",
        Act::ReadTyped => "read what is typed",
        Act::ReadStepByStep => "read step by step",
        Act::RunExchange => "run the exchange",
        Act::Judge => "judge here",
        Act::FindOwnFile => "find netlab's own file",
        Act::Guard => "guard a program",
        Act::MakeSocket => "make a socket",
        Act::ReceiveOn(addr) => return format!("receive on {addr}"),
        Act::Receive => "receive",
        Act::Send => "send",
        Act::WriteManualPage => "write the manual page",
        Act::WriteCompletions => "write the completions",
    }
    .to_owned()
}

fn hint(act: &Act) -> Option<&'static str> {
    Some(match act {
        Act::Print => "is its disk full? Output can go elsewhere: > FILE, or a terminal",
        Act::RunExchange => "it needs the address 127.0.0.1 of this machine",
        Act::Judge => {
            "this says nothing of the program; is the network up (`ip link set lo up`), and does a sandbox refuse \
             terminals, processes or sockets?"
        }
        _ => return None,
    })
}

pub(super) fn no_thread(lang: Lang, cause: &Cause) -> Words {
    let why = match cause.kind {
        io::ErrorKind::WouldBlock => "the system gives no more".to_owned(),
        _ => cause.words(lang),
    };
    Words::new(
        format!("cannot start a thread: {why}"),
        "a limit of processes or of memory is reached: ulimit -u and ulimit -v tell them",
    )
}
