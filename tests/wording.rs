//! Rules in words, as the column 评分标准 of a printed table has them.

use std::fmt::Write as _;

use rubric_lang::diagnostic::Severity;
use rubric_lang::locale::{Language, Locale};
use rubric_lang::model::{AdjustmentId, MethodId, NodeId, Rubric};
use rubric_lang::source::SourceMap;
use rubric_lang::wording::{Line, Wording};
use rubric_lang::{Unreadable, check, load};

use crate::support::root;

/// The model of the rubric `path`, which `read` gives.
fn model(path: &str, read: &mut dyn FnMut(&str) -> Result<Vec<u8>, Unreadable>) -> (Rubric, SourceMap) {
    let mut sources = SourceMap::new();
    let loaded = load(path, &mut sources, read).unwrap();
    let checked = check(loaded, &sources);
    let rubric = checked.rubric.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    (rubric, sources)
}

/// All that is said of a rubric.
fn all(rubric: &Rubric, sources: &SourceMap, language: Language) -> String {
    let locale = Locale::new(language);
    let wording = Wording::new(rubric, sources, &locale);
    let mut out = String::new();
    let mut tell = |name: &str, lines: Vec<Line>| {
        writeln!(out, "{name}").unwrap();
        lines.iter().for_each(|line| writeln!(out, "  {}{}", "  ".repeat(line.depth), line.text).unwrap());
    };
    for (id, node) in (0..).zip(&rubric.nodes) {
        // A part is told where it stands.
        if !node.part {
            tell(&node.path, wording.rule(NodeId(id)));
        }
    }
    for (id, method) in (0..).zip(&rubric.methods) {
        tell(&format!("[{}]", method.name), wording.method(MethodId(id)));
    }
    for (id, adjustment) in (0..).zip(&rubric.adjustments) {
        tell(&format!("± {}", adjustment.name), wording.adjustment(AdjustmentId(id)));
    }
    tell("=", wording.total());
    tell("~", wording.rounding());
    out
}

/// All that is said of a rubric of the package, in both languages.
fn said(path: &str) -> String {
    let (rubric, sources) = model(path, &mut |path| Ok(std::fs::read(root().join(path)).unwrap()));
    format!("{}\n{}", all(&rubric, &sources, Language::Zh), all(&rubric, &sources, Language::En))
}

#[test]
fn the_department_rubric_reads_like_a_printed_table() {
    insta::assert_snapshot!(said("rubrics/zhanjiang-department-2024.rubric"));
}

#[test]
fn every_form_of_rule_has_its_words() {
    insta::assert_snapshot!("features", said("tests/cases/accepted/features.rubric"));
    insta::assert_snapshot!("forms", said("tests/cases/report/forms.rubric"));
    insta::assert_snapshot!("english", said("examples/first-rubric/first.en.rubric"));
}

/// Rules of an indicator of ten points, one for each form, with the facts that they read.
const FORMS: &[(&str, &str)] = &[
    ("full marks when", "得满分 当 甲"),
    ("full marks when not", "得满分 当 非 甲"),
    ("both", "得满分 当 甲 且 非 已办"),
    ("three of them", "得满分 当 甲 且 已办 且 数量 = 0"),
    ("either, in parentheses", "得满分 当 (甲 或 已办) 且 数量 ≠ 3"),
    ("not both", "得满分 当 非 (甲 且 已办)"),
    ("a formula", "得分 = 率 × 满分"),
    ("a formula with a limit", "得分 = 款 ÷ 100万元 × 满分 最多 满分"),
    ("two limits", "得分 = 款 ÷ 100万元 × 满分 - 1分 最多 满分 最少 0分"),
    ("bands", "分档 率 { ≥ 90% : 满分 [60%, 90%) : 满分 × 50% < 60% : 不得分 }"),
    (
        "bands with every bracket",
        "分档 率 { > 90% : 满分 (60%, 90%] : 5分 (30%, 60%] : 2分 (0%, 30%] : 1分 = 0% : 不得分 }",
    ),
    ("open bands", "分档 款 { > 2万元 : 满分 = 2万元 : 5分 (1万元, 2万元) : 4分 [0元, 1万元] : 不得分 }"),
    ("bands of a formula", "分档 款 ÷ 10万元 { ≥ 1 : 满分 < 1 : 不得分 }"),
    ("bands of dates", "分档 日 { ≤ 2024-03-31 : 满分 [2024-04-01, 2024-06-30] : 5分 > 2024-06-30 : 不得分 }"),
    ("bands in a case", "分情况 { 当 甲 : 分档 数量 { ≥ 3个 : 满分 < 3个 : 5分 } 否则 : 不得分 }"),
    ("cases", "分情况 { 当 数量 > 3个 : 不得分 当 甲 : 满分 否则 : 5分 }"),
    ("one case", "分情况 { 当 数量 > 3个 : 不得分 否则 : 满分 }"),
    ("an optional fact", "分情况 { 当 未填 可缺 : 不得分 否则 : 可缺 × 满分 }"),
    ("a default", "得分 = 缺省(可缺, 50%) × 满分"),
    ("options", "得满分 当 性质 = 新建"),
    ("other options", "得满分 当 性质 属于 {新建, 改建}"),
    ("not these options", "得满分 当 非 (性质 属于 {新建, 改建})"),
    ("a range", "得满分 当 率 属于 [90%, 100%]"),
    ("not in a range", "得满分 当 非 (率 属于 [10%, 90%))"),
    ("a chain", "得满分 当 10% < 率 ≤ 90%"),
    ("equal ones", "得满分 当 款 = 二款 = 三款"),
    ("dates apart", "得满分 当 日 - 起 ≤ 30日"),
    ("days after", "得满分 当 日 ≤ 起 + 20日"),
    ("months before", "得满分 当 日 < 起 - 3个月"),
    ("a lookup", "查表 性质 { 新建 : 满分 续建 : 5分 改建 : 不得分 }"),
    ("a lookup of yes and no", "查表 甲 { 是 : 满分 否 : 不得分 }"),
    ("a grid", "查表 款, 性质 { : 新建, 续建、改建\n ≥ 10万元 : 10分, 6分\n < 10万元 : 6分, 3分\n }"),
    ("a line through points", "插值 率 { 0% : 0分 60% : 4分 100% : 满分 }"),
    ("a rating", "按评级 评级"),
    ("the evaluator", "人工评分 [0分, 满分]"),
    ("the evaluator, within less", "人工评分 (2分, 8分)"),
    ("one deduction", "扣分 { 数量 每 1项 扣 1分 }"),
    (
        "deductions",
        "扣分 { 数量 每 2项 扣 1分，不足不计，累计最多 4分\n 率 低于 90%，每 1个百分点 扣 0.5分，不足计一\n 款 超过 1万元，每 1万元 扣 1分，按比例\n 当 非 甲 扣 满分 × 10% }",
    ),
    ("late days", "扣分 { 日 超过 起，每 1日 扣 0.5分 }"),
    ("a deduction after a rule", "得满分 当 甲\n 扣分 { 数量 每 1项 扣 1分 }"),
    ("rows counted once", "扣分 { 去重计数(项目, 名) 每 1个 扣 1分 }"),
    ("rows that meet a condition", "扣分 { 计数(项目 当 额 > 1万元 且 非 合格) 每 1个 扣 1分 }"),
    ("a mean of rows", "逐项 项目 取 平均 { 得满分 当 合格 }"),
    ("the lowest row", "逐项 项目 取 最低 { 不得分 当 非 合格\n 得分 = 率一 × 满分 }"),
    ("a sum of rows", "逐项 项目 满分 分值 取 合计 { 得满分 当 合格 }"),
    ("a weighted mean of rows", "逐项 项目 取 加权平均 按 额 { 得满分 当 合格 }"),
    (
        "some rows",
        "逐项 项目 当 合格 取 最高 { 不适用 当 率一 = 0% 则 剔除\n 得分 = 率一 × 满分 }\n 不适用 当 计数(项目 当 合格) = 0个 则 满分",
    ),
    ("all rows", "得满分 当 全部(项目, 合格)"),
    ("some of the rows that", "得满分 当 非 存在(项目 当 额 > 1万元, 合格)"),
    ("sums of rows", "得分 = 合计(项目 当 合格, 额) ÷ 合计(项目, 额) × 满分 最多 满分 最少 0分"),
    ("scaled", "折算 100分 { 扣分 { 数量 每 1项 扣 20分 } }"),
    ("a method", "按率(率)"),
    ("a method of something else", "按率(率 × 50%)"),
    ("inapplicable", "不适用 当 数量 = 0个 则 满分\n 得满分 当 甲"),
    ("inapplicable, worth a number", "不适用 当 数量 = 0个 则 率 × 满分\n 得满分 当 甲"),
    ("zero", "不得分 当 非 已办\n 得满分 当 甲"),
    ("discretion", "得满分 当 甲\n 酌情扣分 最多 满分 × 20%"),
    (
        "parts",
        "分项 一 40% { 得满分 当 甲 }\n 分项 二 60% { 解释 \"办得怎样\" 分档 率 { ≥ 90% : 满分 < 90% : 不得分 } }",
    ),
    (
        "parts with points",
        "分项 一 4分 { 得满分 当 甲 }\n 分项 二 6分 { 扣分 { 数量 每 1项 扣 1分 } }\n 酌情扣分 最多 1分",
    ),
    ("the lowest of the parts", "汇总 最低\n 分项 一 { 得满分 当 甲 }\n 分项 二 { 得满分 当 已办 }"),
    ("a name", "计算 占比 = 款 ÷ 二款\n 分档 占比 { ≥ 1 : 满分 < 1 : 不得分 }"),
    ("a name of a choice", "计算 系数 = 分档 率 { ≥ 50% : 1 < 50% : 0.5 }\n 得分 = 系数 × 满分"),
    ("a name of a condition", "计算 办妥 = 甲 且 已办\n 得满分 当 办妥"),
    ("names of names", "计算 占比 = 款 ÷ 二款\n 计算 倍数 = 若 占比 > 1 则 1 否则 占比\n 得分 = 倍数 × 满分 最少 0分"),
    ("the smaller of two", "得分 = (款 ÷ 二款 最多 1) × 满分 最少 0分"),
    ("rounding", "得分 = 保留(款 ÷ 二款, 2位, 去尾) × 满分 最多 满分 最少 0分"),
    ("functions", "得分 = 绝对值(率 - 50%) × 乘方(率, 2) × 满分"),
];

/// What [`FORMS`] read.
const HEAD: &str = "评分表 试 { 满分 20分\n 不舍入 }
选项 性质 { 新建, 续建, 改建 }
选项 等次 { 优 = 100%, 良 = [70%, 90%), 差 = 0% }
计分方法 按率（率 : 比率 [0%, 100%]）{ 得分 = 率 × 满分 }
数据 甲、已办 : 是否
数据 数量 : 个数
数据 率 : 比率 [0%, 100%]
数据 可缺 : 比率? [0%, 100%]
数据 款、二款、三款 : 金额 > 0元
数据 日、起 : 日期
数据 性质 : 性质
数据 评级 : 等次
数据 项目 : 表 { 名 : 文本, 额 : 金额 > 0元, 率一 : 比率 [0%, 100%], 分值 : 分 > 0分, 合格 : 是否 } 至少 1行
指标 其他 10分 { 得满分 当 甲 }
";

#[test]
fn each_form_of_rule_reads_as_in_a_printed_table() {
    let mut out = String::new();
    let mut wrong = Vec::new();
    for (name, rule) in FORMS {
        let text = format!("{HEAD}指标 项 10分 {{\n{rule}\n}}\n");
        let mut sources = SourceMap::new();
        let loaded = load("r", &mut sources, &mut |_| Ok(text.clone().into_bytes())).unwrap();
        let checked = check(loaded, &sources);
        let Some(rubric) = checked.rubric else {
            let errors = checked.diagnostics.iter().filter(|d| d.severity() == Severity::Error);
            wrong.push(format!("{name}: {:?}", errors.map(|d| (d.code, &d.args)).collect::<Vec<_>>()));
            continue;
        };
        writeln!(out, "{name}\n    {}", rule.replace('\n', "\n    ")).unwrap();
        for language in [Language::Zh, Language::En] {
            let locale = Locale::new(language);
            let wording = Wording::new(&rubric, &sources, &locale);
            for line in wording.rule(NodeId(1)) {
                writeln!(out, "  {}{}", "  ".repeat(line.depth), line.text).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    insta::assert_snapshot!(out);
}

#[test]
fn levels_have_their_words() {
    let text = "评分表 内控 { 不舍入 }
选项 成熟度 { 初级 = 1 < 中级 = 2 < 高级 = 3 }
数据 已建、已评 : 是否
数据 分数 : 数 [0, 3]
指标 总体 成熟度 {
  汇总 最低
  指标 制度 成熟度 { 分情况 { 当 已建 且 已评 : 高级 当 已建 : 中级 否则 : 初级 } }
  指标 执行 成熟度 { 分档 分数 { ≥ 2 : 高级 [1, 2) : 中级 < 1 : 初级 } }
}
";
    let (rubric, sources) = model("r", &mut |_| Ok(text.as_bytes().to_vec()));
    insta::assert_snapshot!(format!(
        "{}\n{}",
        all(&rubric, &sources, Language::Zh),
        all(&rubric, &sources, Language::En)
    ));
}

#[test]
fn nothing_is_left_unsaid_or_half_said() {
    let rubrics = [
        "rubrics/zhanjiang-department-2024.rubric",
        "examples/contract-dates/contracts.rubric",
        "examples/first-rubric/first.rubric",
        "examples/first-rubric/first.en.rubric",
        "examples/county-fiscal-management/county.rubric",
        "tests/cases/accepted/features.rubric",
        "tests/cases/accepted/sample.rubric",
        "tests/cases/report/forms.rubric",
    ];
    for path in rubrics {
        let (rubric, sources) = model(path, &mut |path| Ok(std::fs::read(root().join(path)).unwrap()));
        for language in [Language::Zh, Language::En] {
            let text = all(&rubric, &sources, language);
            for sign in ["<wording", "{$", "{ $", "““", "””", "\u{e000}", "\u{e001}", "  ，", "；；"] {
                assert!(!text.contains(sign), "{path}: {sign} in {text}");
            }
            let locale = Locale::new(language);
            let wording = Wording::new(&rubric, &sources, &locale);
            for (id, node) in (0..).zip(&rubric.nodes) {
                let lines = wording.rule(NodeId(id));
                let sums = node.body.rule.is_none() && node.body.children.iter().all(|child| !rubric.node(*child).part);
                assert!(sums || !lines.is_empty(), "{path}: {} has no words", node.path);
                let last = lines.last().map(|line| line.text.as_str()).unwrap_or_default();
                assert!(lines.is_empty() || last.ends_with(['。', '.']), "{path}: {last}");
            }
        }
    }
}
