//! The exchange that is looked at, and the form in which it is shown.
//!
//! The one idea: the bytes are made once; each form is another view of the same ones.
//!
//! See it run: `netlab layers '你好' --udp --at transport`, `netlab layers --format json`.

use std::process::ExitCode;

use crate::catalogue::{Lang, Layer};
use crate::cli::commands::layers::args::{Args, At};
use crate::cli::commands::layers::sent::send;
use crate::cli::commands::layers::{detail, json, report};
use crate::cli::desk::failure::{Failure, RequestFailure};
use crate::cli::desk::format::Format;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::width::of_narration;

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<ExitCode, Failure> {
    if args.format == Format::Json {
        refuse_beside_json(args, setting)?;
    }
    // What a program reads is the same in every language.
    let lang = if args.format == Format::Json { Lang::English } else { setting.lang };
    let sent = send(lang, args)?;
    let text = match (args.format, args.at) {
        (Format::Json, _) => json::object(&sent),
        (Format::Text, Some(At(layer))) => detail::explained(&sent, layer, of_narration()),
        (Format::Text, None) if setting.options.verbose => {
            let layers = [Layer::Application, Layer::Transport, Layer::Internet, Layer::Link];
            let all = layers.map(|layer| detail::explained(&sent, layer, of_narration()));
            format!("{}\n{}", report::overview(&sent, of_narration()), all.join("\n"))
        }
        (Format::Text, None) => report::overview(&sent, of_narration()),
    };
    setting.print(&text);
    Ok(ExitCode::SUCCESS)
}

/// JSON holds everything, in one form.
fn refuse_beside_json(args: &Args, setting: &Setting) -> Result<(), Failure> {
    let given =
        [(args.at.is_some(), "--at"), (args.plain, "--plain"), (setting.options.verbose, "--verbose")];
    match given.iter().find(|(is_given, _)| *is_given) {
        None => Ok(()),
        Some((_, option)) => Err(RequestFailure::NothingToChange { option }.into()),
    }
}
