//! Reports: what they say, and how they look.

use std::path::Path;

use rubric_lang::facts::Format;
use rubric_lang::locale::{Language, Locale};
use rubric_lang::report::{self, TextStyle};
use rubric_lang::source::SourceMap;
use rubric_lang::{Assessed, Assessment, Options, assess, bind, check, decode, evaluate, load};
use unicode_width::UnicodeWidthStr;

use crate::support::root;

/// The assessment of `facts` by `rubric`, two files of the package.
fn assessment(rubric: &str, facts: &str, locale: &Locale) -> (Assessment, SourceMap) {
    assessment_of(rubric, facts, locale, &mut |path| Ok(std::fs::read(root().join(path)).unwrap()))
}

/// What the rule text `rule` of an indicator of ten points says of `facts`, line by line.
fn told(rule: &str, facts: &str) -> Vec<String> {
    let head = "评分表 试 { 满分 10分\n舍入 指标 2位 四舍五入 }\n单位 人\n";
    let rubric = format!("{head}指标 甲 10分 {{\n{rule}\n}}\n");
    let facts = format!("对象: 某\n数据:\n{facts}");
    let mut read = |path: &str| Ok(if path == "r" { &rubric } else { &facts }.clone().into_bytes());
    let (assessment, _) = assessment_of("r", "f", &Locale::new(Language::Zh), &mut read);
    assessment.indicators[0].justification.clone()
}

type Read<'a> = &'a mut dyn FnMut(&str) -> Result<Vec<u8>, rubric_lang::Unreadable>;

fn assessment_of(rubric: &str, facts: &str, locale: &Locale, read: Read<'_>) -> (Assessment, SourceMap) {
    let mut sources = SourceMap::new();
    let loaded = load(rubric, &mut sources, read).unwrap();
    let texts = loaded.texts.clone();
    let checked = check(loaded, &sources);
    let model = checked.rubric.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let (id, _) = decode(facts, read(facts).unwrap(), &mut sources);
    let text = sources.get(id).unwrap().text.clone();
    let (bound, diagnostics) = bind(&text, id, Format::Yaml, &model);
    let bound = bound.unwrap_or_else(|| panic!("{diagnostics:#?}"));
    let evaluation = evaluate(&model, &bound, &Options::default());
    assert!(evaluation.errors.is_empty(), "{:#?}", evaluation.errors);
    let assessed = Assessed {
        rubric: &model,
        rubric_texts: &texts,
        facts: &bound,
        facts_text: id,
        evaluation: &evaluation,
        sources: &sources,
    };
    let assessment = assess(&assessed, locale);
    (assessment, sources)
}

fn case(name: &str) -> (String, String) {
    (format!("tests/cases/report/{name}.rubric"), format!("tests/cases/report/{name}.yaml"))
}

/// Rubric and facts that reports are looked at with.
fn pairs() -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = ["forms", "levels", "weights", "open"].into_iter().map(case).collect();
    pairs.push(("examples/first-rubric/first.rubric".into(), "examples/first-rubric/facts.yaml".into()));
    pairs.push(("examples/contract-dates/contracts.rubric".into(), "examples/contract-dates/facts.yaml".into()));
    pairs.push((format!("{COUNTY}/county.rubric"), format!("{COUNTY}/facts.yaml")));
    pairs.push((
        "rubrics/zhanjiang-department-2024.rubric".into(),
        "examples/zhanjiang-party-office-2024/facts.yaml".into(),
    ));
    pairs
}

fn text(assessment: &Assessment, locale: &Locale, width: usize) -> String {
    report::text(&report::report(assessment, locale), TextStyle { width, color: false })
}

/// The report without the digests, which change with every letter of the rubric.
fn undigested(text: &str) -> String {
    text.lines().filter(|line| !line.contains("sha256:")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn every_form_of_scoring_is_told() {
    for language in Language::ALL {
        let locale = Locale::new(language);
        for name in ["forms", "levels", "weights", "open"] {
            let (rubric, facts) = case(name);
            let (assessment, _) = assessment(&rubric, &facts, &locale);
            insta::assert_snapshot!(
                format!("report-{name}-{}", language.tag()),
                undigested(&text(&assessment, &locale, 100))
            );
        }
    }
}

#[test]
fn one_indicator_is_told_in_full() {
    let locale = Locale::new(Language::Zh);
    let (rubric, facts) = case("forms");
    let (assessment, sources) = assessment(&rubric, &facts, &locale);
    for name in ["整改", "制度", "自评"] {
        let report::Found::One(indicator) = report::find(&assessment, name) else { panic!("{name}") };
        let document = report::full_account(&assessment, indicator, &sources, &locale);
        let text = report::text(&document, TextStyle { width: 100, color: false });
        insta::assert_snapshot!(format!("report-full-{name}"), text);
    }
}

#[test]
fn an_indicator_is_found_by_its_path_or_the_end_of_it() {
    let locale = Locale::new(Language::Zh);
    let (rubric, facts) = case("forms");
    let (assessment, _) = assessment(&rubric, &facts, &locale);
    let found = |path: &str| match report::find(&assessment, path) {
        report::Found::One(indicator) => indicator.path.clone(),
        report::Found::Several(paths) => paths.join(" | "),
        report::Found::None(nearest) => format!("? {}", nearest.unwrap_or_default()),
    };
    assert_eq!(found("管理/制度/材料"), "管理/制度/材料");
    assert_eq!(found("制度/材料"), "管理/制度/材料");
    assert_eq!(found("材料"), "管理/制度/材料");
    assert_eq!(found("表彰问责"), "表彰问责");
    assert_eq!(found("执行律"), "? 预算/执行率");
    assert_eq!(found("薄弱"), "? 产出/薄弱环节");
    assert_eq!(found("毫不相干的名称"), "? ");
}

#[test]
fn lines_fit_the_width_and_tables_line_up() {
    for language in Language::ALL {
        let locale = Locale::new(language);
        for (rubric, facts) in pairs() {
            let (assessment, sources) = assessment(&rubric, &facts, &locale);
            for width in [100, 80, 60] {
                let mut texts = vec![text(&assessment, &locale, width)];
                for indicator in &assessment.indicators {
                    let document = report::full_account(&assessment, indicator, &sources, &locale);
                    texts.push(report::text(&document, TextStyle { width, color: false }));
                }
                for text in texts {
                    looks_well(&text, width, &rubric);
                }
            }
        }
    }
}

#[track_caller]
fn looks_well(text: &str, width: usize, name: &str) {
    let mut table = None;
    for line in text.lines() {
        let columns = line.width();
        // The rule as written and the digests keep their lines.
        let kept =
            line.contains(" │ ") && !line.starts_with('│') || line.contains("sha256:") || line.contains(".rubric");
        assert!(columns <= width || kept, "{name}: {columns} columns of {width}: {line}");
        assert_eq!(line, line.trim_end(), "{name}: blanks at the end");
        let in_table = line.starts_with(['┌', '│', '╞', '└']);
        if in_table {
            assert_eq!(*table.get_or_insert(columns), columns, "{name}: {line}");
        } else {
            table = None;
        }
        assert!(!line.contains('<') || !line.contains('>') || !line.contains("step-"), "{name}: {line}");
    }
    for word in ["<step", "<word", "<report", "<joint", "<n-", "{$", "{ $"] {
        assert!(!text.contains(word), "{name}: {word} in\n{text}");
    }
}

#[test]
fn the_published_scores_come_out() {
    let locale = Locale::new(Language::Zh);
    let (rubric, facts) = pairs().pop().unwrap();
    let (assessment, _) = assessment(&rubric, &facts, &locale);
    assert_eq!(
        (assessment.score.as_deref(), assessment.grade.as_deref(), assessment.rate.as_deref()),
        (Some("78.26"), Some("中"), Some("78.26%"))
    );
    let json = report::json(&assessment).unwrap();
    for line in ["(20×13 + 18×2 + 10) ÷ 16 = 306 ÷ 16 = 19.125 分", "19.125 → 19.13，四舍五入保留 2 位"]
    {
        assert!(json.contains(line), "{line}");
    }
}

const BANDS: &str = "数据 支出、预算 : 金额 > 0元\n分档 支出 ÷ 预算 { ≥ 100% : 10分　[90%, 100%) : 8分　< 90% : 5分 }";

#[test]
fn a_number_is_never_shown_as_if_it_were_in_another_band() {
    let first = |facts: &str| told(BANDS, facts).swap_remove(0);
    let far = first("  支出: 2999999元\n  预算: 300万元\n");
    assert!(far.contains("≈ 99.99997%，落入 [90%, 100%)，得 8 分"), "{far}");
    assert!(far.ends_with("再增约 0.00003 个百分点升入上一档。"), "{far}");
    let edge = first("  支出: 270万元\n  预算: 300万元\n");
    assert!(edge.contains("= 270万元 ÷ 300万元 = 90%，落入 [90%, 100%)"), "{edge}");
    let over = first("  支出: 3000001元\n  预算: 300万元\n");
    assert!(over.contains("≈ 100.00003%，落入 ≥ 100%，得 10 分"), "{over}");
    // The sides of a comparison alike.
    let rule = "数据 甲数、乙数 : 数 > 0\n得满分 当 甲数 ÷ 3 > 乙数";
    let line = told(rule, "  甲数: 1.0000002\n  乙数: 0.3333334\n").swap_remove(0);
    assert!(line.contains("（1.0000002 ÷ 3 = 0.3333334 ≤ 0.3333334）"), "{line}");
    let line = told(rule, "  甲数: 1.0000003\n  乙数: 0.3333334\n").swap_remove(0);
    assert!(line.contains("（1.0000003 ÷ 3 ≈ 0.33333343 > 0.3333334）"), "{line}");
}

#[test]
fn a_score_is_shown_with_digits_enough_to_be_rounded_by_hand() {
    // 4.12499966… is 4.12 and looks like 4.125 with few digits.
    let rule = "数据 分子、分母 : 数 > 0\n得分 = 分子 ÷ 分母 × 满分 最多 满分";
    let lines = told(rule, "  分子: 12374999\n  分母: 30000000\n");
    assert!(lines[0].ends_with("≈ 4.1249997分。"), "{lines:?}");
    assert_eq!(lines[1], "≈ 4.1249997 → 4.12，四舍五入保留 2 位。");
}

#[test]
fn quantities_are_shown_as_the_facts_write_them() {
    let rule = "数据 决算、调整 : 金额\n计算 合计数 = 决算 + 调整\n得满分 当 合计数 ≥ 0元";
    let lines = told(rule, "  决算: 2941.72 万元\n  调整: -299.78万元\n");
    assert_eq!(lines[0], "合计数 = 决算 + 调整 = 2941.72万元 + (-299.78万元) = 2641.94万元。");
    let rule = "数据 房屋 : 金额(万元) ≥ 0元\n计算 房屋税 = 房屋 × 1.2%\n得满分 当 房屋税 ≥ 0元";
    assert_eq!(told(rule, "  房屋: 12.5\n")[0], "房屋税 = 房屋 × 1.2% = 12.5万元 × 1.2% = 0.15万元。");
}

#[test]
fn what_is_held_against_percentages_is_shown_as_one() {
    let line = |rule: &str| {
        let rule = format!("数据 一季、二季 : 数 ≥ 0\n计算 率 = 一季 + 二季\n{rule}");
        told(&rule, "  一季: 0.4\n  二季: 0.5\n").swap_remove(0)
    };
    for rule in [
        "分档 率 { < 60% : 0分 [60%, 100%) : 5分 ≥ 100% : 10分 }",
        "查表 率 { < 60% : 0分 [60%, 100%) : 5分 ≥ 100% : 10分 }",
        "插值 率 最多 100% { 0% : 0分 100% : 10分 }",
        "得满分 当 率 属于 [60%, 100%)",
    ] {
        let line = line(rule);
        assert!(line.starts_with("率 = 一季 + 二季 = 0.4 + 0.5 = 90%"), "{line}");
    }
    assert!(line("得满分 当 率 ≥ 0.6").starts_with("率 = 一季 + 二季 = 0.4 + 0.5 = 0.9"));
}

#[test]
fn parts_of_steps_are_told() {
    let clause = |partial: &str| {
        let rule =
            format!("数据 及时率 : 比率 [0%, 100%]\n扣分 {{ 及时率 低于 95%，每 1个百分点 扣 0.2分，{partial} }}");
        told(&rule, "  及时率: 92.4%\n").swap_remove(0)
    };
    let head = "及时率 92.4%，低于 95%，差 2.6 个百分点，每 1个百分点 扣 0.2分";
    assert_eq!(clause("不足不计"), format!("{head}（不足不计），计 2 步，扣 0.4 分。"));
    assert_eq!(clause("不足计一"), format!("{head}（不足计一），计 3 步，扣 0.6 分。"));
    assert_eq!(clause("按比例"), format!("{head}（按比例），计 2.6 步，扣 0.52 分。"));
    let rule = "数据 及时率 : 比率 [0%, 100%]\n扣分 { 及时率 低于 95%，每 1个百分点 扣 0.2分，不足不计 }";
    let lines = told(rule, "  及时率: 95%\n");
    assert_eq!(lines[..2], ["及时率 95%，不低于 95%，不扣分。", "没有扣分，得 10 分。"]);
    let rule = "数据 迟到 : 个数\n扣分 { 迟到 每 1次 扣 3分 }";
    assert_eq!(told(rule, "  迟到: 4次\n")[1], "10 - 12 不足 0 分，扣完为止，得 0 分。");
}

#[test]
fn of_very_many_rows_the_first_are_told() {
    let rule = "数据 任务 : 表 { 名称 : 文本, 完成 : 是否 } 至少 1行\n逐项 任务 取 平均 { 得满分 当 完成 }";
    let rows: String = (0..500).map(|i| format!("    - {{ 名称: 任务{i}, 完成: 是 }}\n")).collect();
    let rubric = format!("评分表 试 {{ 满分 10分\n不舍入 }}\n指标 甲 10分 {{\n{rule}\n}}\n");
    let facts = format!("对象: 某\n数据:\n  任务:\n{rows}");
    let locale = Locale::new(Language::Zh);
    let mut read = |path: &str| Ok(if path == "r" { &rubric } else { &facts }.clone().into_bytes());
    let (assessment, _) = assessment_of("r", "f", &locale, &mut read);
    let text = text(&assessment, &locale, 100);
    assert!(text.contains("任务99：") && !text.contains("任务100："));
    assert!(text.contains("其余 400 行从略，用 --indicator 可以看到全部"));
    assert_eq!(assessment.indicators[0].justification.len(), 502);
}

#[test]
fn digests_are_those_of_the_files() {
    use sha2::{Digest, Sha256};
    let locale = Locale::new(Language::En);
    let (rubric, facts) = case("forms");
    let (assessment, _) = assessment(&rubric, &facts, &locale);
    let digest = |path: &str| {
        let hash = Sha256::digest(std::fs::read(root().join(path)).unwrap());
        format!("sha256:{}", hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
    };
    assert_eq!((assessment.rubric.digest, assessment.facts_digest), (digest(&rubric), digest(&facts)));
}

/// Where the schema stands.
fn schema_path() -> std::path::PathBuf {
    Path::new(root()).join("docs/assessment.schema.json")
}

/// To renew the file: `UPDATE_SCHEMA=1 cargo test schema`.
#[test]
fn the_published_schema_is_current() {
    let schema = report::schema().unwrap();
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(schema_path(), &schema).unwrap();
    }
    let published = std::fs::read_to_string(schema_path()).unwrap_or_default();
    assert!(published == schema, "docs/assessment.schema.json is out of date; renew it with UPDATE_SCHEMA=1");
}

#[test]
fn every_assessment_is_as_the_schema_says() {
    let schema: serde_json::Value = serde_json::from_str(&report::schema().unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for language in Language::ALL {
        let locale = Locale::new(language);
        for (rubric, facts) in pairs() {
            let (assessment, _) = assessment(&rubric, &facts, &locale);
            let json: serde_json::Value = serde_json::from_str(&report::json(&assessment).unwrap()).unwrap();
            let errors: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{rubric}: {errors:#?}");
        }
    }
    // It does refuse something.
    assert!(!validator.is_valid(&serde_json::json!({ "score": 78.26 })));
}

/// The first line that is told of `rule` on `facts`.
fn line(rule: &str, facts: &str) -> String {
    told(rule, facts).swap_remove(0)
}

#[test]
fn days_over_a_deadline_have_their_unit_and_the_deadline_its_name() {
    let rule = "数据 报送日期、截止日期 : 日期\n扣分 { 报送日期 超过 截止日期 + 5日，每 1日 扣 1分 }";
    assert_eq!(
        line(rule, "  报送日期: 2024-03-09\n  截止日期: 2024-03-01\n"),
        "报送日期 2024-03-09，超过 截止日期 2024-03-01 + 5日 = 2024-03-06，多 3日，每 1日 扣 1分，扣 3 分。"
    );
}

#[test]
fn ends_of_bands_that_are_facts_are_told_with_their_values() {
    let rule = "数据 造价、标准造价 : 金额(元) ≥ 0元\n分档 造价 { ≤ 标准造价 : 10分\n> 标准造价 : 不得分 }";
    let line = line(rule, "  造价: 5750\n  标准造价: 5800\n");
    assert!(line.starts_with("造价 5750元，落入 ≤ 标准造价 5800元，得 10 分"), "{line}");
}

#[test]
fn a_case_tells_why_those_before_it_do_not_hold() {
    let rule =
        "数据 有依据、相适应 : 是否\n分情况 { 当 有依据 且 相适应 : 满分\n当 有依据 或 相适应 : 5分\n否则 : 不得分 }";
    let line = line(rule, "  有依据: 是\n  相适应: 否\n");
    assert!(line.starts_with("属于“有依据或相适应”的情形（相适应为“否”、有依据为“是”），得 5 分"), "{line}");
}

#[test]
fn few_rows_are_written_out() {
    let table = "数据 问卷 : 表 { 村 : 文本, 满意度 : 比率 [0%, 100%], 份数 : 个数 ≥ 1 } 至少 1行\n";
    let rows = |n: usize| {
        let row = |i| format!("    - {{ 村: 村{i}, 满意度: {}%, 份数: {} }}\n", 90 + i, 10 * (i + 1));
        format!("  问卷:\n{}", (0..n).map(row).collect::<String>())
    };
    for (value, told) in [
        ("中位数(问卷, 满意度)", "中位数(90%, 91%, 92%) = 91%"),
        ("合计(问卷 当 份数 ≥ 20, 满意度 × 份数) ÷ 合计(问卷 当 份数 ≥ 20, 份数)", "(18.2 + 27.6) ÷ (20 + 30) = 91.6%"),
        ("最大(问卷 当 份数 ≥ 30, 满意度)", "= 92%"),
    ] {
        let line = line(&format!("{table}计算 率 = {value}\n得满分 当 率 ≥ 60%"), &rows(3));
        assert!(line.contains(told), "{line}");
    }
    let many = line(&format!("{table}计算 率 = 中位数(问卷, 满意度)\n得满分 当 率 ≥ 60%"), &rows(9));
    assert_eq!(many, "率 = 问卷的满意度中位数 = 94%。");
}

#[test]
fn weights_are_told_in_the_unit_of_the_facts() {
    let rule = "数据 合同 : 表 { 编号 : 文本, 额 : 金额(万元) > 0元, 及时 : 是否 } 至少 1行\n\
        逐项 合同 取 加权平均 按 额 { 得满分 当 及时 }";
    let lines =
        told(rule, "  合同:\n    - { 编号: 一, 额: 30, 及时: 是 }\n    - { 编号: 二, 额: 100000元, 及时: 否 }\n");
    assert_eq!(lines[2], "按权重取平均：(10×30 + 0×10) ÷ 40 = 300 ÷ 40 = 7.5 分。");
}

#[test]
fn what_is_held_against_bare_numbers_is_no_percentage() {
    let rule =
        "数据 收益、本息 : 金额(亿元) > 0元\n计算 倍数 = 收益 ÷ 本息\n分档 倍数 { ≥ 1.2 : 10分\n< 1.2 : 不得分 }";
    let line = line(rule, "  收益: 5.5\n  本息: 4\n");
    assert!(line.starts_with("倍数 = 收益 ÷ 本息 = 5.5亿元 ÷ 4亿元 = 1.375，落入 ≥ 1.2"), "{line}");
}

#[test]
fn points_that_a_clause_works_out_are_worked_out() {
    let rule = "数据 漏项数 : 个数\n扣分 { 当 漏项数 > 0 扣 漏项数 × 0.5分 }";
    assert_eq!(
        told(rule, "  漏项数: 3\n")[0],
        "符合“漏项数超过 0”（漏项数 3 > 0），漏项数 × 0.5 分 = 3 × 0.5分 = 1.5分，扣 1.5 分。"
    );
}

#[test]
fn what_is_not_all_of_a_number_is_marked() {
    let rule = "数据 名次 : 整数 [1, 317]\n插值 名次 { 1 : 10分\n100 : 6分\n317 : 0分\n允许 递减 }";
    let line = line(rule, "  名次: 42\n");
    assert!(line.contains("÷ (100 - 1) ≈ 8.3434"), "{line}");
    let rule = "数据 目标、实际 : 整数 人 ≥ 1人\n得分 = 实际 ÷ 目标 × 满分 最多 满分";
    let facts = "  目标: 12000人\n  实际: { 至少: 11000人, 低于: 11500人 }\n评定:\n  甲: { 得分: 9.3分, 理由: 试 }\n";
    assert!(told(rule, facts)[0].contains("≈ [9.1666分, 9.5825分]"));
}

#[test]
fn of_a_choice_the_way_that_is_taken_is_worked_out_and_why_it_is() {
    let rule = "数据 上年、本年 : 个数\n计算 率 = 若 上年 = 0 则 (若 本年 = 0 则 100% 否则 -100%) 否则 1 - 本年 ÷ 上年\n得满分 当 率 ≥ 0%";
    let line = |facts: &str| line(rule, facts);
    assert_eq!(line("  上年: 20\n  本年: 19\n"), "率 = 1 - 本年 ÷ 上年 = 1 - 19 ÷ 20 = 5%（上年 20 ≠ 0）。");
    assert_eq!(line("  上年: 0\n  本年: 0\n"), "率 = 100%（上年 0、本年 0）。");
}

#[test]
fn an_adjustment_whose_score_is_open_stands_among_the_findings() {
    let rubric = "评分表 试 { 满分 10分　不舍入 }\n指标 甲 10分 { 数据 公开 : 是否\n得满分 当 公开 }\n\
        加减分 奖惩 { 数据 表彰数 : 个数\n表彰数 每 1次 加 1分，累计最多 2分 }\n总分 最多 满分\n";
    let facts = "对象: 某\n数据: { 公开: 是 }\n评定:\n  奖惩: { 得分: 1分, 理由: 试 }\n";
    let mut read = |path: &str| Ok(if path == "r" { rubric } else { facts }.to_owned().into_bytes());
    let (assessment, _) = assessment_of("r", "f", &Locale::new(Language::Zh), &mut read);
    let [open] = assessment.findings.as_slice() else { panic!("{:#?}", assessment.findings) };
    assert_eq!((open.path.as_str(), open.missing.as_slice()), ("奖惩", &["表彰数".to_owned()][..]));
}

const COUNTY: &str = "examples/county-fiscal-management";

/// The rows of the table worked by hand in a page of the example: name, rule score, awarded score.
fn worked_by_hand(page: &str) -> Vec<[String; 3]> {
    let text = std::fs::read_to_string(root().join(COUNTY).join(page)).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| ")).skip(1);
    let cells = rows.map(|row| row.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
    cells.map(|cells| [1, 4, 5].map(|at| cells[at].clone())).collect()
}

#[test]
fn the_county_comes_out_as_worked_by_hand() {
    let locale = Locale::new(Language::Zh);
    let (county, _) = assessment(&format!("{COUNTY}/county.rubric"), &format!("{COUNTY}/facts.yaml"), &locale);
    let mut scores = std::collections::BTreeMap::new();
    let range = |min: &str, max: &str| if min == max { min.to_owned() } else { format!("{min}～{max}") };
    let told = |score: Option<&String>| score.map_or("剔除".to_owned(), Clone::clone);
    let mut left = county.indicators.iter().chain(&county.adjustments).collect::<Vec<_>>();
    while let Some(node) = left.pop() {
        let rule = node.rule_score.as_ref().map_or("剔除".to_owned(), |score| range(&score.min, &score.max));
        scores.insert(node.name.clone(), (rule, told(node.score.as_ref())));
        left.extend(&node.children);
    }
    let rule = county.rule_score.as_ref().map(|score| range(&score.min, &score.max)).unwrap_or_default();
    let total = format!("**{}**", told(county.score.as_ref()));
    scores.insert("合计".to_owned(), (rule, total));
    for page in ["README.md", "README.zh.md"] {
        let rows = worked_by_hand(page);
        assert_eq!(rows.len(), 13, "{page}");
        for [name, rule, awarded] in rows {
            let (by_rule, score) = &scores[&name];
            assert_eq!(*by_rule, rule, "{page}: {name}");
            assert!(awarded.starts_with(score.as_str()), "{page}: {name} {awarded} {score}");
        }
    }
    assert_eq!(county.grade.as_deref(), Some("三档"));
    let (veto, _) = assessment(&format!("{COUNTY}/county.rubric"), &format!("{COUNTY}/veto.yaml"), &locale);
    assert_eq!((veto.score.as_deref(), veto.grade.as_deref()), (Some("0"), Some("四档")));
    let scores = |of: &Assessment| of.indicators.iter().map(|node| node.score.clone()).collect::<Vec<_>>();
    assert_eq!(scores(&veto), scores(&county));
}
