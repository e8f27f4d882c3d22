//! What is said to a rule that cannot be.
//!
//! The one idea: a stream and a datagram suffer different things. A rule asked of the wrong one is answered with
//! the reason, because the reason is the lesson.
//!
//! See it run: `netlab impair --to 8080 --loss 10%`.

use crate::cli::desk::failure::words::form::Words;
use crate::cli::desk::failure::words::value;
use crate::event::Rule;
use crate::impair::RuleFlaw;

/// Why a rule of a file cannot be set.
pub(super) fn flaw_of(name: &str, flaw: &RuleFlaw) -> Words {
    match flaw {
        RuleFlaw::Unknown => Words::new(
            format!("`{name}` is no rule"),
            "the rules have the names of the options: netlab impair --help",
        ),
        RuleFlaw::Elsewhere(rule) => not_here(name, *rule),
        RuleFlaw::Value(error) => {
            let Words { message, hint } = value::of_rule(error);
            Words { message: format!("{name}: {message}"), hint }
        }
    }
}

/// Why a rule cannot be where it was asked for, and what comes nearest; `name` is how it was named there.
pub(super) fn not_here(name: &str, rule: Rule) -> Words {
    match rule {
        Rule::Loss | Rule::BurstLoss => Words::new(
            format!(
                "{name} cannot be seen on a stream: TCP sends a lost segment again, and turns loss into delay"
            ),
            "to see that delay: --stall-after 64KiB --stall-for 200ms; to lose datagrams: --udp",
        ),
        Rule::Duplicate => Words::new(
            format!(
                "{name} cannot be seen on a stream: TCP numbers its bytes, and throws away what comes twice"
            ),
            "to repeat datagrams: --udp",
        ),
        Rule::Reorder => Words::new(
            format!("{name} cannot be seen on a stream: TCP numbers its bytes, and passes them on in order"),
            "a byte that is late holds up those behind it: --jitter TIME; to reorder datagrams: --udp",
        ),
        Rule::Mtu => Words::new(
            format!("{name} cannot be seen on a stream: TCP cuts its segments so that they fit"),
            "to see bytes come in small pieces: --slice 1..10; to let large datagrams vanish: --udp",
        ),
        Rule::Slice => Words::new(
            format!("{name} is not for datagrams: a datagram arrives whole or not at all"),
            "to let large ones vanish: --mtu SIZE; to cut streams leave out --udp",
        ),
        Rule::Coalesce => Words::new(
            format!("{name} is not for datagrams: UDP keeps message boundaries, and no receive gives two"),
            "to pass them on late: --delay TIME; to join writes on a stream leave out --udp",
        ),
        Rule::StallAfter => Words::new(
            format!("{name} is not for datagrams: what is held up in a network is lost or late one by one"),
            "for losses in a row: --burst-loss 1%,25%; to stall a stream leave out --udp",
        ),
        Rule::Blackhole => Words::new(
            format!("{name} is not for datagrams: nobody keeps them until the cable is back"),
            "to lose them all: --loss 100%",
        ),
        Rule::ResetAfter | Rule::SlowClose | Rule::AcceptOnly => Words::new(
            format!(
                "{name} is not for datagrams: UDP has no connections, so nothing is accepted, closed or reset"
            ),
            "to relay connections leave out --udp",
        ),
        Rule::Delay | Rule::Jitter | Rule::Rate | Rule::LinkRate => {
            Words::new(format!("{name} is for both"), "add --udp, or leave it out")
        }
    }
}
