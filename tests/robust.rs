//! No input makes the command panic or end but with 0, 1 or 2: deep nesting, long numbers, broken bytes, files cut
//! off anywhere. How fast it is, is told by the benchmarks; here it is held to end in time.

use std::time::{Duration, Instant};

use crate::support::{root, run};

#[path = "../benches/large/mod.rs"]
mod large;

const FACTS: &str = "对象: 某部门\n期间: 2024\n数据: {}\n";

/// Checks and evaluates `rubric`; neither may panic.
#[track_caller]
fn survives(rubric: impl AsRef<[u8]>, status: i32) -> String {
    let checked = run(&["check", "a.rubric", "--lang", "zh"]).file("a.rubric", &rubric).output().status(status);
    let evaluated = run(&["eval", "a.rubric", "facts.yaml", "--lang", "en"])
        .file("a.rubric", &rubric)
        .file("facts.yaml", FACTS)
        .output();
    for output in [&checked, &evaluated] {
        assert!(!output.error.contains("panicked") && !output.out.contains("panicked"), "{output:?}");
    }
    assert!(matches!(evaluated.status, 0..=2), "{evaluated:?}");
    checked.out + &checked.error
}

#[test]
fn nesting_ten_thousand_deep() {
    for (open, close) in [("(", ")"), ("（", "）"), ("{", "}"), ("[", "]"), ("“", "”")] {
        survives(format!("计算 x = {}1{}", open.repeat(10_000), close.repeat(10_000)), 1);
        survives(format!("计算 x = {}", open.repeat(10_000)), 1);
    }
    survives("指标 甲 1分 {\n".repeat(10_000), 1);
    survives(format!("计算 x = {} 是", "非 ".repeat(10_000)), 1);
    survives(format!("计算 x = {}1", "-".repeat(10_000)), 1);
    survives(format!("计算 x = {}1", "1 + ".repeat(10_000)), 1);
    survives(format!("计算 x = {}1", "若 是 则 1 否则 ".repeat(10_000)), 1);
}

#[test]
fn numbers_of_ten_thousand_digits() {
    survives(format!("计算 x = {}", "9".repeat(10_000)), 1);
    survives(format!("计算 x = 0.{}1", "0".repeat(10_000)), 1);
    let facts = format!("对象: 某\n期间: 2024\n数据:\n  甲: {}\n", "9".repeat(10_000));
    let rubric = "评分表 例 版本 \"1\" { 满分 1分 不舍入 }\n指标 甲项 1分 { 数据 甲 : 数\n得满分 当 甲 > 0 }";
    run(&["eval", "a.rubric", "f.yaml"]).file("a.rubric", rubric).file("f.yaml", facts).output().status(1);
}

#[test]
fn towers_of_powers_end() {
    // Each 计算 squares the one before: the last would have 2^40 digits.
    let mut lets = String::from("数据 甲 : 数 [0, 9]\n计算 x0 = 甲 + 3\n");
    for i in 0..40 {
        lets.push_str(&format!("计算 x{} = x{i} × x{i}\n", i + 1));
    }
    let rubric = format!("评分表 例 版本 \"1\" {{ 满分 1分 不舍入 }}\n指标 甲项 1分 {{\n{lets}得满分 当 x40 > 1\n}}");
    let output = run(&["eval", "a.rubric", "f.yaml", "--lang", "zh"])
        .file("a.rubric", rubric)
        .file("f.yaml", "对象: 某\n期间: 2024\n数据:\n  甲: 2\n")
        .output();
    assert!(matches!(output.status, 0 | 1), "{output:?}");
}

/// A thousand lines with a mistake in most of them: the slower the more of a mistake is looked back and ahead for.
#[test]
fn a_thousand_lines_of_mistakes() {
    let text = large::rubric(1000);
    let spoilt = [
        ("no colons", text.replace(" : ", " ")),
        ("no opening braces", text.replace('{', "")),
        ("no closing braces", text.replace('}', "")),
        ("braces doubled", text.replace('{', "{{").replace('}', "}}")),
        ("a parenthesis on every line", text.replace('\n', "\n)\n")),
        ("no quotes that close", text.replace("\"\n", "\n")),
        ("names unknown", text.replace("计算 ", "计算 别的")),
        ("points that do not add up", text.replace("2分 {", "3分 {")),
    ];
    for (what, spoilt) in spoilt {
        let started = Instant::now();
        let output = run(&["check", "a.rubric", "--lang", "zh"]).file("a.rubric", spoilt).output().status(1);
        assert!(output.error.is_empty(), "{what}: {}", output.error);
        // A second as released; this is the build for tests, beside other tests.
        assert!(started.elapsed() < Duration::from_secs(30), "{what} takes {:?}", started.elapsed());
    }
}

/// As deep as a rubric may be nested, and as long as one is.
#[test]
fn deep_and_long_rubrics_are_published() {
    let head = "评分表 例 版本 \"1\" { 满分 10分 不舍入 }\n数据 甲 : 是否\n数据 乙 : 比率 [0%, 100%]\n";
    let doc = |rubric: &str| {
        let output =
            run(&["doc", "a.rubric", "--format", "markdown", "--lang", "zh"]).file("a.rubric", rubric).output();
        assert!(!output.error.contains("panicked"), "{}", output.error);
        output.status
    };
    // The deepest that is read must be written as well; one that is refused is none of ours.
    let mut written = 0;
    for depth in [1, 10, 20, 40, 60, 80, 100, 150, 200] {
        let cases = format!("{}不得分{}", "分情况 { 当 甲 : ".repeat(depth), " 否则 : 满分 }".repeat(depth));
        let sums = format!("得分 = {}乙{} × 满分", "(".repeat(depth), " × 乙)".repeat(depth));
        let parts = format!("{}得满分 当 甲{}", "分项 一 100% { ".repeat(depth), " }".repeat(depth));
        for rule in [cases, sums, parts] {
            written += usize::from(doc(&format!("{head}指标 项 10分 {{ {rule} }}\n")) == 0);
        }
    }
    assert!(written >= 9, "only {written} were written");
    let lets: String = (0..60).map(|i| format!("计算 x{} = x{i} 最多 乙\n", i + 1)).collect();
    assert_eq!(doc(&format!("{head}指标 项 10分 {{ 计算 x0 = 乙\n{lets}得分 = x60 × 满分 }}\n")), 0);
    let started = Instant::now();
    assert_eq!(doc(&large::rubric(2000)), 0);
    assert!(started.elapsed() < Duration::from_secs(30), "it takes {:?}", started.elapsed());
}

#[test]
fn files_that_are_no_rubric() {
    survives("", 1);
    survives("\n\n　　\n", 1);
    survives("// 只有注释", 1);
    survives([0u8, 159, 146, 150, 255, 254, 0, 0], 1);
    survives((0..=255u8).cycle().take(100_000).collect::<Vec<_>>(), 1);
    survives(&"评分表".as_bytes()[..4], 1);
    survives("\u{feff}评分表 甲", 1);
}

#[test]
fn a_rubric_cut_off_anywhere() {
    let text = std::fs::read(root().join("examples/first-rubric/first.rubric")).unwrap();
    for end in (0..text.len()).step_by(37) {
        let output = run(&["check", "a.rubric", "--lang", "zh"]).file("a.rubric", &text[..end]).output();
        assert!(matches!(output.status, 0 | 1) && !output.error.contains("panicked"), "cut at {end}: {output:?}");
    }
}

#[test]
fn facts_cut_off_anywhere() {
    let rubric = std::fs::read(root().join("examples/first-rubric/first.rubric")).unwrap();
    let facts = std::fs::read(root().join("examples/first-rubric/facts.yaml")).unwrap();
    for end in (0..facts.len()).step_by(29) {
        let output = run(&["eval", "a.rubric", "facts.yaml", "--lang", "zh"])
            .file("a.rubric", &rubric)
            .file("facts.yaml", &facts[..end])
            .output();
        assert!(matches!(output.status, 0 | 1) && !output.error.contains("panicked"), "cut at {end}: {output:?}");
    }
}
