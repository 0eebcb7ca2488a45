//! Whatever a file says, it is bound or told; nothing panics, nothing is lost.

use proptest::prelude::*;
use rubric_lang::facts::{Format, Key, Node, NodeKind, conform};
use rubric_lang::source::{SourceId, Span};

use super::fixture::{MAIN, facts};

fn node(kind: NodeKind) -> Node {
    Node { span: Span::new(SourceId(1), 0..1), kind }
}

fn key(text: &str) -> Key {
    Key { span: Span::new(SourceId(1), 0..1), text: text.to_owned() }
}

fn mapping(entries: Vec<(&str, Node)>) -> Node {
    node(NodeKind::Mapping(entries.into_iter().map(|(name, value)| (key(name), value)).collect()))
}

/// Text made of the pieces that figures, dates and paths are made of.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("1"),
        Just("２"),
        Just("30"),
        Just(","),
        Just("，"),
        Just("."),
        Just("-"),
        Just("－"),
        Just("%"),
        Just("‰"),
        Just("万元"),
        Just("人"),
        Just("余"),
        Just("多"),
        Just("约"),
        Just("不足"),
        Just("以上"),
        Just("至"),
        Just("~"),
        Just("年"),
        Just("月"),
        Just("日"),
        Just("2024"),
        Just("≥"),
        Just("═"),
        Just("/"),
        Just("“"),
        Just("”"),
        Just("\""),
        Just("#2"),
        Just(" "),
        Just("　"),
        Just("分"),
        Just("产出完成情况"),
        Just("助学"),
        Just("e5"),
        Just("é"),
        Just("𠮷"),
    ];
    prop::collection::vec(piece, 0..7).prop_map(|pieces| pieces.concat())
}

/// A value of any shape.
fn value() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        4 => text().prop_map(|text| node(NodeKind::Text(text))),
        1 => text().prop_map(|text| node(NodeKind::Number(text))),
        1 => Just(node(NodeKind::Null)),
        1 => any::<bool>().prop_map(|yes| node(NodeKind::Bool(yes))),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let names = prop_oneof![
            Just("值"),
            Just("来源"),
            Just("至少"),
            Just("at_most"),
            Just("高于"),
            Just("below"),
            Just("名称"),
            Just("目标值"),
            Just("实际值"),
            Just("得分"),
            Just("扣"),
            Just("理由"),
            Just("级"),
            Just("别的"),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| node(NodeKind::Sequence(items))),
            prop::collection::vec((names, inner), 0..4).prop_map(mapping),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn every_value_is_bound_or_told(value in value(), path in text()) {
        let rubric = &*MAIN;
        let all = rubric.facts.iter().map(|fact| (fact.name.as_str(), value.clone())).collect();
        let root = mapping(vec![
            ("对象", value.clone()),
            ("期间", value.clone()),
            ("数据", mapping(all)),
            ("评定", mapping(vec![(path.as_str(), value.clone()), ("支出率", value.clone()), ("产出完成情况/助学", value)])),
        ]);
        let (facts, problems) = conform(rubric, &root, Format::Yaml);
        prop_assert_eq!(facts.slots.len(), rubric.facts.len());
        prop_assert_eq!(facts.origins.len(), rubric.facts.len());
        for problem in problems.iter() {
            prop_assert!(problem.labels.iter().all(|label| label.span.source.0 <= 1));
        }
    }

    #[test]
    fn the_ways_to_write_a_number_mean_the_same(units in 0_u32..2_000_000_000, cents in 0_u32..100, wide: bool, blank: bool) {
        let mut digits = units.to_string();
        for at in (1..digits.len()).rev().filter(|at| (digits.len() - at) % 3 == 0).collect::<Vec<_>>() {
            digits.insert(at, ',');
        }
        let plain = format!("{units}.{cents:02}元");
        let mut written = format!("{digits}.{cents:02}{}元", if blank { " " } else { "" });
        if wide {
            let full = |c: char| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c };
            written = written.chars().map(full).collect();
        }
        prop_assert_eq!(
            facts(&format!("年度实际支出: '{written}'")).number("年度实际支出"),
            facts(&format!("年度实际支出: {plain}")).number("年度实际支出")
        );
    }
}
