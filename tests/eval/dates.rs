//! Dates, months, working days.

use super::{evaluated, facts_file, rubric, scores, shown};

#[test]
fn days_and_months_from_a_day() {
    scores(
        "数据 起、止 : 日期\n得满分 当 止 ≤ 起 + 20日",
        &[("起: 2024-02-10\n止: 2024-03-01", "10"), ("起: 2024-02-10\n止: 2024-03-02", "0")],
    );
    scores(
        "数据 起、止 : 日期\n得满分 当 止 ≤ 起 + 1个月",
        &[
            ("起: 2024-01-31\n止: 2024-02-29", "10"),
            ("起: 2024-01-31\n止: 2024-03-01", "0"),
            ("起: 2023-01-31\n止: 2023-02-28", "10"),
        ],
    );
    scores(
        "数据 起、止 : 日期\n得满分 当 止 - 起 ≤ 2周",
        &[("起: 2024-01-01\n止: 2024-01-15", "10"), ("起: 2024-01-01\n止: 2024-01-16", "0")],
    );
    scores("数据 止 : 日期\n得满分 当 止 ≥ 2024-03-01 - 1年", &[("止: 2023-03-01", "10"), ("止: 2023-02-28", "0")]);
}

fn on_calendar(condition: &str, facts: &str) -> String {
    let text = format!(
        "评分表 例 版本 \"1\" {{ 满分 10分 不舍入 }}\n工作日历 2024 {{ 休 2024-05-01 至 2024-05-05 班 2024-04-28、2024-05-11 }}\n指标 甲 10分 {{ 数据 起、止 : 日期\n得满分 当 {condition} }}"
    );
    let rubric = rubric(&text);
    evaluated(&rubric, &facts_file(facts), |e| match e.errors.first() {
        Some(error) => error.code.key().to_owned(),
        None => shown(&e.nodes[0].rule),
    })
}

#[test]
fn working_days_on_the_calendar() {
    let filed = "止 ≤ 起 + 2个工作日";
    // 30 April is worked, 1 to 5 May are off, 6 May is the next.
    assert_eq!(on_calendar(filed, "起: 2024-04-29\n止: 2024-05-06"), "10");
    assert_eq!(on_calendar(filed, "起: 2024-04-29\n止: 2024-05-07"), "0");
    // Sunday the 28th is made up.
    assert_eq!(on_calendar(filed, "起: 2024-04-26\n止: 2024-04-29"), "10");
    assert_eq!(on_calendar(filed, "起: 2024-04-26\n止: 2024-04-30"), "0");
    assert_eq!(on_calendar("工作日数(起, 止) ≤ 2个工作日", "起: 2024-04-29\n止: 2024-05-06"), "10");
    assert_eq!(on_calendar("工作日数(起, 止) = 3个工作日", "起: 2024-04-29\n止: 2024-05-07"), "10");
    assert_eq!(on_calendar(filed, "起: 2024-12-31\n止: 2025-01-02"), "calendar-year-missing");
}

#[test]
fn an_optional_date_is_read_where_it_is_given() {
    scores(
        "数据 起 : 日期\n数据 止 : 日期?\n得满分 当 已填 止 且 止 ≤ 起",
        &[("起: 2024-01-02\n止: 2024-01-02", "10"), ("起: 2024-01-02", "0"), ("起: 2024-01-02\n止: 2024-01-03", "0")],
    );
}
