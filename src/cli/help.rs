//! Help: clap's own is English, and its columns do not count the width of Chinese characters.

use clap::{Arg, ArgMatches, Command};
use unicode_width::UnicodeWidthStr;

use rubric_lang::diagnostic::Message;
use rubric_lang::locale::Locale;

use super::{Status, output, usage};

/// `command` with help in words of `locale`, for it and for each of its subcommands.
pub fn put_in(command: Command, locale: &Locale) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let text = of(&command, None, locale);
    let mut command = command.override_help(text);
    for name in names {
        command = command.mut_subcommand(&name, |sub| {
            let text = of(&sub, Some("rubric"), locale);
            let usage = usage_line(&sub, Some("rubric"), locale);
            sub.override_help(text).override_usage(usage)
        });
    }
    command
}

/// `rubric help [COMMAND]`
pub fn run(matches: &ArgMatches, command: &Command, locale: &Locale) -> Status {
    let Some(name) = matches.get_one::<String>("command") else {
        output::print(&of(command, None, locale));
        return Status::Done;
    };
    match command.find_subcommand(name) {
        Some(sub) => {
            output::print(&of(sub, Some("rubric"), locale));
            Status::Done
        }
        None => {
            let names = command.get_subcommands().map(Command::get_name);
            usage::unknown_command(name, usage::nearest(name, names), locale);
            Status::Unusable
        }
    }
}

/// `rubric eval [选项] <评分表> <数据>`
pub fn usage_line(command: &Command, parent: Option<&str>, locale: &Locale) -> String {
    let word = |key: &'static str| locale.format(key, &Vec::new());
    let mut line: Vec<String> = parent.map(str::to_owned).into_iter().collect();
    line.push(command.get_name().to_owned());
    if command.has_subcommands() {
        line.push(format!("<{}>", word("cli-value-command")));
    }
    line.push(format!("[{}]", word("cli-value-options")));
    line.extend(command.get_positionals().map(positional));
    line.join(" ")
}

fn of(command: &Command, parent: Option<&str>, locale: &Locale) -> String {
    let word = |key: &'static str| locale.format(key, &Vec::new());
    let mut text = format!("{}\n\n", command.get_about().map(ToString::to_string).unwrap_or_default());
    text.push_str(&format!("{}\n  {}\n", word("cli-heading-usage"), usage_line(command, parent, locale)));
    let commands: Vec<(String, String)> = command
        .get_subcommands()
        .map(|sub| (sub.get_name().to_owned(), sub.get_about().map(ToString::to_string).unwrap_or_default()))
        .collect();
    let arguments: Vec<(String, String)> =
        command.get_positionals().map(|arg| (positional(arg), told(arg, locale))).collect();
    let options: Vec<(String, String)> = command
        .get_arguments()
        .filter(|arg| !arg.is_positional() && !arg.is_hide_set())
        .map(|arg| (option(arg), told(arg, locale)))
        .collect();
    let sections =
        [("cli-heading-commands", commands), ("cli-heading-arguments", arguments), ("cli-heading-options", options)];
    // One width for all sections, so that the eye finds one column.
    let widest = sections.iter().flat_map(|(_, rows)| rows).map(|(name, _)| name.width()).max().unwrap_or(0);
    for (heading, rows) in sections {
        if rows.is_empty() {
            continue;
        }
        text.push_str(&format!("\n{}\n", word(heading)));
        for (name, about) in rows {
            let blanks = " ".repeat(widest - name.width() + 2);
            text.push_str(&format!("  {name}{blanks}{about}\n"));
        }
    }
    if parent.is_none() {
        text.push_str(&format!("\n{}\n", word("cli-after")));
    }
    text
}

fn positional(arg: &Arg) -> String {
    let name = value_name(arg);
    let several = arg.get_num_args().is_some_and(|range| range.max_values() > 1);
    match (arg.is_required_set(), several) {
        (true, false) => format!("<{name}>"),
        (true, true) => format!("<{name}>..."),
        (false, false) => format!("[{name}]"),
        (false, true) => format!("[{name}]..."),
    }
}

fn option(arg: &Arg) -> String {
    let long = arg.get_long().map(|long| format!("--{long}")).unwrap_or_default();
    let short = arg.get_short().map(|short| format!("-{short}, ")).unwrap_or_default();
    if arg.get_action().takes_values() {
        format!("{short}{long} <{}>", value_name(arg))
    } else {
        format!("{short}{long}")
    }
}

/// What the arguments of `arg` are called.
pub fn value_name(arg: &Arg) -> String {
    arg.get_value_names().and_then(<[_]>::first).map(ToString::to_string).unwrap_or_default()
}

fn told(arg: &Arg, locale: &Locale) -> String {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let values: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if values.is_empty() || !arg.get_action().takes_values() {
        return help;
    }
    let values = locale.text(&Message::new("cli-one-of").arg("values", values));
    format!("{help}{values}")
}
