//! The styles of a report: body in 仿宋, headings in 黑体 and 楷体 as official papers have them.

use crate::locale::Language;

use super::{HEAD, NAMESPACES};

/// The fonts, with those that stand in where one is not installed.
pub(super) const FONT_TABLE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="Times New Roman"><w:altName w:val="Liberation Serif"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font><w:font w:name="仿宋"><w:altName w:val="FangSong"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font><w:font w:name="黑体"><w:altName w:val="SimHei"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font><w:font w:name="楷体"><w:altName w:val="KaiTi"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font><w:font w:name="宋体"><w:altName w:val="SimSun"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font></w:fonts>
"#;

/// A style of paragraphs.
struct Style {
    id: &'static str,
    name: &'static str,
    /// What follows a paragraph of it.
    next: &'static str,
    /// Its font for Chinese.
    font: &'static str,
    /// In half points.
    size: u32,
    bold: bool,
    /// What stands in `w:pPr`, in the order of the schema.
    paragraph: &'static str,
}

const fn heading(
    id: &'static str,
    name: &'static str,
    font: &'static str,
    bold: bool,
    paragraph: &'static str,
) -> Style {
    Style { id, name, next: "BodyText", font, size: 28, bold, paragraph }
}

const STYLES: &[Style] = &[
    Style {
        id: "Title",
        name: "Title",
        next: "BodyText",
        font: "黑体",
        size: 40,
        bold: true,
        paragraph: r#"<w:keepNext/><w:spacing w:before="240" w:after="360"/><w:jc w:val="center"/>"#,
    },
    heading(
        "Heading1",
        "heading 1",
        "黑体",
        true,
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="0"/>"#,
    ),
    heading(
        "Heading2",
        "heading 2",
        "楷体",
        true,
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="160" w:after="80"/><w:outlineLvl w:val="1"/>"#,
    ),
    heading(
        "Heading3",
        "heading 3",
        "仿宋",
        true,
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="120" w:after="60"/><w:outlineLvl w:val="2"/>"#,
    ),
    heading(
        "Heading4",
        "heading 4",
        "仿宋",
        true,
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="80" w:after="40"/><w:outlineLvl w:val="3"/>"#,
    ),
    heading(
        "Heading5",
        "heading 5",
        "仿宋",
        false,
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="80" w:after="40"/><w:outlineLvl w:val="4"/>"#,
    ),
    Style {
        id: "Caption",
        name: "caption",
        next: "BodyText",
        font: "黑体",
        size: 24,
        bold: false,
        paragraph: r#"<w:keepNext/><w:spacing w:before="160" w:after="80"/><w:jc w:val="center"/>"#,
    },
    Style {
        id: "Field",
        name: "Field",
        next: "Field",
        font: "仿宋",
        size: 28,
        bold: false,
        paragraph: r#"<w:spacing w:line="400" w:lineRule="atLeast"/><w:ind w:left="1680" w:hanging="1680"/>"#,
    },
    Style {
        id: "ListParagraph",
        name: "List Paragraph",
        next: "ListParagraph",
        font: "仿宋",
        size: 28,
        bold: false,
        paragraph: r#"<w:spacing w:line="440" w:lineRule="atLeast"/><w:jc w:val="both"/>"#,
    },
    Style {
        id: "TableText",
        name: "Table Text",
        next: "TableText",
        font: "宋体",
        size: 18,
        bold: false,
        paragraph: r#"<w:spacing w:line="250" w:lineRule="exact"/>"#,
    },
    Style {
        id: "TableHead",
        name: "Table Head",
        next: "TableText",
        font: "黑体",
        size: 18,
        bold: true,
        paragraph: r#"<w:spacing w:line="250" w:lineRule="exact"/><w:jc w:val="center"/>"#,
    },
    Style {
        id: "Code",
        name: "Code",
        next: "Code",
        font: "宋体",
        size: 20,
        bold: false,
        paragraph: r#"<w:spacing w:line="240" w:lineRule="auto"/>"#,
    },
    Style {
        id: "Footer",
        name: "footer",
        next: "Footer",
        font: "宋体",
        size: 24,
        bold: false,
        paragraph: r#"<w:jc w:val="center"/>"#,
    },
];

/// `word/styles.xml`
pub(super) fn styles(language: Language) -> String {
    let (tag, indent) = match language {
        // Chinese paragraphs begin two characters in.
        Language::Zh => ("zh-CN", r#"<w:ind w:firstLineChars="200" w:firstLine="560"/>"#),
        Language::En => ("en-US", ""),
    };
    let mut out = format!(
        "{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{}<w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>",
        fonts("仿宋"),
    );
    let after = match language {
        Language::Zh => "0",
        Language::En => "120",
    };
    out.push_str(&format!(
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/><w:rPr><w:lang w:val=\"{}\" w:eastAsia=\"zh-CN\"/></w:rPr></w:style>",
        if tag == "zh-CN" { "en-US" } else { tag },
    ));
    out.push_str(&format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"BodyText\"><w:name w:val=\"Body Text\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr><w:spacing w:after=\"{after}\" w:line=\"480\" w:lineRule=\"atLeast\"/>{indent}<w:jc w:val=\"both\"/></w:pPr></w:style>",
    ));
    for style in STYLES {
        let bold = if style.bold { "<w:b/><w:bCs/>" } else { "" };
        out.push_str(&format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{}\"><w:name w:val=\"{}\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"{}\"/><w:qFormat/><w:pPr>{}</w:pPr><w:rPr>{}{bold}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>",
            style.id,
            style.name,
            style.next,
            style.paragraph,
            fonts(style.font),
            size = style.size,
        ));
    }
    out.push_str("<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>");
    let line = |side: &str, size: u32| {
        format!("<w:{side} w:val=\"single\" w:sz=\"{size}\" w:space=\"0\" w:color=\"000000\"/>")
    };
    let borders: String = [("top", 8), ("left", 8), ("bottom", 8), ("right", 8), ("insideH", 4), ("insideV", 4)]
        .into_iter()
        .map(|(side, size)| line(side, size))
        .collect();
    out.push_str(&format!(
        "<w:style w:type=\"table\" w:styleId=\"ReportTable\"><w:name w:val=\"Report Table\"/><w:basedOn w:val=\"TableNormal\"/><w:qFormat/><w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:top w:w=\"40\" w:type=\"dxa\"/><w:left w:w=\"60\" w:type=\"dxa\"/><w:bottom w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EDEDED\"/></w:tcPr></w:tblStylePr></w:style>",
    ));
    out.push_str("</w:styles>");
    out
}

fn fonts(chinese: &str) -> String {
    format!(
        "<w:rFonts w:ascii=\"Times New Roman\" w:eastAsia=\"{chinese}\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/>"
    )
}
