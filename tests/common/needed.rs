//! Programs that are not ours, and what becomes of a test where one of them is missing.
//!
//! The one idea: a test that did not run must not look like one that held. It shows itself as ignored,
//! with the reason; with `CI=true`, where everything is installed, it fails.

use std::process::Command;

use libtest_mimic::{Completion, Failed, Trial};

/// What is claimed, the program that it needs, and its proof.
pub(crate) type Claim = (&'static str, &'static str, fn());

/// The tests of one file, under its name.
pub(crate) fn trials(file: &str, claims: &[Claim]) -> Vec<Trial> {
    claims.iter().map(|claim| trial(file, claim)).collect()
}

pub(crate) fn trial(file: &str, (name, needed, proof): &Claim) -> Trial {
    let (needed, proof) = (*needed, *proof);
    let run = move || match obstacle(needed) {
        None => {
            proof();
            Ok(Completion::Completed)
        }
        Some(why) => skipped(why),
    };
    Trial::ignorable_test(format!("{file}::{name}"), run).with_kind(needed)
}

/// The outcome of a test that could not run.
pub(crate) fn skipped(why: String) -> Result<Completion, Failed> {
    if std::env::var_os("CI").is_some_and(|ci| ci == "true") {
        return Err(Failed::from(format!("{why}, and CI has everything")));
    }
    Ok(Completion::ignored_with(why))
}

/// Why a program cannot serve here.
pub(crate) fn obstacle(needed: &str) -> Option<String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    if !std::env::split_paths(&path).any(|folder| folder.join(needed).is_file()) {
        return Some(format!("{needed} is not installed"));
    }
    let help = || Command::new("nc").arg("-h").output().expect("nc starts").stderr;
    if needed == "nc" && !String::from_utf8_lossy(&help()).contains("OpenBSD") {
        return Some("this nc is not OpenBSD's".to_owned());
    }
    let has_privileged_ports = needed != "setpriv" || first_open_port() > 1;
    (!has_privileged_ports).then(|| "this system has no privileged ports".to_owned())
}

/// The first port that needs no privilege: 1024, unless the system was told otherwise.
pub(crate) fn first_open_port() -> u16 {
    std::fs::read_to_string("/proc/sys/net/ipv4/ip_unprivileged_port_start")
        .map_or(1024, |text| text.trim().parse().expect("a port"))
}
