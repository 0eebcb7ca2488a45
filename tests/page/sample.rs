//! Pages to look at.

use rubric_lang::facts::Format;
use rubric_lang::locale::{Language, Locale};
use rubric_lang::report::{Assessment, Filing, html};
use rubric_lang::source::SourceMap;
use rubric_lang::{Assessed, Options, Unreadable, assess, bind, check, decode, evaluate, load};

use crate::support::root;

/// Rubric and facts of the repository, the department last.
pub fn samples() -> Vec<(String, String)> {
    let cases = ["forms", "levels", "weights", "open"];
    let case = |name| (format!("tests/cases/report/{name}.rubric"), format!("tests/cases/report/{name}.yaml"));
    let mut pairs: Vec<(String, String)> = cases.into_iter().map(case).collect();
    for (rubric, facts) in [
        ("examples/first-rubric/first.rubric", "examples/first-rubric/facts.yaml"),
        ("examples/first-rubric/first.en.rubric", "examples/first-rubric/facts.en.yaml"),
        ("examples/contract-dates/contracts.rubric", "examples/contract-dates/facts.yaml"),
        ("rubrics/zhanjiang-department-2024.rubric", "examples/zhanjiang-party-office-2024/facts.yaml"),
    ] {
        pairs.push((rubric.into(), facts.into()));
    }
    pairs
}

/// The page of two files of the package, with what it was made from.
pub fn page_of_files(rubric: &str, facts: &str, language: Language) -> (String, Assessment) {
    make(rubric, facts, language, &mut |path| Ok(std::fs::read(root().join(path)).unwrap()))
}

/// The page of two texts, with what it was made from.
pub fn page_of(rubric: &str, facts: &str, language: Language) -> (String, Assessment) {
    page_of_named(["r.rubric", "f.yaml"], rubric, facts, language)
}

/// As [`page_of`], of files with these names.
pub fn page_of_named(names: [&str; 2], rubric: &str, facts: &str, language: Language) -> (String, Assessment) {
    let mut read = |path: &str| Ok(if path == names[0] { rubric } else { facts }.as_bytes().to_vec());
    make(names[0], names[1], language, &mut read)
}

/// The page of two texts.
pub fn page(rubric: &str, facts: &str, language: Language) -> String {
    page_of(rubric, facts, language).0
}

type Read<'a> = &'a mut dyn FnMut(&str) -> Result<Vec<u8>, Unreadable>;

fn make(rubric: &str, facts: &str, language: Language, read: Read<'_>) -> (String, Assessment) {
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
    let page = html(&Filing { assessed, assessment: &assessment, locale: &locale }).unwrap();
    (page, assessment)
}
