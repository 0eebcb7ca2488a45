//! What the command takes. Every word of it is the locale's.

use clap::{Arg, ArgAction, Command};

use rubric_lang::diagnostic::Message;
use rubric_lang::locale::Locale;
use rubric_lang::report::tables::Filed;
use rubric_lang::report::{NARROWEST, WIDEST};

use super::form::Form;
use super::help;

/// The command with its subcommands.
pub fn command(locale: &Locale) -> Command {
    let word = |key: &'static str| locale.format(key, &Vec::new());
    let check = Command::new("check")
        .about(word("cli-check"))
        .arg(
            Arg::new("files")
                .value_name(word("cli-value-file"))
                .help(word("cli-check-files"))
                .required(true)
                .num_args(1..),
        )
        .arg(choice("format", &["text", "short", "json", "sarif"], word("cli-value-format"), word("cli-check-format")))
        .arg(flag("fix", word("cli-check-fix")))
        .arg(flag("fix-all", word("cli-check-fix-all")))
        .arg(flag("diff", word("cli-check-diff")))
        .arg(deny(&["warnings", "advice"], word("cli-value-what"), word("cli-check-deny")));
    let eval = Command::new("eval")
        .about(word("cli-eval"))
        .arg(Arg::new("rubric").value_name(word("cli-value-rubric")).help(word("cli-eval-rubric")).required(true))
        .arg(Arg::new("facts").value_name(word("cli-value-facts")).help(word("cli-eval-facts")).required(true))
        .arg(choice("format", &Form::names_of(Form::FILED), word("cli-value-format"), word("cli-eval-format")))
        .arg(output(word("cli-value-file"), word("cli-eval-output")))
        .arg(choice("table", &Filed::ALL.map(Filed::name), word("cli-value-table"), word("cli-eval-table")))
        .arg(
            Arg::new("indicator").long("indicator").value_name(word("cli-value-path")).help(word("cli-eval-indicator")),
        )
        .arg(deny(&["departures", "warnings", "advice"], word("cli-value-what"), word("cli-eval-deny")));
    let doc = Command::new("doc")
        .about(word("cli-doc"))
        .arg(Arg::new("rubric").value_name(word("cli-value-rubric")).help(word("cli-eval-rubric")).required(true))
        .arg(choice("format", &Form::names_of(Form::PUBLISHED), word("cli-value-format"), word("cli-doc-format")))
        .arg(output(word("cli-value-file"), word("cli-eval-output")));
    let facts = Command::new("facts")
        .about(word("cli-facts"))
        .arg(Arg::new("rubric").value_name(word("cli-value-rubric")).help(word("cli-eval-rubric")).required(true))
        .arg(choice("format", &["yaml", "xlsx"], word("cli-value-format"), word("cli-facts-format")))
        .arg(output(word("cli-value-file"), word("cli-facts-output")))
        .arg(flag("force", word("cli-facts-force")));
    let reconcile = Command::new("reconcile")
        .about(word("cli-reconcile"))
        .arg(Arg::new("rubric").value_name(word("cli-value-rubric")).help(word("cli-eval-rubric")).required(true))
        .arg(Arg::new("facts").value_name(word("cli-value-facts")).help(word("cli-reconcile-facts")).required(true))
        .arg(
            Arg::new("published")
                .value_name(word("cli-value-published"))
                .help(word("cli-reconcile-published"))
                .required(true),
        )
        .arg(choice(
            "format",
            &Form::names_of(Form::RECONCILED),
            word("cli-value-format"),
            word("cli-reconcile-format"),
        ))
        .arg(output(word("cli-value-file"), word("cli-eval-output")))
        .arg(flag("strict", word("cli-reconcile-strict")));
    let explain = Command::new("explain")
        .about(word("cli-explain"))
        .arg(Arg::new("codes").value_name(word("cli-value-code")).help(word("cli-explain-codes")).num_args(0..))
        .arg(flag("list", word("cli-explain-list")))
        .arg(choice("format", &["text", "markdown"], word("cli-value-format"), word("cli-explain-format")));
    let help_command = Command::new("help")
        .about(word("cli-help-command"))
        .arg(Arg::new("command").value_name(word("cli-value-command")).help(word("cli-help-which")));
    let mut command = Command::new("rubric")
        .about(word("cli-about"))
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .infer_subcommands(false)
        .arg(
            choice("lang", &["zh", "en"], word("cli-value-language"), word("cli-lang"))
                // Chosen before the arguments are read; here it is only checked.
                .global(true),
        )
        .arg(choice("color", &["auto", "always", "never"], word("cli-value-when"), word("cli-color")).global(true))
        .arg(
            Arg::new("width")
                .long("width")
                .value_name(word("cli-value-columns"))
                .value_parser(clap::value_parser!(u16).range(NARROWEST as i64..=WIDEST as i64))
                .help(locale.text(&Message::new("cli-width").arg("least", NARROWEST).arg("most", WIDEST)))
                .global(true),
        )
        .arg(flag("plain", word("cli-plain")).global(true))
        .arg(Arg::new("help").long("help").short('h').action(ArgAction::Help).help(word("cli-help")).global(true))
        .arg(Arg::new("version").long("version").short('V').action(ArgAction::Version).help(word("cli-version")))
        .subcommands([check, eval, doc, facts, reconcile, explain, help_command]);
    // Global arguments reach the subcommands when the command is built.
    command.build();
    help::put_in(command, locale)
}

fn choice(name: &'static str, values: &[&'static str], value: String, help: String) -> Arg {
    Arg::new(name).long(name).value_name(value).value_parser(values.to_vec()).help(help).ignore_case(true)
}

fn flag(name: &'static str, help: String) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// Where what comes out is written.
fn output(value: String, help: String) -> Arg {
    Arg::new("output").long("output").short('o').value_name(value).help(help)
}

/// What makes the command fail; several may be named, each by itself or with commas.
fn deny(values: &[&'static str], value: String, help: String) -> Arg {
    choice("deny", values, value, help).action(ArgAction::Append).value_delimiter(',')
}
