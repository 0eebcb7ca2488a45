//! The workbook of an assessment: what stands in it, and the formula of each scoring form.

use calamine::{Data, Reader};
use rubric_lang::locale::{Language, Locale};
use rubric_lang::report::{self, Filing};
use rubric_lang::{Assessed, Options, assess, evaluate};

use crate::support::department::{Department, department, department_of};
use crate::support::workbook::{opened, parts};

const PROJECT: &str = "examples/project-self-evaluation/project.rubric";
const PROJECT_FACTS: &str = "examples/project-self-evaluation/facts.yaml";
const RUBRIC: &str = "rubrics/zhanjiang-department-2024.rubric";
const FACTS: &str = "examples/zhanjiang-party-office-2024/facts.yaml";

fn xlsx(department: &Department, language: Language) -> Vec<u8> {
    let locale = Locale::new(language);
    let evaluation = evaluate(&department.rubric, &department.facts, &Options::default());
    assert!(evaluation.errors.is_empty(), "{:#?}", evaluation.errors);
    let assessed = Assessed {
        rubric: &department.rubric,
        rubric_texts: &department.rubric_texts,
        facts: &department.facts,
        facts_text: department.facts_text,
        evaluation: &evaluation,
        sources: &department.sources,
    };
    let assessment = assess(&assessed, &locale);
    report::xlsx(&Filing { assessed, assessment: &assessment, locale: &locale }).unwrap()
}

fn shown(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::Float(number) => number.to_string(),
        other => other.to_string(),
    }
}

/// The cells of a sheet that hold a formula, each with what it came to.
fn formulas(bytes: &[u8], sheet: &str) -> Vec<String> {
    let mut book = opened(bytes);
    let values = book.worksheet_range(sheet).unwrap();
    let formulas = book.worksheet_formula(sheet).unwrap();
    let (top, left) = formulas.start().unwrap_or_default();
    let mut lines = Vec::new();
    for (row, column, formula) in formulas.used_cells() {
        let at = (top + row as u32, left + column as u32);
        let label = values.get_value((at.0, 0)).map(shown).unwrap_or_default();
        let value = values.get_value(at).map(shown).unwrap_or_default();
        lines.push(format!("{label} = {value}\n  {formula}"));
    }
    lines
}

/// Steps, columns beside tables and names of the rule text `rule` of an indicator of ten points.
fn translated(rule: &str, facts: &str) -> String {
    translated_with("", rule, facts)
}

fn translated_with(items: &str, rule: &str, facts: &str) -> String {
    let head = "评分表 试 { 满分 10分\n舍入 指标 2位 四舍五入 }\n单位 人\n";
    let rubric = format!("{head}{items}\n指标 甲 10分 {{\n{rule}\n}}\n");
    let department = department_of(&rubric, &format!("对象: 某\n数据:\n{facts}"));
    let bytes = xlsx(&department, Language::Zh);
    let book = opened(&bytes);
    let mut out = Vec::new();
    for sheet in book.sheet_names().clone() {
        let first = matches!(sheet.as_str(), "数据" | "得分明细" | "评分表" | "综合得分表" | "差异清单" | "使用说明");
        if first {
            continue;
        }
        let mut lines = formulas(&bytes, &sheet);
        // The rows of a table are alike: the first two tell.
        if sheet != "计算过程" {
            lines.truncate(8);
        }
        out.push(format!("[{sheet}]"));
        out.append(&mut lines);
    }
    out.push("[名称]".into());
    for (name, formula) in book.defined_names() {
        if !name.starts_with("_xlnm") {
            out.push(format!("{name}\n  {formula}"));
        }
    }
    out.join("\n")
}

macro_rules! forms {
    ($($name:ident: $rule:expr, $facts:expr;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(translated($rule, $facts));
        }
    )*};
}

forms! {
    a_formula_of_quantities: "数据 支出、预算 : 金额 > 0元\n计算 支出率 = 支出 ÷ 预算\n得分 = 支出率 × 满分 最多 满分",
        "  支出: 90.5万元\n  预算: 1000000元";
    full_marks_when: "数据 公开日期 : 日期?\n数据 批复日期 : 日期\n得满分 当 已填 公开日期 且 公开日期 ≤ 批复日期 + 20日",
        "  公开日期: 2024-02-20\n  批复日期: 2024-02-01";
    bands_in_turn: "数据 完成率 : 比率 ≥ 0%\n分档 完成率 { ≥ 100% : 满分; [80%, 100%) : 8分; < 80% : 完成率 × 满分 }",
        "  完成率: 87.5%";
    checks_beside_steps_and_rows: "数据 目标、实际 : 个数\n数据 行 : 表 { 名称 : 文本, 甲、乙 : 个数 } 至少 1行\n校验 实际 ≤ 目标 否则 \"实际多于目标\"\n逐项 行 取 平均 { 校验 甲 ≤ 乙\n得满分 当 甲 > 0 }",
        "  目标: 8\n  实际: 9\n  行: [ { 名称: 一, 甲: 1, 乙: 2 }, { 名称: 二, 甲: 3, 乙: 2 } ]";
    cases_in_turn: "数据 目标、实际 : 个数\n分情况 { 当 目标 = 0 且 实际 = 0 : 满分; 当 目标 = 0 : 不得分; 否则 : 实际 ÷ 目标 × 满分 最多 满分 }",
        "  目标: 8\n  实际: 6";
    a_line_between_corners: "数据 浓度 : 数 ≥ 0\n插值 浓度 最多 100 { 0 : 10分; 50 : 6分; 100 : 0分\n允许 递减 }",
        "  浓度: 25";
    deductions_of_every_kind: "数据 未改 : 个数\n数据 整改率 : 比率 [0%, 100%]\n数据 已报告 : 是否\n扣分 { 未改 每 2 扣 1分，不足不计，累计最多 3分\n整改率 低于 95%，每 1个百分点 扣 0.5分，不足计一\n当 非 已报告 扣 2分 }",
        "  未改: 5\n  整改率: 92.5%\n  已报告: 否";
    rows_and_their_mean: "数据 任务 : 表 { 名称 : 文本, 完成率 : 比率 [0%, 100%], 计入 : 是否 } 至少 1行\n逐项 任务 当 计入 取 平均 { 得分 = 完成率 × 满分 }",
        "  任务: [ { 名称: 甲, 完成率: 90%, 计入: 是 }, { 名称: 乙, 完成率: 50%, 计入: 否 } ]";
    rows_that_are_left_out: "数据 合同 : 表 { 名称 : 文本, 已备案 : 是否, 免备案 : 是否 } 至少 1行\n逐项 合同 取 平均 { 不适用 当 免备案 则 剔除\n得满分 当 已备案 }",
        "  合同: [ { 名称: 甲, 已备案: 是, 免备案: 否 }, { 名称: 乙, 已备案: 否, 免备案: 是 } ]";
    functions_over_rows: "数据 项目 : 表 { 名称 : 文本, 处室 : 文本, 预算 : 金额 > 0元, 支出 : 金额 ≥ 0元 } 至少 1行\n得满分 当 计数(项目 当 支出 > 0元) = 2 且 合计(项目, 支出) ÷ 合计(项目, 预算) ≥ 90% 且 去重计数(项目, 处室) = 1 且 中位数(项目, 预算) > 0元 且 全部(项目, 支出 ≤ 预算)",
        "  项目: [ { 名称: 甲, 处室: 一, 预算: 8万元, 支出: 8万元 }, { 名称: 乙, 处室: 一, 预算: 10万元, 支出: 9万元 } ]";
    parts_and_gates: "数据 涉密、已公开 : 是否\n数据 合规率 : 比率 [0%, 100%]\n不适用 当 涉密 则 满分\n分项 公开 40% { 得满分 当 已公开 }\n分项 规范 60% { 得分 = 合规率 × 满分 }",
        "  涉密: 否\n  已公开: 是\n  合规率: 90%";
    scored_out_of_other_points: "数据 问卷 : 分 [0分, 100分]\n折算 100分 { 得分 = 问卷 }", "  问卷: 88分";
}

#[test]
fn options_by_lookup_and_rating() {
    let items = "选项 评级 { 优 = 95%, 良 = 85%, 差 = 0% }\n选项 类别 { 新建, 改建 }";
    let rule = "数据 等次 : 评级\n数据 类 : 类别\n数据 金额数 : 金额 ≥ 0元\n\
                分项 甲一 5分 { 按评级 等次 }\n\
                分项 甲二 5分 { 查表 金额数, 类 {\n : 新建, 改建\n ≥ 100元 : 5分, 3分\n < 100元 : 2分, 1分 } }";
    let facts = "  等次: 良\n  类: 改建\n  金额数: 100元";
    insta::assert_snapshot!(translated_with(items, rule, facts));
}

#[test]
fn a_method_in_the_place_of_each_call() {
    let items = "计分方法 按完成率(目标 : 量, 实际 : 量) {\n计算 完成率 = 实际 ÷ 目标\n\
                 分档 完成率 { < 60% : 不得分; ≥ 60% : 完成率 × 满分 最多 满分 } }";
    let rule = "数据 产出 : 表 { 名称 : 文本, 目标值 : 量 > 0, 实际值 : 量 ≥ 0 } 至少 1行\n\
                逐项 产出 取 平均 { 按完成率(目标值, 实际值) }";
    let facts = "  产出: [ { 名称: 甲, 目标值: 100人, 实际值: 80人 }, { 名称: 乙, 目标值: 80%, 实际值: 99.2% } ]";
    insta::assert_snapshot!(translated_with(items, rule, facts));
}

#[test]
fn working_days_by_the_list_of_the_calendar() {
    let items = "工作日历 2024 { 休 2024-05-01 至 2024-05-05  班 2024-04-28, 2024-05-11 }";
    let rule = "数据 签订、备案 : 日期\n得满分 当 备案 ≤ 签订 + 2个工作日 且 工作日数(签订, 备案) ≤ 2个工作日";
    let facts = "  签订: 2024-04-30\n  备案: 2024-05-07";
    let told = translated_with(items, rule, facts);
    insta::assert_snapshot!(told);
}

#[test]
fn what_is_not_known_is_no_number_and_what_follows_all_the_same_stands_while_the_facts_do() {
    let rule = "数据 任务 : 表 { 名称 : 文本, 完成率 : 比率 ≥ 0% } 至少 1行\n\
                逐项 任务 取 平均 { 分档 完成率 { ≥ 100% : 满分; < 100% : 完成率 × 满分 } }";
    let facts = "  任务: [ { 名称: 甲, 完成率: { 至少: 110% } }, { 名称: 乙, 完成率: { 至多: 90% } } ]\n\
                 评定:\n  甲/乙: { 得分: 8分, 理由: 酌情 }";
    insta::assert_snapshot!(translated(rule, facts));
}

#[test]
fn the_source_case_is_read_back_with_what_its_formulas_came_to() {
    let bytes = xlsx(&department(RUBRIC, FACTS), Language::Zh);
    let mut book = opened(&bytes);
    let names = book.sheet_names().clone();
    for wanted in ["数据", "产出指标", "评定", "计算过程", "使用说明"] {
        assert!(names.iter().any(|name| name == wanted), "{names:?}");
    }
    let steps = formulas(&bytes, "计算过程");
    assert!(steps.iter().any(|step| step.starts_with("总分 = 78.26\n")), "{steps:#?}");
    assert!(steps.iter().any(|step| step.starts_with("等级 = 中\n")));
    for sheet in &names {
        let range = book.worksheet_range(sheet).unwrap();
        for (row, column, cell) in range.used_cells() {
            assert!(!matches!(cell, Data::Error(_)), "{sheet}!{row},{column}");
        }
    }
    let notes = book.worksheet_range("使用说明").unwrap();
    let none = notes.used_cells().any(|(_, _, cell)| shown(cell) == "没有：所有得分都是公式。");
    assert!(none, "every score of the source case is a formula");
}

#[test]
fn the_filed_forms_follow_the_facts() {
    let bytes = xlsx(&department(PROJECT, PROJECT_FACTS), Language::Zh);
    let targets = formulas(&bytes, "绩效指标表");
    let scored = targets.iter().filter(|line| line.contains("'产出'!$K$")).count();
    assert_eq!(scored, 5, "each row of 产出 has its own score: {targets:#?}");
    assert!(targets.iter().any(|line| line.contains("'产出'!$E$5")), "and its own value: {targets:#?}");
    let form = formulas(&bytes, "项目支出绩效自评表");
    let spent = "IF(COUNT('项目资金'!$D$4:$D$11)=SUM('项目资金'!$F$4:$F$11),SUM('项目资金'!$D$4:$D$11),\"-\")";
    assert!(form.iter().any(|line| line.contains(spent)), "all money is the sum of its sources: {form:#?}");
    assert!(form.iter().any(|line| line.contains("'项目资金'!$D$4/'项目资金'!$C$4")), "{form:#?}");
}

#[test]
fn a_number_out_of_its_range_is_refused_where_it_is_typed() {
    let rule = "数据 率 : 比率 (0%, 100%]\n数据 数 : 整数 ≥ 1\n数据 增减 : 金额\n得分 = 率 × 满分 最多 数 × 1分\n得满分 当 增减 > 0元";
    let rule = rule.split("\n得满分").next().unwrap();
    let head = "评分表 试 { 满分 10分\n舍入 指标 2位 四舍五入 }\n";
    let facts = "数据:\n  率: 50%\n  数: 3\n  增减: -2万元";
    let department = department_of(&format!("{head}指标 甲 10分 {{ {rule} }}\n"), facts);
    let sheets = parts(&xlsx(&department, Language::Zh), "xl/worksheets/");
    assert!(sheets.contains("AND(ISNUMBER(E4),E4&gt;0,E4&lt;=1)"), "both ends, the open one too");
    assert!(sheets.contains("AND(ISNUMBER(E5),E5&gt;=1)"));
    assert!(!sheets.contains("ISNUMBER(E6)"), "what may be any amount is not held to a range");
}

#[test]
fn the_same_assessment_gives_the_same_bytes_in_each_language() {
    let department = department(RUBRIC, FACTS);
    for language in [Language::Zh, Language::En] {
        assert_eq!(xlsx(&department, language), xlsx(&department, language));
    }
    let names = opened(&xlsx(&department, Language::En)).sheet_names().clone();
    assert!(names.iter().any(|name| name == "Steps"), "{names:?}");
}

#[test]
fn what_a_fact_says_is_never_taken_for_a_formula() {
    let rule = "数据 事项 : 表 { 名称 : 文本, 完成 : 是否 } 至少 1行\n逐项 事项 取 平均 { 得满分 当 完成 }";
    let facts = "  事项: [ { 名称: '=HYPERLINK(\"http://x\",\"y\")', 完成: 是 }, { 名称: '+1', 完成: 是 } ]";
    let head = "评分表 试 { 满分 10分\n舍入 指标 2位 四舍五入 }\n";
    let department = department_of(&format!("{head}指标 甲 10分 {{ {rule} }}\n"), &format!("数据:\n{facts}"));
    let bytes = xlsx(&department, Language::Zh);
    let mut book = opened(&bytes);
    let range = book.worksheet_range("事项").unwrap();
    assert_eq!(range.get_value((3, 0)).map(shown).as_deref(), Some("=HYPERLINK(\"http://x\",\"y\")"));
    let formulas = book.worksheet_formula("事项").unwrap();
    assert!(formulas.used_cells().all(|(_, _, formula)| !formula.contains("HYPERLINK")));
}

#[test]
fn what_cannot_be_a_formula_is_a_constant_that_says_why() {
    let rule = "数据 处室 : 表 { 名称 : 文本 } 至少 1行\n数据 单据 : 表 { 事项 : 文本, 名称 : 文本 }\n\
                得满分 当 全部(处室, 计数(单据 当 单据.名称 = 处室.名称) ≥ 1)";
    let facts = "  处室: [ { 名称: 一 } ]\n  单据: [ { 事项: 甲, 名称: 一 } ]";
    let told = translated(rule, facts);
    assert!(!told.contains("得分 = 10\n"), "no formula: {told}");
    let head = "评分表 试 { 满分 10分\n舍入 指标 2位 四舍五入 }\n";
    let department = department_of(&format!("{head}指标 甲 10分 {{ {rule} }}\n"), &format!("数据:\n{facts}"));
    let bytes = xlsx(&department, Language::Zh);
    let notes = opened(&bytes).worksheet_range("使用说明").unwrap();
    let why = notes.used_cells().map(|(_, _, cell)| shown(cell)).find(|text| text.contains("是常数"));
    assert_eq!(why.as_deref(), Some("“甲”是常数，要在一张表的每一行里通读另一张表的每一行。"));
}
