#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::super::read::tests::{faults, mended, problems, slice, tree};
use super::super::tree::{Format, Node, NodeKind};
use crate::diagnostic::Code;

fn toml(text: &str) -> Vec<(Code, &str)> {
    faults(text, Format::Toml)
}

#[test]
fn places_are_exact() {
    let file = "\"对象\" = \"湛江\\t经开区\" # 注\n'期间' = 2024\n\n[\"数据\"]\n\"支出\" = { \"值\" = \"2641.94万元\" , \"率\" = 0.5 }\n\"列\" = [\n  \"甲\",\n  '''乙\n丙''',\n]\n\"日\" = 2024-03-15\n";
    let node = tree(file, Format::Toml);
    let data = node.get("数据").unwrap();
    let at = |node: Option<&Node>| node.map(|n| slice(file, n.span));
    assert_eq!(slice(file, node.span), file.trim());
    assert_eq!(slice(file, node.entry("期间").unwrap().0.span), "'期间'");
    assert_eq!(at(node.get("对象")), Some("\"湛江\\t经开区\""));
    assert_eq!(node.get("对象").and_then(Node::text), Some("湛江\t经开区"));
    assert_eq!(at(node.get("期间")), Some("2024"));
    assert_eq!(slice(file, data.span), "[\"数据\"]");
    assert_eq!(at(data.get("支出")), Some("{ \"值\" = \"2641.94万元\" , \"率\" = 0.5 }"));
    assert_eq!(at(data.get("支出").unwrap().get("率")), Some("0.5"));
    assert_eq!(at(data.get("列")), Some("[\n  \"甲\",\n  '''乙\n丙''',\n]"));
    let items = data.get("列").and_then(Node::items).unwrap();
    assert_eq!(items.iter().map(|i| slice(file, i.span)).collect::<Vec<_>>(), ["\"甲\"", "'''乙\n丙'''"]);
    assert_eq!(items.iter().map(Node::text).collect::<Vec<_>>(), [Some("甲"), Some("乙\n丙")]);
    assert_eq!(data.get("日").unwrap().kind, NodeKind::Text("2024-03-15".to_owned()));
}

#[test]
fn scalars_stay_as_written() {
    let file =
        "a = 1_000.50\nb = +5\nc = -2e-3\nd = 99999999999999999999999999999999\ne = true\nf = 1979-05-27 07:32:00\n";
    let node = tree(file, Format::Toml);
    let kinds: Vec<&NodeKind> = node.entries().unwrap().iter().map(|(_, v)| &v.kind).collect();
    let number = |t: &str| NodeKind::Number(t.to_owned());
    let expected = [
        number("1000.50"),
        number("+5"),
        number("-2e-3"),
        number("99999999999999999999999999999999"),
        NodeKind::Bool(true),
        NodeKind::Text("1979-05-27 07:32:00".to_owned()),
    ];
    assert_eq!(kinds, expected.iter().collect::<Vec<_>>());
    for written in ["0x1F", "0o17", "0b1", "inf", "-nan", "01", ".5", "5.", "1__0", "1e", "１２"] {
        assert_eq!(toml(&format!("a = {written}\n")), [(Code::FactsNumberForm, written)]);
    }
}

#[test]
fn tables_become_mappings_and_lists() {
    let file = "[[\"列\"]]\n\"甲\" = 1\n[\"列\".x]\ny = 1\n[[\"列\"]]\n\"甲\" = 2\n[a]\nb.c = 1\nb.d = 2\n";
    let node = tree(file, Format::Toml);
    let rows = node.get("列").and_then(Node::items).unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(
        rows[0].get("x").and_then(|x| x.get("y")).map(|n| n.kind.clone()),
        Some(NodeKind::Number("1".to_owned()))
    );
    let b = node.get("a").and_then(|a| a.get("b")).unwrap();
    assert_eq!(b.entries().unwrap().iter().map(|(k, _)| k.text.as_str()).collect::<Vec<_>>(), ["c", "d"]);
}

#[test]
fn keys_that_stand_twice_are_all_found() {
    let file = "a = 1\na = 2\n[t]\nx = 1\nx = 2\n[u]\nx = 1\n[t]\n[[p]]\n甲 = 1\n[p.q]\nx = 1\n[[p]]\n[p.q]\nx = 2\nx = 3\n[v]\nw = {x = 1, y.z = 1, x = 2, y.z = 2}\nl = [{x = 1}, {x = 1, \"x\" = 2}]\n".replace("甲", "k");
    let found: Vec<_> = problems(&file, Format::Toml)
        .iter()
        .map(|p| (p.code, slice(&file, p.span()).to_owned(), p.labels.get(1).map(|l| l.span.start as usize)))
        .collect();
    let at = |piece: &str, nth: usize| file.match_indices(piece).nth(nth).map(|(at, _)| at);
    let expected = [
        (Code::FactsDuplicateKey, "a".to_owned(), Some(0)),
        (Code::FactsDuplicateKey, "x".to_owned(), at("x = 1", 0)),
        (Code::FactsDuplicateKey, "t".to_owned(), at("t]", 0)),
        (Code::FactsDuplicateKey, "x".to_owned(), at("x = 2", 1)),
        (Code::FactsDuplicateKey, "x".to_owned(), at("x = 1, y", 0)),
        (Code::FactsDuplicateKey, "z".to_owned(), at("z = 1", 0)),
        (Code::FactsDuplicateKey, "\"x\"".to_owned(), at("x = 1, \"x\"", 0)),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_key_is_no_value_and_table_at_once() {
    let file = "a = 1\na.b = 2\n";
    let problems = problems(file, Format::Toml);
    assert_eq!(
        problems.iter().map(|p| (p.code, p.labels[1].span.start)).collect::<Vec<_>>(),
        [(Code::FactsKeyClash, 0)]
    );
    assert_eq!(toml("a.b = 1\na = 2\n"), [(Code::FactsDuplicateKey, "a")]);
    assert_eq!(toml("a = {b = 1}\n[a]\nc = 1\n"), [(Code::FactsDuplicateKey, "a")]);
    assert_eq!(toml("[[t]]\nx = 1\n[t]\ny = 1\n"), [(Code::FactsDuplicateKey, "t")]);
}

#[test]
fn full_width_characters_are_told() {
    let cases: &[(&str, &[&str])] = &[
        ("\"甲\"：\"乙\"\n", &["："]),
        ("\"甲\"＝\"乙\"\n", &["＝"]),
        ("\"甲\" = \"乙\"，\n", &["，"]),
        ("a = [1，2]\n", &["，"]),
        ("a = {x = 1，y = 2}\n", &["，"]),
        ("a = ［1，2］\n", &["［", "，", "］"]),
        ("“甲” = 1\n", &["“", "”"]),
        ("a = “甲，乙”\n", &["“", "”"]),
        ("a = \"甲”\nb = 1\n", &["”"]),
        ("a = [\"甲”, \"乙\"]\n", &["”"]),
        ("\u{3000}a = 1\n", &["\u{3000}"]),
        ("［t］\na = 1\n", &["［", "］"]),
    ];
    for (file, wide) in cases {
        let expected: Vec<_> = wide.iter().map(|w| (Code::FactsFullWidth, *w)).collect();
        assert_eq!(toml(file), expected, "{file:?}");
    }
}

#[test]
fn each_mistake_is_told_apart() {
    let cases: &[(&str, Code, &str)] = &[
        ("对象 = 1\n", Code::FactsUnquoted, "对象"),
        ("[数据]\na = 1\n", Code::FactsUnquoted, "数据"),
        ("年度 支出 = 1\n", Code::FactsUnquoted, "年度 支出"),
        ("a = 2024年\n", Code::FactsUnquoted, "2024年"),
        ("a = True\n", Code::FactsLetterCase, "True"),
        ("a = [1, 2\nb = 3\n", Code::FactsUnclosed, "["),
        ("a = {x = 1\nb = 3\n", Code::FactsUnclosed, "{"),
        ("a = \"甲\nb = 1\n", Code::FactsUnclosed, "\"甲"),
        ("a = '甲\nb = 1\n", Code::FactsUnclosed, "'甲"),
        ("a = \"\"\"甲\nb = 1\n", Code::FactsUnclosed, "\"\"\"甲"),
        ("[t\nx = 1\n", Code::FactsUnclosed, "[t"),
        ("a = [1}\n", Code::FactsUnopened, "}"),
        ("a = 1}\n", Code::FactsUnopened, "}"),
        ("a = \"甲\" 乙\n", Code::FactsTextAfter, "乙"),
        ("a = 1 b = 2\n", Code::FactsTextAfter, "b = 2"),
        ("a = [1 2]\n", Code::FactsNoComma, ""),
        ("a = [\"甲\" \"乙\"]\n", Code::FactsNoComma, ""),
        ("a = {x = 1 y = 2}\n", Code::FactsNoComma, ""),
        ("a = [1,,2]\n", Code::FactsSpareComma, ","),
        ("a = \n", Code::FactsNoValue, "a ="),
        ("a\n", Code::FactsNoColon, "a"),
        ("a: 1\n", Code::FactsNoColon, "a: 1"),
        ("= 1\n", Code::FactsKeyNotText, "= 1"),
        ("[]\n", Code::FactsKeyNotText, "[]"),
        ("// 注\na = 1\n", Code::FactsCommentForm, "// 注"),
        ("a = \"\\q\"\n", Code::FactsEscape, "\\q"),
        ("a = 2024-13-45\n", Code::FactsDateForm, "2024-13-45"),
        ("a = 2024-02-30\n", Code::FactsDateForm, "2024-02-30"),
        ("{\"a\": 1}\n", Code::FactsSyntax, "{"),
    ];
    for (file, code, piece) in cases {
        assert_eq!(toml(file), [(*code, *piece)], "{file:?}");
    }
}

#[test]
fn several_mistakes_are_told_at_once() {
    let file =
        "对象 = 湛江\n\"期间\"：2024\n[数据]\n\"甲\" = 12万元\n\"乙\".丙 = 01\n\"甲\" = 2\n\"丁\" = [1，2,,3]\n戊: 1\n";
    let expected = [
        (Code::FactsUnquoted, "对象"),
        (Code::FactsUnquoted, "湛江"),
        (Code::FactsFullWidth, "："),
        (Code::FactsUnquoted, "数据"),
        (Code::FactsUnquoted, "12万元"),
        (Code::FactsUnquoted, "丙"),
        (Code::FactsNumberForm, "01"),
        (Code::FactsDuplicateKey, "\"甲\""),
        (Code::FactsFullWidth, "，"),
        (Code::FactsSpareComma, ","),
        (Code::FactsNoColon, "戊: 1"),
    ];
    assert_eq!(toml(file), expected);
}

#[test]
fn the_edits_mend_what_they_are_about() {
    for file in ["对象 = 湛江\n", "[数据]\n“甲”＝［1，2］\n", "a: True\n// 注\n", "a = {x = 1 y = 2}\nb = [1,,2]\n"]
    {
        let after = mended(&mended(file, Format::Toml), Format::Toml);
        assert_eq!(toml(&after), [], "{file:?} became {after:?}");
    }
}
