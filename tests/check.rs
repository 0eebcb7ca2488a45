//! The checker on small rubrics: what it tells of bad ones, and that good ones pass.

use std::path::{Path, PathBuf};

use rubric_lang::check::{check, check_library, is_library};
use rubric_lang::diagnostic::{Arg, Args, Code, Diagnostic, Diagnostics, Severity};
use rubric_lang::model::Rubric;
use rubric_lang::source::SourceMap;
use rubric_lang::syntax::ast::Item;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// Parses and checks a rubric with the files it uses.
fn checked(map: &mut SourceMap, name: &str, text: &str) -> (Option<Rubric>, Diagnostics) {
    let mut files = Vec::new();
    let mut waiting = vec![(name.to_owned(), text.to_owned())];
    let mut all = Diagnostics::new();
    while let Some((name, text)) = waiting.pop() {
        let id = map.add(name.clone(), text.clone());
        let (file, diagnostics) = rubric_lang::syntax::parse(&text, id);
        all.extend(diagnostics);
        for item in &file.items {
            if let Item::Use(used) = item {
                let path = Path::new(&name).parent().unwrap().join(&used.value);
                waiting.push((path.to_str().unwrap().to_owned(), read(&path)));
            }
        }
        files.push(file);
    }
    let (rubric, diagnostics) = check(&files);
    all.extend(diagnostics);
    (rubric, all)
}

/// A case: a rubric, to which a head is given where it has none (and does not say that this is the point).
fn case(text: &str) -> String {
    let has_head = text.contains("评分表") || text.starts_with("rubric ") || text.starts_with("// 没有开头");
    if has_head { text.to_owned() } else { format!("评分表 试 {{ 满分 10分  不舍入 }}\n{text}") }
}

fn arg(arg: &Arg) -> String {
    match arg {
        Arg::Text(text) => text.clone(),
        Arg::Count(count) => count.to_string(),
        Arg::Key(key) => format!("<{key}>"),
        Arg::Said(message) => format!("<{}{}>", message.key, args(&message.args)),
        Arg::List(items) => items.iter().map(self::arg).collect::<Vec<_>>().join("|"),
    }
}

fn args(args: &Args) -> String {
    args.iter().map(|(name, value)| format!(" {name}={}", arg(value))).collect()
}

fn shown(map: &SourceMap, diagnostic: &Diagnostic) -> String {
    let mut text = format!("{} {}{}\n", diagnostic.code.code(), diagnostic.code.key(), args(&diagnostic.args));
    for label in &diagnostic.labels {
        let place = map.place(label.span).map(|(_, place)| place.to_string()).unwrap_or_default();
        let words = label.message.as_ref().map(|m| format!(" {}{}", m.key, args(&m.args))).unwrap_or_default();
        text += &format!("  {place} `{}`{words}\n", map.slice(label.span).replace('\n', "⏎"));
    }
    for help in &diagnostic.helps {
        text += &format!("  = {}{}\n", help.key, args(&help.args));
    }
    for edit in diagnostic.fix.iter().flat_map(|fix| &fix.edits) {
        text += &format!("  fix `{}` -> `{}`\n", map.slice(edit.span), edit.replacement);
    }
    text
}

fn told(text: &str) -> String {
    let mut map = SourceMap::new();
    let (rubric, diagnostics) = checked(&mut map, "case.rubric", text);
    let unread = diagnostics.iter().any(|d| d.code.code().starts_with("E01"));
    assert!(
        !unread,
        "a case of the checker can be read: {}",
        diagnostics.iter().map(|d| shown(&map, d)).collect::<String>()
    );
    assert_eq!(rubric.is_some(), !diagnostics.has_errors(), "a rubric, or an error");
    let told = diagnostics.into_sorted();
    if told.is_empty() {
        return "accepted\n".to_owned();
    }
    told.iter().map(|d| shown(&map, d)).collect()
}

fn cases() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(root().join("tests/cases/check")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_case_is_told_as_recorded() {
    for path in cases() {
        let text = case(&read(&path));
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        insta::with_settings!({description => text.clone(), omit_expression => true}, {
            insta::assert_snapshot!(name, told(&text));
        });
    }
}

#[test]
fn every_code_of_the_checker_has_a_case() {
    let told: String = cases().iter().map(|path| told(&case(&read(path)))).collect();
    let of_checker = |code: &&Code| {
        let number = code.code();
        ["E02", "E04", "E05", "E06", "W07"].iter().any(|prefix| number.starts_with(prefix))
    };
    // What looks like a slip only when the rubric is run is told in `suspicious`.
    let slips = super::suspicious::told_codes();
    let is_told = |code: &&Code| told.contains(&format!("{} ", code.code())) || slips.contains(code);
    let untold: Vec<&str> =
        Code::ALL.iter().filter(of_checker).filter(|code| !is_told(code)).map(|code| code.key()).collect();
    // These need a rubric too large for a case, or a library: see the tests below.
    assert_eq!(untold, ["let-too-deep", "constant-too-large", "not-in-library", "too-many-options"]);
}

#[test]
fn real_rubrics_pass() {
    let paths = [
        "rubrics/zhanjiang-department-2024.rubric",
        "examples/contract-dates/contracts.rubric",
        "examples/first-rubric/first.rubric",
        "examples/county-fiscal-management/county.rubric",
    ];
    for path in paths {
        let path = root().join(path);
        let mut map = SourceMap::new();
        let (rubric, diagnostics) = checked(&mut map, path.to_str().unwrap(), &read(&path));
        let told: String = diagnostics.into_sorted().iter().map(|d| shown(&map, d)).collect();
        assert_eq!(told, "", "{}", path.display());
        assert!(rubric.is_some());
    }
}

#[test]
fn a_calendar_by_itself_passes_as_a_library() {
    let text = read(&root().join("rubrics/calendars/china-2023-2026.rubric"));
    let mut map = SourceMap::new();
    let (file, _) = rubric_lang::syntax::parse(&text, map.add("calendar", text.clone()));
    assert!(is_library(&file));
    assert!(check_library(&[file]).is_empty());
}

#[test]
fn a_library_holds_no_facts() {
    let texts = [case("指标 甲 10分 { 人工评分 [0分, 满分] }"), "单位 人\n数据 数目 : 个数\n".to_owned()];
    let mut map = SourceMap::new();
    let files: Vec<_> =
        texts.iter().map(|text| rubric_lang::syntax::parse(text, map.add("file", text.clone())).0).collect();
    let (_, diagnostics) = check(&files);
    let codes: Vec<&str> = diagnostics.iter().map(|d| d.code.key()).collect();
    assert_eq!(codes, ["not-in-library"]);
    let codes: Vec<String> = check_library(&files[1..]).iter().map(|d| d.code.key().to_owned()).collect();
    assert_eq!(codes, ["not-in-library"]);
}

#[test]
fn a_long_chain_of_computed_values_is_refused_in_either_order() {
    let lets = |numbers: &mut dyn Iterator<Item = usize>| -> String {
        numbers
            .map(|n| format!("计算 数{n} = {}\n", if n == 0 { "1".to_owned() } else { format!("数{} + 1", n - 1) }))
            .collect()
    };
    for lines in [lets(&mut (0..3000)), lets(&mut (0..3000).rev())] {
        let text = case(&format!("{lines}指标 甲 10分 {{ 得满分 当 数2999 > 0 }}"));
        let mut map = SourceMap::new();
        let (_, diagnostics) = checked(&mut map, "chain", &text);
        let codes: Vec<&str> = diagnostics.iter().map(|d| d.code.key()).collect();
        assert!(!codes.is_empty() && codes.iter().all(|code| *code == "let-too-deep"), "{codes:?}");
    }
}

#[test]
fn units_grow_only_so_large() {
    let codes = |count: usize| -> Vec<&str> {
        let units: String =
            (1..=count).map(|n| format!("单位 箱{n} = 9999999999999999999999999999 箱{}\n", n - 1)).collect();
        let text = case(&format!("单位 箱0\n{units}指标 甲 10分 {{ 数据 数目 : 箱0  得满分 当 数目 > 3箱{count} }}"));
        let (_, diagnostics) = checked(&mut SourceMap::new(), "units", &text);
        diagnostics.iter().map(|d| d.code.key()).collect()
    };
    assert!(codes(700).is_empty());
    // Units that stand on the one that is too large are not told of again.
    assert_eq!(codes(720), ["constant-too-large"]);
}

#[test]
fn methods_call_one_another_only_so_deep() {
    let methods = |count: usize| -> String {
        let body = |n: usize| if n == 0 { "得满分 当 参 > 1".to_owned() } else { format!("法{}(参)", n - 1) };
        (0..count).map(|n| format!("计分方法 法{n}（参 : 数）{{ {} }}\n", body(n))).collect()
    };
    let codes = |count: usize| -> Vec<&str> {
        let text = case(&format!("{}指标 甲 10分 {{ 法{}(3) }}", methods(count), count - 1));
        let (_, diagnostics) = checked(&mut SourceMap::new(), "methods", &text);
        diagnostics.iter().map(|d| d.code.key()).collect()
    };
    assert!(codes(16).is_empty());
    assert_eq!(codes(30), ["let-too-deep"]);
}

#[test]
fn what_is_read_often_is_worked_out_once() {
    // Each 计算 reads the one before twice, sixty deep.
    let mut lines = vec!["数据 有 : 日期?\n计算 条0 = 已填 有\n计算 数0 = 1".to_owned()];
    for n in 1..60 {
        let p = n - 1;
        lines.push(format!("计算 条{n} = 条{p} 且 条{p} 或 条{p} 且 非 条{p}\n计算 数{n} = 数{p} + 数{p} - 数{p}"));
    }
    lines.push("指标 甲 10分 { 得满分 当 条59 且 有 > 2024-01-01 且 数59 > 0 }".to_owned());
    let (rubric, diagnostics) = checked(&mut SourceMap::new(), "often", &case(&lines.join("\n")));
    assert!(diagnostics.is_empty());
    assert!(rubric.is_some());
}

#[test]
fn the_deepest_rubric_is_checked() {
    // As deep as the parser lets expressions nest, in as many 计算 as may stand on one another.
    let nested = |n: usize| (0..55).fold(format!("数{n}"), |inner, _| format!("({inner} + 1)"));
    let mut lines: Vec<String> = (1..60).map(|n| format!("计算 数{n} = {}", nested(n - 1))).collect();
    lines.push("计算 数0 = 1".to_owned());
    lines.reverse();
    lines.push(format!("指标 甲 10分 {{ 得满分 当 {} > 0 }}", nested(59)));
    lines.rotate_right(1);
    let mut map = SourceMap::new();
    let (rubric, diagnostics) = checked(&mut map, "deep", &case(&lines.join("\n")));
    let told: String = diagnostics.into_sorted().iter().map(|d| shown(&map, d)).collect();
    assert_eq!(told, "");
    assert!(rubric.is_some());
}

#[test]
fn a_set_has_at_most_64_options() {
    let options: Vec<String> = (0..65).map(|n| format!("项{n}")).collect();
    let text =
        case(&format!("选项 类 {{ {} }}\n数据 甲类 : 类\n指标 甲 10分 {{ 得满分 当 甲类 = 项3 }}", options.join(", ")));
    let mut map = SourceMap::new();
    let (_, diagnostics) = checked(&mut map, "options", &text);
    assert_eq!(diagnostics.iter().map(|d| d.code.key()).collect::<Vec<_>>(), ["too-many-options"]);
}

#[test]
fn the_sample_of_the_language_passes() {
    let mut map = SourceMap::new();
    let path = root().join("tests/cases/accepted/sample.rubric");
    let (rubric, diagnostics) = checked(&mut map, "sample", &read(&path));
    let told: String = diagnostics.into_sorted().iter().map(|d| shown(&map, d)).collect();
    assert_eq!(told, "");
    let rubric = rubric.unwrap();
    assert_eq!(rubric.nodes.len(), 11);
    assert!(rubric.facts.iter().all(|fact| fact.ty.kind != rubric_lang::model::TypeKind::Text));
}

#[test]
fn a_rubric_of_every_form_passes() {
    let mut map = SourceMap::new();
    let path = root().join("tests/cases/accepted/features.rubric");
    let (rubric, diagnostics) = checked(&mut map, "features", &read(&path));
    let told: String = diagnostics.into_sorted().iter().map(|d| shown(&map, d)).collect();
    assert_eq!(told, "");
    let rubric = rubric.unwrap();
    let worths: Vec<String> = rubric.nodes.iter().map(|n| format!("{} {:?}", n.path, n.worth)).collect();
    insta::assert_snapshot!("worths", worths.join("\n"));
}

#[test]
fn warnings_leave_a_rubric() {
    let text = "评分表 试 { 满分 10分 }\n指标 甲 10分 { 人工评分 [0分, 满分] }";
    let mut map = SourceMap::new();
    let (rubric, diagnostics) = checked(&mut map, "warned", text);
    assert!(rubric.is_some());
    assert!(diagnostics.iter().all(|d| d.severity() == Severity::Warning));
}
