//! The command, end to end: each subcommand, both languages, each exit status.

use crate::support::{root, run};

const RUBRIC: &str = "评分表 小表 版本 \"1\" {\n  满分 10分\n  舍入 指标 2位 四舍五入\n}\n指标 出勤 10分 {\n  数据 出勤率 : 比率 [0%, 100%]\n  得分 = 出勤率 × 满分\n  酌情扣分 最多 1分\n}\n";
const FACTS: &str = "对象: 甲\n期间: 2024\n数据:\n  出勤率: 87.5%\n";

fn eval(args: &[&str]) -> crate::support::Run {
    let all: Vec<&str> = ["eval", "r.rubric", "f.yaml"].iter().chain(args).copied().collect();
    run(&all).file("r.rubric", RUBRIC).file("f.yaml", FACTS)
}

#[test]
fn check_says_that_a_rubric_is_good() {
    let check = |lang| run(&["check", "r.rubric", "--lang", lang]).file("r.rubric", RUBRIC).output().status(0).quiet();
    assert_eq!(check("zh").out, "r.rubric：没有问题（1 个指标，1 项数据）\n");
    assert_eq!(check("en").out, "r.rubric: no problems (1 indicator, 1 fact)\n");
}

#[test]
fn check_tells_what_is_wrong_and_where() {
    let bad = RUBRIC.replace("指标 出勤 10分", "指标 出勤 9分");
    let check = |args: &[&str]| {
        let all: Vec<&str> = ["check", "r.rubric"].iter().chain(args).copied().collect();
        run(&all).file("r.rubric", &bad).output().status(1).quiet()
    };
    check(&["--lang", "zh"]).says("错误[").says("r.rubric:2:").says("5 │ 指标 出勤 9分").says("发现 1 个错误");
    check(&["--lang", "en"]).says("error[").says("found 1 error");
    let short = check(&["--lang", "en", "--format", "short"]).out;
    assert_eq!(short.lines().count(), 1, "{short}");
    assert!(short.starts_with("r.rubric:"), "{short}");
}

#[test]
fn check_takes_several_files_and_the_worst_status_counts() {
    run(&["check", "good.rubric", "none.rubric", "bad.rubric", "--lang", "en"])
        .file("good.rubric", RUBRIC)
        .file("bad.rubric", "评分表")
        .output()
        .status(2)
        .says("good.rubric: no problems")
        .says("bad.rubric")
        .complains("cannot read “none.rubric”: there is no such file");
}

#[test]
fn check_reads_the_standard_input_once() {
    run(&["check", "-", "--lang", "en"]).input(RUBRIC).output().status(0).says("no problems");
    run(&["check", "-", "-", "--lang", "en"])
        .input(RUBRIC)
        .output()
        .status(2)
        .complains("the standard input can be read only once");
}

#[test]
fn check_knows_a_file_that_others_use() {
    run(&["check", "units.rubric", "--lang", "en"])
        .file("units.rubric", "单位 人\n")
        .output()
        .status(0)
        .says("for other rubrics to use");
    eval(&["--lang", "en"]).file("r.rubric", "单位 人\n").output().status(1).complains("holds no rubric");
}

#[test]
fn eval_prints_a_table_and_why() {
    let output = eval(&["--lang", "zh"]).output().status(0).quiet();
    let output = output.says("总分 8.75 分（满分 10 分），得分率 87.5%");
    output.says("得分 = 出勤率 × 满分 = 87.5% × 10分 = 8.75分").says("综上，本项得 8.75 分（满分 10 分）。");
    eval(&["--lang", "en"])
        .output()
        .status(0)
        .quiet()
        .says("Total 8.75 of 10 points")
        .says("In sum, 8.75 of 10 points.");
}

#[test]
fn eval_writes_json() {
    let output = eval(&["--format", "json", "--lang", "zh"]).output().status(0).quiet();
    let json: serde_json::Value = serde_json::from_str(&output.out).unwrap();
    assert_eq!(json["score"], "8.75");
    assert_eq!(json["rule_score"], serde_json::json!({ "min": "8.75", "max": "8.75" }));
    assert_eq!(json["indicators"][0]["path"], "出勤");
    assert_eq!(json["indicators"][0]["award"], serde_json::Value::Null);
    assert_eq!(json["indicators"][0]["steps"][0]["with_values"], "87.5% × 10分");
}

#[test]
fn eval_shows_one_indicator_in_full() {
    let output = eval(&["--indicator", "出勤", "--lang", "zh"]).output().status(0).quiet();
    output.says("计分规则（r.rubric 第 5 行）").says("6 │   数据 出勤率").says("取用的数据").says("（第 7 行）");
    let output = eval(&["--indicator", "出情", "--lang", "zh"]).output().status(2);
    output.complains("没有“出情”这个指标").complains("是不是想写“出勤”？");
    let json = eval(&["--indicator", "出勤", "--format", "json"]).output().status(0).quiet();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json.out).unwrap()["name"], "出勤");
}

#[test]
fn eval_tells_what_is_wrong_with_the_rubric_before_the_facts() {
    let output = eval(&["--lang", "zh"]).file("r.rubric", RUBRIC.replace("满分 10分", "满分 11分")).output();
    let output = output.status(1).complains("错误[");
    assert_eq!(output.out, "");
}

#[test]
fn eval_tells_every_problem_of_the_facts_at_once() {
    let facts = "对象: 甲\n期间: 2024\n数据:\n  出勤率: 187%\n  出席率: 3%\n";
    let output = eval(&["--lang", "zh"]).file("f.yaml", facts).output().status(1);
    output.complains("f.yaml:4:").complains("f.yaml:5:").complains("发现 2 个错误");
    let facts = FACTS.replace("  出勤率: 87.5%\n", "");
    eval(&["--lang", "zh"]).file("f.yaml", facts).output().status(1).complains("出勤率");
}

#[test]
fn eval_refuses_departures_where_asked_to() {
    let facts = format!("{FACTS}评定:\n  出勤: {{ 得分: 5分, 理由: 另有原因 }}\n");
    let output = eval(&["--lang", "zh"]).file("f.yaml", &facts).output().status(0).quiet();
    output.says("评定 5 分，比标准得分 8.75 分少 3.75 分，超出标准；理由：另有原因");
    let output = eval(&["--lang", "zh", "--deny", "departures"]).file("f.yaml", &facts).output().status(1);
    output.complains("f.yaml:");
}

#[test]
fn eval_knows_the_formats_of_facts_by_name() {
    let json = "{ \"对象\": \"甲\", \"期间\": \"2024\", \"数据\": { \"出勤率\": \"87.5%\" } }";
    let toml = "\"对象\" = \"甲\"\n\"期间\" = \"2024\"\n[\"数据\"]\n\"出勤率\" = \"87.5%\"\n";
    for (name, facts) in [("f.json", json), ("f.toml", toml), ("f.yml", FACTS)] {
        let output = run(&["eval", "r.rubric", name, "--lang", "zh"]).file("r.rubric", RUBRIC).file(name, facts);
        output.output().status(0).says("总分 8.75 分");
    }
    let output = run(&["eval", "r.rubric", "-", "--lang", "zh"]).file("r.rubric", RUBRIC).input(json).output();
    output.status(0).says("总分 8.75 分");
    let output = run(&["eval", "r.rubric", "f.docx", "--lang", "zh"]).file("r.rubric", RUBRIC).file("f.docx", "");
    output.output().status(2).complains("不认识数据文件“f.docx”的格式");
}

#[test]
fn files_that_cannot_be_read_are_told() {
    let output = run(&["eval", "r.rubric", "none.yaml", "--lang", "zh"]).file("r.rubric", RUBRIC).output().status(2);
    output.complains("不能读取“none.yaml”：没有这个文件");
    let output = run(&["check", "folder", "--lang", "zh"]).file("folder/x", "").output().status(2);
    output.complains("不能读取“folder”：这是一个文件夹，不是文件");
    let output = run(&["check", "r.rubric/x", "--lang", "zh"]).file("r.rubric", RUBRIC).output().status(2);
    output.complains("没有这个文件");
}

#[test]
fn facts_that_are_too_large_are_told_with_their_code() {
    let facts = vec![b' '; (64 << 20) + 1];
    let output = run(&["eval", "r.rubric", "f.yaml", "--lang", "zh"]).file("r.rubric", RUBRIC).file("f.yaml", facts);
    output.output().status(1).complains("错误[E0334]: 文件太大，最多 64 MiB");
}

#[test]
fn what_is_no_text_is_told_with_what_to_do() {
    // 评分表 in GB 18030.
    let gbk = [&[0xc6, 0xc0, 0xb7, 0xd6, 0xb1, 0xed][..], b" x { }\n"].concat();
    let output = run(&["check", "r.rubric", "--lang", "zh"]).file("r.rubric", gbk).output().status(1);
    output.says("r.rubric:1:1").says("GBK").says("UTF-8");
    let utf16 = [0xff, 0xfe, 0xc4, 0x8b];
    run(&["check", "r.rubric", "--lang", "zh"]).file("r.rubric", utf16).output().status(1).says("UTF-16");
    // A file that ends in the middle of a character.
    let cut = &RUBRIC.as_bytes()[..RUBRIC.find("小表").unwrap() + 1];
    run(&["check", "r.rubric", "--lang", "zh"]).file("r.rubric", cut).output().status(1).says("E0101");
    let binary: Vec<u8> = (0..=255).cycle().take(5000).collect();
    run(&["check", "r.rubric", "--lang", "zh"])
        .file("r.rubric", &binary)
        .output()
        .status(1)
        .says("错误[E0101]: 这个文件不是 UTF-8 编码的文字\n");
    run(&["check", "r.rubric", "--lang", "en"])
        .file("r.rubric", &binary)
        .output()
        .status(1)
        .says("error[E0101]: the file is not text in UTF-8\n");
    eval(&["--lang", "zh"]).file("f.yaml", &binary).output().status(1).complains("E0101");
}

#[test]
fn used_files_are_found_beside_the_file_that_uses_them() {
    let rubric = format!("{RUBRIC}引用 \"lib/units.rubric\"\n数据 面积 : 亩 ≥ 0亩\n校验 面积 ≥ 0亩\n");
    let check = || run(&["check", "in/r.rubric", "--lang", "zh"]).file("in/r.rubric", &rubric);
    // Each file once, also where they use one another.
    check()
        .file("in/lib/units.rubric", "引用 \"more.rubric\"\n引用 \"../r.rubric\"\n")
        .file("in/lib/more.rubric", "单位 亩\n引用 \"units.rubric\"\n")
        .output()
        .status(0)
        .says("没有问题");
    let output = check().file("in/lib/units.rubric", "引用 \"more.rubric\"\n").output().status(1);
    output.says("units.rubric:1:4").says("找不到引用的文件").says("more.rubric");
    let output = check().file("in/lib/units.rubric/x", "").output().status(1);
    output.says("r.rubric:10:4").says("这是一个文件夹");
}

#[test]
fn too_many_used_files_are_refused() {
    let mut check = run(&["check", "r.rubric", "--lang", "en"]);
    let uses: String = (0..70).map(|i| format!("引用 \"u{i}.rubric\"\n")).collect();
    check = check.file("r.rubric", format!("{RUBRIC}{uses}"));
    for i in 0..70 {
        check = check.file(&format!("u{i}.rubric"), format!("单位 u{i}\n"));
    }
    check.output().status(1).says("more than 64 files are used");
}

#[test]
fn the_language_is_the_one_asked_for_or_the_environments() {
    let said = |run: crate::support::Run| run.output().status(0).out.lines().next().unwrap().to_owned();
    let help = |args: &[&str]| run(args);
    let (zh, en) = (
        "检查评分表，按评分表和数据计分，并说明每一分的理由",
        "Checks rubrics, scores facts by them, and gives the reason for every point",
    );
    assert_eq!(said(help(&["--help"]).env("LANG", "zh_CN.UTF-8")), zh);
    assert_eq!(said(help(&["--help"]).env("LANG", "en_GB.UTF-8")), en);
    assert_eq!(said(help(&["--help"]).env("LANG", "en_GB.UTF-8").env("LC_MESSAGES", "zh_CN")), zh);
    assert_eq!(said(help(&["--help"]).env("LANG", "zh_CN.UTF-8").env("LC_ALL", "C")), en);
    assert_eq!(said(help(&["--help"]).env("LANG", "en_GB.UTF-8").env("LANGUAGE", "fr:zh_CN")), zh);
    assert_eq!(said(help(&["--help", "--lang", "zh"]).env("LANG", "en_GB.UTF-8")), zh);
    assert_eq!(said(help(&["--lang=en", "help"]).env("LANG", "zh_CN.UTF-8")), en);
    assert_eq!(said(help(&["--help"])), en);
}

#[test]
fn help_is_in_the_language_and_lines_up() {
    for (lang, word) in [("zh", "选项："), ("en", "Options:")] {
        for args in [vec!["--help"], vec!["help"], vec!["help", "eval"], vec!["eval", "--help"], vec!["check", "-h"]] {
            let all: Vec<&str> = args.iter().copied().chain(["--lang", lang]).collect();
            let output = run(&all).output().status(0).quiet().says(word);
            // What each entry says begins in one column.
            let columns: std::collections::BTreeSet<usize> = output
                .out
                .lines()
                .filter(|line| line.starts_with("  ") && !line.starts_with("  rubric"))
                .map(|line| {
                    let entry = line.trim_start();
                    let about = entry.find("  ").map(|at| entry[at..].trim_start()).unwrap();
                    unicode_width::UnicodeWidthStr::width(&line[..line.len() - about.len()])
                })
                .collect();
            assert_eq!(columns.len(), 1, "{}", output.out);
            assert!(
                lang == "zh" || !output.out.contains(|c: char| ('\u{4e00}'..'\u{9fff}').contains(&c)),
                "{}",
                output.out
            );
        }
    }
    assert_eq!(run(&["help", "eval", "--lang", "zh"]).output().out, run(&["eval", "-h", "--lang", "zh"]).output().out);
    let version = run(&["--version"]).output().status(0).out;
    assert_eq!(version, format!("rubric {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_usage_is_told_in_the_language_with_the_nearest() {
    let wrong = |args: &[&str]| {
        let all: Vec<&str> = args.iter().copied().chain(["--lang", "zh"]).collect();
        let output = run(&all).output().status(2);
        assert_eq!(output.out, "");
        assert!(!output.error.contains("error") && !output.error.contains("Usage"), "{}", output.error);
        output
    };
    wrong(&["chek", "a"]).complains("没有“chek”这个命令").complains("是不是想写“check”？");
    wrong(&["help", "evil"]).complains("没有“evil”这个命令").complains("是不是想写“eval”？");
    wrong(&["check"]).complains("缺少 <文件>").complains("rubric check [选项] <文件>...");
    wrong(&["eval", "a"]).complains("缺少 <数据>");
    wrong(&["eval", "a", "b", "c"]).complains("多写了“c”");
    wrong(&["eval", "a", "b", "--formt", "json"]).complains("没有“--formt”这个选项").complains("--format");
    wrong(&["eval", "a", "b", "--format", "jsn"]).complains("不能是“jsn”").complains("是不是想写“json”？");
    wrong(&["eval", "a", "b", "--format"]).complains("后面要写一个值");
    wrong(&["eval", "a", "b", "--width", "7"]).complains("不能是“7”");
    wrong(&["eval", "a", "b", "--deny", "all"]).complains("departures");
    wrong(&["eval", "a", "b", "--format", "json", "--format", "text"]).complains("只能写一次");
    wrong(&[]).complains("命令：");
    run(&["--lang", "fr", "check", "a"]).output().status(2).complains("cannot be “fr”").complains("zh or en");
}

#[test]
fn colours_are_used_where_asked_for() {
    let bold = "\u{1b}[1m";
    assert!(!eval(&[]).output().status(0).out.contains('\u{1b}'));
    assert!(eval(&["--color", "always"]).output().status(0).out.contains(bold));
    assert!(!eval(&["--color", "never"]).output().status(0).out.contains('\u{1b}'));
}

#[test]
fn a_reader_that_goes_away_is_no_mistake() {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_rubric"))
        .args(["eval", "rubrics/zhanjiang-department-2024.rubric", "examples/zhanjiang-party-office-2024/facts.yaml"])
        .current_dir(root())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

/// A rubric with a warning: a fact that nothing reads.
fn with_warning() -> String {
    RUBRIC.replace("  得分", "  数据 迟到次数 : 个数\n  得分")
}

#[test]
fn warnings_fail_where_they_are_denied() {
    let check = |args: &[&str]| {
        let all: Vec<&str> = ["check", "r.rubric", "--lang", "en"].iter().chain(args).copied().collect();
        run(&all).file("r.rubric", with_warning()).output()
    };
    check(&[]).status(0).says("warning[W0704]").quiet();
    check(&["--deny", "warnings"]).status(1).says("warning[W0704]").complains("are refused here (--deny)");
    check(&["--deny", "advice"]).status(1).says("warning[W0704]");
    check(&["--deny", "warnings", "--format", "short"]).status(1).says("r.rubric:");
    check(&["--deny", "departures"]).status(2).complains("it can be warnings or advice");
    let facts = format!("{FACTS}  迟到次数: 1\n");
    let with = |args: &[&str]| eval(args).file("r.rubric", with_warning()).file("f.yaml", &facts).output();
    with(&["--lang", "zh"]).status(0).says("总分 8.75 分").quiet();
    let output = with(&["--lang", "zh", "--deny", "departures,warnings"]).status(1).complains("警告[W0704]");
    assert_eq!(output.out, "");
}

#[test]
fn eval_tells_what_is_wrong_as_json_where_json_is_asked_for() {
    let facts = "对象: 甲\n期间: 2024\n数据:\n  出勤率: 187%\n";
    let output = eval(&["--format", "json", "--lang", "en"]).file("f.yaml", facts).output().status(1);
    let json: serde_json::Value = serde_json::from_str(&output.error).unwrap();
    assert_eq!((output.out.as_str(), &json["diagnostics"][0]["code"]), ("", &"E0818".into()));
    assert_eq!(json["files"], serde_json::json!(["r.rubric", "f.yaml"]));
    assert_eq!(json["diagnostics"][0]["labels"][1]["file"], "r.rubric");
    eval(&["--format", "json"]).output().status(0).quiet();
}

#[test]
fn plain_words_have_no_frames_marks_or_colours() {
    let bad = RUBRIC.replace("指标 出勤 10分", "指标 出勤 9分");
    let plain = |lang: &str| {
        run(&["check", "r.rubric", "--plain", "--lang", lang, "--color", "always"])
            .file("r.rubric", &bad)
            .output()
            .status(1)
            .quiet()
            .out
    };
    let drawn = |text: &str| text.contains(['\u{1b}', '│', '─', '╭', '╰', '·', '▲', '→', '═', '┌']);
    let english = plain("en");
    assert!(!drawn(&english), "{english}");
    let first = english.lines().next().unwrap();
    assert!(first.starts_with("Problem 1 of 1, error E0507: "), "{english}");
    assert!(english.contains("\n  Place 1: file r.rubric, line 2, columns 6 to 8: `10分`: "), "{english}");
    assert!(english.contains("\n  Place 2: file r.rubric, line 5, ") && english.contains("\n  Help 1: "), "{english}");
    assert!(english.ends_with("\nfound 1 error\n"), "{english}");
    let chinese = plain("zh");
    assert!(!drawn(&chinese), "{chinese}");
    assert!(chinese.contains("\n  位置 1：文件 r.rubric 第 2 行第 6 至 8 列，原文“10分”："), "{chinese}");
    let report = eval(&["--plain", "--lang", "zh", "--color", "always"]).output().status(0).quiet().out;
    assert!(!drawn(&report), "{report}");
    assert!(report.contains("\n1. 指标：出勤；"), "{report}");
    assert!(report.contains("\n1. 得分 = 出勤率 × 满分 = 87.5% × 10分 = 8.75分"), "{report}");
    let full = eval(&["--plain", "--lang", "zh", "--indicator", "出勤"]).output().status(0).quiet().out;
    assert!(!drawn(&full), "{full}");
    assert!(full.contains("第 6 行：数据 出勤率 : 比率 [0%, 100%]"), "{full}");
}

#[test]
fn colours_are_for_terminals_unless_asked_for_or_refused() {
    let check = |env: &[(&str, &str)], args: &[&str]| {
        let all: Vec<&str> = ["check", "r.rubric"].iter().chain(args).copied().collect();
        let mut run = run(&all).file("r.rubric", "评分表");
        for (name, value) in env {
            run = run.env(name, value);
        }
        run.output().status(1).out.contains('\u{1b}')
    };
    assert!(!check(&[("TERM", "xterm")], &[]), "a pipe is no terminal");
    assert!(check(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!check(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]));
    assert!(check(&[("NO_COLOR", "1")], &["--color", "always"]), "what is asked for counts for more");
    assert!(!check(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]));
    assert!(!check(&[("CLICOLOR_FORCE", "1")], &["--plain"]));
}

#[test]
fn explain_prints_the_page_of_a_code() {
    let explain = |args: &[&str]| {
        let all: Vec<&str> = ["explain"].iter().chain(args).copied().collect();
        run(&all).output()
    };
    let page = explain(&["e0506", "--lang", "zh"]).status(0).quiet().out;
    assert!(page.starts_with("E0506：") && page.contains("\n错误写法\n\n    评分表"), "{page}");
    assert!(!page.contains("```") && !page.contains("##"), "{page}");
    let two = explain(&["E0506", "W0701", "--lang", "en"]).status(0).quiet().out;
    assert!(two.starts_with("E0506: ") && two.contains("\nW0701: "), "{two}");
    let markdown = explain(&["E0506", "--lang", "en", "--format", "markdown"]).status(0).quiet().out;
    assert_eq!(markdown, std::fs::read_to_string(root().join("docs/diagnostics/en/E0506.md")).unwrap());
    let unknown = explain(&["E0566", "E0506", "--lang", "en"]).status(2);
    unknown.says("E0506: ").complains("there is no code “E0566”").complains("did you mean “E05");
    // Heard, a line that is broken by its width is two.
    let heard = explain(&["E0506", "--lang", "en", "--plain"]).status(0).out;
    assert!(heard.lines().any(|line| line.len() > 120), "{heard}");
    let narrow = explain(&["E0506", "--lang", "zh", "--width", "40"]).status(0).out;
    let words = narrow.lines().filter(|line| !line.starts_with("    "));
    assert!(words.clone().count() > 5);
    words.for_each(|line| assert!(unicode_width::UnicodeWidthStr::width(line) <= 40, "{line}"));
}

#[test]
fn explain_lists_every_code() {
    for args in [&["explain", "--lang", "en"][..], &["explain", "--list", "--lang", "zh"]] {
        let list = run(args).output().status(0).quiet().out;
        for code in rubric_lang::diagnostic::Code::ALL {
            let line = list.lines().find(|line| line.trim_start().starts_with(code.code()));
            assert!(line.is_some_and(|line| line.split_whitespace().count() >= 3), "{}\n{list}", code.code());
        }
    }
}

/// What is wrong besides is told with it, but for grades, whose totals would be wrong.
#[test]
fn points_that_do_not_add_up_hide_no_other_mistake() {
    let text = "评分表 表 { 满分 100分  不舍入 }\n等级 { 优 : [90分, 100分)  差 : < 90分 }\n\
        指标 执行 90分 {\n数据 支出、预算 : 金额 > 0元\n分档 支出 ÷ 预算 {\n[90%, 100%] : 90分\n< 90% : 0分\n}\n}\n";
    let told =
        |text: &str| run(&["check", "r.rubric", "--format", "short"]).file("r.rubric", text).output().status(1).out;
    let codes = |text: &str| -> Vec<String> {
        let told = told(text);
        told.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned())).collect()
    };
    assert_eq!(codes(text), ["E0507", "E1102"]);
    assert_eq!(codes(&text.replace("90分 {", "100分 {").replace(": 90分", ": 100分")), ["E1104", "E1102"]);
}

/// A table that is filed as csv has below it what it was made of.
#[test]
fn a_table_by_itself_says_what_it_was_made_of() {
    let output = eval(&["--lang", "zh", "--format", "csv"]).output().status(0);
    let text = output.out.clone();
    for wanted in ["评分表：", "评分表摘要值：sha256:", "数据摘要值：sha256:", "计分程序：rubric "]
    {
        assert!(text.lines().any(|line| line.starts_with(wanted)), "{wanted}: {text}");
    }
}
