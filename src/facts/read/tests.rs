//! What holds in all three formats, and helpers for the tests of each.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::super::problem::{MAX_BYTES, boundary_after, boundary_before};
use super::super::tree::{Format, Node, NodeKind};
use super::read;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};

const FORMATS: [Format; 3] = [Format::Yaml, Format::Json, Format::Toml];

/// The same facts in the three formats.
const VALID: [&str; 3] = [
    "对象: 湛江经开区党政办公室\n期间: 2024\n数据:\n  年度实际支出: { 值: 2641.94万元, 来源: \"决算\\t报表\" }\n  新增项目: []\n  产出指标:\n    - { 名称: 助学人数, 目标值: 110人 } # 注\n    - 名称: &甲 '平台''稳定率'\n      别名: *甲\n说明: |\n  第一行\n  第二行\n空:\n",
    "{\"对象\": \"湛江经开区党政办公室\", \"期间\": 2024, \"数据\": {\n  \"年度实际支出\": {\"值\": \"2641.94万元\", \"来源\": \"决算\\t报\\u8868\"},\n  \"新增项目\": [], \"产出指标\": [{\"名称\": \"助学人数\", \"比\": -1.5e+2}, null, true]}}\n",
    "\"对象\" = \"湛江经开区党政办公室\" # 注\n'期间' = 2024\n[\"数据\"]\n\"年度实际支出\" = { \"值\" = \"2641.94万元\", \"来源\" = \"决算\\t报\\u8868\" }\n\"新增项目\" = []\n[[\"数据\".\"产出指标\"]]\n\"名称\" = '''助学\n人数'''\n\"日\" = 2024-03-15\n[[\"数据\".\"产出指标\"]]\na.b.c = 1_000.5\n",
];

/// The tree of `text`.
pub(in super::super) fn tree(text: &str, format: Format) -> Node {
    match read(text, SourceId(0), format) {
        Ok(node) => node,
        Err(problems) => panic!("{text:?}: {problems:?}"),
    }
}

/// What is wrong with `text`.
pub(in super::super) fn problems(text: &str, format: Format) -> Vec<Diagnostic> {
    read(text, SourceId(0), format).err().unwrap_or_default()
}

/// The kinds of what is wrong with `text`, each with the piece of text it is about.
pub(in super::super) fn faults(text: &str, format: Format) -> Vec<(Code, &str)> {
    problems(text, format)
        .iter()
        .map(|p| (p.code, text.get(p.span().range()).unwrap_or("no piece of the text")))
        .collect()
}

/// The text under `span`.
pub(in super::super) fn slice(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or("no piece of the text")
}

/// `text` after the edits that its diagnostics propose.
pub(in super::super) fn mended(text: &str, format: Format) -> String {
    let fixes: Vec<_> = problems(text, format).into_iter().filter_map(|p| p.fix).collect();
    crate::diagnostic::apply(text, fixes.iter().flat_map(|f| &f.edits))
}

/// Whether all of `node` stands inside `text`, and inside what it is part of where `nested` says so.
fn check_spans(text: &str, node: &Node, nested: bool) {
    assert!(text.get(node.span.range()).is_some(), "{:?} of {text:?}", node.span);
    let inside = |span: Span| !nested || node.span.start <= span.start && span.end <= node.span.end;
    for (key, value) in node.entries().unwrap_or_default() {
        assert!(text.get(key.span.range()).is_some(), "{:?} of {text:?}", key.span);
        assert!(inside(key.span) && inside(value.span), "{key:?} in {:?} of {text:?}", node.span);
        check_spans(text, value, nested);
    }
    for item in node.items().unwrap_or_default() {
        assert!(inside(item.span), "{item:?} in {:?} of {text:?}", node.span);
        check_spans(text, item, nested);
    }
}

/// Reads `text`, which may be anything, and checks what can be said of every outcome.
fn survive(text: &str, format: Format) {
    match read(text, SourceId(0), format) {
        Ok(node) => {
            assert!(matches!(node.kind, NodeKind::Mapping(_)));
            check_spans(text, &node, false);
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            for label in problems.iter().flat_map(|p| &p.labels) {
                assert!(text.get(label.span.range()).is_some(), "{problems:?} of {text:?}");
            }
            for edit in problems.iter().filter_map(|p| p.fix.as_ref()).flat_map(|f| &f.edits) {
                assert!(text.get(edit.span.range()).is_some(), "{problems:?} of {text:?}");
            }
        }
    }
}

/// A small generator (xorshift), the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

#[test]
fn every_format_yields_the_same_tree() {
    let texts = [
        "对象: 湛江\n数据:\n  列: [甲, 乙]\n  空: {}\n",
        "{\"对象\": \"湛江\", \"数据\": {\"列\": [\"甲\", \"乙\"], \"空\": {}}}",
        "\"对象\" = \"湛江\"\n[\"数据\"]\n\"列\" = [\"甲\", \"乙\"]\n\"空\" = {}\n",
    ];
    fn bare(node: &Node) -> String {
        match &node.kind {
            NodeKind::Mapping(entries) => entries.iter().map(|(k, v)| format!("{}({})", k.text, bare(v))).collect(),
            NodeKind::Sequence(items) => items.iter().map(bare).collect::<Vec<_>>().join(","),
            kind => format!("{kind:?}"),
        }
    }
    let trees: Vec<String> = texts.iter().zip(FORMATS).map(|(text, format)| bare(&tree(text, format))).collect();
    assert_eq!(trees[0], "对象(Text(\"湛江\"))数据(列(Text(\"甲\"),Text(\"乙\"))空())");
    assert_eq!(trees[1], trees[0]);
    assert_eq!(trees[2], trees[0]);
}

#[test]
fn spans_stand_inside_one_another() {
    check_spans(VALID[1], &tree(VALID[1], Format::Json), true);
    // A value behind an alias and what stands under a TOML head are elsewhere.
    let plain = VALID[0].replace("*甲", "甲");
    let plain = plain.replace("&甲 ", "");
    check_spans(&plain, &tree(&plain, Format::Yaml), true);
    for (text, format) in VALID.iter().zip(FORMATS) {
        check_spans(text, &tree(text, format), false);
    }
}

#[test]
fn the_extension_names_the_format() {
    for (extension, format) in
        [("yaml", Format::Yaml), (".yml", Format::Yaml), ("JSON", Format::Json), ("toml", Format::Toml)]
    {
        assert_eq!(Format::from_extension(extension), Some(format));
    }
    assert_eq!(Format::from_extension("xlsx"), None);
}

#[test]
fn the_byte_order_mark_is_passed_over_and_counted() {
    for (text, format) in VALID.iter().zip(FORMATS) {
        let text = format!("\u{feff}{text}");
        let node = tree(&text, format);
        let (key, value) = &node.entries().unwrap()[0];
        assert_eq!(slice(&text, key.span).trim_matches('"'), "对象");
        assert_eq!(slice(&text, value.span).trim_matches('"'), "湛江经开区党政办公室");
    }
    assert_eq!(faults("\u{feff}甲: 1\n甲: 2", Format::Yaml), [(Code::FactsDuplicateKey, "甲")]);
}

#[test]
fn an_empty_file_and_one_that_is_no_mapping_are_refused() {
    for format in FORMATS {
        for text in ["", " \n \n", "\u{feff}"] {
            assert_eq!(faults(text, format), [(Code::FactsEmpty, "")]);
        }
    }
    assert_eq!(faults("# 注\n", Format::Yaml), [(Code::FactsEmpty, "")]);
    assert_eq!(faults("---\n", Format::Yaml), [(Code::FactsEmpty, "")]);
    assert_eq!(faults("# 注\n", Format::Toml), [(Code::FactsEmpty, "")]);
    assert_eq!(faults("- 甲\n- 乙\n", Format::Yaml), [(Code::FactsNotMapping, "- 甲\n- 乙")]);
    assert_eq!(faults("湛江", Format::Yaml), [(Code::FactsNotMapping, "湛江")]);
    assert_eq!(faults(" [1]", Format::Json), [(Code::FactsNotMapping, "[1]")]);
    assert_eq!(faults("\"甲\"", Format::Json), [(Code::FactsNotMapping, "\"甲\"")]);
}

#[test]
fn invisible_characters_are_found_all_at_once() {
    let texts = ["甲\u{200b}: 1\u{0}\n", "{\"甲\u{200b}\": \u{feff}1}", "\"甲\u{202e}\" = \u{1}1\n"];
    for (text, format) in texts.iter().zip(FORMATS) {
        let codes: Vec<Code> = problems(text, format).iter().map(|p| p.code).collect();
        assert_eq!(codes, [Code::FactsControl, Code::FactsControl], "{text:?}");
        let node = tree(&mended(text, format), format);
        assert_eq!(node.entries().unwrap()[0].0.text, "甲");
    }
    // They are no better when they come out of an escape.
    assert_eq!(faults("甲: \"\\x07\"", Format::Yaml), [(Code::FactsControl, "\\x07")]);
    assert_eq!(faults("{\"甲\": \"\\u0000\"}", Format::Json), [(Code::FactsControl, "\\u0000")]);
    assert_eq!(faults("a = \"\\u0000\"", Format::Toml), [(Code::FactsControl, "\\u0000")]);
}

#[test]
fn a_file_beyond_the_limit_is_not_read() {
    let text = "#".repeat(MAX_BYTES + 1);
    for format in FORMATS {
        assert_eq!(faults(&text, format), [(Code::FactsTooLarge, "")]);
    }
}

#[test]
fn depth_is_limited() {
    let deep = 10_000;
    let cases = [
        ("[".repeat(deep), Format::Yaml),
        ("{甲: ".repeat(deep), Format::Yaml),
        ("- ".repeat(deep), Format::Yaml),
        ("? ".repeat(deep), Format::Yaml),
        ((0..400).map(|i| format!("{}甲:\n", " ".repeat(i))).collect(), Format::Yaml),
        ("[".repeat(deep), Format::Json),
        ("{\"甲\":".repeat(deep), Format::Json),
        (format!("a = {}{}", "[".repeat(deep), "]".repeat(deep)), Format::Toml),
        (format!("a = {}", "{b = ".repeat(deep)), Format::Toml),
        (format!("{}a = 1", "a.".repeat(deep)), Format::Toml),
        (format!("[{}a]", "a.".repeat(deep)), Format::Toml),
        (format!("a = [{}]", "{b.c.d = ".repeat(40)), Format::Toml),
    ];
    for (text, format) in cases {
        let codes: Vec<Code> = problems(&text, format).iter().map(|p| p.code).collect();
        assert_eq!(codes, [Code::FactsTooDeep], "{:.40}", text);
    }
}

#[test]
fn sixty_four_levels_are_allowed() {
    let nested = |open: &str, close: &str, levels: usize| format!("{}{}", open.repeat(levels), close.repeat(levels));
    let lists = |levels| nested("[", "]", levels);
    for (wrap, format) in [("甲: ", Format::Yaml), ("甲:\n  ", Format::Yaml), ("a = ", Format::Toml)] {
        tree(&format!("{wrap}{}", lists(63)), format);
        let codes: Vec<Code> = problems(&format!("{wrap}{}", lists(64)), format).iter().map(|p| p.code).collect();
        assert_eq!(codes, [Code::FactsTooDeep]);
    }
    tree(&format!("{{\"甲\": {}}}", lists(63)), Format::Json);
    assert_eq!(faults(&format!("{{\"甲\": {}}}", lists(64)), Format::Json), [(Code::FactsTooDeep, "[")]);
}

#[test]
fn the_number_of_values_is_limited() {
    let items = "1,".repeat(1_000_000);
    assert_eq!(faults(&format!("{{\"a\": [{items}1]}}"), Format::Json), [(Code::FactsTooMany, "1")]);
    assert_eq!(faults(&format!("a = [{items}1]"), Format::Toml), [(Code::FactsTooMany, "1")]);
    // Refused before a tree is made of it.
    let lists = "[],".repeat(2_000_001);
    assert_eq!(faults(&format!("a = [{lists}]"), Format::Toml)[0].0, Code::FactsTooMany);
}

#[test]
fn no_truncation_panics() {
    for (text, format) in VALID.iter().zip(FORMATS) {
        for (at, _) in text.char_indices() {
            survive(&text[..at], format);
            survive(&text[at..], format);
        }
    }
}

#[test]
fn no_corruption_panics() {
    let pieces = [
        "：", "，", "“", "”", "［", "｝", "\t", "\n", "\r\n", "\n  ", "\u{3000}", "#", " #甲", "*", "&甲 ", "!元 ",
        "@", "%", "`", "|", ">", "-", "- ", "? ", ": ", ":", "=", ",", ".", "[", "]", "{", "}", "\"", "'", "\"\"\"",
        "'''", "\\", "\\u12", "//", "/*", "<<: ", "---\n", "...\n", "\u{0}", "\u{200b}", "\u{feff}", "null", "0x1F",
        "１２", "1.", "甲",
    ];
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for round in 0..3000 {
        let (text, format) = (VALID[round % 3], FORMATS[round % 3]);
        let mut text = text.to_owned();
        for _ in 0..=random.below(4) {
            let from = boundary_before(&text, random.below(text.len() + 1));
            let to = boundary_after(&text, from + random.below(4));
            text.replace_range(from..to, pieces[random.below(pieces.len())]);
        }
        survive(&text, format);
    }
}

#[test]
fn a_megabyte_of_garbage_is_refused() {
    let marks: Vec<char> = "[]{}:,-#&*!|>'\"%@` \n\t abc甲：，“”=.0123456789\\/?".chars().collect();
    let mut random = Random(7);
    let some: String = (0..700_000).map(|_| marks[random.below(marks.len())]).collect();
    // Bytes of every value, as far as they are UTF-8.
    let bytes: Vec<u8> = (0..1_000_000).map(|_| random.below(256) as u8).collect();
    let any = String::from_utf8_lossy(&bytes);
    for format in FORMATS {
        survive(&some, format);
        survive(&any, format);
        for unit in [
            "“",
            "\"",
            "'",
            "甲：1\n",
            "a: b: ",
            "[a，b],",
            "*a,",
            "&a b,",
            "a = 1\n",
            "a: 1 #x\n",
            "{}",
            "//",
            "\\q",
            "=\n",
            "= ",
            "#",
            "\n",
        ] {
            let count = 100_000 / unit.len();
            survive(&unit.repeat(count), format);
            survive(&format!("[{}", unit.repeat(count)), format);
            survive(&format!("a = {{{}", unit.repeat(count)), format);
            survive(&format!("甲: \"{}", unit.repeat(count)), format);
        }
    }
}
