//! Published tables held against the rubric, and against themselves.

use rubric_lang::book::BookFormat;
use rubric_lang::diagnostic::Code;
use rubric_lang::facts::{self, Format};
use rubric_lang::locale::{Language, Locale};
use rubric_lang::reconcile::{self, Computed, Reconciliation, document, read_book};
use rubric_lang::source::SourceMap;
use rubric_lang::{bind, check, load, load_book, report};

use crate::support::{root, run};

const FOLDER: &str = "examples/zhanjiang-party-office-2024";
const DEPARTMENT: &str = "rubrics/zhanjiang-department-2024.rubric";

const RUBRIC: &str = "评分表 试 { 满分 10分\n舍入 指标 2位 四舍五入 }\n等级 { 好 : >= 8分\n差 : < 8分 }\n\
    指标 总 10分 {\n指标 甲 6分 { 数据 甲率 : 比率 [0%, 100%]\n得分 = 甲率 × 满分 }\n\
    指标 乙 4分 { 数据 乙率 : 比率 [0%, 100%]\n得分 = 乙率 × 满分 } }\n";
const FACTS: &str = "对象: 某单位\n期间: 2024\n数据: { 甲率: 33.3375%, 乙率: 50% }\n";

/// How the published file is written.
enum As<'t> {
    Json(&'t str),
    Book(&'t [u8], BookFormat),
}

/// Everything that is told, in Chinese, line by line, and what was read wrongly.
fn told(rubric: &str, facts: &str, published: &As<'_>) -> (Vec<String>, Vec<Code>) {
    let mut sources = SourceMap::new();
    let mut read = |path: &str| match path {
        "r" => Ok(rubric.as_bytes().to_vec()),
        other => Ok(std::fs::read(root().join(other)).unwrap()),
    };
    let name = if rubric.starts_with("rubrics/") { rubric } else { "r" };
    let loaded = load(name, &mut sources, &mut read).unwrap();
    let texts = loaded.texts.clone();
    let checked = check(loaded, &sources);
    let model = checked.rubric.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let id = sources.add("facts.yaml", facts);
    let (bound, wrong) = bind(facts, id, Format::Yaml, &model);
    let bound = bound.unwrap_or_else(|| panic!("{wrong:#?}"));
    let (published, wrong) = match published {
        As::Json(text) => {
            let id = sources.add("published.json", *text);
            let root = facts::read(text, id, Format::Json).unwrap();
            reconcile::read(&root)
        }
        As::Book(bytes, format) => {
            let loaded = load_book("published", bytes, *format, &mut sources).unwrap();
            let shown = sources.get(loaded.text).unwrap().shown.as_ref().unwrap();
            read_book(&loaded.book, &shown.cells, loaded.text)
        }
    };
    let codes = wrong.into_sorted().iter().map(|d| d.code).collect();
    let computed = Computed { rubric: model, rubric_texts: &texts, facts: &bound, facts_text: id, sources: &sources };
    let locale = Locale::new(Language::Zh);
    let result: Reconciliation = reconcile::reconcile(computed, &published, &locale).unwrap();
    let text = report::markdown(&document(&result, &sources, &locale));
    (text.lines().map(str::to_owned).collect(), codes)
}

fn department() -> Vec<String> {
    let read = |name: &str| std::fs::read_to_string(root().join(FOLDER).join(name)).unwrap();
    let (lines, codes) = told(DEPARTMENT, &read("facts.yaml"), &As::Json(&read("published.json")));
    assert_eq!(codes, []);
    lines
}

#[track_caller]
fn has(lines: &[String], parts: &[&str]) {
    let found = lines.iter().any(|line| parts.iter().all(|part| line.contains(part)));
    assert!(found, "nothing says {parts:?}:\n{}", lines.join("\n"));
}

/// What the readers of the report found in its scores, sums and rates, by their numbers.
#[test]
fn what_readers_found_in_the_report_is_told() {
    let lines = department();
    // 1: the clause for 150% was not applied to three outputs.
    for name in ["大病救助、精准帮扶困难职工人数", "助学人数", "国家级主流媒体发表文章数量"]
    {
        has(&lines, &[name, "给 20 分，按标准得 10 分"]);
    }
    // 2: two rates for one thing.
    has(&lines, &["“支出率”前后不同", "72.81%", "89.81%"]);
    has(&lines, &["部门预算资金支出率", "给 8 分，按标准得 7 分"]);
    // 3: a unit and a sign.
    has(&lines, &["3928.589978万元", "如果“299.78元”是 -299.78万元，就对得上（正负号和单位）"]);
    has(&lines, &["“年中调整数”写作 299.78元", "数据文件是 -299.78万元"]);
    // 4: a digit.
    has(&lines, &["3528.78万元", "2541.94万元 应为 2641.94万元"]);
    // 5: one indicator with no score in one table.
    has(&lines, &["《附件2》：“预算编制”的得分是 0 分，下级得分之和是 2"]);
    has(&lines, &["“预算编制”的得分前后不同：2（附件1），0（附件2）"]);
    has(&lines, &["“预算编制”的得分率前后不同：100%（表3-1），0%（附件2）"]);
    has(&lines, &["《附件2》：“管理效率”的得分是 33.5 分", "31.5 分"]);
    // 9: scores that the rule cannot give.
    for name in ["采购活动合规性", "资产配置合规性", "固定资产利用率"] {
        has(&lines, &[&format!("“{name}”"), "按标准不可能得这个分"]);
    }
    // 10: a rate that does not follow.
    has(&lines, &["“党政事务支出率”写作 77.89%", "123.96万元 ÷ 159.00万元 = 77.96%"]);
    has(&lines, &["“党政事务支出率”前后不同", "77.89%", "77.96%"]);
    // 11: a rate from rounded parts and from exact ones.
    has(&lines, &["“党政机关信息化运维支出率”前后不同", "45.33%", "45.32%"]);
    // 12: an amount that was cut off, and a rate that follows from the whole of it only.
    has(&lines, &["“宣传经费决算数”前后不同", "129.17万元，写出的是去尾的数"]);
    has(&lines, &["“宣传经费支出率”写作 51.67%", "51.66%", "更精确的数"]);
    // 13: an amount that no rounding gives.
    has(&lines, &["“固定资产期末余额”前后不同", "21918569.63元", "2191.87万元"]);
    // 14: a rate that follows from no total.
    has(&lines, &["写作 47.65%", "1041.61万元 ÷ 2188.47万元 = 47.6%"]);
    // The order of rounding is seen in the total.
    has(&lines, &["每个指标取 2 位小数，四舍五入：78.26 分（评分表规定的方式）"]);
    has(&lines, &["都不舍入：78.25 分"]);
    has(&lines, &["逢五取偶：78.24 分"]);
}

/// What adds up is not told: the sums of the annex, the other rates, all other cells of the tables.
#[test]
fn what_adds_up_in_the_report_is_not_told() {
    let text = department().join("\n");
    for name in [
        "附件3",
        "人均办公室面积",
        "固定资产闲置率",
        "项目支出率",
        "支出决算数",
        "年初支出预算数",
        "89.52%",
        "没有这个指标",
    ] {
        let about = format!("“{name}");
        assert!(!text.contains(&about), "{name}:\n{text}");
    }
    assert!(text.contains("| 总分 | 100 | 78.26 | 62.91～75.5 | 78.26 | 2.76～15.35 |"), "{text}");
}

#[test]
fn causes_are_found() {
    let json = |甲: &str, 总: &str, total: &str| {
        format!(
            r#"{{ "score": "{total}", "grade": "好", "indicators": [{{ "name": "一、总", "points": 10, "score": "{总}", "children": [
            {{ "name": "（一）甲", "points": 6, "score": "{甲}", "rate": "33.33%" }}, {{ "name": "2. 乙", "points": 5, "score": 2 }}, {{ "name": "丙", "points": 1, "score": 1 }}] }}] }}"#
        )
    };
    // 6 × 33.3375% = 2.00025
    let (lines, codes) = told(RUBRIC, FACTS, &As::Json(&json("2.00025", "5.00025", "5.00025")));
    assert_eq!(codes, []);
    has(&lines, &["舍入方式不同：都不舍入"]);
    has(&lines, &["公布的分值是 5 分，评分表是 4 分"]);
    has(&lines, &["评分表里没有“丙”"]);
    has(&lines, &["“一、总”的分值是 10 分，下级分值之和"]);
    has(&lines, &["等级写作“好”，而 5.00025 分应为“差”"]);
    has(&lines, &["“（一）甲”的得分率写作 33.33%", "33.34%"]);
    let (lines, _) = told(RUBRIC, FACTS, &As::Json(&json("7", "9", "8")));
    has(&lines, &["“（一）甲”得 7 分，超过了分值 6 分"]);
    has(&lines, &["“一、总”的得分是 9 分，下级得分之和是 7 + 2 + 1 = 10 分"]);
    has(&lines, &["总分是 8 分，各项得分之和是 9 分"]);
    has(&lines, &["没有找到原因"]);
}

#[test]
fn printed_layouts_are_read_from_csv_and_workbooks() {
    let csv = "综合得分表,,,,\n一级指标,分值,二级指标,分值,评价得分,得分率\n合计,10,,,4.1,41%\n总,10,甲,6,2,33.33%\n,,乙,4,2,50%\n";
    let (lines, codes) = told(RUBRIC, FACTS, &As::Book(csv.as_bytes(), BookFormat::Csv));
    assert_eq!(codes, []);
    has(&lines, &["总分是 4.1 分，各项得分之和是 4 分"]);
    has(&lines, &["| 总分 | 10 | 4.1 | 4 | 4 | 0.1 |"]);
    assert!(!lines.join("\n").contains("分值之和"), "{}", lines.join("\n"));
    let mut book = rust_xlsxwriter::Workbook::new();
    let plain = rust_xlsxwriter::Format::new();
    let sheet = book.add_worksheet().set_name("评分表").unwrap();
    sheet.write_row(0, 0, ["一级指标", "二级指标", "分值", "评价得分", "得分率"]).unwrap();
    sheet.merge_range(1, 0, 2, 0, "总", &plain).unwrap();
    for (row, (name, points, score, rate)) in (1..).zip([("甲", 6, 2.0, "33.33%"), ("乙", 4, 2.5, "50%")]) {
        sheet.write(row, 1, name).unwrap().write(row, 2, points).unwrap();
        sheet.write(row, 3, score).unwrap().write(row, 4, rate).unwrap();
    }
    let figures = book.add_worksheet().set_name("数字").unwrap();
    figures.write_row(0, 0, ["名称", "数值", "由来", "出处"]).unwrap();
    figures.write_row(1, 0, ["甲率", "33%", "1 ÷ 2", "第一页"]).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let (lines, codes) = told(RUBRIC, FACTS, &As::Book(&bytes, BookFormat::Xlsx));
    assert_eq!(codes, []);
    has(&lines, &["“乙”的得分率写作 50%，而 2.5 ÷ 4 = "]);
    has(&lines, &["“甲率”写作 33%（第一页）：算不出来，1 ÷ 2 = 50%"]);
}

#[test]
fn what_cannot_be_read_is_told_at_its_place() {
    let wrong = [
        (r#"{ "indicators": [{ "score": 5 }] }"#, Code::PrintedShape),
        (r#"{ "indicators": [{ "name": "甲", "scores": 5 }] }"#, Code::PrintedKey),
        (r#"{ "indicators": [{ "name": "甲", "score": "约5" }] }"#, Code::PrintedNotNumber),
        (r#"{ "figures": [{ "name": "率", "value": "5%", "from": "甲比乙" }] }"#, Code::PrintedFrom),
        (r#"{ "figures": [{ "name": "率" }] }"#, Code::PrintedShape),
        (r#"{ "subject": "某单位" }"#, Code::PrintedEmpty),
        ("[]", Code::PrintedEmpty),
        ("[1, [2], null]", Code::PrintedShape),
    ];
    for (text, code) in wrong {
        let mut sources = SourceMap::new();
        let id = sources.add("p.json", text);
        // A list at the top is refused by the reader of facts files, and told by it.
        let Ok(root) = facts::read(text, id, Format::Json) else { continue };
        let (_, told) = reconcile::read(&root);
        assert!(told.iter().any(|d| d.code == code), "{text}: {:?}", told.into_sorted());
    }
    let csv = "指标,得分\n甲,约5\n";
    let (_, codes) = told(RUBRIC, FACTS, &As::Book(csv.as_bytes(), BookFormat::Csv));
    assert_eq!(codes, [Code::PrintedNotNumber]);
}

/// What the heads and rows of a printed 评分表 say, and what they do not.
#[test]
fn a_scoring_table_as_it_is_printed_is_read_as_it_is_meant() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("附件1").unwrap();
    sheet.write(0, 0, "评分表").unwrap();
    let head = ["一级指标", "分值", "二级指标", "分值", "指标解释", "评价得分", "得分率"];
    sheet.write_row(1, 0, head).unwrap();
    // The points of the whole stand behind each level.
    sheet.write_row(2, 0, ["合计", "10", "", "10", "", "4", "40%"]).unwrap();
    sheet.write_row(3, 0, ["总", "10", "甲", "6", "", "2", "33%"]).unwrap();
    sheet.write_row(4, 0, ["", "", "乙", "4", "", "2", "45%"]).unwrap();
    sheet.write_row(5, 0, ["加减分项", "-", "", "", "", "0", "-"]).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let with = format!(
        "{RUBRIC}加减分 表现 {{ 数据 表彰数 : 整数 ≥ 0\n表彰数 每 1项 加 1分，累计最多 3分 }}\n总分 最多 满分\n"
    );
    let facts = FACTS.replace(" }", ", 表彰数: 0 }");
    let (lines, codes) = told(&with, &facts, &As::Book(&bytes, BookFormat::Xlsx));
    assert_eq!(codes, []);
    let text = lines.join("\n");
    assert!(!text.contains("总分值") && !text.contains("没有“加减分项”") && !text.contains("30"), "{text}");
    has(&lines, &["“乙”的得分率写作 45%，而 2 ÷ 4 = 50%（published 附件1!G5）"]);
}

fn command(args: &[&str], published: &str) -> crate::support::Run {
    run(&[&["reconcile", "r.rubric", "f.yaml"], args].concat())
        .file("r.rubric", RUBRIC)
        .file("f.yaml", FACTS)
        .file("p.csv", published)
}

#[test]
fn the_command_writes_text_json_and_files() {
    let good = "指标,得分\n甲,2\n乙,2\n总,4\n合计,4\n";
    command(&["p.csv", "--lang", "zh"], good).output().status(0).quiet().says("公布与计算核对");
    command(&["p.csv", "--strict", "--lang", "zh"], good).output().status(0).quiet();
    command(&["p.csv", "--strict", "--lang", "zh"], "指标,得分\n甲,2\n乙,2\n总,5\n").output().status(1).quiet();
    let json = command(&["p.csv", "--format", "json", "--lang", "en"], good).output().status(0).quiet();
    let value: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(value["total"]["published"], "4");
    assert_eq!(value["roundings"][0]["own"], true);
    command(&["p.csv", "-o", "out.md", "--lang", "zh"], good).output().status(0).quiet();
    for form in ["docx", "xlsx", "html", "csv", "json", "txt"] {
        command(&["p.csv", "-o", &format!("out.{form}"), "--lang", "zh"], good).output().status(0).quiet();
    }
    command(&["p.csv", "--format", "xlsx", "--lang", "en"], good).output().status(2).complains("xlsx is no text");
    let wrong = "指标,分值,得分,得分率\n甲,6,2,50%\n乙,4,3,\n总,10,5,\n";
    let csv = command(&["p.csv", "--format", "csv", "--lang", "zh"], wrong).output().status(0).quiet();
    csv.says("部分,指标,分值,公布得分,标准得分,评定得分,公布与标准之差,差异原因")
        .says("得分核对,总/乙,4,3,2,2,1,")
        .says("公布的表自相矛盾,甲,,,,,,“甲”的得分率写作 50%，而 2 ÷ 6 = 33%（p.csv D2）");
    let json = command(&["p.csv", "--format", "json", "--lang", "zh"], wrong).output().status(0).quiet();
    let value: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(value["contradictions"][0]["cell"], "D2");
    command(&["p.csv", "-o", "p.csv", "--lang", "zh"], good).output().status(2);
    command(&["p.doc", "--lang", "zh"], good).output().status(2).complains("不认识“p.doc”的格式");
    command(&["p.csv", "--lang", "zh"], "指标,得分\n甲,约5\n").output().status(1).complains("E1503");
}

#[test]
fn what_the_program_files_itself_agrees_with_itself() {
    let rubric = root().join(DEPARTMENT);
    let facts = root().join(FOLDER).join("facts.yaml");
    let (rubric, facts) = (rubric.to_str().unwrap(), facts.to_str().unwrap());
    for (language, file) in
        [("zh", "d.csv"), ("zh", "d.xlsx"), ("zh", "d.json"), ("en", "d.csv"), ("en", "d.xlsx"), ("en", "d.json")]
    {
        let filed =
            run(&["eval", rubric, facts, "-o", file, "--lang", language]).gives(file).output().status(0).quiet();
        let bytes = filed.files[0].clone().unwrap();
        let reconciled = run(&["reconcile", rubric, facts, file, "--strict", "--lang", language]);
        reconciled.file(file, bytes).output().status(0).quiet().says("78.26");
    }
}

#[test]
fn parents_said_again_in_every_row_are_one() {
    let table = "一级指标,分值,二级指标,分值,评价得分\n总,10,甲,6,2\n总,10,乙,4,2\n合计,10,,,4\n\n编制人：张三\n注：以上得分保留两位小数\n";
    command(&["p.csv", "--strict", "--lang", "zh"], table).output().status(0).quiet();
    // An indicator that stands twice is told.
    let table = "一级指标,分值,二级指标,分值,评价得分\n总,10,甲,6,2\n总,10,甲,6,2\n合计,10,,,4\n";
    command(&["p.csv", "--strict", "--lang", "zh"], table).output().status(1).quiet();
}
