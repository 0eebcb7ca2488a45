//! The tables, each with merged cells that cover it without gaps.

use rubric_lang::locale::Language;
use rubric_lang::model::{AdjustmentId, NodeId};
use rubric_lang::report::tables::Filed;
use rubric_lang::report::{self, Block, Document, Shows, Table};
use rubric_lang::wording::{adjustment_in_words, rule_in_words};

use crate::support::filing::{of_files, of_texts};

use super::{CONTRACTS, DEPARTMENT, FIRST, PROJECT, without_standards};

const CASES: [&str; 4] = ["forms", "levels", "weights", "open"];

fn case(name: &str) -> (String, String) {
    (format!("tests/cases/report/{name}.rubric"), format!("tests/cases/report/{name}.yaml"))
}

/// All tables of a filing under their titles.
fn tables(rubric: &str, facts: &str, language: Language) -> Vec<(String, Table)> {
    of_files(rubric, facts, language, |filing| {
        let all = Filed::ALL.into_iter();
        all.filter_map(|filed| Some((filed.title(filing.locale), filed.table(filing)?))).collect()
    })
}

#[test]
fn every_form_of_scoring_stands_in_the_tables() {
    for language in Language::ALL {
        for name in CASES {
            let (rubric, facts) = case(name);
            let mut document = Document::default();
            for (title, table) in tables(&rubric, &facts, language) {
                document.heading(2, title);
                document.blocks.push(Block::Table(table));
            }
            let text = report::markdown(&without_standards(document));
            insta::assert_snapshot!(format!("tables-{name}-{}", language.tag()), text);
        }
    }
}

#[test]
fn cells_cover_each_table_once() {
    let mut pairs: Vec<(String, String)> = CASES.into_iter().map(case).collect();
    pairs.extend([DEPARTMENT, FIRST, CONTRACTS, PROJECT].map(|(r, f)| (r.to_owned(), f.to_owned())));
    for (rubric, facts) in pairs {
        for (title, table) in tables(&rubric, &facts, Language::Zh) {
            let mut covers = vec![vec![0; table.columns.len()]; table.rows.len()];
            for (y, row) in table.rows.iter().enumerate() {
                assert_eq!(row.cells.len(), table.columns.len(), "{rubric} {title} row {y}");
                for (x, cell) in row.cells.iter().enumerate() {
                    assert_eq!(cell.down == 0, cell.across == 0, "{rubric} {title} {y} {x}");
                    for under in covers.iter_mut().skip(y).take(cell.down) {
                        under.iter_mut().skip(x).take(cell.across).for_each(|count| *count += 1);
                    }
                    assert!(y + cell.down <= table.rows.len() && x + cell.across <= table.columns.len(), "{title}");
                }
            }
            assert!(covers.iter().flatten().all(|count| *count == 1), "{rubric} {title}: {covers:?}");
        }
    }
}

#[test]
fn the_scoring_table_has_the_columns_and_the_sum_of_the_printed_one() {
    let (rubric, facts) = DEPARTMENT;
    let all = tables(rubric, facts, Language::Zh);
    let (title, scoring) = &all[0];
    assert_eq!(title, "评分表");
    let heads: Vec<&str> = scoring.columns.iter().map(|column| column.head.as_str()).collect();
    let wanted =
        ["一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "指标解释", "评分标准", "评分说明", "评价得分"];
    assert_eq!(heads, wanted);
    let first = &scoring.rows[0];
    assert!(first.total);
    let texts: Vec<&str> = first.cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["合计", "100", "", "100", "", "100", "", "", "", "78.26"]);
    assert_eq!(first.cells[9].shows, Some(Shows::Score(None)));
    // 25 indicators and the adjustment.
    assert_eq!(scoring.rows.len(), 1 + 24 + 1);
    let leaf = &scoring.rows[1];
    assert_eq!((leaf.cells[0].text.as_str(), leaf.cells[0].down), ("履职效能", 3));
    assert_eq!(
        leaf.cells[9].shows,
        Some(Shows::Score(Some("履职效能/整体效能/部门整体绩效目标产出指标完成情况".into())))
    );
    for row in &scoring.rows[1..] {
        assert!(row.cells[8].text.lines().last().unwrap().starts_with("综上，本项得 "), "{}", row.cells[8].text);
        assert!(row.cells[9].shows.is_some());
    }
    let (title, summary) = &all[1];
    assert_eq!(title, "综合得分表");
    let heads: Vec<&str> = summary.columns.iter().map(|column| column.head.as_str()).collect();
    assert_eq!(heads, ["一级指标", "二级指标", "分值", "评价得分", "得分率"]);
    let last: Vec<&str> = summary.rows.last().unwrap().cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(last, ["合计", "", "100", "78.26", "78.26%"]);
    let (title, departures) = &all[2];
    assert_eq!(title, "差异清单");
    let heads: Vec<&str> = departures.columns.iter().map(|column| column.head.as_str()).collect();
    assert_eq!(heads, ["指标", "标准得分", "评定得分", "差异", "性质", "理由", "来源"]);
    let beyond = departures.rows.iter().filter(|row| row.cells[4].text == "超出标准").count();
    let findings = of_files(rubric, facts, Language::Zh, |filing| {
        let findings = filing.assessment.findings.iter();
        findings.filter(|finding| finding.kind == report::FindingKind::Departure).count()
    });
    assert_eq!(beyond, findings);
    let (title, performance) = &all[3];
    assert_eq!(title, "绩效指标表");
    let heads: Vec<&str> = performance.columns.iter().map(|column| column.head.as_str()).collect();
    assert_eq!(
        heads,
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
    );
    assert_eq!(performance.rows.len(), 16 + 8);
}

/// A rubric whose indicators stand on so many levels.
fn deep(levels: usize) -> (String, String) {
    let mut rubric = String::from("评分表 深 { 满分 10分\n舍入 总分 2位 四舍五入 }\n");
    for level in 1..=levels {
        rubric.push_str(&format!("指标 级{level} 10分 {{\n"));
    }
    rubric.push_str("数据 甲 : 比率 [0%, 100%]\n得分 = 甲 ÷ 3 × 满分\n");
    rubric.push_str(&"}".repeat(levels));
    (rubric, "对象: 某\n数据: { 甲: 100% }\n".to_owned())
}

#[test]
fn there_are_as_many_levels_as_the_rubric_has() {
    for levels in 1..=7 {
        let (rubric, facts) = deep(levels);
        let (scoring, summary, filed) = of_texts(&rubric, &facts, Language::Zh, |filing| {
            let tables = (report::tables::scoring(filing), report::tables::summary(filing));
            (tables.0, tables.1, report::markdown(&report::filed(filing)))
        });
        assert_eq!(scoring.columns.len(), levels * 2 + 4);
        assert_eq!(summary.columns.len(), if levels == 1 { 4 } else { 5 });
        // A third is shown rounded, and says so.
        assert_eq!(scoring.rows.last().unwrap().cells.last().unwrap().text, "≈3.33");
        assert!(filed.contains(&format!("级{levels}\n")), "{filed}");
    }
    let (rubric, facts) = deep(5);
    let heads: Vec<String> = of_texts(&rubric, &facts, Language::Zh, |filing| {
        report::tables::scoring(filing).columns.into_iter().map(|column| column.head).step_by(2).collect()
    });
    assert_eq!(heads[..5], ["一级指标", "二级指标", "三级指标", "四级指标", "五级指标"]);
}

#[test]
fn a_leaf_on_a_higher_level_leaves_the_lower_columns_empty() {
    let rubric = "评分表 甲 { 满分 10分\n舍入 指标 3位 四舍五入 }\n指标 乙 4分 { 指标 丙 4分 { 数据 子 : 是否　得满分 当 子 } }\n指标 丁 6分 { 数据 丑 : 比率 [0%, 100%]　得分 = 丑 × 满分 }\n";
    let facts = "对象: 某\n数据: { 子: 是, 丑: 33.3333% }\n";
    let table = of_texts(rubric, facts, Language::Zh, report::tables::scoring);
    let last: Vec<&str> = table.rows.last().unwrap().cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(last[..4], ["丁", "6", "-", "-"]);
    // As many decimals as the rubric rounds to.
    assert_eq!(last[7], "2");
    assert_eq!(table.rows[0].cells.last().unwrap().text, "6");
    let facts = "对象: 某\n数据: { 子: 是, 丑: 12.3456% }\n";
    let table = of_texts(rubric, facts, Language::Zh, report::tables::scoring);
    assert_eq!(table.rows[0].cells.last().unwrap().text, "4.741");
}

#[test]
fn what_parents_do_beside_adding_up_has_a_row_of_its_own() {
    let rubric = "评分表 甲 { 满分 10分\n不舍入 }\n指标 乙 10分 {\n汇总 平均\n指标 丙 10分 { 数据 子 : 是否　得满分 当 子 }\n指标 丁 10分 { 数据 丑 : 是否　得满分 当 丑 }\n}\n";
    let facts = "对象: 某\n数据: { 子: 是, 丑: 否 }\n";
    let (scoring, summary) = of_texts(rubric, facts, Language::Zh, |filing| {
        (report::tables::scoring(filing), report::tables::summary(filing))
    });
    let own = scoring.rows.last().unwrap();
    assert_eq!((own.cells[2].text.as_str(), own.cells[2].across, own.total), ("本级合计", 2, true));
    assert_eq!(own.cells.last().unwrap().text, "5");
    assert_eq!(scoring.rows[1].cells[0].down, 3);
    let own = &summary.rows[2];
    assert_eq!((own.cells[1].text.as_str(), own.cells[3].text.as_str()), ("本级合计", "5"));
}

#[test]
fn the_standard_is_the_rule_in_words() {
    let (rubric, facts) = DEPARTMENT;
    let (scoring, words) = of_files(rubric, facts, Language::Zh, |filing| {
        let (rubric, sources) = (filing.rubric(), filing.assessed.sources);
        let leaves = rubric
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| !node.part && node.body.children.iter().all(|child| rubric.node(*child).part));
        let mut words: Vec<String> =
            leaves.map(|(i, _)| rule_in_words(rubric, sources, NodeId(i as u32), filing.locale).join("\n")).collect();
        words.push(adjustment_in_words(rubric, sources, AdjustmentId(0), filing.locale).join("\n"));
        (report::tables::scoring(filing), words)
    });
    let standards: Vec<String> = scoring.rows[1..].iter().map(|row| row.cells[7].text.clone()).collect();
    assert_eq!(standards, words);
    assert!(standards.iter().all(|standard| !standard.is_empty()));
}
