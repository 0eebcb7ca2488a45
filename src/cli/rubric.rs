//! The rubric that a command works with.

use rubric_lang::diagnostic::{Diagnostic, Message};
use rubric_lang::locale::Locale;
use rubric_lang::model::Rubric;
use rubric_lang::source::{SourceId, SourceMap};
use rubric_lang::{check, load};

use super::check::has_errors;
use super::input::{Input, RUBRIC_BYTES};
use super::{Status, usage};

/// The rubric at `path`, and the texts it was read from. What is wrong with it is told by `tell`.
///
/// # Errors
/// It cannot be read, it has errors, or the file holds but what others use.
pub fn checked(
    path: &str,
    input: &mut Input,
    sources: &mut SourceMap,
    locale: &Locale,
    tell: &dyn Fn(&[Diagnostic], &SourceMap),
) -> Result<(Rubric, Vec<SourceId>), Status> {
    let loaded = load(path, sources, &mut |path| input.read(path, RUBRIC_BYTES)).map_err(|reason| {
        usage::unreadable(path, &reason, locale);
        Status::Unusable
    })?;
    let texts = loaded.texts.clone();
    let checked = check(loaded, sources);
    match checked.rubric {
        Some(rubric) => Ok((rubric, texts)),
        None if checked.library && !has_errors(&checked.diagnostics) => {
            let message = Message::new("eval-library").arg("file", path.to_owned());
            usage::complain(&message, Vec::new(), None, locale);
            Err(Status::Errors)
        }
        None => {
            tell(&checked.diagnostics, sources);
            Err(Status::Errors)
        }
    }
}
