#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::super::read::tests::{faults, mended, problems, slice, tree};
use super::super::tree::{Format, Node, NodeKind};
use crate::diagnostic::Code;

fn json(text: &str) -> Vec<(Code, &str)> {
    faults(text, Format::Json)
}

/// The value under `甲` in an object that holds nothing else.
fn value(written: &str) -> NodeKind {
    let text = format!("{{\"甲\": {written}}}");
    tree(&text, Format::Json).entries().unwrap()[0].1.kind.clone()
}

#[test]
fn places_are_exact() {
    let text = "{\"对象\": \"湛江\\n经开区\", \"数\": -2641.940e1 ,\n \"列\": [ true,null, {\"甲\" : []}]}  \n";
    let node = tree(text, Format::Json);
    let at = |key: &str| node.get(key).map(|n| slice(text, n.span));
    assert_eq!(slice(text, node.span), text.trim());
    assert_eq!(slice(text, node.entry("对象").unwrap().0.span), "\"对象\"");
    assert_eq!(at("对象"), Some("\"湛江\\n经开区\""));
    assert_eq!(at("数"), Some("-2641.940e1"));
    assert_eq!(at("列"), Some("[ true,null, {\"甲\" : []}]"));
    assert_eq!(node.get("对象").and_then(Node::text), Some("湛江\n经开区"));
    let items = node.get("列").and_then(Node::items).unwrap();
    assert_eq!(items.iter().map(|i| slice(text, i.span)).collect::<Vec<_>>(), ["true", "null", "{\"甲\" : []}"]);
}

#[test]
fn numbers_stay_as_written() {
    for written in ["0", "-0", "12", "-1.50", "1e5", "1E+05", "0.1e-7", "123456789012345678901234567890.5"] {
        assert_eq!(value(written), NodeKind::Number(written.to_owned()));
    }
    for written in ["01", "+1", ".5", "5.", "1e", "0x1F", "1_000", "NaN", "-Infinity", "１２", "1.2.3", "--1"] {
        assert_eq!(json(&format!("{{\"甲\": {written}}}")), [(Code::FactsNumberForm, written)]);
    }
}

#[test]
fn escapes_are_replaced() {
    assert_eq!(value(r#""\"\\\/\n\r\t\u7532\ud83d\ude00""#), NodeKind::Text("\"\\/\n\r\t甲😀".to_owned()));
    for escape in ["\\q", "\\u12", "\\ud800", "\\udc00", "\\u+123", "\\x41", "\\ud800\\u0041"] {
        let text = format!("{{\"甲\": \"乙{escape}\"}}");
        let found = json(&text);
        assert!(matches!(found.as_slice(), [(Code::FactsEscape, written)] if escape.starts_with(written)), "{found:?}");
    }
    // A backspace has no place in a report.
    assert_eq!(json(r#"{"甲": "\b"}"#), [(Code::FactsControl, "\\b")]);
}

#[test]
fn several_mistakes_are_told_at_once() {
    let text = "{\n  // 注\n  'a': 1,,\n  “b”：[1，2,],\n  c = True\n  \"d\": 12万元, \"d\": 3,\n}";
    let expected = [
        (Code::FactsCommentForm, "// 注"),
        (Code::FactsSingleQuotes, "'a'"),
        (Code::FactsSpareComma, ","),
        (Code::FactsFullWidth, "“"),
        (Code::FactsFullWidth, "”"),
        (Code::FactsFullWidth, "："),
        (Code::FactsFullWidth, "，"),
        (Code::FactsSpareComma, ","),
        (Code::FactsNoColon, "c"),
        (Code::FactsUnquoted, "c"),
        (Code::FactsLetterCase, "True"),
        (Code::FactsNoComma, ""),
        (Code::FactsUnquoted, "12万元"),
        (Code::FactsDuplicateKey, "\"d\""),
        (Code::FactsSpareComma, ","),
    ];
    assert_eq!(json(text), expected);
    let after = mended(text, Format::Json);
    assert_eq!(json(&after), [(Code::FactsDuplicateKey, "\"d\"")], "{after}");
}

#[test]
fn keys_that_stand_twice_are_all_found() {
    let text = "{\"甲\": 1, \"甲\": 2, \"乙\": {\"甲\": 1, \"丙\": 1, \"丙\": 2}, \"\\u7532\": 3}";
    let problems = problems(text, Format::Json);
    let found: Vec<_> = problems.iter().map(|p| (p.code, slice(text, p.span()), p.labels[1].span.start)).collect();
    let expected = [
        (Code::FactsDuplicateKey, "\"甲\"", 1),
        (Code::FactsDuplicateKey, "\"丙\"", 39),
        (Code::FactsDuplicateKey, "\"\\u7532\"", 1),
    ];
    assert_eq!(found, expected);
}

#[test]
fn each_mistake_is_told_apart() {
    let cases: &[(&str, Code, &str)] = &[
        ("{\"甲\": [1, 2}", Code::FactsUnopened, "}"),
        ("{\"甲\": 1}}", Code::FactsUnopened, "}"),
        ("{\"甲\": [1, 2", Code::FactsUnclosed, "["),
        ("{\"甲\": ", Code::FactsUnclosed, "{"),
        ("{\"甲\": \"乙", Code::FactsUnclosed, "\"乙"),
        ("{\"甲\": \"乙\n丙\"}", Code::FactsUnclosed, "\"乙"),
        ("{\"甲\": \"乙\t丙\"}", Code::FactsControl, "\t"),
        ("{\"甲\": , \"乙\": 1}", Code::FactsNoValue, ","),
        ("{\"甲\" 1}", Code::FactsNoColon, "\"甲\""),
        ("{\"甲\"}", Code::FactsNoColon, "\"甲\""),
        ("{[1]: 1}", Code::FactsKeyNotText, "["),
        ("{\"甲\": 1 \"乙\": 2}", Code::FactsNoComma, ""),
        ("{\"甲\": [1 2]}", Code::FactsNoComma, ""),
        ("{\"甲\": \"乙\" 丙}", Code::FactsTextAfter, "丙}"),
        ("{\"甲\": 乙}", Code::FactsUnquoted, "乙"),
        ("{\"甲\": 1} {\"乙\": 2}", Code::FactsSecondDocument, "{\"乙\": 2}"),
        ("{\"甲\": \"乙”, \"丙\": 1}", Code::FactsFullWidth, "”"),
        ("{\"甲\":\u{3000}1}", Code::FactsFullWidth, "\u{3000}"),
        ("{\"甲\": 1 /* 注 */}", Code::FactsCommentForm, "/* 注 */"),
        ("{\"甲\": 1 # 注\n}", Code::FactsCommentForm, "# 注"),
        ("{: 1}", Code::FactsSyntax, ":"),
        ("甲: 1\n", Code::FactsSyntax, "甲"),
    ];
    for (text, code, piece) in cases {
        assert_eq!(json(text), [(*code, *piece)], "{text:?}");
    }
}

#[test]
fn the_edits_mend_what_they_are_about() {
    for text in [
        "{甲: 1}",
        "{'甲': '乙'}",
        "{“甲”：［1，2］}",
        "{\"甲\" = 1,}",
        "{\"甲\": 12万元, \"乙\": False /* 注 */}",
        "{\"甲\": \"\t\"}",
    ] {
        let after = mended(text, Format::Json);
        assert_eq!(json(&after), [], "{text:?} became {after:?}");
    }
}

/// serde_json, which is another's reading of the same grammar.
#[test]
fn agrees_with_another_parser() {
    fn same(node: &Node, value: &serde_json::Value) -> bool {
        use serde_json::Value as V;
        match (&node.kind, value) {
            (NodeKind::Null, V::Null) => true,
            (NodeKind::Bool(a), V::Bool(b)) => a == b,
            (NodeKind::Number(a), V::Number(b)) => b.as_i64().is_none_or(|b| a.parse() == Ok(b)),
            (NodeKind::Text(a), V::String(b)) => a == b,
            (NodeKind::Sequence(a), V::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
            (NodeKind::Mapping(a), V::Object(b)) => {
                a.len() == b.len() && a.iter().all(|(k, v)| b.get(&k.text).is_some_and(|b| same(v, b)))
            }
            _ => false,
        }
    }
    let pieces = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"甲\"",
        "\"乙\\n\"",
        "1",
        "-2.5",
        "0",
        "1e3",
        "true",
        "null",
        " ",
        "\n",
        "\"",
        "\\",
        ".",
    ];
    let mut state = 1_u64;
    let mut accepted = 0;
    for _ in 0..20_000 {
        let mut text = String::from("{\"甲\":");
        for _ in 0..5 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        text.push('}');
        let ours = super::super::read::read(&text, crate::source::SourceId(0), Format::Json);
        match (serde_json::from_str::<serde_json::Value>(&text), ours) {
            (Ok(value), Ok(node)) => {
                accepted += 1;
                assert!(same(&node, &value), "{text:?}");
            }
            (Err(_), Err(_)) => {}
            // It takes the last of two equal keys.
            (Ok(_), Err(problems)) => {
                assert!(problems.iter().all(|p| p.code == Code::FactsDuplicateKey), "{text:?} {problems:?}")
            }
            // It makes a binary float of a number.
            (Err(error), Ok(_)) if error.to_string().starts_with("number out of range") => {}
            (Err(error), Ok(_)) => panic!("{text:?} was taken; {error}"),
        }
    }
    assert!(accepted > 20, "{accepted}");
}
