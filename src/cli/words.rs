//! The command line with its words: what the help, the manual and the completions say of it.
//!
//! The one idea: `arguments` defines what can be typed, the catalogue holds what is said of it, and here the two are
//! put together by their names. So a language is a table, and none of its words stands beside a definition.
//!
//! See it run: `netlab help`, `netlab help options`.

use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::catalogue;
use crate::catalogue::{CommandHelp, Lang};
use crate::cli::arguments::Cli;
use crate::terminal::{self, wrapped};

/// The command line with its help: each command on one screen, the options that all take on a page of their own.
pub(crate) fn command(lang: Lang) -> Command {
    let mut netlab = told(lang, Cli::command(), "");
    let globals: Vec<String> = netlab.get_arguments().filter(|it| it.is_global_set()).map(id).collect();
    for global in globals {
        netlab = netlab.mut_arg(global, |it| it.hide(true));
    }
    let (overview, usage) = (overview(lang), usage_heading(lang));
    netlab
        .mut_subcommands(|sub| below(lang, sub).mut_args(short).help_template(template(lang)))
        .help_template(format!("{{about-with-newline}}\n{usage} netlab [OPTIONS] [COMMAND]\n\n{overview}"))
}

/// The command line with its words, and nothing hidden: for the manual and for completions.
pub(crate) fn whole(lang: Lang) -> Command {
    told(lang, Cli::command(), "")
}

/// The options that every command takes, as a command of their own, to be shown.
pub(crate) fn global_options(lang: Lang) -> Command {
    let netlab = told(lang, Cli::command(), "");
    let options = netlab.get_arguments().filter(|it| it.is_global_set()).cloned();
    Command::new("netlab")
        .disable_help_flag(true)
        .max_term_width(MAX_COLUMNS)
        .args(options.map(|it| short(it.global(false))))
        .after_help(help_of(lang, "").map_or("", |help| help.notes))
        .help_template("{all-args}{after-help}\n")
}

/// The options of a command that stand in groups, as a command of their own, to be shown: with them it would be more
/// than a screen has rows.
pub(crate) fn page(lang: Lang, name: &str) -> Command {
    let command = told(lang, Cli::command(), "").find_subcommand(name).cloned().unwrap_or_default();
    command
        .disable_help_flag(true)
        .max_term_width(MAX_COLUMNS)
        .mut_args(|it| if is_folded(lang, &it) { short(it) } else { it.hide(true) })
        .after_help(help_of(lang, name).map_or("", |help| help.notes))
        .help_template("{all-args}{after-help}\n")
}

/// Whether an option stands in a group that is told on a page of its own.
fn is_folded(lang: Lang, arg: &Arg) -> bool {
    let headings = catalogue::help_words(lang).headings;
    arg.get_help_heading().is_some_and(|heading| headings.iter().any(|(_, text)| *text == heading))
}

/// The help of one command; what stands before the usage is the language's.
fn template(lang: Lang) -> String {
    format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", usage_heading(lang))
}

fn usage_heading(lang: Lang) -> String {
    lang.pick("{usage-heading}".to_owned(), heading("用法"))
}

/// Longer lines are hard to read.
pub(crate) const MAX_COLUMNS: usize = 100;

/// What the catalogue says of a command; a command that it does not know says nothing.
pub(crate) fn help_of(lang: Lang, path: &str) -> Option<&'static CommandHelp> {
    catalogue::commands(lang).find(|help| help.command == path)
}

/// The command, and those below it, with the catalogue's words for them.
fn told(lang: Lang, mut command: Command, path: &str) -> Command {
    let words = catalogue::help_words(lang);
    if path.is_empty() {
        command = command.disable_help_flag(true).disable_help_subcommand(true).arg(help_flag());
    }
    if let Some(help) = help_of(lang, path) {
        command = command.about(help.about);
        command = command.mut_args(|it| match help.options.iter().find(|(id, _)| it.get_id() == id) {
            Some((_, text)) => it.help(*text).long_help(None),
            None => it,
        });
    }
    command = command.mut_args(|it| {
        // `--count -1` is a wrong number and no unknown option.
        let takes_value = !it.is_positional() && it.get_action().takes_values();
        let it = if takes_value { it.allow_negative_numbers(true) } else { it };
        let heading = match it.get_help_heading() {
            _ if it.is_global_set() => Some(words.global_options),
            Some(known) => words.headings.iter().find(|(key, _)| *key == known).map(|(_, text)| *text),
            None if it.is_positional() => lang.pick(None, Some("参数")),
            None => Some(words.options),
        };
        match heading {
            Some(heading) => it.help_heading(heading),
            None => it,
        }
    });
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let path = format!("{path} {name}").trim_start().to_owned();
        command = command.mut_subcommand(name, |sub| told(lang, sub, &path));
    }
    command.subcommand_help_heading(words.commands).subcommand_value_name("COMMAND")
}

/// The help of every command is short: what it leaves out stands in the manual.
fn help_flag() -> Arg {
    Arg::new("help").short('h').long("help").action(ArgAction::HelpShort).global(true)
}

/// In few words: what is meant where nothing is given stands in brackets, and the values that the text names already
/// are not named again.
fn short(arg: Arg) -> Arg {
    let text = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let values = arg.get_possible_values();
    let are_named = !values.is_empty() && values.iter().all(|value| text.contains(value.get_name()));
    let usual: Vec<_> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let arg = if are_named { arg.hide_possible_values(true) } else { arg };
    if usual.is_empty() {
        return arg;
    }
    arg.help(format!("{text} [{}]", usual.join(" "))).hide_default_value(true)
}

/// What stands below the options of a command: notes, or the names of what has a page of its own; examples, and the
/// way to the options that all take.
fn below(lang: Lang, command: Command) -> Command {
    let Some(help) = help_of(lang, command.get_name()) else { return command };
    let words = catalogue::help_words(lang);
    let folded = folded(lang, &command);
    let has_page = !folded.is_empty();
    let more_of_page = if command.get_name() == "impair" { words.more_rules } else { words.more_sharing };
    let (above, more) =
        if has_page { (folded, more_of_page) } else { (help.notes.to_owned(), words.more_options) };
    let mut text = if above.is_empty() { above } else { above + "\n\n" };
    text += &format!("{}\n", heading(words.examples));
    let n_columns = help.examples.iter().map(|(typed, _)| terminal::width(typed)).max().unwrap_or_default();
    for (typed, what) in help.examples {
        text += &format!("  {}  {what}\n", terminal::filled(typed, n_columns));
    }
    command
        .mut_args(|it| if is_folded(lang, &it) { it.hide(true) } else { it })
        .after_help(format!("{text}\n{more}\n"))
}

/// The names of the options that are told on a page of their own, group by group.
fn folded(lang: Lang, command: &Command) -> String {
    let groups = catalogue::help_words(lang).headings.iter().filter_map(|(_, title)| {
        let is_in = |arg: &&Arg| arg.get_help_heading() == Some(*title);
        let names: Vec<String> = command
            .get_arguments()
            .filter(is_in)
            .map(|it| format!("--{}", it.get_long().unwrap_or_default()))
            .collect();
        // What stands in brackets is told on that page.
        let title = title.split(" (").next().unwrap_or(title);
        // The library that lays out the help counts what makes a text bold as columns, so a long row has none of it.
        let row = wrapped(&format!("{title}: {}", names.join(" ")), N_COLUMNS, "");
        (!names.is_empty()).then(|| row.replace('\n', "\n  "))
    });
    groups.collect::<Vec<_>>().join("\n")
}

/// As wide as the narrowest terminal that the help is made for, less the indent.
const N_COLUMNS: usize = 78;

/// Every command under its purpose.
fn overview(lang: Lang) -> String {
    let mut text = String::new();
    for purpose in catalogue::overview(lang) {
        let mut title = purpose.title;
        for (names, what) in purpose.rows {
            let gap = 9_usize.saturating_sub(terminal::width(title));
            text += &format!("{} {names:25} {what}\n", bold(&format!("{title}{:gap$}", "")));
            title = "";
        }
    }
    format!("{text}\n{}\n", catalogue::help_words(lang).more)
}

fn heading(text: &str) -> String {
    format!("\x1b[1m\x1b[4m{text}:\x1b[0m")
}

fn bold(text: &str) -> String {
    format!("\x1b[1m{text}\x1b[0m")
}

fn id(arg: &Arg) -> String {
    arg.get_id().to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every command by its path, netlab itself with an empty one.
    fn all(command: &Command, path: &str) -> Vec<(String, Command)> {
        let below = command.get_subcommands().flat_map(|sub| {
            let path = format!("{path} {}", sub.get_name());
            all(sub, path.trim_start())
        });
        std::iter::once((path.to_owned(), command.clone())).chain(below).collect()
    }

    #[test]
    fn each_command_and_each_option_has_its_words_and_no_words_are_of_something_else() {
        for lang in Lang::ALL.iter().copied() {
            let folder = lang.pick("en", "zh");
            let said: BTreeSet<(String, String)> = catalogue::commands(lang)
                .flat_map(|help| {
                    help.options.iter().map(|(id, _)| (help.command.to_owned(), (*id).to_owned()))
                })
                .collect();
            let all = all(&whole(lang), "");
            let there: BTreeSet<(String, String)> = all
                .iter()
                .flat_map(|(path, command)| command.get_arguments().map(|it| (path.clone(), id(it))))
                .chain([(String::new(), "version".to_owned())])
                .collect();
            let lost: Vec<_> = there.difference(&said).collect();
            assert!(lost.is_empty(), "src/catalogue/{folder}/help lacks the words of {lost:?}");
            let idle: Vec<_> = said.difference(&there).collect();
            assert!(idle.is_empty(), "src/catalogue/{folder}/help: nothing is called {idle:?}");
            let commands: Vec<_> = catalogue::commands(lang).map(|help| help.command).collect();
            for (path, _) in &all {
                assert_eq!(commands.iter().filter(|name| *name == path).count(), 1, "{path:?}");
            }
            assert_eq!(commands.len(), all.len());
        }
    }

    #[test]
    fn the_overview_names_each_command_once() {
        for lang in Lang::ALL.iter().copied() {
            let rows = catalogue::overview(lang).iter().flat_map(|purpose| purpose.rows);
            let mut named: Vec<&str> = rows.flat_map(|(names, _)| names.split(", ")).collect();
            named.sort_unstable();
            let netlab = whole(lang);
            let mut there: Vec<&str> = netlab.get_subcommands().map(Command::get_name).collect();
            there.sort_unstable();
            assert_eq!(named, there);
        }
    }

    #[test]
    fn the_help_of_each_command_fits_a_screen_of_24_rows() {
        let built = |lang| {
            let mut netlab = command(lang).term_width(80);
            netlab.build();
            all(&netlab, "")
        };
        let all = Lang::ALL.iter().copied().flat_map(built);
        let pages = all.map(|(path, mut command)| (path, command.render_help().to_string()));
        // The prompt takes the last row.
        let is_long = |(_, page): &(String, String)| page.lines().count() > 23;
        let long: Vec<String> = pages.filter(is_long).map(|(_, page)| page).collect();
        assert!(long.is_empty(), "{}", long.join("\n"));
    }

    #[test]
    fn each_text_keeps_to_its_columns() {
        for help in Lang::ALL.iter().copied().flat_map(catalogue::commands) {
            let lines = help.notes.lines().chain([help.about]);
            for line in lines {
                assert!(terminal::width(line) <= 80, "{}: {line}", help.command);
            }
            assert!(!help.examples.is_empty() || help.command.is_empty(), "{}", help.command);
        }
    }

    #[test]
    fn each_example_is_understood_and_is_of_its_command() {
        for help in Lang::ALL.iter().copied().flat_map(catalogue::commands) {
            for (typed, _) in help.examples {
                let typed = typed.split(" | ").next().unwrap_or_default();
                let words: Vec<&str> = typed.split(' ').collect();
                let matches = command(Lang::English)
                    .try_get_matches_from(&words)
                    .unwrap_or_else(|error| panic!("{typed}: {error}"));
                let name = help.command.split(' ').next().unwrap_or_default();
                let is_own = matches.subcommand_name() == Some(name) || name.is_empty();
                assert!(is_own || typed.contains("--record"), "{typed} stands at {}", help.command);
            }
        }
    }
}
