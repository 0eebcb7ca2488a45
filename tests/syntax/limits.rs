//! Sizes, depths and texts made to hurt.

use std::sync::OnceLock;
use std::time::Instant;

use rubric_lang::diagnostic::{Arg, Code, Diagnostic};

use super::{codes, read};

/// How the one message about a limit reads.
fn limit(text: &str) -> Option<String> {
    let diagnostics = read("case.rubric", text).2;
    let told = diagnostics.iter().find(|d| d.code == Code::LimitExceeded)?;
    assert_eq!(diagnostics.len(), 1, "a limit is told alone: {diagnostics:?}");
    match told.args.first() {
        Some((_, Arg::Key(key))) => Some((*key).to_owned()),
        _ => None,
    }
}

/// How long the sample takes to read, in nanoseconds a byte: the measure for all other times, so that neither the
/// machine nor what else it does matters.
fn usual() -> f64 {
    static USUAL: OnceLock<f64> = OnceLock::new();
    *USUAL.get_or_init(|| {
        let text = include_str!("../cases/syntax/good/sample.rubric").repeat(10);
        let start = Instant::now();
        read("case.rubric", &text);
        start.elapsed().as_nanos() as f64 / text.len() as f64
    })
}

/// Reads `text` on the small stack of a thread, and in no more than twenty times the time that a right text of its
/// length takes, be it as long as 100 KiB.
fn quickly(name: &str, text: String) -> Vec<Diagnostic> {
    let usual = usual();
    let name = name.to_owned();
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(move || {
        let start = Instant::now();
        let (_, file, diagnostics) = read("case.rubric", &text);
        drop(file);
        let took = start.elapsed().as_nanos() as f64;
        let times = took / usual / text.len().max(100 * 1024) as f64;
        assert!(times < 20.0, "{name}: {} bytes took {times:.1} times as long as usual", text.len());
        diagnostics
    });
    thread.unwrap().join().unwrap()
}

#[test]
fn nesting() {
    let nested = |n: usize| format!("计算 x = {}1{}\n", "(".repeat(n), ")".repeat(n));
    assert_eq!(quickly("60 parentheses", nested(60)), []);
    assert_eq!(quickly("64 parentheses", nested(64)), []);
    assert_eq!(limit(&nested(65)).as_deref(), Some("limit-nesting"));
    assert_eq!(limit(&format!("计算 x = {}", "[".repeat(10_000))).as_deref(), Some("limit-nesting"));
    assert_eq!(limit(&"(".repeat(100_000)).as_deref(), Some("limit-nesting"));
    assert_eq!(limit(&format!("解释 “{}", "“".repeat(100_000))).as_deref(), Some("limit-nesting"));
    assert_eq!(limit(&"指标 a 1分 {\n".repeat(65)).as_deref(), Some("limit-nesting"));
    // Open brackets on many lines are mistakes of those lines and no nesting.
    let lines = "计算 x = (1\n".repeat(100);
    assert_eq!(codes(&lines).len(), 100);
    // What looks like a bracket in a comment or a text is none.
    let hidden = format!("// {}\n解释 \"{}\"\n", "{".repeat(100), "(".repeat(100));
    assert_eq!(quickly("brackets in texts", hidden), []);
}

#[test]
fn nested_conditions() {
    let nested = |n: usize| format!("计算 x = {}0{}\n", "若 a 则 ".repeat(n), " 否则 1".repeat(n));
    assert_eq!(quickly("60 times 若", nested(60)), []);
    assert_eq!(limit(&nested(100)).as_deref(), Some("limit-nesting"));
    let inside = |n: usize| format!("计算 x = {}a{}\n", "若 ".repeat(n), " 则 b 否则 c".repeat(n));
    assert_eq!(quickly("若 in the condition", inside(60)), []);
    let chain = |n: usize| format!("计算 x = {}0\n", "若 a 则 1 否则 ".repeat(n));
    assert_eq!(quickly("a long chain", chain(256)), []);
    assert_eq!(limit(&chain(300)).as_deref(), Some("limit-operators"));
    assert_eq!(limit(&chain(50_000)).as_deref(), Some("limit-operators"));
    // Each line counts anew.
    assert_eq!(quickly("one on each line", "计算 x = 若 a 则 1 否则 0\n".repeat(500)), []);
}

#[test]
fn operators() {
    let chain = |operator: &str, n: usize| format!("计算 x = a{}\n", format!(" {operator} a").repeat(n));
    for operator in ["+", "×", "且", "最多"] {
        assert_eq!(quickly("256 operators", chain(operator, 256)), []);
        assert_eq!(limit(&chain(operator, 257)).as_deref(), Some("limit-operators"), "{operator}");
    }
    assert_eq!(limit(&chain("+", 100_000)).as_deref(), Some("limit-operators"));
    assert_eq!(limit(&format!("计算 x = {}1\n", "-".repeat(100_000))).as_deref(), Some("limit-operators"));
    assert_eq!(limit(&format!("计算 x = {}是\n", "非 ".repeat(100_000))).as_deref(), Some("limit-operators"));
    // Depth counts through parentheses: ten times forty are too many.
    let mut deep = "1".to_owned();
    for _ in 0..10 {
        deep = format!("({deep}{})", " + 1".repeat(40));
    }
    assert_eq!(limit(&format!("计算 x = {deep}\n")).as_deref(), Some("limit-operators"));
    // Operators beside one another in a long table do not.
    let bands: String = (0..600).map(|i| format!("  ≥ {i} + 1 : a × {i}\n")).collect();
    assert_eq!(quickly("many bands", format!("计算 x = 分档 y {{\n{bands}}}\n")), []);
}

#[test]
fn sizes() {
    assert_eq!(limit(&" ".repeat(4 * 1024 * 1024 + 1)).as_deref(), Some("limit-bytes"));
    assert_eq!(limit(&"\n".repeat(100_001)).as_deref(), Some("limit-lines"));
    assert_eq!(codes(&"\n".repeat(99_999)), [""; 0]);
}

#[test]
fn numbers() {
    let number = |digits: &str| format!("计算 x = {digits}\n");
    assert_eq!(codes(&number(&"9".repeat(28))), [""; 0]);
    assert_eq!(codes(&number(&format!("0.{}", "9".repeat(28)))), [""; 0]);
    assert_eq!(codes(&number(&"9".repeat(29))), ["E0104"]);
    assert_eq!(codes(&number(&format!("{}.{}", "9".repeat(20), "9".repeat(9)))), ["E0104"]);
    let told = quickly("a million digits", number(&"1".repeat(1_000_000)));
    assert_eq!(told.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::NumberTooLong]);
}

#[test]
fn what_is_no_text() {
    assert_eq!(codes("解释 \"甲\0乙\"\n"), ["E0101"]);
    assert_eq!(codes("计算 x\u{200B} = 1\n"), ["E0101"]);
    assert_eq!(codes("计算 x = 1 // \u{202E}\n"), ["E0101"]);
    assert_eq!(codes("计算 x = 1\n\u{FEFF}计算 y = 2\n"), ["E0101"]);
    // Told once, however many there are; the line that holds one is not told twice.
    assert_eq!(codes("计\u{7}算 x = 1\n计\u{7}算 y = 1\n"), ["E0101"]);
    assert_eq!(codes("\u{FEFF}计算 x\u{A0}=\u{2003}1\r\n计算 y = 2\r计算 z = 3\r\n"), [""; 0]);
}

#[test]
fn long_and_nasty_texts() {
    let sample = include_str!("../cases/syntax/good/sample.rubric");
    assert_eq!(quickly("5,000 lines", sample.repeat(5000 / sample.lines().count() + 1)), []);
    let nasty = [
        ("unclosed quotes", "解释 \"没有\n".repeat(1000)),
        ("unclosed nested quotes", "解释 “没“有\n".repeat(1000)),
        ("many unclosed quotes on a line", format!("解释 {}\n", "“a ".repeat(60)).repeat(200)),
        ("unclosed braces", "指标 a 1分 {\n".repeat(60)),
        ("stray braces", "}\n".repeat(1000)),
        ("blank lines after a mistake", format!("计算 = 1\n{}", "\n".repeat(20_000))),
        ("one long line", format!("计算 x = {}\n", "a b ".repeat(20_000))),
        ("one long word", format!("计算 x = {}\n", "甲".repeat(200_000))),
        ("one long glued word", format!("指标 a 1分 {{ {} }}\n", "每".repeat(2_000))),
        ("only signs", "、，：；＝＜＞％".repeat(5_000)),
        ("only keywords", "当 且 或 非 若 则 否则 每 扣 ".repeat(2_000)),
        ("keywords on lines", "当\n且\n则\n扣\n得分\n".repeat(400)),
        ("bad bands", format!("指标 a 1分 {{ 分档 x {{\n{}}} }}\n", "90%以上 : 满分\n".repeat(1000))),
        ("bad heads", "指标 a 1分 foo {\n得分 = 1分\n}\n".repeat(300)),
        ("nested bad heads", format!("{}{}", "指标 a 1分 foo {\n".repeat(60), "}\n".repeat(60))),
        ("values after braces", format!("{}{}", "指标 a {\n".repeat(60), "} foo\n".repeat(60))),
        ("nested lookups", format!("计算 x = {}a{}\n", "查表 ".repeat(60), " { a : 1 }".repeat(60))),
        (
            "nested lookups by two keys",
            format!("计算 x = {}a{}\n", "查表 (".repeat(60), "), b { : c  d : 1 }".repeat(60)),
        ),
        ("nested calls", format!("计算 x = {}a{}\n", "f(a 当 ".repeat(60), ")".repeat(60))),
        ("nested calls that end badly", format!("计算 x = {}a 每{}\n", "f(a 当 ".repeat(60), ")".repeat(60))),
        (
            "nested full when",
            format!("指标 a {{ {} full {} }}\n", "cases { when a : full when (".repeat(20), ") }".repeat(20)),
        ),
        ("nested cases", format!("{}1分{}\n", "分情况 { 当 a : ".repeat(60), " }".repeat(60))),
        ("nested bands", format!("计算 x = {}1{}\n", "分档 (1 + ".repeat(30), ") { < 1 : 1 } + 1".repeat(30))),
        (
            "nested deductions",
            format!(
                "{}1分{}\n",
                "逐项 T 取 平均 { 分档 x { < 1 : ".repeat(30),
                " 扣分 { a 每 1 扣 1分 } } }".repeat(30)
            ),
        ),
        ("nested options", format!("选项 a {{ b = {}1{} }}\n", "(".repeat(60), ")".repeat(60))),
        ("nested fields", format!("数据 a : {}数{}\n", "表 { b : ".repeat(60), " }".repeat(60))),
    ];
    for (name, text) in nasty {
        quickly(name, text);
    }
}

#[test]
fn too_many_mistakes_are_not_all_told() {
    let told = quickly("mistakes without end", "计算 = 1\n".repeat(20_000));
    assert_eq!(told.len(), 500);
}
