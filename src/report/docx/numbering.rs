//! Numbered lists: each begins at 1.

use crate::locale::Language;

use super::{HEAD, NAMESPACES};

/// As deep as lists nest; deeper items stand on the last level.
pub(super) const LEVELS: usize = 3;

/// `word/numbering.xml` for `lists` lists, whose numbers are 1, 2 and so on.
pub(super) fn numbering(lists: usize, language: Language) -> String {
    let (first, second) = match language {
        Language::Zh => ("（%1）", "%2）"),
        Language::En => ("(%1)", "(%2)"),
    };
    let formats = [("decimal", first, 560), ("decimal", second, 1120), ("bullet", "•", 1680)];
    let levels: String = formats
        .into_iter()
        .enumerate()
        .map(|(level, (format, text, left))| {
            let hanging = if language == Language::Zh && level == 0 { 0 } else { 480 };
            format!(
                "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:suff w:val=\"{}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{}\" w:{}/></w:pPr></w:lvl>",
                if hanging == 0 { "nothing" } else { "tab" },
                if hanging == 0 { 0 } else { left },
                if hanging == 0 { format!("firstLine=\"{left}\"") } else { format!("hanging=\"{hanging}\"") },
            )
        })
        .collect();
    let mut out = format!(
        "{HEAD}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"multilevel\"/>{levels}</w:abstractNum>"
    );
    for list in 1..=lists {
        out.push_str(&format!(
            "<w:num w:numId=\"{list}\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
        ));
    }
    out.push_str("</w:numbering>");
    out
}
