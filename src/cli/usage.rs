//! What is wrong with the arguments, in words of the locale.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};

use rubric_lang::Unreadable;
use rubric_lang::diagnostic::{Arg, Message};
use rubric_lang::locale::Locale;

use super::{Status, help, output};

/// Tells what `error` is, or prints what was asked for: help and version are errors to clap.
pub fn tell(error: &Error, command: &Command, locale: &Locale, args: &[OsString]) -> Status {
    match error.kind() {
        ErrorKind::DisplayHelp => {
            output::print(&error.to_string());
            return Status::Done;
        }
        ErrorKind::DisplayVersion => {
            output::print(&format!("rubric {}\n", env!("CARGO_PKG_VERSION")));
            return Status::Done;
        }
        // `rubric` alone: what it can do says more than what is missing.
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            output::complain(&format!("{}\n", command.clone().render_help()));
            return Status::Unusable;
        }
        _ => {}
    }
    let mut helps = Vec::new();
    let message = what(error, command, &mut helps);
    let sub = subcommand(command, args);
    let (parent, used) = match sub {
        Some(sub) => (Some("rubric"), sub),
        None => (None, command),
    };
    complain(&message, helps, Some(&help::usage_line(used, parent, locale)), locale);
    Status::Unusable
}

/// There is no command `name`.
pub fn unknown_command(name: &str, nearest: Option<String>, locale: &Locale) {
    let message = Message::new("usage-unknown-command").arg("name", name.to_owned());
    let helps = nearest.map(|name| Message::new("usage-did-you-mean").arg("name", name)).into_iter().collect();
    complain(&message, helps, None, locale);
}

/// The file at `path` cannot be read.
pub fn unreadable(path: &str, reason: &Unreadable, locale: &Locale) {
    let reason = match reason {
        Unreadable::Other(other) if path == "-" && other == "-" => Message::new("unreadable-twice"),
        _ => reason.message(),
    };
    let message = Message::new("usage-unreadable").arg("path", path.to_owned()).arg("reason", locale.text(&reason));
    complain(&message, Vec::new(), None, locale);
}

/// Writes `message` to the standard error stream, with what to do and how the command is used.
pub fn complain(message: &Message, helps: Vec<Message>, usage: Option<&str>, locale: &Locale) {
    let word = |key: &'static str| locale.format(key, &Vec::new());
    let mut text = format!("{}{}\n", word("usage-error"), locale.text(message));
    for help in helps {
        text.push_str(&format!("  {}\n", locale.text(&help)));
    }
    if let Some(usage) = usage {
        text.push_str(&format!("\n{}\n  {usage}\n\n{}\n", word("cli-heading-usage"), word("usage-see-help")));
    }
    output::complain(&text);
}

/// The one of `names` that is most like `name`, if one is like it.
pub fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let best = names.min_by_key(|other| strsim::osa_distance(other, name))?;
    let near = strsim::osa_distance(best, name) * 2 <= best.chars().count().max(name.chars().count());
    near.then(|| best.to_owned())
}

fn what(error: &Error, command: &Command, helps: &mut Vec<Message>) -> Message {
    let text = |kind: ContextKind| strings(error, kind).into_iter().next().unwrap_or_default();
    let suggest = |helps: &mut Vec<Message>, kind: ContextKind| {
        let names = strings(error, kind);
        if !names.is_empty() {
            helps.push(Message::new("usage-did-you-mean").arg("name", Arg::from(names)));
        }
    };
    match error.kind() {
        ErrorKind::UnknownArgument => {
            suggest(helps, ContextKind::SuggestedArg);
            suggest(helps, ContextKind::SuggestedSubcommand);
            let arg = text(ContextKind::InvalidArg);
            // A dash makes an option of it; without one it is one argument too many.
            let key = if arg.starts_with('-') { "usage-unknown-option" } else { "usage-unexpected" };
            Message::new(key).arg("name", arg)
        }
        ErrorKind::InvalidSubcommand => {
            let name = text(ContextKind::InvalidSubcommand);
            let near = nearest(&name, command.get_subcommands().map(Command::get_name));
            helps.extend(near.map(|name| Message::new("usage-did-you-mean").arg("name", name)));
            let commands: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
            helps.push(Message::new("usage-values").arg("values", commands));
            Message::new("usage-unknown-command").arg("name", name)
        }
        ErrorKind::MissingRequiredArgument => {
            Message::new("usage-missing").arg("names", Arg::from(strings(error, ContextKind::InvalidArg)))
        }
        ErrorKind::InvalidValue => {
            let (arg, value) = (text(ContextKind::InvalidArg), text(ContextKind::InvalidValue));
            let values = strings(error, ContextKind::ValidValue);
            let near = nearest(&value, values.iter().map(String::as_str)).filter(|_| !value.is_empty());
            helps.extend(near.map(|name| Message::new("usage-did-you-mean").arg("name", name)));
            if !values.is_empty() {
                helps.push(Message::new("usage-values").arg("values", values));
            }
            if value.is_empty() {
                return Message::new("usage-no-value").arg("name", arg);
            }
            Message::new("usage-invalid-value").arg("name", arg).arg("value", value)
        }
        ErrorKind::ValueValidation => {
            let (arg, value) = (text(ContextKind::InvalidArg), text(ContextKind::InvalidValue));
            Message::new("usage-invalid-value").arg("name", arg).arg("value", value)
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            Message::new("usage-no-value").arg("name", text(ContextKind::InvalidArg))
        }
        ErrorKind::TooManyValues => Message::new("usage-unexpected").arg("name", text(ContextKind::InvalidValue)),
        ErrorKind::ArgumentConflict => Message::new("usage-twice").arg("name", text(ContextKind::InvalidArg)),
        _ => Message::new("usage-other"),
    }
}

fn strings(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

/// The subcommand that `args` name, if they do.
fn subcommand<'c>(command: &'c Command, args: &[OsString]) -> Option<&'c Command> {
    args.iter().skip(1).filter_map(|arg| arg.to_str()).find_map(|arg| command.find_subcommand(arg))
}
