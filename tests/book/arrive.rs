//! Facts as they arrive from departments: what is clear is read, what is not is told at its cell.

use rubric_lang::book::BookFormat;
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet};

use super::read::{ABOUT, Told, folder, told_of, xlsx};

/// The facts, with `rows` as the table 产出 below `head`.
fn outputs(head: &str, rows: &str) -> Told {
    folder(&[ABOUT, ("产出", &format!("{head}\n{rows}\n"))])
}

/// The facts, with `value` for one of them.
fn single(name: &str, value: &str) -> Told {
    folder(&[ABOUT, ("数据", &format!("名称,值\n{name},\"{value}\"\n"))])
}

#[test]
fn amounts_are_read_with_currency_signs_and_units_in_brackets() {
    for value in
        ["￥2,641.94万元", "¥ 2641.94 万元", "人民币2641.94万元", "2641.94（万元）", "2641.94万元整", "RMB 2641.94万元"]
    {
        let told = single("预算数", value);
        assert_eq!(told.short(), "", "{value}");
        assert_eq!(told.written(0), value);
    }
    for (value, says) in [
        ("（299.78）", "如果是负数，请写 -299.78；如果不是，请写 299.78"),
        ("￥2641.94", "请写上单位"),
        ("2641.94（含税）", "如果值就是 2641.94，请只写它；说明的话写在“来源”或“备注”列"),
        ("另行统计", "不知道的，请把这一格留空"),
        ("—", "不知道的，请把这一格留空"),
    ] {
        let told = single("预算数", value);
        let all = told.shown(rubric_lang::locale::Language::Zh, 200);
        assert!(told.facts.is_none() && all.contains(says) && all.contains("数据/数据.csv B2"), "{value}: {all}");
    }
}

#[test]
fn days_are_read_with_blanks_and_a_time_of_day() {
    for value in ["2024 年 3 月 7 日", "2024-03-07 15:30:00", "2024/3/7 9:05", "2024年3月7日"] {
        let told = single("公开日期", value);
        assert_eq!(told.short(), "", "{value}");
    }
    for (value, says) in [
        ("2021年12月完成", "至少 2021-12-01，至多 2021-12-31"),
        ("2024年第三季度", "至少 2024-07-01，至多 2024-09-30"),
        ("2024年2月下旬", "至少 2024-02-21，至多 2024-02-29"),
        ("45358", "这一格可能是失去了日期格式的 2024-03-07"),
    ] {
        let told = single("公开日期", value);
        let all = told.shown(rubric_lang::locale::Language::Zh, 200);
        assert!(told.facts.is_none() && all.contains(says), "{value}: {all}");
    }
}

#[test]
fn a_mark_for_what_does_not_apply_is_read_where_a_value_may_be_left_out() {
    let told = folder(&[
        ABOUT,
        ("数据", "名称,单位,值\n公开日期,/,—\n已公开,/,是\n"),
        ("项目", "名称,金额（元）,日期,达标\n办公,5,/,不适用\n差旅,6,—,/\n"),
        ("产出", "名称,目标值,实际值\n甲,*,5篇\n"),
    ]);
    assert_eq!(told.short(), "");
    assert_eq!(told.rows(6), ["办公 | 5元 | - | -", "差旅 | 6元 | - | -"]);
    assert_eq!(told.rows(7), ["甲 | - | 5篇"]);
    let told = folder(&[ABOUT, ("项目", "名称,金额（元）\n办公,/\n"), ("产出", "名称,目标值,实际值\n甲,-,5篇\n")]);
    let short = told.short();
    assert!(short.contains("项目.csv B2: ") && short.contains("产出.csv B2: "), "{short}");
}

#[test]
fn units_in_heads_lines_and_rows_of_their_own_are_read() {
    let amount = |files: &[(&str, &str)]| {
        let told = folder(&[&[ABOUT], files].concat());
        assert_eq!(told.short(), "");
        told.rows(6).join("; ")
    };
    for (above, head) in [
        ("项目支出明细表（单位：万元）", "名称,金额"),
        ("2024年明细 单位：人民币万元、人", "名称,金额"),
        ("填报单位：某局,单位:万元", "名称,金额"),
        ("项目支出明细表（万元）", "名称,金额"),
        ("项目支出明细表", "名称,*金额（万元）（必填）"),
        ("项目支出明细表", "名称,金额\n,（万元）"),
    ] {
        assert_eq!(
            amount(&[("项目", &format!("{above}\n{head}\n办公,5\n"))]),
            "办公 | 5万元 | - | -",
            "{above} {head}"
        );
    }
    // Single facts too: the declaration says 万元, the sheet says 元.
    let told = folder(&[ABOUT, ("数据", "单位：元,\n名称,值\n支出数,2600\n")]);
    assert_eq!((told.short().as_str(), told.written(1).as_str()), ("", "2600元"));
}

/// A plain number whose head counts ten thousands would be read as ten thousand times too small.
#[test]
fn a_plain_number_takes_a_measure_word_but_no_multiple() {
    let rubric = "评分表 试 版本 \"1\" { 满分 10分  不舍入 }\n指标 甲 10分 { 数据 印发 : 表 { 名称 : 文本, 份数 : 数 ≥ 0 }\n\
                  得满分 当 合计(印发, 份数) ≥ 50000 }\n";
    let run = |head: &str| {
        let run = crate::support::run(&["eval", "r.rubric", "f", "--lang", "zh"]).file("r.rubric", rubric);
        let run = run.file("f/概况.csv", "对象,某局\n期间,2024\n");
        run.file("f/印发.csv", format!("名称,{head}\n手册,5\n")).output()
    };
    run("份数（份）").status(0).says("总分 0 分");
    run("份数（万份）").status(1).complains("不认识表头里的单位“万份”");
    run("份数/千份").status(1).complains("E1417");
}

#[test]
fn signs_in_words_are_signs_where_a_column_takes_them() {
    let rubric = "评分表 试 版本 \"1\" { 满分 10分  不舍入 }\n选项 符号 { \"≥\", \"=\", \"≤\" }\n指标 甲 10分 {\n\
                  数据 产出 : 表 { 名称 : 文本, 要求 : 符号, 目标值 : 量 ≥ 0, 实际值 : 量 ≥ 0 } 至少 1行\n\
                  逐项 产出 取 平均 { 得满分 当 (要求 = \"≥\" 且 实际值 ≥ 目标值) 或 (要求 = \"≤\" 且 实际值 ≤ 目标值) } }\n";
    let run = |target: &str, actual: &str| {
        let run = crate::support::run(&["eval", "r.rubric", "f", "--lang", "zh"]).file("r.rubric", rubric);
        let run = run.file("f/概况.csv", "对象,某局\n期间,2024\n");
        run.file("f/产出.csv", format!("名称,目标值,实际值\n指标,{target},{actual}\n")).output()
    };
    for (target, actual) in [("不低于80%", "81%"), ("大于等于50个", "60个"), ("不超过5天", "4天"), ("≧80%", "81%")]
    {
        run(target, actual).status(0).says("总分 10 分");
    }
    run("≥80%", "0.81").status(1).complains("请写 81%；如果本来就是百分数，写 0.81%");
    for vague in ["1000余人", "600多名", "不足100%"] {
        run("≥50个", vague).status(1).complains("不是确切的数");
    }
}

#[test]
fn several_tables_on_one_sheet_are_read_each_by_its_head() {
    let told = folder(&[(
        "汇总",
        "对象,市培训中心\n期间,2024\n\n一、数据\n名称,值\n预算数,300万元\n支出数,285万元\n\n\
         二、项目支出\n单位：万元,,\n名称,金额,日期\n办公,5,2024-03-07\n合计,5,\n\n\n\
         三、产出指标,,\n名称,目标值,实际值\n甲,5篇,6篇\n\n名称,目标值,实际值\n乙,7篇,8篇\n\n注：以上数据已核对,,\n填表人：某,,联系电话：1\n",
    )]);
    assert!(told.short().starts_with("数据/汇总.csv A13: ") && told.short().lines().count() == 1, "{}", told.short());
    assert_eq!([told.written(0), told.written(1)], ["300万元", "285万元"]);
    assert_eq!(told.rows(6), ["办公 | 5万元 | 2024-03-07 | -"]);
    // The head again, as on a second page.
    assert_eq!(told.rows(7), ["甲 | 5篇 | 6篇", "乙 | 7篇 | 8篇"]);
    // The same table twice with other columns is told where the second begins.
    let told = outputs("名称,目标值,实际值", "甲,5篇,6篇\n\n名称,实际值,目标值\n乙,8篇,7篇");
    assert!(told.short().contains("产出.csv A4: "), "{}", told.short());
}

/// A sheet with one error value in it.
fn with_error(sheet: &mut Worksheet) {
    for (column, head) in (0..).zip(["名称", "目标值", "实际值"]) {
        sheet.write(0, column, head).unwrap();
    }
    sheet.write(1, 0, "甲").unwrap();
    sheet.write(1, 1, "5篇").unwrap();
    sheet.write_formula(1, 2, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
}

#[test]
fn an_error_value_of_any_program_is_told_at_its_cell() {
    let bytes = xlsx(&[("产出", &with_error)]);
    for error in ["#DIV/0!", "#SPILL!", "#BUSY!", "#GETTING_DATA", "#CALC!"] {
        let part = "xl/worksheets/sheet1.xml";
        let changed = super::broken::changed(&bytes, part, |text| {
            assert!(text.contains("#DIV/0!"));
            // As programs write it: a value of the type of errors.
            text.replace("t=\"str\"", "t=\"e\"").replace("#DIV/0!", error)
        });
        let told = told_of("facts.xlsx", &changed, BookFormat::Xlsx);
        let short = told.short();
        assert!(short.contains("facts.xlsx 产出!C2: ") && short.contains(error), "{error}: {short}");
        assert_eq!(short.lines().filter(|line| line.contains("E14")).count(), 1, "{short}");
    }
}

#[test]
fn a_number_that_is_no_day_is_no_formula_gone_wrong() {
    let bytes = xlsx(&[("数据", &|sheet| {
        let day = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write(0, 0, "名称").unwrap().write(0, 1, "值").unwrap();
        sheet.write(1, 0, "公开日期").unwrap().write_with_format(1, 1, -5, &day).unwrap();
        let time = ExcelDateTime::from_ymd(2024, 3, 7).unwrap().and_hms(15, 30, 0).unwrap();
        sheet.write(2, 0, "已公开").unwrap().write(2, 1, "是").unwrap();
        sheet.write(3, 0, "期间").unwrap().write_with_format(3, 1, &time, &day).unwrap();
    })]);
    let short = told_of("facts.xlsx", &bytes, BookFormat::Xlsx).short();
    assert!(short.contains("数据!B2: ") && short.contains("“-5”不是完整的日期"), "{short}");
}

#[test]
fn a_hidden_sheet_that_stands_in_the_way_is_told_to_be_hidden() {
    let bytes = xlsx(&[
        ("产出", &with_error),
        ("产出 (2)", &|sheet| {
            with_error(sheet);
            sheet.set_hidden(true);
        }),
    ]);
    let told = told_of("facts.xlsx", &bytes, BookFormat::Xlsx);
    let all = told.shown(rubric_lang::locale::Language::Zh, 100);
    assert!(all.contains("第二张，是隐藏的工作表"), "{all}");
}

#[test]
fn what_is_missing_points_at_its_blank_line_in_the_form() {
    let rubric = "评分表 试 版本 \"1\" { 满分 10分  不舍入 }\n指标 甲 10分 { 数据 计划数、实际数 : 数 > 0\n得分 = 实际数 ÷ 计划数 × 满分 最多 满分 }\n";
    let csv = "单位,\n名称,值\n计划数,100\n实际数,\n";
    let run = crate::support::run(&["eval", "r.rubric", "数据.csv", "--lang", "zh"]).file("r.rubric", rubric);
    let output = run.file("数据.csv", csv).output().status(1);
    output.complains("[数据.csv A4]").complains("这一项空着").complains("缺少数据“实际数”");
    let text = "数据:\n  计划数: 100\n  实际数:\n    值:\n    来源:\n";
    let run = crate::support::run(&["eval", "r.rubric", "数据.yaml", "--lang", "zh"]).file("r.rubric", rubric);
    run.file("数据.yaml", text).output().status(1).complains("[数据.yaml:3:3]").complains("这一项空着");
    // What is known in part is told with its place as well.
    let run = crate::support::run(&["eval", "r.rubric", "数据.csv", "--lang", "zh"]).file("r.rubric", rubric);
    let output = run.file("数据.csv", "名称,值\n计划数,至少 100\n实际数,50\n").output().status(1);
    output.complains("[数据.csv B2]").complains("这里只写明了一部分");
}
