//! Assessments made within the test, for the writers of reports.

use rubric_lang::facts::Format;
use rubric_lang::locale::{Language, Locale};
use rubric_lang::report::Filing;
use rubric_lang::source::SourceMap;
use rubric_lang::{Assessed, Options, assess, bind, check, decode, evaluate, load};

use super::root;

/// What `f` makes of the filing of two files of the package, in words of `language`.
pub fn of_files<T>(rubric: &str, facts: &str, language: Language, f: impl FnOnce(&Filing<'_>) -> T) -> T {
    made(rubric, facts, language, &mut |path| Ok(std::fs::read(root().join(path)).unwrap()), f)
}

/// What `f` makes of the filing of two texts.
pub fn of_texts<T>(rubric: &str, facts: &str, language: Language, f: impl FnOnce(&Filing<'_>) -> T) -> T {
    let mut read = |path: &str| Ok(if path == "r.rubric" { rubric } else { facts }.to_owned().into_bytes());
    made("r.rubric", "f.yaml", language, &mut read, f)
}

type Read<'a> = &'a mut dyn FnMut(&str) -> Result<Vec<u8>, rubric_lang::Unreadable>;

fn made<T>(rubric: &str, facts: &str, language: Language, read: Read<'_>, f: impl FnOnce(&Filing<'_>) -> T) -> T {
    let locale = Locale::new(language);
    let mut sources = SourceMap::new();
    let loaded = load(rubric, &mut sources, read).unwrap();
    let texts = loaded.texts.clone();
    let checked = check(loaded, &sources);
    let model = checked.rubric.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let (id, _) = decode(facts, read(facts).unwrap(), &mut sources);
    let text = sources.get(id).unwrap().text.clone();
    let (bound, diagnostics) = bind(&text, id, Format::Yaml, &model);
    let bound = bound.unwrap_or_else(|| panic!("{diagnostics:#?}"));
    let evaluation = evaluate(&model, &bound, &Options::default());
    assert!(evaluation.errors.is_empty(), "{:#?}", evaluation.errors);
    let assessed = Assessed {
        rubric: &model,
        rubric_texts: &texts,
        facts: &bound,
        facts_text: id,
        evaluation: &evaluation,
        sources: &sources,
    };
    let assessment = assess(&assessed, &locale);
    f(&Filing { assessed, assessment: &assessment, locale: &locale })
}
