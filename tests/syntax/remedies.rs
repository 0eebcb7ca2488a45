//! Slips of authors who know printed tables: each is told once, and what is offered, applied, is the right spelling.

use rubric_lang::diagnostic::{Diagnostic, Severity, apply};
use rubric_lang::source::SourceMap;
use rubric_lang::{check, load};

/// What a check of `text` tells.
fn told(text: &str) -> Vec<Diagnostic> {
    let mut sources = SourceMap::new();
    let bytes = text.as_bytes().to_vec();
    let loaded = load("case.rubric", &mut sources, &mut |_| Ok(bytes.clone())).unwrap();
    check(loaded, &sources).diagnostics
}

/// `lines` as the whole of an indicator.
fn in_indicator(lines: &str) -> String {
    format!("评分表 示例 {{ 满分 10分　不舍入 }}\n指标 例 10分 {{\n{lines}\n}}\n")
}

/// Checks that `wrong` is told as `code` and nothing else, and that with all that is offered it becomes `right`, which
/// holds no mistake.
fn mends(code: &str, wrong: &str, right: &str) {
    let diagnostics = told(wrong);
    let codes: Vec<&str> = diagnostics.iter().map(|d| d.code.code()).collect();
    assert!(!codes.is_empty() && codes.iter().all(|told| *told == code), "{wrong}\nis told as {codes:?}");
    let edits: Vec<_> = diagnostics.iter().flat_map(|d| d.fix.as_ref().expect(wrong).edits.clone()).collect();
    assert_eq!(apply(wrong, &edits), right);
    let left: Vec<Diagnostic> = told(right).into_iter().filter(|d| d.severity() == Severity::Error).collect();
    assert!(left.is_empty(), "{right}\nis told {left:?}");
}

/// The same for lines of an indicator that are one mistake.
fn mends_line(code: &str, wrong: &str, right: &str) {
    let whole = in_indicator(wrong);
    assert_eq!(told(&whole).len(), 1, "{whole}");
    mends(code, &whole, &in_indicator(right));
}

/// Checks that the only mistake in `lines` is `code`, that nothing is offered to put in its place, and that it is told
/// with the words of each of `helps`.
fn tells_line(code: &str, lines: &str, helps: &[&str]) {
    let whole = in_indicator(lines);
    let diagnostics = told(&whole);
    let [only] = diagnostics.as_slice() else { panic!("{whole}\nis told {diagnostics:?}") };
    assert_eq!((only.code.code(), &only.fix), (code, &None), "{whole}");
    let keys: Vec<&str> = only.helps.iter().map(|help| help.key).collect();
    assert_eq!(keys, helps, "{whole}");
}

#[test]
fn a_statement_stands_for_itself() {
    let head =
        |round: &str| format!("评分表 示例 {{\n满分 10分\n{round}\n}}\n指标 例 10分 {{\n人工评分 [0分, 满分]\n}}\n");
    mends("E0103", &head("舍入 不舍入"), &head("不舍入"));
}

#[test]
fn a_name_with_signs_is_quoted() {
    let heads = [
        ("“三公”经费控制 10分", "\"“三公”经费控制\" 10分"),
        ("甲（一） 10分", "\"甲（一）\" 10分"),
        ("预算/决算公开 10分", "\"预算/决算公开\" 10分"),
        ("预算-决算 10分", "\"预算-决算\" 10分"),
        ("预算、决算公开 10分", "\"预算、决算公开\" 10分"),
        ("预算编制：科学性 10分", "\"预算编制：科学性\" 10分"),
        ("预算编制·科学性 10分", "\"预算编制·科学性\" 10分"),
        ("1.预算编制 10分", "\"1.预算编制\" 10分"),
        ("4.1.2 预算编制 10分", "\"4.1.2 预算编制\" 10分"),
        ("预算 执行 10分", "\"预算 执行\" 10分"),
        ("（一）预算编制（10分）", "\"（一）预算编制\" 10分"),
        ("（一）预算编制（满分 10 分）", "\"（一）预算编制\" 10分"),
    ];
    for (wrong, right) in heads {
        let whole = |head: &str| format!("评分表 示例 {{ 满分 10分 不舍入 }}\n指标 {head} {{ 得分 = 满分 }}\n");
        mends("E0130", &whole(wrong), &whole(right));
    }
}

#[test]
fn every_head_has_a_name() {
    mends(
        "E0130",
        "评分表 2024年部门整体支出（试行） 版本 \"1\" { 满分 10分 不舍入 }\n指标 一、投入 10分 {\n  分项 （一）预算编制（10分） { 得分 = 满分 }\n}\n",
        "评分表 \"2024年部门整体支出（试行）\" 版本 \"1\" { 满分 10分 不舍入 }\n指标 \"一、投入\" 10分 {\n  分项 \"（一）预算编制\" 10分 { 得分 = 满分 }\n}\n",
    );
    mends(
        "E0130",
        "rubric Spending review (trial) { full 10 points exact }\nindicator budget/final 10 points { score = full }\n",
        "rubric \"Spending review (trial)\" { full 10 points exact }\nindicator \"budget/final\" 10 points { score = full }\n",
    );
    let options = |set: &str, option: &str| {
        format!(
            "评分表 示例 {{ 满分 10分 不舍入 }}\n选项 {set} {{ {option}, 询价 }}\n指标 例 10分 {{\n  数据 方式 : {set}\n  得满分 当 方式 = {option}\n}}\n"
        )
    };
    mends("E0130", &options("采购/方式", "招标"), &options("\"采购/方式\"", "招标"));
    mends("E0130", &options("采购方式", "招标（公开）"), &options("采购方式", "\"招标（公开）\""));
}

#[test]
fn a_name_is_quoted_wherever_it_is_used() {
    mends_line(
        "E0130",
        "数据 “三公”经费数、预算(调整)数 : 金额 > 0元\n说明 \"预算(调整)数\" // 预算(调整)数\n得分 = “三公”经费数 ÷ 预算(调整)数 × 满分 最多 满分",
        "数据 \"“三公”经费数\"、\"预算(调整)数\" : 金额 > 0元\n说明 \"预算(调整)数\" // 预算(调整)数\n得分 = \"“三公”经费数\" ÷ \"预算(调整)数\" × 满分 最多 满分",
    );
    mends_line(
        "E0109",
        "数据 总分 : 金额 ≥ 0元\n校验 总分 < 9元\n得满分 当 总分 > 0元 且 总分 < 5元",
        "数据 \"总分\" : 金额 ≥ 0元\n校验 \"总分\" < 9元\n得满分 当 \"总分\" > 0元 且 \"总分\" < 5元",
    );
}

#[test]
fn a_unit_stands_behind_the_type() {
    mends_line(
        "E0130",
        "数据 支出数(万元)、预算数(万元) : 金额 > 0元\n得分 = 支出数(万元) ÷ 预算数(万元) × 满分 最多 满分",
        "数据 支出数、预算数 : 金额(万元) > 0元\n得分 = 支出数 ÷ 预算数 × 满分 最多 满分",
    );
    mends_line(
        "E0130",
        "数据 支出率（%） : 比率 [0%, 100%]\n得分 = 支出率 × 满分",
        "数据 支出率 : 比率 [0%, 100%]\n得分 = 支出率 × 满分",
    );
}

#[test]
fn points_stand_without_parentheses() {
    let whole = |head: &str| format!("评分表 示例 {{ 满分 10分 不舍入 }}\n指标 {head} {{ 得分 = 满分 }}\n");
    mends("E0116", &whole("质量（10分）"), &whole("质量 10分"));
    mends("E0116", &whole("质量 (10 分)"), &whole("质量 10分"));
    let english = |head: &str| format!("rubric r {{ full 10 points exact }}\nindicator {head} {{ score = full }}\n");
    mends("E0116", &english("quality (10 points)"), &english("quality 10 points"));
}

#[test]
fn a_declaration_needs_its_keyword() {
    mends_line(
        "E0110",
        "数据 支出数、预算数 : 金额 > 0元\n执行率 = 支出数 ÷ 预算数\n得分 = 执行率 × 满分 最多 满分",
        "数据 支出数、预算数 : 金额 > 0元\n计算 执行率 = 支出数 ÷ 预算数\n得分 = 执行率 × 满分 最多 满分",
    );
    mends_line(
        "E0110",
        "支出数、预算数 : 金额 > 0元\n得分 = 支出数 ÷ 预算数 × 满分 最多 满分",
        "数据 支出数、预算数 : 金额 > 0元\n得分 = 支出数 ÷ 预算数 × 满分 最多 满分",
    );
    mends_line("E0110", "指标解释：反映预算执行情况\n得分 = 满分", "解释 \"反映预算执行情况\"\n得分 = 满分");
    mends_line("E0110", "指标说明 \"反映预算执行情况\"\n得分 = 满分", "解释 \"反映预算执行情况\"\n得分 = 满分");
    tells_line("E0110", "评分标准：按完成情况给分\n得分 = 满分", &["unknown-statement-rule"]);
    tells_line("E0110", "评价依据 \"某文件\"\n得分 = 满分", &["unknown-statement-basis"]);
    tells_line("E0110", "数据来源：决算报表\n得分 = 满分", &["unknown-statement-source"]);
}

#[test]
fn a_sentence_becomes_a_rule() {
    let fact = |line: &str| format!("数据 已公开 : 是否\n{line}");
    let full = fact("得满分 当 已公开");
    mends_line("E0118", &fact("得满分 当 已公开，否则不得分"), &full);
    mends_line("E0118", &fact("得满分 当 已公开，否则得0分"), &full);
    for sentence in ["已公开得满分，否则不得分", "已公开的，得满分，其他不得分", "如已公开，得满分", "已公开得满分"]
    {
        mends_line("E0119", &fact(sentence), &full);
    }
    mends_line("E0119", &fact("如已公开 得 10 分，否则不得分"), &fact("分情况 { 当 已公开 : 10分；否则 : 不得分 }"));
    mends_line("E0119", &fact("已公开的得10分，否则得5分"), &fact("分情况 { 当 已公开 : 10分；否则 : 5分 }"));
    mends_line("E0119", &fact("得满分 当 已公开，否则得5分"), &fact("分情况 { 当 已公开 : 满分；否则 : 5分 }"));
}

#[test]
fn a_deduction_says_first_what_is_counted() {
    mends_line(
        "E0103",
        "数据 问题数 : 个数\n扣分 { 每 1项 问题数 扣 1分 }",
        "数据 问题数 : 个数\n扣分 { 问题数 每 1项 扣 1分 }",
    );
    mends_line(
        "E0103",
        "数据 问题数 : 个数\n扣分：问题数 每 1项 扣 1分",
        "数据 问题数 : 个数\n扣分 { 问题数 每 1项 扣 1分 }",
    );
    mends_line(
        "E0108",
        "数据 问题数 : 个数\n扣分 { 问题数 每1项 扣0.5分，累计最多3分 }",
        "数据 问题数 : 个数\n扣分 { 问题数 每 1项 扣 0.5分，累计最多 3分 }",
    );
    for line in ["每发现 1项 扣 1分", "每出现 1个问题 扣 1分", "每 1项 扣 1分"] {
        tells_line("E0103", &format!("扣分 {{ {line} }}"), &["per-first"]);
        tells_line("E0103", line, &["per-first"]);
    }
    tells_line("E0103", "扣分 { 每发现1项问题扣1分 }", &["per-first"]);
    tells_line("E0124", "扣分：每低 1 个百分点扣 0.2 分", &["per-beyond-readings", "per-beyond-write"]);
}

#[test]
fn ranges_of_printed_tables() {
    let bands =
        |band: &str| format!("数据 率 : 比率 [0%, 100%]\n分档 率 {{\n≥ 90% : 10分\n{band} : 5分\n< 80% : 0分\n}}");
    mends_line("E0119", &bands("80%（含）-90%（不含）"), &bands("[80%, 90%)"));
    mends_line("E0126", &bands("80%（含）～90%"), &bands("[80%, 90%)"));
    mends_line("E0126", &bands("80%至90%"), &bands("[80%, 90%)"));
    mends_line("E0126", &bands("80%（含80%）至90%"), &bands("[80%, 90%)"));
    mends_line("E0119", &bands("80%（含80%）-90%（不含90%）"), &bands("[80%, 90%)"));
    mends_line("E0126", &bands("80%以上90%以下"), &bands("[80%, 90%)"));
    mends_line("E0126", &bands("在80%-90%之间"), &bands("[80%, 90%)"));
    mends_line("E0119", &bands("≥80%且<90%"), &bands("[80%, 90%)"));
    mends_line("E0119", &bands("大于等于80%小于90%"), &bands("[80%, 90%)"));
    mends_line("E0119", &bands("80%≤率<90%"), &bands("[80%, 90%)"));
    mends_line("E0119", &bands("90% > 率 >= 80%"), &bands("[80%, 90%)"));
    let first = |band: &str| format!("数据 率 : 比率 [0%, 100%]\n分档 率 {{\n{band} : 10分\n< 80% : 0分\n}}");
    mends_line("E0119", &first("80%（含）以上"), &first("≥ 80%"));
    mends_line("E0119", &first("率≥80%"), &first("≥ 80%"));
    mends_line("E0119", &first("80% ≤ 率"), &first("≥ 80%"));
}

#[test]
fn a_range_with_its_unit_at_both_ends_is_no_name() {
    let bands =
        |band: &str| format!("数据 份数 : 整数 次 ≥ 0次\n分档 份数 {{\n≥ 3次 : 10分\n{band} : 5分\n< 1次 : 0分\n}}");
    mends_line("E0126", &bands("1次至3次"), &bands("[1次, 3次)"));
    mends_line("E0126", &bands("1至3次"), &bands("[1次, 3次)"));
    mends_line("E0126", &bands("1次到3次"), &bands("[1次, 3次)"));
    // Where a name is due, it is one.
    let name =
        |name: &str| format!("评分表 示例 {{ 满分 10分　不舍入 }}\n指标 {name} 10分 {{\n人工评分 [0分, 满分]\n}}\n");
    mends("E0130", &name("2024年1月至6月支出"), &name("\"2024年1月至6月支出\""));
}

#[test]
fn words_and_letters_for_signs() {
    let share = |rule: &str| format!("数据 率 : 比率 [0%, 100%]\n{rule}");
    mends_line("E0116", &share("得分 = 率 X 满分"), &share("得分 = 率 × 满分"));
    mends_line("E0116", &share("得分 = 率 x 10分"), &share("得分 = 率 × 10分"));
    mends_line("E0103", &share("得满分 当 率 低于 50%"), &share("得满分 当 率 < 50%"));
    mends_line("E0103", &share("得满分 当 率 超过 50%"), &share("得满分 当 率 > 50%"));
    let two = |rule: &str| format!("数据 甲数、乙数 : 数 > 0\n{rule}");
    mends_line("E0119", &two("得满分 当 甲数÷乙数大于等于5%"), &two("得满分 当 甲数÷乙数 ≥ 5%"));
    mends_line("E0119", &two("得满分 当 甲数 ≥ 乙数的5%"), &two("得满分 当 甲数 ≥ 乙数 × 5%"));
}

#[test]
fn dates_and_decimal_points() {
    let date = |rule: &str| format!("数据 报送日 : 日期\n得满分 当 {rule}");
    mends_line("E0119", &date("报送日 早于 2024-03-31"), &date("报送日 < 2024-03-31"));
    mends_line("E0119", &date("报送日 不晚于 2024-03-31"), &date("报送日 ≤ 2024-03-31"));
    mends_line("E0113", &date("报送日 ≤ 2024/3/31"), &date("报送日 ≤ 2024-03-31"));
    tells_line("E0113", &date("报送日 ≤ 3月31日"), &["date-form-year"]);
    tells_line("E0112", &date("报送日 在 2024-03-31 之前"), &["vague-bound-with", "vague-bound-without"]);
    let points = |point: &str| format!("数据 问题数 : 个数\n扣分 {{ 问题数 每 1项 扣 0{point}5分 }}");
    mends_line("E0125", &points("。"), &points("."));
    let range = |point: &str| format!("数据 系数 : 数 [0{point}5, 1]\n得分 = 系数 × 1分");
    mends_line("E0125", &range("。"), &range("."));
    let band = |point: &str| format!("数据 率 : 比率 [0%, 100%]\n分档 率 {{ < 60% : 0{point}5分 ≥ 60% : 1分 }}");
    mends_line("E0125", &band("。"), &band("."));
}

#[test]
fn options_stand_for_themselves() {
    let rubric = |ty: &str, set: &str| format!("{}{set}", in_indicator(&format!("数据 评级 : {ty}\n得分 = 满分")));
    let set = "\n选项 评级 { 优, 良, 中, 差 }\n";
    mends("E0111", &rubric("优、良、中、差", ""), &rubric("评级", set));
    mends("E0111", &rubric("优/良/中/差", ""), &rubric("评级", set));
}

/// Where nothing is surely meant, nothing is offered: no remedy is better than a wrong one.
#[test]
fn no_keyword_is_guessed_for_a_sign() {
    for line in ["甲 = ", "甲：", "得满分 当 甲，乙", "甲，否则乙"] {
        for diagnostic in told(&in_indicator(&format!("数据 甲、乙 : 是否\n{line}"))) {
            let put_in = diagnostic.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.replacement.trim());
            let guessed: Vec<&str> = put_in.filter(|text| matches!(*text, "每" | "超过" | "低于" | "=")).collect();
            assert!(guessed.is_empty(), "{line}: {guessed:?}");
        }
    }
}

#[test]
fn more_habits_of_printed_tables() {
    let fact = |line: &str| format!("数据 已公开 : 是否\n{line}");
    mends_line(
        "E0103",
        &fact("分情况 {\n已公开 : 10分\n否则 : 0分\n}"),
        &fact("分情况 {\n当 已公开 : 10分\n否则 : 0分\n}"),
    );
    mends_line(
        "E0119",
        &fact("分情况 {\n当 已公开 : 10分\n其他 : 0分\n}"),
        &fact("分情况 {\n当 已公开 : 10分\n否则 : 0分\n}"),
    );
    mends_line("E0119", &fact("扣分 { 非 已公开的，扣5分 }"), &fact("扣分 { 当 非 已公开 扣 5分 }"));
    mends_line("E0201", &fact("得满分 当 未公开"), &fact("得满分 当 非 已公开"));
    let count = |clause: &str| format!("数据 次数 : 个数\n扣分 {{ 次数 {clause} }}");
    mends_line("E0119", &count("每发现 1次 扣 1分"), &count("每 1次 扣 1分"));
    let share = |rule: &str| format!("数据 率 : 比率 [0%, 100%]\n{rule}");
    mends_line("E0119", &share("得分 = 满分 当 率 ≥ 90%"), &share("得满分 当 率 ≥ 90%"));
    mends_line("E0119", &share("得满分 当 率 为 100%"), &share("得满分 当 率 = 100%"));
    tells_line("E0112", &share("得满分 当 率 在 80% 以上"), &["vague-bound-with", "vague-bound-without"]);
    let table = |column: &str| {
        format!("数据 项目表 : 表 {{ 名称 : 文本, {column} : 金额 ≥ 0元 }}\n得满分 当 合计(项目表, {column}) > 0元")
    };
    mends_line("E0130", &table("金额（元）"), &table("\"金额（元）\""));
    let head = |head: &str| format!("评分表 示例 {{ 满分 10分 不舍入 }}\n指标 {head} {{ 得分 = 满分 }}\n");
    mends("E0119", &head("质量 分值 10分"), &head("质量 10分"));
    mends("E0223", &head("质量 满分10分"), &head("质量 10分"));
    mends(
        "E0223",
        &head("质量 二十分").replace("满分 10分", "满分 20分"),
        &head("质量 20分").replace("满分 10分", "满分 20分"),
    );
}

#[test]
fn an_unknown_unit_is_told_once_and_declared() {
    let mends = |ty: &str, unit: &str, declared: &str| {
        let lines = format!("数据 量数 : {ty} ≥ 0\n得满分 当 量数 > 3{unit}");
        let declared: String = declared.split('、').map(|unit| format!("\n\n单位 {unit}")).collect();
        let right = in_indicator(&lines).replacen("不舍入 }", &format!("不舍入 }}{declared}"), 1);
        mends("E0209", &in_indicator(&lines), &right);
    };
    mends("人", "人", "人");
    mends("整数 人", "人", "人");
    mends_line("E0211", "数据 天数 : 天 ≥ 0\n得满分 当 天数 > 3日", "数据 天数 : 日 ≥ 0\n得满分 当 天数 > 3日");
    mends_line(
        "E0209",
        "数据 月数 : 个月 ≥ 0\n得满分 当 月数 > 3月 且 月数 < 6月",
        "数据 月数 : 个月 ≥ 0\n得满分 当 月数 > 3个月 且 月数 < 6个月",
    );
}

#[test]
fn what_follows_from_a_mistake_is_not_told() {
    tells_line(
        "E0219",
        "数据 预算数 : 金额 > 0元\n数据 项目 : 表 { 名称 : 文本, 预算数 : 金额 ≥ 0元 }\n得满分 当 合计(项目, 预算数) > 预算数",
        &[],
    );
    let level =
        "评分表 示例 { 不舍入 }\n指标 资产管理 成熟度 {\n数据 甲 : 是否\n分情况 { 当 甲 : 中级　否则 : 初级 }\n}\n";
    assert_eq!(told(level).iter().map(|d| d.code.code()).collect::<Vec<_>>(), ["E0223"]);
    tells_line(
        "E0201",
        "数据 全年预算数、全年支出数 : 金额 > 0元\n得分 = 全年执行数 ÷ 全年支出数 ÷ 全年预算数 × 1元 × 满分",
        &["check-did-you-mean-one-of", "check-or-declare"],
    );
}

/// A share divided by a percentage is so many percent: a number whose places are not in doubt.
#[test]
fn whole_percents_are_numbers() {
    let whole = in_indicator("数据 率 : 比率 [0%, 100%]\n得分 = 保留(率 ÷ 1个百分点, 0位, 四舍五入) × 0.1分");
    assert_eq!(told(&whole), []);
}

/// `lines` as the whole of an English indicator.
fn in_english(lines: &str) -> String {
    format!("rubric sample {{ full 10 points; exact }}\nindicator it 10 points {{\n{lines}\n}}\n")
}

#[test]
fn a_bound_in_english_words_is_a_sign() {
    let bands = |first: &str, last: &str| {
        in_english(&format!("fact done : share >= 0%\nbands done {{\n  {first} : full\n  {last} : zero\n}}"))
    };
    let ways = [
        ("90% or more", ">= 90%", "under 90%", "< 90%"),
        ("at least 90%", ">= 90%", "less than 90%", "< 90%"),
        ("over 90%", "> 90%", "up to 90%", "<= 90%"),
        ("more than 90%", "> 90%", "90% or less", "<= 90%"),
    ];
    for (wrong, right, wrong_last, right_last) in ways {
        mends("E0119", &bands(wrong, wrong_last), &bands(right, right_last));
    }
    mends(
        "E0126",
        &in_english("fact done : share [0%, 100%]\nbands done { 60% to 100% : full; < 60% : zero }"),
        &in_english("fact done : share [0%, 100%]\nbands done { [60%, 100%] : full; < 60% : zero }"),
    );
}

#[test]
fn a_unit_behind_a_range_stands_at_both_ends() {
    let zh = |good: &str| {
        format!(
            "评分表 示例 {{ 满分 10分 不舍入 }}\n等级 {{ 优 : {good}　差 : < 6分 }}\n指标 例 10分 {{ 人工评分 [0分, 满分] }}\n"
        )
    };
    mends("E0119", &zh("[6, 10]分"), &zh("[6分, 10分]"));
    let en = |good: &str| {
        format!(
            "rubric sample {{ full 10 points; exact }}\ngrades {{ good : {good}; poor : < 6 points }}\nindicator it 10 points {{ manual [0 points, full] }}\n"
        )
    };
    mends("E0119", &en("[6, 10] points"), &en("[6 points, 10 points]"));
}

#[test]
fn one_value_is_a_band_with_a_sign() {
    mends_line(
        "E0103",
        "数据 次数 : 个数\n分档 次数 {\n  0 : 满分\n  ≥ 1 : 不得分\n  允许 递减\n}",
        "数据 次数 : 个数\n分档 次数 {\n  = 0 : 满分\n  ≥ 1 : 不得分\n  允许 递减\n}",
    );
}

#[test]
fn a_condition_before_a_rule_is_a_case() {
    mends_line(
        "E0119",
        "数据 率 : 比率 [0%, 100%]\n若 率 ≥ 90% 则 满分 否则 不得分",
        "数据 率 : 比率 [0%, 100%]\n分情况 { 当 率 ≥ 90% : 满分；否则 : 不得分 }",
    );
    mends(
        "E0119",
        &in_english("fact done : yesno\nif done then full else zero"),
        &in_english("fact done : yesno\ncases { when done : full; else : zero }"),
    );
    mends_line(
        "E0119",
        "数据 率 : 比率 [0%, 100%]\n分情况 {\n  当 率 ≥ 90% : 满分\n  其他情况 : 不得分\n}",
        "数据 率 : 比率 [0%, 100%]\n分情况 {\n  当 率 ≥ 90% : 满分\n  否则 : 不得分\n}",
    );
}

#[test]
fn a_type_needs_its_colon() {
    mends_line("E0103", "数据 率 比率 [0%, 100%]\n得分 = 率 × 满分", "数据 率 : 比率 [0%, 100%]\n得分 = 率 × 满分");
}

#[test]
fn how_many_places_stands_in_digits() {
    let head = |round: &str| format!("评分表 示例 {{ 满分 10分　{round} }}\n指标 例 10分 {{ 人工评分 [0分, 满分] }}\n");
    mends("E0119", &head("舍入 指标 两位小数 四舍五入"), &head("舍入 指标 2位 四舍五入"));
    mends("E0449", &head("舍入 指标 2位小数 四舍五入"), &head("舍入 指标 2位 四舍五入"));
    mends("E0119", &head("四舍五入保留两位小数"), &head("舍入 指标 2位 四舍五入"));
    mends("E0119", &head("保留1位小数"), &head("舍入 指标 1位 四舍五入"));
}

#[test]
fn a_misspelt_keyword_is_the_one_with_which_most_can_be_read() {
    mends_line(
        "E0110",
        "数据 率 : 比率 [0%, 100%]\n分挡 率 { ≥ 90% : 满分　< 90% : 不得分 }",
        "数据 率 : 比率 [0%, 100%]\n分档 率 { ≥ 90% : 满分　< 90% : 不得分 }",
    );
}

#[test]
fn answers_options_and_months_stand_where_they_compare() {
    mends_line("E0201", "数据 公开 : 是否\n得满分 当 公开 = \"是\"", "数据 公开 : 是否\n得满分 当 公开 = 是");
    mends_line(
        "E0402",
        "数据 收款日期、上缴日期 : 日期\n得满分 当 上缴日期 - 收款日期 ≤ 3个月",
        "数据 收款日期、上缴日期 : 日期\n得满分 当 上缴日期 ≤ 收款日期 + 3个月",
    );
    mends_line(
        "E0436",
        "数据 率 : 比率 [0%, 100%]\n分档 率 { ≥ 90% : 满分　(90%, 60%] : 5分　< 60% : 不得分 }",
        "数据 率 : 比率 [0%, 100%]\n分档 率 { ≥ 90% : 满分　[60%, 90%) : 5分　< 60% : 不得分 }",
    );
}

#[test]
fn the_unit_of_what_may_be_absent_stands_before_the_mark() {
    mends_line(
        "E0119",
        "数据 结余 : 金额?(万元) ≥ 0元\n得满分 当 未填 结余 或 结余 ≤ 5万元",
        "数据 结余 : 金额(万元)? ≥ 0元\n得满分 当 未填 结余 或 结余 ≤ 5万元",
    );
}
