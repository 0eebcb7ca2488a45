//! The mistakes of the printed table, put back into the rubric made from it.

use rubric_lang::diagnostic::{Code, Diagnostic, apply};

use super::{Found, region};

/// The rubric of the department without the calendar it uses, with `from` written as `to`.
fn spoilt(from: &str, to: &str) -> Found {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rubrics");
    let text = std::fs::read_to_string(path.join("zhanjiang-department-2024.rubric")).unwrap();
    let calendar = std::fs::read_to_string(path.join("calendars/china-2023-2026.rubric")).unwrap();
    let used = "引用 \"calendars/china-2023-2026.rubric\"";
    assert!(text.contains(used) && text.contains(from), "{from}");
    Found::of(&text.replace(used, &calendar).replace(from, to))
}

fn only(found: &Found) -> &Diagnostic {
    match found.diagnostics.as_slice() {
        [only] => only,
        _ => panic!("{:?}", found.codes()),
    }
}

#[test]
fn as_it_is_all_is_covered() {
    assert_eq!(spoilt("100 分", "100 分").codes(), [""; 0]);
}

#[test]
fn a_rate_above_one() {
    let found = spoilt("        ≥ 100%      : 10分 ", "        = 100%      : 10分 ");
    let gap = only(&found);
    assert_eq!((gap.code, region(gap).as_str()), (Code::BandGap, "(100%, +∞)"));
    found.holds_good();
    let shown = gap.witness.as_ref().unwrap().shows.clone().unwrap();
    assert_eq!(shown, ("支出率".to_owned(), "101%".to_owned()));
    let text = apply(&found.text, &gap.fix.as_ref().unwrap().edits);
    assert!(text.contains("        > 100% : 人工评分 [0分, 满分]\n"), "{text}");
    assert_eq!(Found::of(&text).codes(), [""; 0]);
}

#[test]
fn equality_with_an_average() {
    let found = spoilt(
        "得满分 当 固定资产利用率 ≥ 市直单位平均利用率 ",
        "分档 固定资产利用率 {\n        > 市直单位平均利用率 : 满分\n        < 市直单位平均利用率 : 不得分\n      }\n",
    );
    let gap = only(&found);
    assert_eq!((gap.code, region(gap).as_str()), (Code::BandGap, "固定资产利用率 = 市直单位平均利用率"));
    found.holds_good();
    let text = apply(&found.text, &gap.fix.as_ref().unwrap().edits);
    assert!(text.contains("        = 市直单位平均利用率 : 人工评分 [0分, 满分]\n"), "{text}");
    assert_eq!(Found::of(&text).codes(), [""; 0]);
}

#[test]
fn the_best_grade_without_full_marks() {
    let found = spoilt("优 : [90分, 100分]", "优 : [90分, 100分)");
    let gap = only(&found);
    assert_eq!((gap.code, region(gap).as_str()), (Code::GradeGap, "100"));
    found.holds_good();
    let text = apply(&found.text, &gap.fix.as_ref().unwrap().edits);
    assert!(text.contains("优 : [90分, 100分]") || text.contains("优 : ≥ 90分"), "{text}");
    assert_eq!(Found::of(&text).codes(), [""; 0]);
}
