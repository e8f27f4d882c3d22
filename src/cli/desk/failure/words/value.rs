//! What is said of a text that is no value.
//!
//! The one idea: what it is not, and how it is written.

use crate::cli::desk::failure::words::form::Words;
use crate::cli::desk::no_value::NoValue;
use crate::impair::{ValueError, ValueKind};

/// A value of a rule that is none.
pub(super) fn of_rule(error: &ValueError) -> Words {
    let found = &error.found;
    match error.expected {
        ValueKind::Time => Words::new(format!("{found:?} is no time"), "write it as in 100ms, 2s or 1.5s"),
        ValueKind::TimeOfADay => Words::new(format!("{found:?} is longer than a day"), "write it as in 24h"),
        ValueKind::Size => {
            Words::new(format!("{found:?} is no number of bytes"), "write it as in 1500, 64KiB or 1MB")
        }
        ValueKind::Speed => {
            Words::new(format!("{found:?} is no rate"), "write it as in 64KiB/s: bytes a second, at least 1")
        }
        ValueKind::Share => {
            Words::new(format!("{found:?} is no share"), "write it as in 10%: from 0% to 100%")
        }
        ValueKind::Slice => Words::new(
            format!("{found:?} is no range of sizes"),
            "write it as in 1..10: from 1 to 10 bytes, or 5: always 5",
        ),
        ValueKind::StallAfter => {
            Words::new(format!("{found:?} is no number of bytes of at least 1"), "write it as in 64KiB")
        }
        ValueKind::ResetAfter => {
            Words::new(format!("{found:?} is no number of bytes or time"), "write it as in 1500, 64KiB or 2s")
        }
        ValueKind::BurstLoss => Words::new(
            format!("{found:?} is no burst loss P,R[,BAD[,GOOD]]"),
            "write it as in 1%,25% or 1%,25%,80%,0.1%",
        ),
        ValueKind::Flag => {
            Words::new(format!("{found:?} is neither true nor false"), "write true, or leave it out")
        }
    }
}

/// A value of another option, or an argument. Without a hint it says itself how it is written.
pub(super) fn of_option(why: &NoValue) -> Words {
    let message = match why {
        NoValue::Number { from, to: Some(to) } => format!("expected a number from {from} to {to}"),
        NoValue::Number { from, to: None } => format!("expected a number of at least {from}"),
        NoValue::Port => "expected a port, from 1 to 65535".to_owned(),
        NoValue::Socket => {
            "expected a socket's number, :PORT or ADDRESS:PORT, as in 3, :8080 or 127.0.0.1:8080".to_owned()
        }
        NoValue::Kind => "not the name of an event; netlab explain lists them".to_owned(),
        NoValue::TimeOfLadder => "expected a time as in 1.5s, 20ms or 300us".to_owned(),
        NoValue::Picture => "expected a name that ends in .svg or .html".to_owned(),
        NoValue::Layer => "expected application, transport, internet, link, or 1 to 7".to_owned(),
        NoValue::Group { typed } => {
            return Words::new(
                format!("{typed:?} is no multicast address"),
                "groups go from 224.0.0.0 to 239.255.255.255; those of IPv6 begin with ff",
            );
        }
        NoValue::Framing => "expected lines, length or raw".to_owned(),
        NoValue::SlowReader => "expected disconnect, drop, wait or buffer".to_owned(),
        NoValue::Reply => "expected none, echo or ack".to_owned(),
        NoValue::Form => "expected text, hex or json".to_owned(),
    };
    Words { message, hint: None }
}
