//! Where the command writes what comes out: `--format`, `-o`, and what stands in the way.

use crate::support::{Run, run};

const RUBRIC: &str = "评分表 小表 版本 \"1\" {\n  满分 10分\n  舍入 指标 2位 四舍五入\n}\n指标 出勤 10分 {\n  数据 出勤率 : 比率 [0%, 100%]\n  得分 = 出勤率 × 满分\n}\n";
const FACTS: &str = "对象: 甲\n期间: 2024\n数据:\n  出勤率: 87.5%\n";

fn eval(args: &[&str]) -> Run {
    let all: Vec<&str> = ["eval", "r.rubric", "f.yaml", "--lang", "zh"].iter().chain(args).copied().collect();
    run(&all).file("r.rubric", RUBRIC).file("f.yaml", FACTS)
}

#[test]
fn the_name_of_the_file_tells_the_format() {
    for (name, sign) in [
        ("a.txt", "总分 8.75 分"),
        ("a.json", "\"score\": \"8.75\""),
        ("a.md", "# 小表"),
        ("a.MD", "# 小表"),
        ("a.html", "<h1 lang=\"zh-CN\">甲</h1>"),
    ] {
        let output = eval(&["-o", name]).gives(name).output().status(0).quiet();
        assert_eq!(output.out, "");
        assert!(output.text().contains(sign), "{}", output.text());
        assert_eq!(
            output.folder,
            {
                let mut all = vec![name, "f.yaml", "r.rubric"];
                all.sort_unstable();
                all
            },
            "nothing is left beside it"
        );
    }
    let output = eval(&["-o", "a.md", "--format", "json"]).gives("a.md").output().status(0).quiet();
    assert!(output.text().starts_with('{'), "--format goes before the name");
    let output = eval(&["-o", "-", "--format", "markdown"]).output().status(0).quiet();
    assert!(output.out.starts_with("# "), "{}", output.out);
    let output = eval(&["-o", "a.pages"]).output().status(2);
    output.complains("从文件名“a.pages”看不出要写成哪种格式").complains("markdown");
}

#[test]
fn a_text_in_a_file_has_no_colours_and_is_as_wide_as_asked() {
    let output = eval(&["-o", "a.txt", "--color", "always", "--width", "50"]).gives("a.txt").output().status(0).quiet();
    let text = output.text();
    assert!(!text.contains('\u{1b}'));
    assert!(text.contains("标准得分\n8.75 分。"), "{text}");
    let output = eval(&["-o", "a.txt", "--plain"]).gives("a.txt").output().status(0).quiet();
    assert!(output.text().contains("指标：出勤；分值：10"));
}

#[test]
fn one_indicator_is_written_like_the_whole() {
    for (name, sign) in
        [("a.txt", "计分规则"), ("a.json", "\"name\": \"出勤\""), ("a.md", "# 出勤"), ("a.html", "<h1>出勤</h1>")]
    {
        let output = eval(&["--indicator", "出勤", "-o", name]).gives(name).output().status(0).quiet();
        assert!(output.text().contains(sign), "{}", output.text());
    }
}

#[test]
fn what_was_there_stays_until_the_new_is_whole() {
    let output = eval(&["-o", "a.md"]).file("a.md", "old").gives("a.md").output().status(0).quiet();
    assert!(output.text().starts_with("# 小表"));
    let facts = FACTS.replace("87.5%", "187.5%");
    let output = eval(&["-o", "a.md"]).file("f.yaml", facts).file("a.md", "old").gives("a.md").output().status(1);
    assert_eq!(output.text(), "old", "what cannot be scored replaces nothing");
}

#[test]
fn what_was_read_is_not_written_over() {
    for name in ["f.yaml", "./f.yaml", "r.rubric"] {
        let output = eval(&["--format", "text", "-o", name]).gives("f.yaml").gives("r.rubric").output().status(2);
        assert_eq!(output.files, [Some(FACTS.into()), Some(RUBRIC.into())]);
        output.complains("是读入的文件，请把结果写到别的文件");
    }
}

#[test]
fn what_cannot_be_written_is_told() {
    let output = eval(&["-o", "folder.md"]).file("folder.md/x", "").output().status(2);
    output.complains("不能写入“folder.md”：已有同名的文件夹");
    let output = eval(&["-o", "none/a.md"]).output().status(2);
    output.complains("不能写入“none/a.md”：它所在的文件夹不存在").complains("请先建好这个文件夹");
    let output = eval(&["-o", "f.yaml/a.md"]).output().status(2);
    output.complains("不能写入“f.yaml/a.md”");
    let output = eval(&["-o", &format!("{}.md", "长".repeat(300))]).output().status(2);
    assert_eq!(output.folder, ["f.yaml", "r.rubric"]);
    output.complains("不能写入");
    eval(&["-o", "/dev/null", "--format", "json"]).output().status(0).quiet();
}
