//! A rubric and a department's facts, from files of the package or from texts.

use std::collections::BTreeMap;

use rubric_lang::facts::{Facts, Format};
use rubric_lang::model::Rubric;
use rubric_lang::source::{SourceId, SourceMap};
use rubric_lang::{bind, check, decode, load};

use super::root;

/// Checked rubric and bound facts.
pub struct Department {
    pub rubric: Rubric,
    pub rubric_texts: Vec<SourceId>,
    pub facts: Facts,
    pub facts_text: SourceId,
    pub sources: SourceMap,
}

/// The department of two files of the package.
pub fn department(rubric: &str, facts: &str) -> Department {
    read(rubric, (facts, Format::Yaml), &mut |path| Ok(std::fs::read(root().join(path)).unwrap()))
}

/// The department of a rubric of the reference, which stands in `docs/`, and facts; `files` are those that the page holds.
pub fn department_in_docs(rubric: &str, facts: (&str, Format), files: &BTreeMap<String, String>) -> Department {
    let mut text = |path: &str| match path {
        "docs/example.rubric" => Ok(rubric.to_owned().into_bytes()),
        "facts" => Ok(facts.0.to_owned().into_bytes()),
        other => match other.strip_prefix("docs/").and_then(|name| files.get(name)) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => Ok(std::fs::read(root().join(other)).unwrap()),
        },
    };
    read("docs/example.rubric", ("facts", facts.1), &mut text)
}

/// The department of a rubric and facts as texts.
pub fn department_of(rubric: &str, facts: &str) -> Department {
    let mut text = |path: &str| Ok(if path == "r.rubric" { rubric } else { facts }.to_owned().into_bytes());
    read("r.rubric", ("f.yaml", Format::Yaml), &mut text)
}

type Read<'a> = &'a mut dyn FnMut(&str) -> Result<Vec<u8>, rubric_lang::Unreadable>;

fn read(rubric: &str, (facts, format): (&str, Format), read: Read<'_>) -> Department {
    let mut sources = SourceMap::new();
    let loaded = load(rubric, &mut sources, read).unwrap();
    let rubric_texts = loaded.texts.clone();
    let checked = check(loaded, &sources);
    let rubric = checked.rubric.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let (facts_text, _) = decode(facts, read(facts).unwrap(), &mut sources);
    let text = sources.get(facts_text).unwrap().text.clone();
    let (facts, diagnostics) = bind(&text, facts_text, format, &rubric);
    let facts = facts.unwrap_or_else(|| panic!("{diagnostics:#?}"));
    Department { rubric, rubric_texts, facts, facts_text, sources }
}
