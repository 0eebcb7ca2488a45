//! `--deny`: what makes a command fail though it is no error.

use clap::ArgMatches;

use rubric_lang::diagnostic::{Diagnostic, Severity};

/// What is refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deny {
    /// Awards that part from the rule.
    pub departures: bool,
    warnings: bool,
    advice: bool,
}

impl Deny {
    /// What `--deny` names. Advice is less than a warning, so who denies it denies warnings as well.
    pub fn new(matches: &ArgMatches) -> Deny {
        let named = |what: &str| matches.get_many::<String>("deny").unwrap_or_default().any(|name| name == what);
        let advice = named("advice");
        Deny { departures: named("departures"), warnings: advice || named("warnings"), advice }
    }

    /// Whether one of `diagnostics` is refused.
    pub fn refuses(self, diagnostics: &[Diagnostic]) -> bool {
        diagnostics.iter().any(|diagnostic| match diagnostic.severity() {
            Severity::Error => true,
            Severity::Warning => self.warnings,
            Severity::Advice => self.advice,
        })
    }
}
