#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::super::read::tests::{faults, mended, problems, slice, tree};
use super::super::tree::{Format, Node, NodeKind};
use crate::diagnostic::Code;

fn yaml(text: &str) -> Vec<(Code, &str)> {
    faults(text, Format::Yaml)
}

fn text(node: Option<&Node>) -> Option<&str> {
    node.and_then(Node::text)
}

#[test]
fn places_are_exact() {
    let file = "对象: 湛江经开区  \n期间: 2024 # 注\n数据:\n  支出: { 值: 2641.94 万元 , 来源: \"决算 \\x41\" }\n  列:\n  - 甲 乙\n  - {x: 'y'}\n  - - 丙\n  说明: |\n    第一行\n    第二行\n\n尾: 末\n";
    let node = tree(file, Format::Yaml);
    let data = node.get("数据").unwrap();
    let at = |node: Option<&Node>| node.map(|n| slice(file, n.span));
    assert_eq!(slice(file, node.span), file.trim());
    assert_eq!(slice(file, node.entry("期间").unwrap().0.span), "期间");
    assert_eq!(at(node.get("对象")), Some("湛江经开区"));
    assert_eq!(at(node.get("期间")), Some("2024"));
    assert_eq!(at(data.get("支出")), Some("{ 值: 2641.94 万元 , 来源: \"决算 \\x41\" }"));
    assert_eq!(at(data.get("支出").unwrap().get("值")), Some("2641.94 万元"));
    assert_eq!(at(data.get("支出").unwrap().get("来源")), Some("\"决算 \\x41\""));
    assert_eq!(text(data.get("支出").unwrap().get("来源")), Some("决算 A"));
    assert_eq!(at(data.get("列")), Some("- 甲 乙\n  - {x: 'y'}\n  - - 丙"));
    let items = data.get("列").and_then(Node::items).unwrap();
    assert_eq!(items.iter().map(|i| slice(file, i.span)).collect::<Vec<_>>(), ["甲 乙", "{x: 'y'}", "- 丙"]);
    assert_eq!(at(data.get("说明")), Some("第一行\n    第二行"));
    assert_eq!(text(data.get("说明")), Some("第一行\n第二行\n"));
    assert!(slice(file, data.span).starts_with("支出:") && slice(file, data.span).ends_with("第二行"));
}

#[test]
fn plain_scalars_are_null_truth_or_text() {
    let file = "甲:\n乙: ~\n丙: null\n丁: true\n戊: False\n己: 2641.94\n庚: 'null'\n辛: \"true\"\n壬: 是\n癸: []\n";
    let node = tree(file, Format::Yaml);
    let kinds: Vec<&NodeKind> = node.entries().unwrap().iter().map(|(_, v)| &v.kind).collect();
    let text = |t: &str| NodeKind::Text(t.to_owned());
    let expected = [
        NodeKind::Null,
        NodeKind::Null,
        NodeKind::Null,
        NodeKind::Bool(true),
        NodeKind::Bool(false),
        text("2641.94"),
        text("null"),
        text("true"),
        text("是"),
        NodeKind::Sequence(Vec::new()),
    ];
    assert_eq!(kinds, expected.iter().collect::<Vec<_>>());
    // A value left out stands behind its colon.
    assert_eq!(node.get("甲").unwrap().span.range(), 4..4);
}

#[test]
fn keys_are_text_whatever_they_look_like() {
    let node = tree("2024: a\ntrue: b\n~: c\n1.50: d\n\"引 号\": e\n乙\u{3000}: f\n", Format::Yaml);
    let keys: Vec<&str> = node.entries().unwrap().iter().map(|(k, _)| k.text.as_str()).collect();
    assert_eq!(keys, ["2024", "true", "~", "1.50", "引 号", "乙"]);
}

#[test]
fn json_is_yaml() {
    let node = tree("{\"甲\": [\"乙\", {\"丙\":1}], \"丁\":null}", Format::Yaml);
    assert_eq!(node.get("甲").and_then(Node::items).map(<[Node]>::len), Some(2));
    assert_eq!(node.get("丁").unwrap().kind, NodeKind::Null);
}

#[test]
fn aliases_are_expanded_and_counted() {
    let file = "甲: &a {值: 1}\n乙: *a\n丙:\n  - *a\n  - &a 2\n  - *a\n";
    let node = tree(file, Format::Yaml);
    assert_eq!(text(node.get("乙").unwrap().get("值")), Some("1"));
    assert_eq!(slice(file, node.get("乙").unwrap().span), "{值: 1}");
    assert_eq!(slice(file, node.get("丙").unwrap().span), "- *a\n  - &a 2\n  - *a");
    assert_eq!(text(node.get("丙").and_then(Node::items).unwrap().last()), Some("2"));
    // A bomb of nodes, and one of text.
    let mut bomb = String::from("a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (name, before) in ('b'..='j').zip('a'..) {
        bomb.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(",")));
    }
    bomb.push_str("z: *j\n");
    let found = yaml(&bomb);
    assert!(matches!(found.as_slice(), [(Code::FactsTooMany, alias)] if alias.starts_with('*')), "{found:?}");
    let long = format!("a: &a {}\nb: [{}]\n", "长".repeat(300_000), "*a,".repeat(1000));
    assert_eq!(yaml(&long), [(Code::FactsTooMany, "*a")]);
    // Deeper with every alias.
    let chain: String = (0..70)
        .map(|i| if i == 0 { "a0: &a0 [x]\n".to_owned() } else { format!("a{i}: &a{i} [*a{}]\n", i - 1) })
        .collect();
    assert_eq!(yaml(&format!("{chain}z: *a69\n"))[0].0, Code::FactsTooDeep);
}

#[test]
fn aliases_to_nothing_and_to_themselves_are_refused() {
    assert_eq!(yaml("甲: &a [1, *a]\n乙: *a\n"), [(Code::FactsAliasLoop, "*a")]);
    assert_eq!(yaml("甲: *重要\n"), [(Code::FactsLeadingMark, "*重要")]);
    assert_eq!(
        yaml("甲: *重要 事项\n乙: [*丙 丁]\n"),
        [(Code::FactsLeadingMark, "*重要 事项"), (Code::FactsLeadingMark, "*丙 丁")]
    );
    assert_eq!(
        yaml("甲: &A公司\n乙: &B 公司\n"),
        [(Code::FactsLeadingMark, "&A公司"), (Code::FactsLeadingMark, "&B 公司")]
    );
}

#[test]
fn keys_that_stand_twice_are_all_found() {
    let file = "甲: 1\n乙: {x: 1, x: 2}\n\"甲\": 2\n丙:\n  - 丁: 1\n    丁: 2\n甲: 3\n";
    let problems = problems(file, Format::Yaml);
    let found: Vec<_> = problems.iter().map(|p| (slice(file, p.span()), p.labels[1].span.start)).collect();
    assert!(problems.iter().all(|p| p.code == Code::FactsDuplicateKey));
    assert_eq!(found, [("x", 13), ("\"甲\"", 0), ("丁", 43), ("甲", 0)]);
}

#[test]
fn full_width_characters_are_told() {
    let cases: &[(&str, &[&str])] = &[
        ("对象：湛江\n期间: 2024\n", &["："]),
        ("对象: 甲\n期间：2024\n数据:\n  甲: 1\n", &["："]),
        ("数据:\n  甲: 1\n  乙：2\n", &["："]),
        ("数据：\n  甲: 1\n", &["："]),
        ("数据:\n  甲：1\n", &["："]),
        ("数据:\n  甲：1\n  乙：2\n", &["：", "："]),
        ("对象：湛江\n期间：2024\n", &["：", "："]),
        ("- 名称：甲\n  目标: 3\n", &["："]),
        ("\"甲\"：1\n", &["："]),
        ("甲: [a，b, c、d]\n", &["，", "、"]),
        ("甲: [\"a\"，\"b\"]\n", &["，"]),
        ("甲: {值: 1，来源: x}\n", &["，"]),
        ("甲: {值：1，来源：x}\n", &["：", "，", "："]),
        ("甲: {值：1，来源: x}\n", &["：", "，"]),
        ("甲: {值: 1，来源：x}\n", &["，", "："]),
        ("甲: ｛值: 1｝\n", &["｛", "｝"]),
        ("甲: ［1，2］\n", &["［", "］"]),
        ("甲: [1, 2］\n乙: 1\n", &["］"]),
        ("甲: \"乙”\n丙: 1\n", &["”"]),
        ("甲: [\"乙”, \"丙\"]\n", &["”"]),
        ("\u{3000}\u{3000}甲: 1\n", &["\u{3000}", "\u{3000}"]),
        ("甲:\u{3000}1\n乙: 2\n", &["\u{3000}"]),
        ("甲:\n  － 乙\n  － 丙\n", &["－", "－"]),
        ("甲:\n  － 名称: 乙\n  － 名称: 丙\n", &["－", "－"]),
    ];
    for (file, wide) in cases {
        let expected: Vec<_> = wide.iter().map(|w| (Code::FactsFullWidth, *w)).collect();
        let found: Vec<_> = yaml(file).into_iter().filter(|(code, _)| *code != Code::FactsNotMapping).collect();
        assert_eq!(found, expected, "{file:?}");
    }
}

#[test]
fn full_width_characters_in_text_are_text() {
    let file = "理由: 佐证不足，应补：见附件（一）\n时间: 12:30\n网址: https://example.cn/?a=b#c\n列: [\"a，b\"]\n比: {理由: 甲，乙}\n多行: 甲\n  乙，丙\n名: “三公”经费\n盘: C:\\甲\n";
    let node = tree(file, Format::Yaml);
    assert_eq!(text(node.get("理由")), Some("佐证不足，应补：见附件（一）"));
    assert_eq!(text(node.get("多行")), Some("甲 乙，丙"));
    assert_eq!(text(node.get("网址")), Some("https://example.cn/?a=b#c"));
}

#[test]
fn marks_at_the_beginning_want_quotes() {
    for value in
        ["@甲", "`甲`", "%甲", "& 甲", "* 甲", "!元 5", "!x 5", "!!str 5", ">6000件", ">5", "| 5", "|", ",甲", "? 甲"]
    {
        let file = format!("数据:\n  甲: {value}\n  乙: 1\n");
        assert_eq!(yaml(&file), [(Code::FactsLeadingMark, value)], "{value:?}");
        let after = mended(&file, Format::Yaml);
        assert_eq!(text(tree(&after, Format::Yaml).get("数据").unwrap().get("甲")), Some(value), "{after:?}");
    }
    assert_eq!(yaml("@键: 甲\n%键: 乙\n"), [(Code::FactsLeadingMark, "@键"), (Code::FactsLeadingMark, "%键")]);
    assert_eq!(yaml("甲: [@乙, 丙]\n"), [(Code::FactsLeadingMark, "@乙")]);
    assert_eq!(yaml("%YAML 1.2\n---\n甲: 1\n")[0].0, Code::FactsLeadingMark);
}

#[test]
fn comments_that_cut_a_value_are_told() {
    let file = "甲: 机组 #1\n乙: #2机组\n丙: [a #3\n  ]\n丁: 好 # 注\n戊: # 注\n己: \"x\" #注\n#庚\n";
    let cuts = [(Code::FactsCommentCuts, "#1"), (Code::FactsCommentCuts, "#2机组"), (Code::FactsCommentCuts, "#3")];
    assert_eq!(yaml(file), cuts);
    assert_eq!(yaml("甲: 一\n  二 # 注\n  三\n"), [(Code::FactsCommentCuts, "# 注")]);
}

#[test]
fn indentation_is_told() {
    assert_eq!(yaml("数据:\n\t甲: 1\n"), [(Code::FactsTab, "\t")]);
    assert_eq!(yaml("数据:\n  甲: 1\n\t乙: 1\n"), [(Code::FactsTab, "\t")]);
    assert_eq!(yaml("数据:\n  甲: 1\n   乙: 1\n"), [(Code::FactsIndentation, "乙")]);
    assert_eq!(yaml("数据:\n    甲: 1\n  乙: 1\n"), [(Code::FactsIndentation, "乙: 1")]);
    assert_eq!(yaml("  甲: 1\n乙: 2\n"), [(Code::FactsIndentation, "乙: 2")]);
    assert_eq!(yaml("甲:\n  - 乙\n   - 丙\n"), [(Code::FactsIndentation, "- 丙")]);
    assert_eq!(yaml("甲:\n  - 乙\n 丙: 1\n"), [(Code::FactsIndentation, "丙: 1")]);
    assert_eq!(yaml("甲: 1 # 注\n\n # 注\n 乙: 1\n"), [(Code::FactsIndentation, "乙: 1")]);
    let above = problems("数据:\n  甲: 1\n   乙: 1\n", Format::Yaml);
    assert_eq!(above[0].labels[1].span.range(), 10..16);
}

#[test]
fn each_mistake_is_told_apart() {
    let cases: &[(&str, Code, &str)] = &[
        ("甲: [乙\n丙: 1\n", Code::FactsUnclosed, "["),
        ("甲: [1, 2\n", Code::FactsUnclosed, "["),
        ("甲: {x: 1\n乙: 1\n", Code::FactsUnclosed, "{"),
        ("甲: {x: 1,\n", Code::FactsUnclosed, "{"),
        ("甲: \"乙\n丙: \"1\"\n", Code::FactsUnclosed, "\"乙"),
        ("甲: \"乙\n丙: 1\n", Code::FactsUnclosed, "\"乙"),
        ("甲: '乙\n丙: 1\n", Code::FactsUnclosed, "'乙"),
        ("甲: \"乙\n丙: 丁\"\n", Code::FactsUnclosed, "\"乙"),
        ("甲: ]\n", Code::FactsUnopened, "]"),
        ("甲: [1}\n", Code::FactsUnopened, "}"),
        ("甲: {乙: 1}}\n", Code::FactsUnopened, "}"),
        ("甲: {值: 1 来源: x}\n", Code::FactsNoComma, ""),
        ("甲: [\"乙\" \"丙\"]\n", Code::FactsNoComma, ""),
        ("甲: [, 1]\n", Code::FactsSpareComma, ","),
        ("甲: [1,,2]\n", Code::FactsSpareComma, ","),
        ("甲: 1: 2\n", Code::FactsSecondColon, ":"),
        ("甲: \"乙\" 丙\n", Code::FactsTextAfter, "丙"),
        ("甲: 'it's'\n", Code::FactsTextAfter, "s'"),
        ("甲: \"乙\"：1\n", Code::FactsTextAfter, "：1"),
        ("甲: \"\\q\"\n", Code::FactsEscape, "\\q"),
        ("甲: \"\\x4\"\n", Code::FactsEscape, "\\x4"),
        ("甲:1\n乙: 2\n", Code::FactsNoBlank, ":"),
        ("数据:\n  甲: 1\n  乙:2\n", Code::FactsNoBlank, ":"),
        ("数据:\n  甲:1\n", Code::FactsNoBlank, ":"),
        ("甲: {x:1}\n", Code::FactsNoBlank, ":"),
        ("甲:\n- 乙\n-丙\n", Code::FactsNoBlank, "-"),
        ("甲\n乙: 1\n", Code::FactsNoColon, "甲"),
        ("甲: 1\n乙 2\n丙: 3\n", Code::FactsNoColon, "乙 2"),
        ("甲: {乙, 丙: 1}\n", Code::FactsNoColon, "乙"),
        ("甲: - 5\n", Code::FactsListPlace, "- 5"),
        ("<<: {甲: 1}\n", Code::FactsMergeKey, "<<"),
        ("? [甲]\n: 1\n", Code::FactsKeyNotText, "[甲]"),
        (": 1\n", Code::FactsKeyNotText, ":"),
        ("甲: 1\n---\n乙: 2\n", Code::FactsSecondDocument, "---"),
        ("甲: 1\n...\n乙: 2\n", Code::FactsSecondDocument, "乙: 2"),
    ];
    for (file, code, piece) in cases {
        assert_eq!(yaml(file), [(*code, *piece)], "{file:?}");
    }
}

#[test]
fn several_mistakes_are_told_at_once() {
    let file =
        "对象：湛江\n期间: @2024\n数据:\n  甲: [1，2]\n  乙: 1: 2\n  甲: !元 5\n  丙：3\n  丁 4\n评定: {得分：3}\n";
    let expected = [
        (Code::FactsFullWidth, "："),
        (Code::FactsLeadingMark, "@2024"),
        (Code::FactsFullWidth, "，"),
        (Code::FactsSecondColon, ":"),
        (Code::FactsDuplicateKey, "甲"),
        (Code::FactsLeadingMark, "!元 5"),
        (Code::FactsFullWidth, "："),
        (Code::FactsNoColon, "丁 4"),
        (Code::FactsFullWidth, "："),
    ];
    assert_eq!(yaml(file), expected);
}

#[test]
fn the_edits_mend_what_they_are_about() {
    for file in [
        "对象：湛江\n期间:2024\n",
        "甲: [a，b、c]\n",
        "甲: ｛值：1，源：2｝\n",
        "数据:\n\t甲: 1\n",
        "甲: @乙\n丙: &丁 戊\n",
        "甲: [1,,2]\n乙:\n-丙\n",
    ] {
        let mut after = mended(file, Format::Yaml);
        // What a bracket hides comes to light when it is mended.
        for _ in 0..2 {
            after = mended(&after, Format::Yaml);
        }
        assert_eq!(yaml(&after), [], "{file:?} became {after:?}");
    }
}

#[test]
fn a_list_on_the_line_of_its_name_is_one_mistake() {
    for file in ["产出指标: - { 名称: 培训人数, 目标值: 110人 }\n数据: 1\n", "表: - 甲: 1\n"] {
        let found = yaml(file);
        assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::FactsListPlace], "{file}");
    }
    assert_eq!(yaml("表: - 甲\n  - 乙\n"), [(Code::FactsListPlace, "- 甲")]);
}

#[test]
fn what_is_mended_changes_no_more_than_it_must() {
    for (wrong, right) in [
        ("支出数:285万元\n", "支出数: 285万元\n"),
        ("支出数 285万元\n预算数: 1\n", "支出数: 285万元\n预算数: 1\n"),
        ("甲: { 值: 285万元 来源: 决算 }\n", "甲: { 值: 285万元, 来源: 决算 }\n"),
        ("来源: 附件 #3\n", "来源: \"附件 #3\"\n"),
        ("甲: { 值: 1\n乙: 2\n", "甲: { 值: 1 }\n乙: 2\n"),
        ("甲: [1, 2\n乙: 2\n", "甲: [1, 2]\n乙: 2\n"),
        ("甲: \"决算\\u200b报表\"\n", "甲: \"决算报表\"\n"),
        ("甲: \"决算\\\\\\u200B报表\"\n", "甲: \"决算\\\\报表\"\n"),
    ] {
        assert_eq!(mended(wrong, Format::Yaml), right);
    }
    // The edit of a blank is the blank alone, and an invisible character is shown by its escape.
    let fix = problems("支出数:285万元\n", Format::Yaml).remove(0).fix.unwrap();
    assert_eq!((fix.edits[0].span.range(), fix.edits[0].replacement.as_str()), (10..10, " "));
    assert_eq!(yaml("甲: \"决算\\u200b报表\"\n"), [(Code::FactsControl, "\\u200b")]);
    assert_eq!(faults("{\"甲\": \"决\\u200b算\"}", Format::Json), [(Code::FactsControl, "\\u200b")]);
    // A comma is missing at one place, which is no text.
    assert_eq!(yaml("甲: { 值: 285万元 来源: 决算 }\n"), [(Code::FactsNoComma, "")]);
}

#[test]
fn a_line_that_fits_no_level_is_shown_beside_the_nearest() {
    let file = "数据:\n    甲: 1\n   乙: 2\n";
    let problem = problems(file, Format::Yaml).remove(0);
    assert_eq!(problem.code, Code::FactsIndentation);
    let labels: Vec<&str> = problem.labels.iter().map(|label| slice(file, label.span)).collect();
    assert_eq!(labels, ["乙: 2", "甲: 1"]);
}

#[test]
fn a_file_named_for_another_format_is_one_mistake() {
    let yaml = "# 注\n对象: 甲\n数据:\n  预算数: 300万元\n";
    let toml = "\"对象\" = \"甲\"\n[\"数据\"]\n\"预算数\" = \"300万元\"\n";
    let json = "{\n  \"对象\": \"甲\"\n}\n";
    for (text, format, line) in [
        (yaml, Format::Json, "对象: 甲"),
        (yaml, Format::Toml, "对象: 甲"),
        (toml, Format::Json, "\"对象\" = \"甲\""),
        (toml, Format::Yaml, "\"对象\" = \"甲\""),
        (json, Format::Toml, "{"),
    ] {
        assert_eq!(faults(text, format), [(Code::FactsSyntax, line)], "{format:?}");
    }
    // JSON is YAML as well, and a mistake within the format is not taken for another format.
    assert_eq!(faults(json, Format::Yaml), []);
    assert_eq!(faults("{\"甲\": 1,, \"乙\": 2}", Format::Json).len(), 1);
    assert_eq!(faults("{\"甲\": 1,, \"乙\": 2}", Format::Json)[0].0, Code::FactsSpareComma);
}
