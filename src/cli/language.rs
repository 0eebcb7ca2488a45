//! In which language the command speaks.

use std::ffi::OsString;

use rubric_lang::locale::Language;

/// The language that `--lang` names, or else the environment's.
pub fn choose(args: &[OsString]) -> Language {
    asked(args).unwrap_or_else(environment)
}

/// What `--lang` says. A wrong one is told later, in the environment's language.
fn asked(args: &[OsString]) -> Option<Language> {
    let mut args = args.iter().skip(1).map(|arg| arg.to_string_lossy());
    while let Some(arg) = args.next() {
        if arg == "--" {
            return None;
        }
        if let Some(name) = arg.strip_prefix("--lang=") {
            return Language::parse(name);
        }
        if arg == "--lang" {
            return Language::parse(&args.next()?);
        }
    }
    None
}

/// As the C library chooses: the first of LC_ALL, LC_MESSAGES and LANG that is set decides, and LANGUAGE
/// may name better ones unless that is `C`. Where none is set, as on Windows, the system is asked.
fn environment() -> Language {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let Some(chosen) = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set) else {
        let names: Vec<String> = sys_locale::get_locales().collect();
        return Language::from_locales(names.iter().map(String::as_str));
    };
    let plain = matches!(chosen.split('.').next(), Some("C" | "POSIX"));
    let preferred = set("LANGUAGE").filter(|_| !plain);
    Language::from_locales(preferred.as_deref().into_iter().chain([chosen.as_str()]))
}
