//! What to say of a trouble: the judge's own diagnoses.
//!
//! The one idea: each has a title and a text, as a diagnosis of an exercise has.
//!
//! See it run: `netlab check greeting-server -- false`.

use crate::check::play::trouble::Trouble;

/// The trouble in a few words.
pub(crate) fn title(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NotStarted => "it could not be started",
        Trouble::NoSocket => "netlab has no socket to play its part",
        Trouble::PortTaken => "another program has its port",
        Trouble::LeftBehind => "it ended and left processes behind",
        Trouble::DiedAtStart => "it ended before it was ready",
        Trouble::ListensElsewhere => "it listens elsewhere",
        Trouble::NeverListened => "it never listened",
    }
}

/// What was seen, and what to do.
pub(crate) fn text(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NotStarted => "The command behind -- did not become a program.",
        Trouble::NoSocket => {
            "A socket of netlab's own could not be opened. This says nothing of the program: run the check again."
        }
        Trouble::PortTaken => {
            "Between the moment in which netlab found this port free and the moment in which it was asked for, another program took it, three times in a row. This says nothing of the program: run the check again."
        }
        Trouble::LeftBehind => {
            "The command behind -- ended by itself, and what it had started goes on without it. netlab watches the program that it starts, to the end: start it in the foreground, without & and without a launcher that ends."
        }
        Trouble::DiedAtStart => {
            "The program ended by itself before it had its port, and a server must go on running. If it printed something, its own words say why."
        }
        Trouble::ListensElsewhere => {
            "The program waits, but not where the exercise says. Every check has an address and a port of its own, in the environment variables HOST and PORT; {host}, {port} and {addr} in the command are replaced by them."
        }
        Trouble::NeverListened => {
            "The program runs, and no socket of it waits for anybody. If it is still being built, give it more time with --start-timeout SECONDS."
        }
    }
}
